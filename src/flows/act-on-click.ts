import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { partIn, wantsApproval } from '../submissions/approval';
import { canGoUnchanged, inFlight, isUnordered, type Naming, order } from '../submissions/decide';
import type { Happened, SubmissionEvent } from '../submissions/events';
import { latestFile } from '../submissions/parts';
import { pendingEffect } from '../submissions/pending-effects';
import type { Stored } from '../submissions/stored';
import { holds, isSend, mayGo, type StoredFile, type Submission } from '../submissions/submission';

/** What an allowed person may click. Permission is checked by the entry before this flow is called. */
export type Click =
  | { readonly click: 'resubmit'; readonly mode: 'file' | 'unchanged'; readonly sha256: string }
  | { readonly click: 'close'; readonly reason: string }
  | { readonly click: 'decide'; readonly decision: 'send-again' | 'delivered' }
  | { readonly click: 'replay'; readonly key: string }
  | { readonly click: 'overrule'; readonly sha256: string; readonly reason: string }
  | { readonly click: 'withdraw' }
  | { readonly click: 'new-issue' }
  /** A Jira administrator says that the issue, which Jira does not show us, was deleted. */
  | { readonly click: 'issue-deleted' };

export type ClickPorts = {
  now(): string;
  readonly naming: Naming;
  stopped(): Promise<boolean>;
  load(id: string): Promise<Stored | undefined>;
  append(stored: Stored, event: SubmissionEvent, happened: Happened): Promise<Stored | 'conflict'>;
  outside(stored: Stored): boolean;
  /** Of a file that a run made: the run, and who had a hand in what it was made with. */
  madeBy(child: Submission): Promise<MadeBy>;
  deleteChunks(fileId: string, chunks: number): Promise<void>;
  /** The effects run in the background: the click answers at once. */
  queueLook(id: string): Promise<void>;
};

export type MadeBy = { readonly run: Submission | undefined; readonly authors: readonly string[] };
type What = { readonly by: string; readonly click: Click };

/** Turns a click into its event, on the newest state; what no longer fits is refused with its reason. */
export async function actOnClick(ports: ClickPorts, id: string, what: What): Promise<Result<void, Problem>> {
  const { by, click } = what;
  for (;;) {
    const stored = await ports.load(id);
    if (stored === undefined) return refused('access.no-issue');
    const decided = await decide(ports, stored, what);
    if (!decided.ok) return decided;
    const happened = { at: ports.now(), actor: { kind: 'person', id: by } } as const;
    const written = await ports.append(stored, decided.value, happened);
    if (written === 'conflict') continue;
    const gone = stored.state.candidate;
    if (click.click === 'withdraw' && gone !== undefined && !holds(written.state, gone.fileId))
      await ports.deleteChunks(gone.fileId, gone.chunks);
    await ports.queueLook(id);
    return { ok: true, value: undefined };
  }
}

async function decide(
  ports: ClickPorts,
  stored: Stored,
  { by, click }: What,
): Promise<Result<SubmissionEvent, Problem>> {
  const { state } = stored;
  switch (click.click) {
    case 'resubmit':
      return resubmit(ports, stored, { by, click });
    case 'close':
      return inFlight(state) || state.end !== undefined
        ? refused('click.not-now')
        : accept({ what: 'closed', reason: click.reason });
    case 'decide':
      return state.asks?.what === 'decide-unknown'
        ? accept({ what: 'decided', decision: click.decision })
        : refused('click.not-now');
    case 'replay':
      return isStuck(state, click.key)
        ? release(ports, state, { by, key: click.key })
        : refused('click.not-now');
    case 'overrule':
      return overrule(state, click);
    case 'withdraw':
      return state.candidate === undefined || isUnordered(state)
        ? refused('click.not-now')
        : accept({ what: 'file-withdrawn' });
    case 'new-issue':
      return state.issue?.deletedAt === undefined
        ? refused('click.not-now')
        : accept({ what: 'issue-wanted' });
    case 'issue-deleted':
      return state.issue?.hidden === undefined ? refused('click.not-now') : accept({ what: 'issue-deleted' });
  }
}

/** Exactly what the dialog showed goes, or nothing. */
async function resubmit(
  ports: ClickPorts,
  stored: Stored,
  { by, click }: { readonly by: string; readonly click: Extract<Click, { click: 'resubmit' }> },
): Promise<Result<SubmissionEvent, Problem>> {
  const { state } = stored;
  if (await ports.stopped()) return refused('settings.stopped');
  if (inFlight(state) || state.end?.as === 'delivered') return refused('click.not-now');
  const goes = click.mode === 'file' ? state.candidate : latestFile(state);
  if (goes === undefined || goes.sha256 !== click.sha256) return refused('click.changed');
  if (!mayGo(goes)) return refused('click.file-errors');
  if (click.mode === 'unchanged' && !canGoUnchanged(state, ports.outside(stored)))
    return refused('click.not-now');
  const approval = await approvalOf(ports, state, { by, file: goes });
  if (!approval.ok) return approval;
  return accept({ ...order(state, click.mode, ports.naming), ...approval.value });
}

/** Whoever sends a file that was not approved, approves it with that: by its hash, and only if they may. */
async function approvalOf(
  ports: ClickPorts,
  state: Submission,
  { by, file }: { readonly by: string; readonly file: StoredFile },
): Promise<Result<{ readonly approves?: true }, Problem>> {
  if (state.from === undefined) return { ok: true, value: {} };
  const { run, authors } = await ports.madeBy(state);
  if (!wantsApproval(file, { child: state, run })) return { ok: true, value: {} };
  if (run === undefined || partIn({ run, authors, file }, by) !== undefined)
    return refused('run.same-person');
  return { ok: true, value: { approves: true } };
}

/** A step that waits for approval is released by nobody but a second person. */
async function release(
  ports: ClickPorts,
  state: Submission,
  { by, key }: { readonly by: string; readonly key: string },
): Promise<Result<SubmissionEvent, Problem>> {
  const effect = pendingEffect(state, key)?.effect;
  const sends = effect !== undefined && isSend(effect) ? effect.revision : undefined;
  const file = state.files.find(({ revision }) => revision === sends);
  if (file === undefined) return accept({ what: 'released', key });
  const approval = await approvalOf(ports, state, { by, file });
  return approval.ok ? accept({ what: 'released', key, ...approval.value }) : approval;
}

/** Only the file that the person saw, and only while it has errors that may be overruled. */
function overrule(
  state: Submission,
  click: Extract<Click, { click: 'overrule' }>,
): Result<SubmissionEvent, Problem> {
  const file = state.candidate;
  if (file === undefined || mayGo(file)) return refused('click.not-now');
  if (file.sha256 !== click.sha256) return refused('click.changed');
  const { sha256, reason } = click;
  return accept({ what: 'overruled', sha256, errors: file.errors ?? 0, reason });
}

/** Steps that wait for a person, or that keep failing, may be tried at once by an allowed person. */
export function isStuck(state: Submission, key: string): boolean {
  return state.pendingEffects.some(
    (o) => o.key === key && (o.state === 'held' || (o.state === 'due' && o.problem !== undefined)),
  );
}

function accept(event: SubmissionEvent): Result<SubmissionEvent, Problem> {
  return { ok: true, value: event };
}

function refused(code: string): { readonly ok: false; readonly problem: Problem } {
  return { ok: false, problem: { code, retry: 'after-fix' } };
}
