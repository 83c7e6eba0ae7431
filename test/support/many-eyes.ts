import { atDesk } from '../../packages/sandbox/world/booking';
import { type Booked, bookedWorld, MONTH, type RunSeen } from './booking';
import type { Draft } from './draft-of';
import { as, draftIn, MORE_PEOPLE, PEOPLE, person, tries, type Who } from './eyes-hands';
import { issuesOf, MINUTE, moveTo } from './hands';

/** So many accountants more, of whom nobody does anything. */
const crowd = (count: number) =>
  Array.from({ length: count }, (_, n) => person(`5b10a2844c20165700ede5${n}a`, `Alle ${n}`, []));

/** The booking way with those people, few rows a month, and a pipeline that wants approval, made by `author`. */
export async function firm(author: Who = 'admin', more = 0): Promise<Booked> {
  const b = await bookedWorld('en', { people: [...MORE_PEOPLE, ...crowd(more)] });
  b.w.looker.setRowCount({ client: '455148-1', month: MONTH, rows: 3 });
  await edit(b, author, (draft) => ({ ...draft, needsApproval: true }));
  return b;
}

type Stored = { readonly version: number; readonly pipeline: Draft };

/** Saves the pipeline as the editor does, as this person. */
export async function edit(
  b: Booked,
  who: Who,
  how: (draft: Draft) => object,
  id: string = b.pipeline,
): Promise<void> {
  const { pipeline, version } = await as<Stored>(b, who, 'pipeline.view', { id });
  await as(b, who, 'pipeline.save', { id, version, draft: how(draftIn(pipeline)) });
}

export async function begin(b: Booked, who: Who, pipeline: string = b.pipeline): Promise<string> {
  const order = { id: pipeline, period: MONTH, isDry: false, anew: false };
  const { submissionId } = await as<{ submissionId: string }>(b, who, 'pipeline.run', order);
  await b.w.forge.advance(MINUTE);
  return submissionId;
}

export const runAs = (b: Booked, who: Who, submissionId: string) =>
  as<RunSeen>(b, who, 'run.view', { submissionId });

/** Presses "Approve" whether or not the button is there; answers the refusal's code, or nothing. */
export async function approveAs(b: Booked, who: Who, submissionId: string): Promise<string | undefined> {
  const { revision = 1 } = (await runAs(b, who, submissionId)).actions.approve;
  const answer = await tries(b.w, who, 'run.approve', { submissionId, revision });
  await b.w.forge.advance(10 * MINUTE);
  return answer.ok ? undefined : answer.problem.code;
}

type Sendable = {
  readonly actions: {
    readonly resubmit: {
      readonly allowed: boolean;
      readonly why?: string;
      readonly mode?: string;
      readonly goes?: { readonly sha256: string };
    };
  };
};

/** Presses "Send" on what lies ready, whether or not the button is there. */
export async function sendAs(
  b: Pick<Booked, 'w'>,
  who: Who,
  submissionId: string,
): Promise<string | undefined> {
  const { mode = 'file', goes } = (await as<Sendable>(b, who, 'submission.view', { submissionId })).actions
    .resubmit;
  const payload = { submissionId, mode, sha256: goes?.sha256 ?? '0'.repeat(64) };
  const answer = await tries(b.w, who, 'submission.resubmit', payload);
  await b.w.forge.advance(10 * MINUTE);
  return answer.ok ? undefined : answer.problem.code;
}

/** The files of a run that have a life of their own, from the desk's list. */
export async function filesOf({ w }: Pick<Booked, 'w'>, run: string): Promise<readonly string[]> {
  const { files } = await atDesk<{ files: readonly { submissionId?: string }[] }>(w.forge, 'run.view', {
    submissionId: run,
  });
  return files.flatMap(({ submissionId }) => (submissionId === undefined ? [] : [submissionId]));
}

/** Moves the newest issue to Done, and the event finds its way. */
export async function moveAs({ w }: Pick<Booked, 'w'>, who: Who): Promise<void> {
  const issue = issuesOf(w).at(-1);
  if (issue === undefined) throw new Error('There is no issue.');
  moveTo(w, issue.key, 'Done', PEOPLE[who]);
  await w.forge.advance(4 * MINUTE);
}
