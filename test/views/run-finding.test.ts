import { expect, it } from 'vitest';
import { findingView } from '../../src/views/pipeline/finding-view';
import { codesIn } from '../support/texts';

const CODES = [
  ...['extf-file', 'extf-rows'].flatMap(codesIn).filter((code) => code.startsWith('extf.')),
  ...[1, 5, 11, 14, 17, 21].map((nr) => `extf.header.${nr}`),
];
const VALUES = { category: 21, target: '455148-1', known: '13' };

it.each(CODES)('%s in a file of our own does not ask for another export', (code) => {
  for (const lang of ['de', 'en'] as const) {
    const { title, remedy } = findingView({ code, row: 3, field: 1, values: VALUES }, lang);
    expect(title).not.toBe('');
    expect(remedy).not.toMatch(/export/i);
  }
});
