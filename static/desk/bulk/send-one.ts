import type { ProblemView, SubmissionView } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { call, NOT_REACHED } from '../../backend';
import { stubbornly } from '../../shared/files/transfer';
import { paced, patiently } from './pace';

/** What became of one of several. */
export type Outcome =
  | { readonly is: 'done' }
  /** Nothing was done, and why. */
  | { readonly is: 'not'; readonly title: string; readonly remedy?: string }
  /** No answer came: it may have happened. */
  | { readonly is: 'unknown' };

/** What would go of a submission, as its own page would show it before it asks. */
export type Ready = {
  readonly submissionId: string;
  readonly mandant: string;
  readonly name: string;
  readonly rows: number;
  readonly mode: 'file' | 'unchanged';
  readonly sha256: string;
  /** Whoever sends it approves it with that, as the second person. */
  readonly approves: boolean;
};

/** What may go of a submission, or why it may not. */
export async function readyOf(
  submissionId: string,
  lang: Lang,
): Promise<{ readonly ready: Ready } | { readonly not: Outcome & { readonly is: 'not' } }> {
  await paced(1);
  const answer = await patiently(() => stubbornly(() => call('submission.view', { lang, submissionId })));
  if (!answer.ok) return { not: notDone(answer.problem) };
  return answer.value.known ? readyIn(answer.value) : { not: { is: 'not', title: answer.value.title } };
}

function readyIn(view: SubmissionView) {
  const { allowed, why, goes, mode, approves } = view.actions.resubmit;
  if (!allowed || goes === undefined || mode === undefined)
    return { not: { is: 'not', title: why ?? view.sentence } as const };
  const { submissionId, facts } = view;
  const { sha256, rows, name } = goes;
  const about = { submissionId, mandant: facts.mandant, name: goes.sendName ?? name, rows, sha256, mode };
  return { ready: { ...about, approves: approves === true } };
}

/** The same click as on its own page, with the same questions about rights, versions and approvals behind it. */
export async function send({ submissionId, mode, sha256 }: Ready, lang: Lang): Promise<Outcome> {
  await paced(1);
  return outcomeOf(await unlessBusy(() => call('submission.resubmit', { lang, submissionId, mode, sha256 })));
}

/** Closed without sending, with a reason. */
export async function close(submissionId: string, reason: string, lang: Lang): Promise<Outcome> {
  await paced(1);
  return outcomeOf(await unlessBusy(() => call('submission.close', { lang, submissionId, reason })));
}

type Answered = { readonly ok: true } | { readonly ok: false; readonly problem: ProblemView };

/** What was refused before anything was read is asked again later; what may have happened is not. */
async function unlessBusy(ask: () => Promise<Answered>): Promise<Answered> {
  for (;;) {
    const answer = await patiently(ask);
    if (answer.ok || answer.problem.again === undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, Date.parse(answer.problem.again ?? '') - Date.now()));
  }
}

function outcomeOf(answer: Answered): Outcome {
  if (answer.ok) return { is: 'done' };
  return answer.problem.code === NOT_REACHED ? { is: 'unknown' } : notDone(answer.problem);
}

/** A problem as what was not done. */
export function notDone({ title, remedy }: ProblemView): Outcome & { readonly is: 'not' } {
  return { is: 'not', title, remedy };
}
