import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inert } from '../../src/kernel/text';
import { rowsView } from '../../src/views/run/run-rows';

describe('a foreign text for a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd|x', "'+cmd|x"],
    ['-2+3', "'-2+3"],
    ['@SUM(1)', "'@SUM(1)"],
    ['\t=1', "' =1"],
    ['\r=1', "' =1"],
    ['  =1', "'  =1"],
    ['"=1', `'"=1`],
    ['\uff1d1', "'\uff1d1"],
    ['\uff20A', "'\uff20A"],
    ['\u200b=1', "'=1"],
    ['\u202egnp.exe', 'gnp.exe'],
    ['-12.50', '-12.50'],
    ['+1.234,56', '+1.234,56'],
    ['-7', '-7'],
    ['RE-2026/1', 'RE-2026/1'],
    ['', ''],
  ])('%j becomes %j', (given, wanted) => {
    expect(inert(given)).toBe(wanted);
  });

  it('never begins a formula and hides nothing, whatever it is', () => {
    const letter = fc.constantFrom(...'=+-@\t\r\n\u202e\u200b"\' 1a\uff0b;,', '\u0000');
    fc.assert(
      fc.property(fc.array(letter, { maxLength: 8 }), (letters) => {
        const text = inert(letters.join(''));
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
        expect(/^[\s"]*[=+\-@\uff0b]/u.test(text) && !/^\s*[+-]?\d+([.,]\d+)*\s*$/.test(text), text).toBe(
          false,
        );
      }),
      { numRuns: 5000 },
    );
  });

  it('the list of rows of a run shows keys so', () => {
    const rows = [{ row: 1, key: '=HYPERLINK("x")', fate: 'held' as const }];
    expect(rowsView({ rows, more: false }, [], 'de').rows[0]?.key).toBe(`'=HYPERLINK("x")`);
  });
});
