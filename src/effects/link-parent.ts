import { noteUnlinked } from '../health/health-store';
import { linkToParent } from '../jira/issue-api';
import { readIssues } from '../jira/many-issues-api';
import type { Problem } from '../kernel/problem';
import { stormWith } from '../storms/storm';
import { loadStorms } from '../storms/storm-store';
import { done, type EffectHandler, fromProblem } from './effect-handler';

/**
 * What belongs to a storm is linked to the issue of the storm. Jira keeps a link once, so it may simply be done again; where it takes
 * none, the issue does without, and health says so where people can change it.
 */
export const linkParent: EffectHandler<'link-parent'> = {
  async act({ submission: { issue, storm } }, { effect: { parent } }) {
    if (issue === undefined) return { is: 'issue-gone' };
    const linked = await linkToParent(issue.id, parent);
    if (linked.ok) return done;
    const why = await whyNot(linked.problem, { own: issue.id, parent });
    if (why === 'setting') await noteUnlinked();
    if (why === 'parent-unseen' && (await mayComeBack(storm)))
      return { is: 'problem', problem: { ...linked.problem, retry: 'later' } };
    return fromProblem(linked.problem);
  },
};

/**
 * Jira says 404 for linking that is off, a type or a right that is missing, and as well for an issue that is not there (REST v3,
 * `issueLink`); 413 is an issue with all the links that it may have. Only of the former somebody has to know.
 */
async function whyNot(
  { code, status }: Problem,
  { own, parent }: { readonly own: string; readonly parent: string },
): Promise<'setting' | 'parent-unseen' | 'other'> {
  if (code !== 'jira.no-link' || status === 413) return 'other';
  if (status !== 404) return 'setting';
  const both = await readIssues([own, parent]);
  if (!both.ok) return 'other';
  const isThere = (id: string) => both.value.some((issue) => issue.id === id);
  if (!isThere(own)) return 'other';
  return isThere(parent) ? 'setting' : 'parent-unseen';
}

/** The issue of a storm may be hidden for a while; as long as there is the storm, and nobody deleted it, it may be seen again (ADR 0021). */
async function mayComeBack(id: string | undefined): Promise<boolean> {
  const storm = stormWith((await loadStorms()).data, id);
  return storm !== undefined && storm.goneAt === undefined;
}
