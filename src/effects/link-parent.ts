import { noteUnlinked } from '../health/health-store';
import { linkToParent } from '../jira/issue-api';
import { readIssues } from '../jira/many-issues-api';
import { secondsBetween } from '../kernel/instant';
import type { Problem } from '../kernel/problem';
import { suspected } from '../storms/own-issue';
import { linkOf, type Storms, stormWith } from '../storms/storm';
import { changeStorm, loadStorms } from '../storms/storm-store';
import { done, type EffectHandler, fromProblem, type Outcome } from './effect-handler';

/**
 * What belongs to a storm is linked to the issue of the storm. Jira keeps a link once, so it may simply be done again; where it takes
 * none, the issue does without, and health says so where people can change it. While the storm's issue is known to be hidden, each of its
 * many would be refused: the storm looks for it, and they wait. Who is refused first makes it known.
 */
export const linkParent: EffectHandler<'link-parent'> = {
  async act({ submission: { issue, storm: id }, now }, { effect: { parent } }) {
    if (issue === undefined) return { is: 'issue-gone' };
    const may = id === undefined ? 'try' : linkIn((await loadStorms()).data, id, now);
    if (may !== 'try') return waiting(may, now);
    const linked = await linkToParent(issue.id, parent);
    if (linked.ok) return done;
    const why = await whyNot(linked.problem, { own: issue.id, parent });
    if (why === 'setting') await noteUnlinked();
    if (why !== 'parent-unseen' || id === undefined) return fromProblem(linked.problem);
    const then = linkIn(await changeStorm(id, (storm) => suspected(storm, now)), id, now);
    return then === 'try' ? fromProblem(linked.problem) : waiting(then, now);
  },
};

type Link = ReturnType<typeof linkOf>;

/** Of a storm that is over nothing is known any more. */
function linkIn(all: Storms, id: string, now: string): Link {
  const storm = stormWith(all, id);
  return storm === undefined ? 'try' : linkOf(storm, { now, nextAt: all.nextAt });
}

function waiting(link: Exclude<Link, 'try'>, now: string): Outcome {
  const how =
    link === 'without'
      ? ({ retry: 'never' } as const)
      : ({ retry: 'later', retryAfterSeconds: secondsBetween(now, link.until) } as const);
  return { is: 'problem', problem: { code: 'jira.no-link', ...how } };
}

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
