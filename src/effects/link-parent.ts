import { noteUnlinked } from '../health/health-store';
import { linkToParent } from '../jira/issue-api';
import { done, type EffectHandler, fromProblem, repeat } from './effect-handler';

/**
 * What belongs to a storm is linked to the issue of the storm. Jira keeps a link once, so it may simply be done again; where it takes
 * none, the issue does without and health says so.
 */
export const linkParent: EffectHandler<'link-parent'> = {
  async act({ submission: { issue } }, { effect }) {
    if (issue === undefined) return { is: 'issue-gone' };
    const linked = await linkToParent(issue.id, effect.parent);
    if (linked.ok) return done;
    if (linked.problem.code === 'jira.no-link') await noteUnlinked();
    return fromProblem(linked.problem);
  },
  afterLooks: repeat,
};
