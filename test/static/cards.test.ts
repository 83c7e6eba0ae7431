import { describe, expect, it } from 'vitest';
import type { DeskAnswer, DeskRow } from '../../src/contract/answers';
import { cardsOf, cardsWanted, shownWith } from '../../static/desk/cards';

const ROW: DeskRow = {
  submissionId: 's1',
  mandant: '455148-1',
  fileName: 'EXTF_a.csv',
  program: 'x',
  lozenge: { text: 'x', tone: 'default' },
  sentence: 'x',
  since: '2026-12-01T08:00:00.000Z',
};
const MAY = { upload: { allowed: true }, mappings: { allowed: true } } as const;
const MANDANT = {
  ...{ id: '455148-1', name: 'Müller GmbH', watched: true, isMine: false },
  ...{ needsYou: 1, overdue: 0, moving: 0, delivered: 0 },
} as const;
const CAUSE = { key: '1008834', title: 'Sachkontenlänge', files: 2, mandanten: 1 } as const;
const FULL: DeskAnswer = {
  ...{ rows: [ROW], may: MAY, mandanten: [MANDANT], isCounting: false },
  ...{ causes: [CAUSE], overdueUntil: '2026-11-27' },
};
const SEARCHED: DeskAnswer = { rows: [ROW], may: MAY };

describe('the Mandanten of the desk', () => {
  it('are asked for where none are there, or those that are there are old', () => {
    expect(cardsWanted(undefined, 0)).toEqual({ cards: true });
    const kept = cardsOf(FULL, undefined, 1000);
    expect(cardsWanted(kept, 20_000)).toEqual({});
    expect(cardsWanted(kept, 32_000)).toEqual({ cards: true });
  });

  it('stay while an answer has none, and name its rows', () => {
    const kept = cardsOf(FULL, undefined, 1000);
    expect(cardsOf(SEARCHED, kept, 5000)).toBe(kept);
    const shown = shownWith(SEARCHED, kept);
    expect(shown).toMatchObject({ mandanten: [MANDANT], causes: [CAUSE], overdueUntil: '2026-11-27' });
    expect(shown.rows[0]?.mandantName).toBe('Müller GmbH');
  });

  it('are none where nothing ever came', () => {
    expect(shownWith(SEARCHED, cardsOf(SEARCHED, undefined, 0)).mandanten).toEqual([]);
  });
});
