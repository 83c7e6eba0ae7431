import { noteUnlinked } from '../health/health-store';
import { linkToParent } from '../jira/issue-api';
import { readIssues } from '../jira/many-issues-api';
import type { Problem } from '../kernel/problem';
import { done, type EffectHandler, fromProblem } from './effect-handler';

/**
 * What belongs to a storm is linked to the issue of the storm. Jira keeps a link once, so it may simply be done again; where it takes
 * none, the issue does without, and health says so where people can change it.
 */
export const linkParent: EffectHandler<'link-parent'> = {
  async act({ submission: { issue } }, { effect }) {
    if (issue === undefined) return { is: 'issue-gone' };
    const linked = await linkToParent(issue.id, effect.parent);
    if (linked.ok) return done;
    if (await isSettingOfJira(linked.problem, [issue.id, effect.parent])) await noteUnlinked();
    return fromProblem(linked.problem);
  },
};

/**
 * Jira says 404 for linking that is off, a type or a right that is missing, and as well for an issue that is not there any more (REST v3,
 * `issueLink`); 413 is an issue with all the links that it may have. Only of the former somebody has to know.
 */
async function isSettingOfJira({ code, status }: Problem, ids: readonly string[]): Promise<boolean> {
  if (code !== 'jira.no-link' || status !== 404) return code === 'jira.no-link' && status !== 413;
  const both = await readIssues(ids);
  return both.ok && both.value.length === ids.length;
}
