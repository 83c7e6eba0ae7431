import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { partIn } from '../submissions/approval';
import type { Happened, SubmissionEvent } from '../submissions/events';
import type { Stored } from '../submissions/stored';
import type { Submission } from '../submissions/submission';

export type RunClickPorts = {
  now(): string;
  load(id: string): Promise<Stored | undefined>;
  append(stored: Stored, event: SubmissionEvent, happened: Happened): Promise<Stored | 'conflict'>;
  queueLook(id: string): Promise<void>;
  /** Authors of the pipeline and the account plan since they were last approved and delivered. */
  authorsFor(run: Submission): Promise<readonly string[]>;
};

export type RunClick =
  | { readonly click: 'again'; readonly mayDiffer: boolean }
  | { readonly click: 'approve'; readonly revision: number };

const NOT_NOW: Problem = { code: 'click.not-now', retry: 'never' };

/** A person executes a failed run again, or approves what one made. Decided on the newest state, so a doubled click is one. */
export async function actOnRun(
  ports: RunClickPorts,
  id: string,
  how: { readonly by: string; readonly click: RunClick },
): Promise<Result<null, Problem>> {
  for (;;) {
    const stored = await ports.load(id);
    if (stored === undefined) return { ok: false, problem: NOT_NOW };
    const event = await eventOf(ports, stored.state, how);
    if ('code' in event) return { ok: false, problem: event };
    const happened = { at: ports.now(), actor: { kind: 'person', id: how.by } } as const;
    const written = await ports.append(stored, event, happened);
    if (written === 'conflict') continue;
    await ports.queueLook(id);
    return { ok: true, value: null };
  }
}

async function eventOf(
  ports: RunClickPorts,
  state: Submission,
  { by, click }: { readonly by: string; readonly click: RunClick },
): Promise<SubmissionEvent | Problem> {
  if (click.click === 'again') {
    if (state.attempts.at(-1)?.state !== 'refused' || state.kind !== 'run') return NOT_NOW;
    return click.mayDiffer ? { what: 'run-ordered', mayDiffer: true } : { what: 'run-ordered' };
  }
  const { asks } = state;
  if (asks?.what !== 'approve-run' || asks.revision !== click.revision) return NOT_NOW;
  const made = state.run?.made;
  if (made === undefined) return NOT_NOW;
  const part = partIn({ run: state, authors: await ports.authorsFor(state) }, by);
  if (part !== undefined) return { code: 'run.same-person', retry: 'after-fix' };
  const files = made.files.map(({ file }) => file.sha256);
  return { what: 'approved', revision: asks.revision, files, ...present({ basis: made.basis }) };
}
