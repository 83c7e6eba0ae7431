import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Happened, SubmissionEvent } from '../submissions/events';
import { actionsIn, problemOf, type Situation } from '../submissions/may';
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
    const event = decide(await situationOf(ports, stored.state, how.by), how.click);
    if (!event.ok) return event;
    const happened = { at: ports.now(), actor: { kind: 'person', id: how.by } } as const;
    const written = await ports.append(stored, event.value, happened);
    if (written === 'conflict') continue;
    await ports.queueLook(id);
    return { ok: true, value: null };
  }
}

async function situationOf(ports: RunClickPorts, state: Submission, by: string): Promise<Situation> {
  const authors = state.asks?.what === 'approve-run' ? await ports.authorsFor(state) : [];
  return { state, by, mayAct: true, isStopped: false, outside: false, made: { run: state, authors } };
}

function decide(now: Situation, click: RunClick): Result<SubmissionEvent, Problem> {
  const may = actionsIn(now);
  const whyNot = click.click === 'approve' ? may.approve : click.mayDiffer ? may.accept : may.again;
  if (whyNot !== undefined) return fail(problemOf(whyNot));
  if (click.click === 'again')
    return ok({ what: 'run-ordered', ...(click.mayDiffer ? { mayDiffer: true } : {}) });
  const { asks, run } = now.state;
  // Another execution may have made other files since the page was drawn.
  if (asks?.what !== 'approve-run' || asks.revision !== click.revision || run?.made === undefined)
    return fail(NOT_NOW);
  const files = run.made.files.map(({ file }) => file.sha256);
  return ok({ what: 'approved', revision: asks.revision, files, ...present({ basis: run.made.basis }) });
}
