import { describe, expect, it } from 'vitest';
import {
  correctFile,
  failingFile,
  headerFaults,
  largeFile,
  untouchedSample,
  withCanaries,
} from '../../../packages/sandbox/booking-files';
import { EICAR } from '../../../packages/sandbox/datev/file-check';
import { bench, type Details, details, finished } from './bench';

/** DATEV's sentence as its table writes it. */
function sentence({ detail, affected_elements: [first] = [] }: Details): string {
  return first === undefined ? detail : `${detail} - ${first.name} - ${first.reason}`;
}
function coded(text: string, mark: readonly number[], unit: (code: number) => readonly number[]): Uint8Array {
  return Uint8Array.from([...mark, ...[...text].flatMap((char) => unit(char.charCodeAt(0)))]);
}

describe('DATEV’s check of the file', () => {
  it('knows at least twenty faults of the header, every one of DATEV’s table among them', () => {
    expect(headerFaults.length).toBeGreaterThanOrEqual(20);
    expect(new Set(headerFaults.map((fault) => fault.name)).size).toBe(headerFaults.length);
    const fields = new Set(headerFaults.map((fault) => fault.field));
    for (const nr of [1, 2, 3, 4, 5, 6, 7, 11, 12, 13, 14, 15, 16, 23, 24, 25, 26, 29, 30])
      expect(fields).toContain(nr);
  });

  it.each(headerFaults.map((fault) => [fault.name, fault] as const))(
    'fails %s with DATEV’s words',
    (_, fault) => {
      const job = finished(bench(), fault.file().bytes);
      expect(job['result']).toBe('failed');
      expect(details(job).type).toBe(`http://www.datev.de/hilfe/${fault.code}`);
      expect(details(job).title).toBe(fault.code === '1008834' ? 'EXTF-header' : 'Invalid file');
      expect(sentence(details(job))).toBe(fault.text);
      expect(job).not.toHaveProperty('number_of_accounting_records');
    },
  );

  it('names every wrong field of the header at once', () => {
    const text = new TextDecoder()
      .decode(correctFile().bytes)
      .replace(';4;20240101;20240831;', ';3;20249901;x;');
    const job = finished(bench(), new TextEncoder().encode(`\uFEFF${text}`));
    expect(details(job)).toEqual({
      type: 'http://www.datev.de/hilfe/1008834',
      title: 'EXTF-header',
      detail: 'Error in header field',
      affected_elements: [
        { name: 'Length of Ledger Account', reason: 'is invalid (14)' },
        { name: 'Date From', reason: 'is invalid (15)' },
        { name: 'Date To', reason: 'is invalid (16)' },
      ],
    });
  });

  it.each([
    [
      'flat',
      'EXTF-header',
      'Error in header field - Length of Ledger Account - is invalid (14)',
      'is invalid (14)',
    ],
    ['example', 'Invalid EXTF-header', 'Fields with error', 'is invalid'],
  ] as const)('can word it %s, as other places of the documents do', (wording, title, detail, reason) => {
    const on = bench();
    on.datev.setWording(wording);
    expect(details(finished(on, failingFile().bytes))).toMatchObject({
      title,
      detail,
      affected_elements: [{ name: 'Length of Ledger Account', reason }],
    });
  });

  it('takes the failing file’s correction', () => {
    const on = bench();
    expect(finished(on, failingFile().bytes)['result']).toBe('failed');
    expect(finished(on, correctFile().bytes)['result']).toBe('succeeded');
  });

  it('refuses the untouched sample: it belongs to another consultant', () => {
    expect(sentence(details(finished(bench(), untouchedSample().bytes)))).toBe(
      'The consultant-number in the EXTF-header does not match with the upload request',
    );
  });

  it('takes the file with canaries, and fails its faulty sister', () => {
    const { file, canaries } = withCanaries();
    const text = new TextDecoder().decode(file.bytes);
    for (const canary of canaries) expect(text).toContain(canary);
    expect(finished(bench(), file.bytes)).toMatchObject({
      result: 'succeeded',
      number_of_accounting_records: 2,
    });
    const failed = finished(bench(), withCanaries({ failing: true }).file.bytes);
    expect(sentence(details(failed))).toContain('(14)');
  });

  it('takes 99,999 rows and refuses one more', () => {
    expect(finished(bench(), largeFile(99_999).bytes)).toMatchObject({
      result: 'succeeded',
      number_of_accounting_records: 99_999,
    });
    const job = finished(bench(), largeFile(100_000).bytes);
    expect(details(job)).toEqual({
      type: 'http://www.datev.de/hilfe/1008833',
      title: 'Invalid file',
      detail: 'More than 99999 postings',
    });
  });

  it('finds the test virus in a file of any encoding', () => {
    const at = (bytes: Uint8Array) => details(finished(bench(), bytes));
    const expected = {
      type: 'http://www.datev.de/hilfe/1008836',
      title: 'Virus found',
      detail: 'The transferred EXTF-file contains a virus',
    };
    expect(at(new TextEncoder().encode(`x${EICAR}`))).toEqual(expected);
    expect(at(coded(EICAR, [0xff, 0xfe], (code) => [code & 255, code >> 8]))).toEqual(expected);
  });
});

describe('encodings', () => {
  const plain = new TextDecoder().decode(correctFile({ label: 'Prüfung' }).bytes);
  const unit8 = (code: number): readonly number[] => [code & 255];
  const little = (code: number): readonly number[] => [code & 255, code >> 8];
  const big = (code: number): readonly number[] => [code >> 8, code & 255];

  it.each([
    ['UTF-8 by its mark', correctFile({ label: 'Prüfung' }).bytes, 'Prüfung'],
    ['UTF-16LE by its mark', coded(plain, [0xff, 0xfe], little), 'Prüfung'],
    ['UTF-16BE by its mark', coded(plain, [0xfe, 0xff], big), 'Prüfung'],
    ['Windows-1252 without a mark', coded(plain, [], unit8), 'Prüfung'],
    ['UTF-8 without a mark wrongly, as Windows-1252', new TextEncoder().encode(plain), 'PrÃ¼fung'],
  ])('reads %s', (_, bytes, label) => {
    expect(finished(bench(), bytes)).toMatchObject({ result: 'succeeded', label });
  });

  it.each([
    ['broken UTF-8 behind its mark', Uint8Array.of(0xef, 0xbb, 0xbf, 0x41, 0xff)],
    ['UTF-16 without a mark', coded(plain, [], little)],
    ['UTF-16 with half a character', coded('', [0xff, 0xfe, 0x41], unit8)],
    ['a lone surrogate', coded('', [0xff, 0xfe, 0x00, 0xd8, 0x41, 0x00], unit8)],
    ['UTF-32', Uint8Array.of(0xff, 0xfe, 0, 0, 0x41, 0, 0, 0)],
    ['a byte Windows-1252 does not know', Uint8Array.of(0x22, 0x81)],
  ])('refuses %s', (_, bytes) => {
    expect(details(finished(bench(), bytes))).toEqual({
      type: 'http://www.datev.de/hilfe/1008833',
      title: 'Invalid file',
      detail: 'Only Windows-1252, UTF-8, UTF16LE, and UTF16BE are supported',
    });
  });
});
