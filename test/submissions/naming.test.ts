import { describe, expect, it } from 'vitest';
import { naming, sendName } from '../../src/submissions/naming';
import { file, live, order, UPLOADED } from './life';

const { fileName } = naming('installation');
const SENT = live(UPLOADED, order(1));
const earlier = file({
  period: '202312',
  kind: 'dxso',
  package: { ledger: 'cashLedger', month: '2023-12', parts: 1 },
});
const newest = file({
  ...{ revision: 2, period: '202402' },
  package: { ledger: 'cashLedger', month: '2024-02', parts: 1 },
});

describe('the name of a transmission', () => {
  it.each([
    ['extf', 'EXTF_455148-1_202402_s1_r3.csv'],
    ['dxso', 'DXSO_455148-1_2024-02_s1_r3'],
    ['document', 'Beleg_455148-1_s1_r3'],
  ] as const)('%s: is of the period of the file that went last, while none waits', (kind, name) => {
    expect(fileName({ ...SENT, kind, files: [earlier, newest] }, 3)).toBe(name);
  });

  it('has no gap where nobody knows the period', () => {
    const { period: _, ...undated } = newest;
    expect(fileName({ ...SENT, files: [undated] }, 3)).toBe('EXTF_455148-1_s1_r3.csv');
  });

  it('is of the period of the file that waits', () => {
    const s = { ...SENT, files: [earlier, newest], candidate: file({ revision: 3, period: '202403' }) };
    expect(fileName(s, 3)).toBe('EXTF_455148-1_202403_s1_r3.csv');
  });
});

describe('the parts of a name', () => {
  const LONG = { ...SENT, id: 's123456789abcdef' };

  it.each([
    ['extf', 'EXTF_455148-1_202401_s12345678_r3.csv'],
    ['dxso', 'DXSO_455148-1_s12345678_r3'],
    ['document', 'Beleg_455148-1_s12345678_r3'],
  ] as const)('%s: tell apart by the beginning of an id, and leave out what nobody knows', (kind, name) => {
    expect(fileName({ ...LONG, kind }, 3)).toBe(name);
  });

  it('of a package that waits are its own', () => {
    const s = { ...SENT, kind: 'dxso', files: [earlier], candidate: newest } as const;
    expect(fileName(s, 3)).toBe('DXSO_455148-1_2024-02_s1_r3');
    expect(fileName({ ...SENT, kind: 'dxso', files: [] }, 3)).toBe('DXSO_455148-1_s1_r3');
  });

  it('are sixty letters in all, of which the end stays', () => {
    const name = sendName({
      mandant: '1'.repeat(80),
      period: '202401',
      shortId: 'a'.repeat(20),
      revision: 12,
    });
    expect(name).toBe(`EXTF_${'1'.repeat(30)}_${'a'.repeat(16)}_r12.csv`);
    expect(name).toHaveLength(60);
  });
});
