import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  correctFile,
  failingFile,
  fromDatevSample,
  headerFaults,
  untouchedSample,
} from '../../../packages/sandbox/booking-files';
import { bookingRow, COLUMN_NAMES, ordinaryRow } from '../../../packages/sandbox/booking-rows';
import { program } from '../../support/program';
import { bench, finished } from './bench';

const lines = (bytes: Uint8Array): string[] =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes).split('\r\n');

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('the story’s booking files', () => {
  it('have a byte order mark, CRLF after every line and the Mandant’s numbers', () => {
    const text = lines(correctFile().bytes);
    expect(text[0]?.startsWith('\uFEFF"EXTF";700;21;')).toBe(true);
    expect(text.at(-1)).toBe('');
    expect(text.join('')).not.toContain('\n');
    expect(text[0]?.split(';').slice(10, 12)).toEqual(['455148', '1']);
    expect(text).toHaveLength(correctFile().rows + 3);
  });

  it('differ in header field 14 only, the right one and the failing one', () => {
    const [right, wrong] = [lines(correctFile().bytes), lines(failingFile().bytes)];
    expect(wrong.slice(1)).toEqual(right.slice(1));
    const fields = (line = ''): string[] => line.split(';');
    const changed = fields(wrong[0]).flatMap((field, at) => (field === fields(right[0])[at] ? [] : [at + 1]));
    expect(changed).toEqual([14]);
  });

  it('have 125 columns in every row of our own', () => {
    expect(COLUMN_NAMES).toHaveLength(125);
    expect(new Set(COLUMN_NAMES).size).toBe(125);
    expect(ordinaryRow(3).split(';')).toHaveLength(125);
    expect(ordinaryRow(3)).toBe(
      bookingRow({
        1: '15,21',
        2: 'H',
        7: '10100',
        8: '8400',
        10: '0401',
        11: 'R10003',
        14: 'Übungsbuchung 4',
      }),
    );
    expect(bookingRow({ 14: 'a "b"' }).split(';')).toHaveLength(125);
    expect(bookingRow({ 14: 'a "b"' })).toContain('"a ""b"""');
  });

  it.skipIf(!fromDatevSample())('name the columns as DATEV’s sample does', () => {
    const [, columns] = new TextDecoder().decode(untouchedSample().bytes).split('\n');
    expect(COLUMN_NAMES.join(';')).toBe(columns);
  });

  it('serve without DATEV’s sample just as well', () => {
    vi.stubEnv('SHARED_DIR', '/nowhere');
    expect(fromDatevSample()).toBe(false);
    expect(finished(bench(), correctFile().bytes)).toMatchObject({
      result: 'succeeded',
      number_of_accounting_records: 12,
    });
    expect(finished(bench(), failingFile().bytes)['result']).toBe('failed');
    expect(finished(bench(), untouchedSample().bytes)['result']).toBe('failed');
    for (const fault of headerFaults) expect(finished(bench(), fault.file().bytes)['result']).toBe('failed');
  });

  it('can be written to a folder', () => {
    const folder = mkdtempSync(join(tmpdir(), 'booking-files-'));
    execFileSync(process.execPath, [...program('tools/make-booking-files.ts'), folder]);
    expect(readdirSync(folder).length).toBe(headerFaults.length + 5);
    expect(new Uint8Array(readFileSync(join(folder, failingFile().name)))).toEqual(failingFile().bytes);
    rmSync(folder, { recursive: true });
  });
});
