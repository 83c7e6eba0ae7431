import { ownLinks } from '../jira/own-api';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { IssueLink } from '../submissions/submission';
import type { Found, Outcome } from './effect-handler';

/** How an issue about no submission is made, and looked for by its mark: of two, the older one. */
export function ownIssue(mark: string, open: () => Promise<Result<IssueLink, Problem>>) {
  return {
    async act(): Promise<Outcome> {
      const made = await open();
      return made.ok ? { is: 'done', issue: made.value } : { is: 'problem', problem: made.problem };
    },
    async lookUp(): Promise<Found> {
      const found = await ownLinks(mark);
      if (!found.ok) return { is: 'problem', problem: found.problem };
      const [issue] = found.value;
      return issue === undefined ? { is: 'absent' } : { is: 'found', issue };
    },
  };
}
