import { describe, expect, it } from 'vitest';
import { inWords } from '../../src/runs/run-name';

describe('the name of a run', () => {
  it.each([
    ['2026-11', 'Umsätze November 2026', 'Umsätze November 2026'],
    ['2026-Q4', 'Umsätze 4. Quartal 2026', 'Umsätze 4th quarter 2026'],
    ['2026-11-30', 'Umsätze 30.11.2026', 'Umsätze 30 Nov 2026'],
  ])('has its period %s in words', (period, de, en) => {
    const names = { fileName: `Umsätze ${period}`, label: `Umsätze ${period}` };
    expect(inWords(names, { period }, 'de')).toEqual({ fileName: de, label: de });
    expect(inWords({ fileName: names.fileName }, { period }, 'en')).toEqual({ fileName: en });
  });

  it('is left as it is where it does not end with the period, and where there is no run', () => {
    const names = { fileName: '2026-11 Umsätze', rows: 3 };
    expect(inWords(names, { period: '2026-11' }, 'de')).toEqual(names);
    expect(inWords({ fileName: 'Umsätze 2026-11' }, undefined, 'de')).toEqual({
      fileName: 'Umsätze 2026-11',
    });
  });
});
