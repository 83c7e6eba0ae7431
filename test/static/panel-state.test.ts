import { describe, expect, it } from 'vitest';
import {
  answerOf,
  type PanelEffect,
  type PanelEvent,
  type PanelState,
  panel,
  primary,
  wantsFile,
} from '../../static/panel/state';
import { aFile, aView } from './samples';

const READY = { allowed: true, mode: 'file', goes: aFile() } as const;
const ASK: PanelEvent = { on: 'asked', what: 'resubmit', resubmit: READY };
const OK: PanelEvent = { on: 'done', answer: { ok: true } };

function told(...events: readonly PanelEvent[]): { state: PanelState; effects: readonly PanelEffect[] } {
  let state: PanelState = {};
  const effects: PanelEffect[] = [];
  for (const event of events) {
    const next = panel(state, event);
    state = next.state;
    effects.push(...next.effects);
  }
  return { state, effects };
}

describe('sending from the panel', () => {
  it('sends nothing before the person has confirmed what they saw', () => {
    expect(told(ASK).effects).toEqual([]);
    expect(told(ASK, { on: 'confirmed' }).effects).toEqual([
      { do: 'action', action: { name: 'submission.resubmit', mode: 'file', sha256: aFile().sha256 } },
    ]);
  });

  it('sends once, however often the button is pressed', () => {
    const { effects } = told(ASK, { on: 'confirmed' }, { on: 'confirmed' }, ASK, { on: 'confirmed' });
    expect(effects).toHaveLength(1);
  });

  it('does nothing when the dialog was closed', () => {
    expect(told(ASK, { on: 'dismissed' }, { on: 'confirmed' })).toEqual({ state: {}, effects: [] });
  });

  it.each([
    ['another file', { ...READY, goes: aFile({ sha256: 'cd'.repeat(32) }) }],
    ['another revision', { ...READY, goes: aFile({ revision: 3 }) }],
    ['nothing any more', { allowed: false }],
    ['the same bytes, but not allowed any more', { ...READY, allowed: false }],
  ] as const)('shows what it showed and refuses to send when a refresh brings %s', (_, now) => {
    const { state, effects } = told(ASK, { on: 'refreshed', resubmit: now }, { on: 'confirmed' });
    expect(state.asking).toMatchObject({ what: 'resubmit', goes: aFile(), changed: true });
    expect(effects).toEqual([]);
  });

  it('lets a refresh that changes nothing pass', () => {
    const { state } = told(ASK, { on: 'refreshed', resubmit: READY });
    expect(state.asking).toMatchObject({ changed: false });
  });

  it('looks again after a action, and brings the focus to the state', () => {
    const { state, effects } = told(ASK, { on: 'confirmed' }, OK);
    expect(state).toEqual({});
    expect(effects.slice(1)).toEqual([{ do: 'show-state' }]);
  });

  it('shows a problem until the next action', () => {
    const problem = { code: 'click.not-now', title: 'No', remedy: 'Wait' } as const;
    const failed: PanelEvent = { on: 'done', answer: { ok: false, problem } };
    expect(told(ASK, { on: 'confirmed' }, failed).state).toEqual({ problem });
    expect(told(ASK, { on: 'confirmed' }, failed, ASK, { on: 'confirmed' }).state.problem).toBeUndefined();
  });

  it('stays where it is after a download', () => {
    const click: PanelEvent = { on: 'clicked', action: { name: 'file.download', revision: 1 } };
    expect(told(click, OK).effects).toEqual([
      { do: 'action', action: { name: 'file.download', revision: 1 } },
    ]);
  });
});

describe('the other questions', () => {
  it.each([
    ['', undefined],
    ['  ab  ', undefined],
    [' sent by post ', { name: 'submission.close', reason: 'sent by post' }],
  ])('closing with the reason %j', (reason, action) => {
    const { state } = told({ on: 'asked', what: 'close', resubmit: READY }, { on: 'typed', reason });
    expect(answerOf(state.asking)).toEqual(action);
  });

  it('overrules the findings of exactly the file that was shown, with a reason', () => {
    const ask: PanelEvent = { on: 'asked', what: 'overrule', resubmit: READY };
    expect(answerOf(told(ask, { on: 'typed', reason: ' x ' }).state.asking)).toBeUndefined();
    expect(answerOf(told(ask, { on: 'typed', reason: ' agreed with the firm ' }).state.asking)).toEqual({
      name: 'submission.overrule',
      sha256: READY.goes?.sha256,
      reason: 'agreed with the firm',
    });
  });

  it('decides only after a choice', () => {
    const ask: PanelEvent = { on: 'asked', what: 'decide', resubmit: READY };
    expect(answerOf(told(ask).state.asking)).toBeUndefined();
    expect(answerOf(told(ask, { on: 'chose', choice: 'delivered' }).state.asking)).toEqual({
      name: 'submission.decide',
      decision: 'delivered',
    });
  });

  it('does not open for sending where nothing could go', () => {
    expect(
      told({ on: 'asked', what: 'resubmit', resubmit: { allowed: false } }).state.asking,
    ).toBeUndefined();
  });
});

describe('the one primary button', () => {
  const can = (part: object) => ({ ...aView().actions, ...part });
  it.each([
    ['a rejected file', aView(), 'resubmit'],
    ['an unknown end', aView({ state: 'unknown', actions: can({ decide: { allowed: true } }) }), 'decide'],
    ['a superseded file', aView({ state: 'superseded' }), 'close'],
    [
      'a superseded file somebody may not close',
      aView({ state: 'superseded', actions: can({ close: { allowed: false } }) }),
      'resubmit',
    ],
    [
      'a deleted issue',
      aView({ state: 'issue-deleted', actions: can({ newIssue: { allowed: true } }) }),
      'new-issue',
    ],
    ['what is delivered', aView({ state: 'delivered' }), 'none'],
    ['what is closed', aView({ state: 'closed' }), 'none'],
  ])('for %s', (_, view, button) => {
    expect(primary(view)).toBe(button);
  });

  it('asks for a file where one may be handed in and nothing can be sent yet', () => {
    expect(wantsFile(aView().actions)).toBe(true);
    expect(wantsFile(can({ resubmit: READY }))).toBe(false);
    expect(wantsFile(can({ upload: { allowed: false } }))).toBe(false);
  });
});
