import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { type Naming, order } from '../submissions/decide';
import type { Happened, SubmissionEvent } from '../submissions/events';
import {
  actionsIn,
  type MadeBy,
  problemOf,
  releasing,
  type Situation,
  sending,
  type WhyNot,
} from '../submissions/may';
import { faultyCandidate } from '../submissions/standing';
import type { Stored } from '../submissions/stored';
import { holds, type Submission } from '../submissions/submission';

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

type What = { readonly by: string; readonly click: Click };

/** Turns a click into its event, on the newest state; what no longer fits is refused with its reason. */
export async function actOnClick(ports: ClickPorts, id: string, what: What): Promise<Result<void, Problem>> {
  const { by, click } = what;
  for (;;) {
    const stored = await ports.load(id);
    if (stored === undefined) return refused('access.no-issue');
    const decided = decide(await situationOf(ports, stored, by), click, ports.naming);
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

async function situationOf(ports: ClickPorts, stored: Stored, by: string): Promise<Situation> {
  const { state } = stored;
  const made = state.from === undefined ? { run: undefined, authors: [] } : await ports.madeBy(state);
  return {
    state,
    by,
    mayAct: true,
    isStopped: await ports.stopped(),
    outside: ports.outside(stored),
    made,
  };
}

type Decided = Result<SubmissionEvent, Problem>;

function decide(now: Situation, click: Click, naming: Naming): Decided {
  const may = actionsIn(now);
  switch (click.click) {
    case 'resubmit':
      return resubmit(now, click, naming);
    case 'close':
      return accept({ what: 'closed', reason: click.reason }, may.close);
    case 'decide':
      return accept({ what: 'decided', decision: click.decision }, may.decide);
    case 'replay':
      return release(now, click.key);
    case 'overrule':
      return overrule(now, click);
    case 'withdraw':
      return accept({ what: 'file-withdrawn' }, may.withdraw);
    case 'new-issue':
      return accept({ what: 'issue-wanted' }, may.newIssue);
    case 'issue-deleted':
      return accept({ what: 'issue-deleted' }, may.issueDeleted);
  }
}

/** Exactly what the dialog showed goes, or nothing. Whoever sends a file that was not approved, approves it with that. */
function resubmit(now: Situation, click: Extract<Click, { click: 'resubmit' }>, naming: Naming): Decided {
  const { mode, sha256 } = click;
  const whyNot = actionsIn(now).resubmit;
  const goes = sending(now);
  const isShown = goes?.mode === mode && goes.file.sha256 === sha256;
  if (whyNot === undefined && !isShown) return refused('click.changed');
  const approves = goes?.approves === true ? ({ approves: true } as const) : {};
  return accept({ ...order(now.state, mode, naming), ...approves }, whyNot);
}

/** A step that waits for approval is released by nobody but a second person. */
function release(now: Situation, key: string): Decided {
  const { whyNot, isWanted } = releasing(now, key);
  return accept({ what: 'released', key, ...(isWanted ? { approves: true } : {}) }, whyNot);
}

/** Only the file that the person saw, and only while it has errors that may be overruled. */
function overrule(now: Situation, click: Extract<Click, { click: 'overrule' }>): Decided {
  const { sha256, reason } = click;
  const whyNot = actionsIn(now).overrule;
  const file = faultyCandidate(now.state);
  if (whyNot === undefined && file?.sha256 !== sha256) return refused('click.changed');
  return accept({ what: 'overruled', sha256, errors: file?.errors ?? 0, reason }, whyNot);
}

function accept(event: SubmissionEvent, whyNot: WhyNot | undefined): Decided {
  return whyNot === undefined ? { ok: true, value: event } : { ok: false, problem: problemOf(whyNot) };
}

function refused(code: 'access.no-issue' | 'click.changed'): {
  readonly ok: false;
  readonly problem: Problem;
} {
  return { ok: false, problem: { code, retry: 'after-fix' } };
}
