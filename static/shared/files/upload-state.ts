import type { ProblemView, UploadState, WireFinding } from '../../../src/contract/answers';
import { present } from '../../../src/kernel/present';
import { type Next, only } from '../machine';

/** Where a file on its way up stands, from choosing it to the verdict of the backend. */
export type Step =
  | { readonly is: 'idle' }
  /** Checked here; `share` of it is done, once it takes long enough to be told. */
  | { readonly is: 'reading'; readonly name: string; readonly share?: number }
  | { readonly is: 'sending'; readonly name: string; readonly done: number; readonly of: number }
  | { readonly is: 'checking'; readonly name: string; readonly fileId: string; readonly asked: number }
  /** The transfer broke off, here or before the page was left; the same file goes on where it stopped. */
  | { readonly is: 'interrupted'; readonly name: string }
  | { readonly is: 'failed'; readonly problem: ProblemView }
  | {
      readonly is: 'refused';
      readonly name: string;
      readonly findings: readonly WireFinding[];
      /** What the backend says about the file as a whole; our own check has findings only. */
      readonly said?: { readonly title: string; readonly remedy: string };
      /** Only the byte order mark is missing: one click adds it. */
      readonly needsMark?: true;
    }
  | { readonly is: 'accepted'; readonly name: string; readonly findings: readonly WireFinding[] };

/** What the browser keeps so that a person can leave the page and come back. */
export type Kept = { readonly name: string; readonly fileId?: string; readonly at: string };

export type Happened =
  | { readonly on: 'mounted'; readonly kept: Kept | undefined; readonly now: string }
  | { readonly on: 'chosen'; readonly name: string }
  | {
      readonly on: 'checked';
      readonly findings: readonly WireFinding[];
      readonly maySend: boolean;
      readonly needsMark?: true;
    }
  | { readonly on: 'looked'; readonly share: number }
  /** The person does not want to wait for the check. */
  | { readonly on: 'given-up' }
  | { readonly on: 'mark-wanted' }
  | { readonly on: 'progress'; readonly done: number; readonly of: number }
  | { readonly on: 'sent'; readonly fileId: string }
  | { readonly on: 'verdict'; readonly verdict: UploadState }
  | { readonly on: 'failed'; readonly problem: ProblemView; readonly mayGoOn: boolean };

export type UploadAction =
  | { readonly do: 'check' }
  | { readonly do: 'stop' }
  | { readonly do: 'add-mark' }
  | { readonly do: 'send' }
  | { readonly do: 'ask'; readonly fileId: string; readonly waitMs: number }
  | { readonly do: 'keep'; readonly name: string; readonly fileId?: string }
  | { readonly do: 'forget' }
  | { readonly do: 'accepted'; readonly submissionId: string };

/** As long as the backend keeps an unfinished upload (src/flows/exception/receive-file). */
const KEPT_MS = 24 * 3600 * 1000;
const FIRST_WAIT_MS = 1200;
const MAX_WAIT_MS = 6000;

/** One file at a time: whatever is told about another step than the one we are in is ignored. */
export function upload(step: Step, event: Happened): Next<Step, UploadAction> {
  switch (event.on) {
    case 'mounted':
      return step.is === 'idle' ? goOn(event) : only(step);
    case 'chosen':
      return isBusy(step)
        ? only(step)
        : { state: { is: 'reading', name: event.name }, effects: [{ do: 'check' }] };
    case 'looked':
      return step.is === 'reading' ? only({ ...step, share: event.share }) : only(step);
    case 'given-up':
      return step.is === 'reading' ? { state: { is: 'idle' }, effects: [{ do: 'stop' }] } : only(step);
    case 'mark-wanted':
      return step.is === 'refused' && step.needsMark === true
        ? { state: { is: 'reading', name: step.name }, effects: [{ do: 'add-mark' }] }
        : only(step);
    case 'checked':
      return step.is === 'reading' ? afterCheck(step.name, event) : only(step);
    case 'progress':
      return step.is === 'sending' ? only({ ...step, done: event.done, of: event.of }) : only(step);
    case 'sent':
      return step.is === 'sending' ? waiting(step.name, event.fileId) : only(step);
    case 'verdict':
      return step.is === 'checking' ? afterVerdict(step, event.verdict) : only(step);
    case 'failed':
      return isBusy(step) ? afterFailure(step, event) : only(step);
  }
}

/** Whether a file is on its way: no other can be chosen meanwhile. */
export function isBusy(
  step: Step,
): step is Extract<Step, { readonly is: 'reading' | 'sending' | 'checking' }> {
  return step.is === 'reading' || step.is === 'sending' || step.is === 'checking';
}

function goOn({ kept, now }: Extract<Happened, { on: 'mounted' }>): Next<Step, UploadAction> {
  const idle: Step = { is: 'idle' };
  if (kept === undefined) return only(idle);
  const age = Date.parse(now) - Date.parse(kept.at);
  if (!(age >= 0 && age < KEPT_MS)) return { state: idle, effects: [{ do: 'forget' }] };
  if (kept.fileId === undefined) return only({ is: 'interrupted', name: kept.name });
  return waiting(kept.name, kept.fileId);
}

function waiting(name: string, fileId: string): Next<Step, UploadAction> {
  return {
    state: { is: 'checking', name, fileId, asked: 1 },
    effects: [
      { do: 'keep', name, fileId },
      { do: 'ask', fileId, waitMs: 0 },
    ],
  };
}

function afterCheck(name: string, event: Extract<Happened, { on: 'checked' }>): Next<Step, UploadAction> {
  const { findings, needsMark } = event;
  if (!event.maySend) return only({ is: 'refused', name, findings, ...present({ needsMark }) });
  return {
    state: { is: 'sending', name, done: 0, of: 1 },
    effects: [{ do: 'keep', name }, { do: 'send' }],
  };
}

function afterVerdict(
  step: Extract<Step, { is: 'checking' }>,
  verdict: UploadState,
): Next<Step, UploadAction> {
  const { name, fileId, asked } = step;
  if (verdict.state === 'checking') {
    const waitMs = Math.min(MAX_WAIT_MS, FIRST_WAIT_MS * 1.2 ** asked);
    return { state: { ...step, asked: asked + 1 }, effects: [{ do: 'ask', fileId, waitMs }] };
  }
  if (verdict.state === 'refused') {
    const { findings, title, remedy } = verdict;
    return {
      state: { is: 'refused', name, findings, said: { title, remedy } },
      effects: [{ do: 'forget' }],
    };
  }
  return {
    state: { is: 'accepted', name, findings: verdict.findings },
    effects: [{ do: 'forget' }, { do: 'accepted', submissionId: verdict.submissionId }],
  };
}

function afterFailure(
  step: Extract<Step, { is: 'reading' | 'sending' | 'checking' }>,
  { problem, mayGoOn }: Extract<Happened, { on: 'failed' }>,
): Next<Step, UploadAction> {
  if (mayGoOn && step.is === 'sending') return only({ is: 'interrupted', name: step.name });
  const effects: readonly UploadAction[] = mayGoOn ? [] : [{ do: 'forget' }];
  return { state: { is: 'failed', problem }, effects };
}
