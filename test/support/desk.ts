import { expect } from 'vitest';
import { call, type Issue, issuesOf, must, type TestWorld, upload } from './world';

/** What the desk shows of a submission. */
export function atDesk<T>(w: TestWorld, submissionId: string): Promise<T> {
  return must<T>(call(w, 'datev-desk', 'submission.view', { payload: { submissionId } }));
}

type Sendable = {
  readonly actions: {
    readonly resubmit: { readonly mode: string; readonly goes: { readonly sha256: string } };
  };
};

/** A person presses "Send" on what lies ready. */
export async function pressSend(w: TestWorld, submissionId: string): Promise<void> {
  const { mode, goes } = (await atDesk<Sendable>(w, submissionId)).actions.resubmit;
  const payload = { submissionId, mode, sha256: goes.sha256 };
  await must(call(w, 'datev-desk', 'submission.resubmit', { payload }));
}

/** A file handed in at the desk and sent by a click; answers its submission. */
export async function sendAtDesk(
  w: TestWorld,
  file: { readonly name: string; readonly bytes: Uint8Array },
  where: { readonly mandant: string; readonly document?: { readonly type: string; readonly note?: string } },
): Promise<string> {
  const state = await upload(w, file, where);
  expect(state).toMatchObject({ state: 'accepted' });
  expect(state.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  const submissionId = state.submissionId ?? '';
  await pressSend(w, submissionId);
  return submissionId;
}

/** The only issue there is. */
export function theIssue(w: TestWorld): Issue {
  const [issue, ...more] = issuesOf(w);
  if (issue === undefined) throw new Error('There is no issue.');
  expect(more).toEqual([]);
  return issue;
}
