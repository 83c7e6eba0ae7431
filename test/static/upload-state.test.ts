import { describe, expect, it } from 'vitest';
import {
  type Happened,
  isBusy,
  type Step,
  type UploadAction,
  upload,
} from '../../static/shared/files/upload-state';

const PROBLEM = { code: 'bridge', title: 'No answer', remedy: 'Try again' } as const;
const ERROR = { severity: 'error', code: 'extf.empty', values: {} } as const;
const KEPT_AT = '2026-12-01T08:00:00.000Z';

/** Tells the events one after the other; gives the last step and everything that was to be done. */
function told(...events: readonly Happened[]): { step: Step; effects: readonly UploadAction[] } {
  let step: Step = { is: 'idle' };
  const effects: UploadAction[] = [];
  for (const event of events) {
    const next = upload(step, event);
    step = next.state;
    effects.push(...next.effects);
  }
  return { step, effects };
}

const CHOSEN: Happened = { on: 'chosen', name: 'a.csv' };
const GOOD: Happened = { on: 'checked', findings: [], maySend: true };
const SENT: Happened = { on: 'sent', fileId: 'f1' };

describe('an upload', () => {
  it('checks, sends, waits for the verdict and is accepted', () => {
    const { step, effects } = told(CHOSEN, GOOD, { on: 'progress', done: 1, of: 2 }, SENT, {
      on: 'verdict',
      verdict: { state: 'accepted', submissionId: 's1', findings: [] },
    });
    expect(step).toEqual({ is: 'accepted', name: 'a.csv', findings: [] });
    expect(effects).toEqual([
      { do: 'check' },
      { do: 'keep', name: 'a.csv' },
      { do: 'send' },
      { do: 'keep', name: 'a.csv', fileId: 'f1' },
      { do: 'ask', fileId: 'f1', waitMs: 0 },
      { do: 'forget' },
      { do: 'accepted', submissionId: 's1' },
    ]);
  });

  it('tells how far a long check is, and is stopped by the person who waits for it', () => {
    const { step } = told(CHOSEN, { on: 'looked', share: 0.4 });
    expect(step).toEqual({ is: 'reading', name: 'a.csv', share: 0.4 });
    const stopped = told(CHOSEN, { on: 'looked', share: 0.4 }, { on: 'given-up' }, GOOD);
    expect(stopped.step).toEqual({ is: 'idle' });
    expect(stopped.effects).toEqual([{ do: 'check' }, { do: 'stop' }]);
  });

  it('cannot be stopped as a check once the file is on its way', () => {
    expect(told(CHOSEN, GOOD, { on: 'given-up' }).step.is).toBe('sending');
  });

  it('sends nothing that our own check forbids', () => {
    const { step, effects } = told(CHOSEN, { on: 'checked', findings: [ERROR], maySend: false });
    expect(step).toEqual({ is: 'refused', name: 'a.csv', findings: [ERROR] });
    expect(effects).toEqual([{ do: 'check' }]);
  });

  it('adds a missing byte order mark by one click, and checks again', () => {
    const refused: Happened = { on: 'checked', findings: [ERROR], maySend: false, needsMark: true };
    const { step, effects } = told(CHOSEN, refused, { on: 'mark-wanted' }, GOOD);
    expect(step).toMatchObject({ is: 'sending' });
    expect(effects.slice(0, 2)).toEqual([{ do: 'check' }, { do: 'add-mark' }]);
    expect(told(CHOSEN, { ...refused, needsMark: undefined as never }, { on: 'mark-wanted' }).step.is).toBe(
      'refused',
    );
  });

  it('keeps what the backend said about the file as a whole', () => {
    const { step } = told(CHOSEN, GOOD, SENT, {
      on: 'verdict',
      verdict: { state: 'refused', title: 'Not now', remedy: 'Wait', findings: [] },
    });
    expect(step).toMatchObject({ is: 'refused', said: { title: 'Not now', remedy: 'Wait' } });
  });

  it('asks again for the verdict, less and less often, but at least every six seconds', () => {
    const still: Happened = { on: 'verdict', verdict: { state: 'checking' } };
    const { effects } = told(CHOSEN, GOOD, SENT, ...Array.from({ length: 20 }, () => still));
    const waits = effects.flatMap((effect) => (effect.do === 'ask' ? [effect.waitMs] : []));
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(waits[1]).toBeGreaterThan(1000);
    expect(waits.at(-1)).toBe(6000);
  });

  it('takes no second file while one is on its way', () => {
    for (const events of [[CHOSEN], [CHOSEN, GOOD], [CHOSEN, GOOD, SENT]]) {
      const { step } = told(...events);
      expect(isBusy(step)).toBe(true);
      expect(upload(step, { on: 'chosen', name: 'b.csv' })).toEqual({ state: step, effects: [] });
    }
  });

  it.each([
    ['progress before sending', { on: 'progress', done: 1, of: 2 }],
    ['an end before sending', SENT],
    ['a verdict nobody waits for', { on: 'verdict', verdict: { state: 'checking' } }],
    ['a failure after the end', { on: 'failed', problem: PROBLEM, mayGoOn: true }],
  ] as const)('ignores %s', (_, event) => {
    const accepted: Step = { is: 'accepted', name: 'a.csv', findings: [] };
    expect(upload(accepted, event)).toEqual({ state: accepted, effects: [] });
  });

  it('remembers a transfer that broke off, and forgets a file that cannot go on', () => {
    const broken = told(CHOSEN, GOOD, { on: 'failed', problem: PROBLEM, mayGoOn: true });
    expect(broken.step).toEqual({ is: 'interrupted', name: 'a.csv' });
    expect(broken.effects).not.toContainEqual({ do: 'forget' });
    const refused = told(CHOSEN, GOOD, { on: 'failed', problem: PROBLEM, mayGoOn: false });
    expect(refused.step).toEqual({ is: 'failed', problem: PROBLEM });
    expect(refused.effects).toContainEqual({ do: 'forget' });
  });

  it('waits on for the verdict when somebody comes back', () => {
    const kept = { name: 'a.csv', fileId: 'f1', at: KEPT_AT };
    const { step, effects } = told({ on: 'mounted', kept, now: '2026-12-01T09:00:00.000Z' });
    expect(step).toMatchObject({ is: 'checking', name: 'a.csv', fileId: 'f1' });
    expect(effects).toContainEqual({ do: 'ask', fileId: 'f1', waitMs: 0 });
  });

  it('says which file to choose again when the transfer had not ended', () => {
    const kept = { name: 'a.csv', at: KEPT_AT };
    expect(told({ on: 'mounted', kept, now: '2026-12-01T09:00:00.000Z' }).step).toEqual({
      is: 'interrupted',
      name: 'a.csv',
    });
  });

  it.each([
    ['is a day old', '2026-12-02T08:00:00.000Z'],
    ['comes from the future', '2026-12-01T07:00:00.000Z'],
    ['has no time', 'never'],
  ])('forgets what %s', (_, now) => {
    const kept = { name: 'a.csv', fileId: 'f1', at: now === 'never' ? 'never' : KEPT_AT };
    const at = now === 'never' ? KEPT_AT : now;
    expect(told({ on: 'mounted', kept, now: at })).toEqual({
      step: { is: 'idle' },
      effects: [{ do: 'forget' }],
    });
  });
});
