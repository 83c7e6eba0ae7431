import { ISSUE_CALLS } from '../contract/calls';
import { takeAttachment } from '../flows/exception/take-attachment';
import { seenSubmission } from '../flows/pages/show-news';
import { showSubmission } from '../flows/pages/show-submission';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Caller } from '../security/caller';
import { type OnSubmission, onIssue } from '../security/caller-api';
import { ISSUE_RIGHTS } from '../security/permissions';
import { problemText } from '../texts/problem-text';
import { resolverOf } from './answering';
import { runCalls } from './run-calls';
import { acting, sharedCalls } from './shared-calls';

/** The panel acts on the submission of the issue it stands on, whatever the payload says. */
async function find(caller: Caller): Promise<Result<OnSubmission, Problem>> {
  const on = await onIssue(caller);
  if (!on.ok) return on;
  return on.value === 'not-ours' ? fail({ code: 'access.no-submission', retry: 'never' }) : ok(on.value);
}

/** Panel and context of an issue. */
export const issueResolver = resolverOf(
  ISSUE_CALLS,
  { face: 'issue', rights: ISSUE_RIGHTS },
  {
    ...runCalls(find),
    ...sharedCalls(find, async (caller, { document }) => {
      const on = await acting(find, caller, undefined);
      if (!on.ok) return on;
      const more = present({ document: document && present(document) });
      return ok({ to: 'submission', submissionId: on.value.stored.state.id, ...more });
    }),
    'submission.view': async ({ lang }, caller) => {
      const on = await onIssue(caller);
      if (!on.ok) return on;
      if (on.value === 'not-ours')
        return {
          ok: true,
          value: { known: false, ...problemText({ code: 'access.no-submission', retry: 'never' }, lang) },
        };
      const [seen, shown] = await awaitAll([
        seenSubmission(caller, undefined, on.value),
        showSubmission(on.value, lang),
      ]);
      return ok({ ...shown, seen });
    },
    'attachment.take': async ({ attachmentId }, caller) => {
      const on = await acting(find, caller, undefined);
      return on.ok
        ? takeAttachment({ id: on.value.stored.state.id, by: caller.accountId, attachmentId })
        : on;
    },
  },
);
