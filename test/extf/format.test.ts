import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import type { Field } from '../../src/extf/field';
import { BUCHUNGSSTAPEL, DEBITOREN_KREDITOREN, formatOf } from '../../src/extf/format';

type Known = {
  readonly nr: number;
  readonly label: string;
  readonly type?: string;
  readonly length?: number;
  readonly maxLength?: number;
  readonly decimals?: number;
  readonly required: boolean;
  readonly quoted?: boolean;
  readonly quotedInSample?: boolean;
};

function known(file: string): readonly Known[] | undefined {
  const path = sharedPath('specs', 'datev', 'extf', file);
  return path === undefined
    ? undefined
    : (JSON.parse(readFileSync(path, 'utf8')) as { fields: Known[] }).fields;
}

/** DATEV's type names for our kinds. */
const TYPES: Readonly<Record<Field['kind'], string>> = {
  text: 'Text',
  amount: 'Betrag',
  number: 'Zahl',
  account: 'Konto',
  day4: 'Datum',
  day8: 'Datum',
  reserved: 'Leerfeld',
};
/** The portal and DATEV's format file contradict each other; the table says why the wider rule is taken. */
const CONTRADICTED = new Set([97, 125]);

describe('the table of a Buchungsstapel', () => {
  const fields = known('buchungsstapel-v13.json');

  it.skipIf(fields === undefined)(
    'agrees with the published one in name, type, length and quotation marks',
    () => {
      expect(BUCHUNGSSTAPEL.fields.map((f) => f.label)).toEqual(fields?.map((k) => k.label));
      for (const [index, k] of (fields ?? []).entries()) {
        const field = BUCHUNGSSTAPEL.fields[index] as Field;
        expect(field, k.label).toMatchObject({ nr: k.nr, isRequired: k.required, isQuoted: k.quoted });
        expect(TYPES[field.kind], k.label).toBe(k.type);
        if (field.kind === 'day4' || CONTRADICTED.has(k.nr)) continue;
        expect([field.length, field.decimals], k.label).toEqual([k.length, k.decimals]);
      }
    },
  );

  it.each([
    [7, 116],
    [8, 117],
    [9, 120],
    [10, 121],
    [11, 122],
    [12, 124],
    [13, 125],
  ])('version %i has %i columns', (version, columns) => {
    expect(formatOf(21, version)?.fields).toHaveLength(columns);
  });

  it('knows no other versions', () => {
    expect([6, 14, undefined].map((version) => formatOf(21, version))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(formatOf(67, 1)).toBeUndefined();
  });
});

describe('the table of Debitoren/Kreditoren', () => {
  const fields = known('debitoren-kreditoren-v5.json');

  it.skipIf(fields === undefined)('agrees with the published one in name, length and quotation marks', () => {
    expect(DEBITOREN_KREDITOREN.fields.map((f) => f.label)).toEqual(fields?.map((k) => k.label));
    for (const [index, k] of (fields ?? []).entries()) {
      const field = DEBITOREN_KREDITOREN.fields[index] as Field;
      expect(field, k.label).toMatchObject({ nr: k.nr, isRequired: k.required, isQuoted: k.quotedInSample });
      // An IBAN has up to 34 characters; the published length counts its last part only.
      if (k.maxLength !== undefined && field.letters !== 'iban')
        expect(field.length, k.label).toBe(k.maxLength);
    }
  });
});
