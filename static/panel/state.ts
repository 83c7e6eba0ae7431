import type { ActionView, Answer, FileView, ProblemView, SubmissionView } from '../../src/contract/answers';
import { present } from '../../src/kernel/present';
import { type Next, only } from '../shared/machine';

type Resubmit = SubmissionView['actions']['resubmit'];

/** What a person was asked in a dialog, and what they have answered so far. */
export type Asking =
  /** Exactly what was shown when the dialog opened; a refresh meanwhile does not change it under the person's eyes. */
  | {
      readonly what: 'resubmit';
      readonly mode: 'file' | 'unchanged';
      readonly goes: FileView;
      readonly changed: boolean;
    }
  | { readonly what: 'close'; readonly reason: string }
  /** For exactly the file whose findings were shown. */
  | { readonly what: 'overrule'; readonly sha256: string; readonly reason: string }
  | { readonly what: 'decide'; readonly choice?: 'send-again' | 'delivered' };

/** A call to the backend, without language and submission: the hands add those. */
export type PanelAction =
  | { readonly name: 'submission.resubmit'; readonly mode: 'file' | 'unchanged'; readonly sha256: string }
  | { readonly name: 'submission.close'; readonly reason: string }
  | { readonly name: 'submission.overrule'; readonly sha256: string; readonly reason: string }
  | { readonly name: 'submission.decide'; readonly decision: 'send-again' | 'delivered' }
  | { readonly name: 'submission.replay'; readonly key: string }
  | { readonly name: 'submission.withdraw' }
  | { readonly name: 'submission.new-issue' }
  | { readonly name: 'submission.issue-deleted' }
  | { readonly name: 'attachment.take'; readonly attachmentId: string }
  | { readonly name: 'file.download'; readonly revision: number };

export type PanelState = {
  readonly asking?: Asking;
  /** One action at a time. */
  readonly doing?: PanelAction;
  readonly problem?: ProblemView;
};

export type PanelEvent =
  | { readonly on: 'asked'; readonly what: Asking['what']; readonly resubmit: Resubmit }
  | { readonly on: 'typed'; readonly reason: string }
  | { readonly on: 'chose'; readonly choice: 'send-again' | 'delivered' }
  | { readonly on: 'dismissed' }
  | { readonly on: 'confirmed' }
  | { readonly on: 'clicked'; readonly action: PanelAction }
  | { readonly on: 'refreshed'; readonly resubmit: Resubmit }
  | {
      readonly on: 'done';
      readonly answer: Pick<Answer<unknown>, 'ok'> & { readonly problem?: ProblemView };
    };

/** What the panel shows, and the way to tell it what happened. */
export type PanelMachine = { readonly state: PanelState; readonly tell: (event: PanelEvent) => void };

export type PanelEffect =
  | { readonly do: 'action'; readonly action: PanelAction }
  /** Loads it anew. The button that was pressed may be gone then: the focus goes to the sentence that says the state. */
  | { readonly do: 'show-state' };

export const MIN_REASON = 3;

/** Everything a click in the panel leads to. */
export function panel(state: PanelState, event: PanelEvent): Next<PanelState, PanelEffect> {
  switch (event.on) {
    case 'asked':
      return only(state.doing === undefined ? { ...state, ...question(event) } : state);
    case 'typed':
      return only(
        state.asking?.what === 'close' || state.asking?.what === 'overrule'
          ? { ...state, asking: { ...state.asking, reason: event.reason } }
          : state,
      );
    case 'chose':
      return only(
        state.asking?.what === 'decide'
          ? { ...state, asking: { what: 'decide', choice: event.choice } }
          : state,
      );
    case 'dismissed':
      return only(state.doing === undefined ? without(state, 'asking') : state);
    case 'confirmed':
      return begin(state, answerOf(state.asking));
    case 'clicked':
      return begin(state, event.action);
    case 'refreshed':
      return only(refreshed(state, event.resubmit));
    case 'done':
      return ended(state, event.answer.problem);
  }
}

/** What the person's answer means; undefined while the answer is not complete. */
export function answerOf(asking: Asking | undefined): PanelAction | undefined {
  switch (asking?.what) {
    case 'resubmit':
      return asking.changed
        ? undefined
        : { name: 'submission.resubmit', mode: asking.mode, sha256: asking.goes.sha256 };
    case 'close': {
      const reason = asking.reason.trim();
      return reason.length < MIN_REASON ? undefined : { name: 'submission.close', reason };
    }
    case 'overrule': {
      const reason = asking.reason.trim();
      return reason.length < MIN_REASON
        ? undefined
        : { name: 'submission.overrule', sha256: asking.sha256, reason };
    }
    case 'decide':
      return asking.choice === undefined ? undefined : { name: 'submission.decide', decision: asking.choice };
    case undefined:
      return undefined;
  }
}

/** The one thing a person should do now; the rest is offered beside it. */
export function primary(view: SubmissionView): 'decide' | 'close' | 'new-issue' | 'resubmit' | 'none' {
  const { decide, close, newIssue } = view.actions;
  if (decide.allowed) return 'decide';
  if (view.state === 'delivered' || view.state === 'closed') return 'none';
  if (view.state === 'superseded' && close.allowed) return 'close';
  return view.state === 'issue-deleted' && newIssue.allowed ? 'new-issue' : 'resubmit';
}

/** Whether the way on is a corrected file: nothing can be sent yet, but one may be handed in. */
export function wantsFile(actions: { readonly resubmit: ActionView; readonly upload: ActionView }): boolean {
  return actions.upload.allowed && !actions.resubmit.allowed;
}

/** It goes to DATEV, or is there: a button that says so could not be pressed, and the sentence above says it. */
export function isUnderWay({ state }: Pick<SubmissionView, 'state'>): boolean {
  return state === 'sending' || state === 'doubtful' || state === 'pending';
}

function question({ what, resubmit }: Extract<PanelEvent, { on: 'asked' }>): Pick<PanelState, 'asking'> {
  if (what === 'close') return { asking: { what, reason: '' } };
  if (what === 'decide') return { asking: { what } };
  const { mode, goes } = resubmit;
  if (mode === undefined || goes === undefined) return {};
  if (what === 'overrule') return { asking: { what, sha256: goes.sha256, reason: '' } };
  return { asking: { what, mode, goes, changed: false } };
}

function begin(state: PanelState, action: PanelAction | undefined): Next<PanelState, PanelEffect> {
  if (action === undefined || state.doing !== undefined) return only(state);
  return { state: { ...without(state, 'problem'), doing: action }, effects: [{ do: 'action', action }] };
}

function ended(state: PanelState, problem: ProblemView | undefined): Next<PanelState, PanelEffect> {
  const isDownload = state.doing?.name === 'file.download';
  return {
    state: present({ problem }),
    effects: isDownload ? [] : [{ do: 'show-state' }],
  };
}

/** Somebody else replaced the file while the dialog stood open: what it shows would not be what goes. */
function refreshed(state: PanelState, now: Resubmit): PanelState {
  const { asking } = state;
  if (asking?.what !== 'resubmit') return state;
  const same =
    now.allowed &&
    now.mode === asking.mode &&
    now.goes?.sha256 === asking.goes.sha256 &&
    now.goes.revision === asking.goes.revision;
  return same === !asking.changed ? state : { ...state, asking: { ...asking, changed: !same } };
}

function without<K extends keyof PanelState>(state: PanelState, key: K): Omit<PanelState, K> {
  const { [key]: _, ...rest } = state;
  return rest;
}
