import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import type { SubmissionView } from '../../src/contract/answers';
import type { Books } from '../../src/extf/header-said';
import { readExtf } from '../../src/extf/read/read';
import { editAllExtf } from '../../src/extf/write/edit';
import { alike, baseIn, isOfHeader, isOfRun, isTaken, type Proposal } from '../../static/desk/bulk/mendable';
import { aligned, touchedIn } from '../../static/mend/align';

const BOOKS: Books = {
  consultant: '455148',
  client: '1',
  years: [{ from: '2024-01-01', to: '2024-12-31', accountLength: 4 }],
};
const bytesOf = ({ bytes }: { readonly bytes: Uint8Array }) => new Uint8Array(bytes);
const given = (raw: Uint8Array<ArrayBuffer>, asked: readonly number[] = []) => ({
  ...{ kind: 'extf' as const, name: 'EXTF_Stapel.csv', raw, mandant: '455148-1', books: BOOKS, asked },
});
const withHeader = (raw: Uint8Array, fields: Readonly<Record<number, string>>) => {
  const edits = Object.entries(fields).map(([nr, value]) => ({ row: 0, field: Number(nr), value }));
  const edited = editAllExtf(readExtf(raw), edits);
  if ('refused' in edited) throw new Error('The header line cannot be edited so.');
  return new Uint8Array(edited.bytes);
};
/** The same text in UTF-16 with its mark. */
const inUtf16 = (raw: Uint8Array) => {
  const text = new TextDecoder().decode(raw);
  return new Uint8Array(Buffer.from(`\uFEFF${text}`, 'utf16le'));
};

describe('a header line as DATEV has it', () => {
  it('is the very file that it would have been, in each encoding, and the place says which bytes', () => {
    const wrong = fc.record({
      length: fc.constantFrom('3', '5', '6', '8'),
      begin: fc.constantFrom('20240101', '20230701'),
      encode: fc.constantFrom((raw: Uint8Array) => new Uint8Array(raw), inUtf16),
    });
    fc.assert(
      fc.property(wrong, ({ length, begin, encode }) => {
        const right = encode(bytesOf(correctFile()));
        const raw = encode(withHeader(bytesOf(correctFile()), { 13: begin, 14: length }));
        const made = aligned(given(raw, [14]));
        if (made.is !== 'mended') throw new Error(made.why);
        expect(Buffer.from(made.chosen.raw).equals(right)).toBe(true);
        const { from, to, size } = made.touched;
        expect(size).toBe(raw.length);
        expect([...raw.subarray(0, from - 1)]).toEqual([...right.subarray(0, from - 1)]);
        expect([...raw.subarray(to)]).toEqual([...right.subarray(right.length - (size - to))]);
        expect(made.changes.map(({ nr, was, now }) => [nr, was, now])).toEqual([
          ...(begin === '20240101' ? [] : [[13, begin, '20240101']]),
          [14, length, '4'],
        ]);
        expect(made.line.filter(({ was, now }) => was !== now)).toHaveLength(made.changes.length);
      }),
      { numRuns: 20 },
    );
  });

  it.each([
    [
      'DATEV complains of a field of which its data say nothing',
      bytesOf(failingFile()),
      [14, 27],
      'nothing-said',
    ],
    ['the file says what DATEV says', bytesOf(correctFile()), [], 'nothing-said'],
    ['the field that DATEV complains of is as DATEV has it', bytesOf(correctFile()), [14], 'nothing-said'],
    ['it names another Mandant', bytesOf(failingFile({ mandant: '455148-2' })), [14], 'mandant'],
    [
      'a booking is wrong besides',
      new Uint8Array(
        Buffer.from(
          Buffer.from(failingFile().bytes)
            .toString('latin1')
            .replace(/(\r\n)[\d,]+(;"[SH]")/, '$10,00$2'),
          'latin1',
        ),
      ),
      [14],
      'errors',
    ],
    ['nothing in it is a batch', new Uint8Array([1, 2, 3]), [14], 'nothing-said'],
  ] as const)('is left to a person where %s', (_, raw, asked, why) => {
    expect(aligned(given(raw, asked))).toMatchObject({ is: 'not', why });
  });

  it('is not guessed where DATEV has said nothing of the Mandant', () => {
    const made = aligned({ ...given(bytesOf(failingFile()), [14]), books: undefined });
    expect(made).toMatchObject({ is: 'not', why: 'nothing-said' });
  });
});

describe('the bytes that become others', () => {
  it('are the shortest stretch, also where one is put in or taken out', () => {
    const at = (before: string, after: string) => touchedIn(Buffer.from(before), Buffer.from(after));
    expect(at('a;3;b', 'a;4;b')).toEqual({ from: 3, to: 3, size: 5 });
    expect(at('a;20230701;b', 'a;20240101;b')).toEqual({ from: 6, to: 8, size: 12 });
    expect(at('a;;b', 'a;4;b')).toEqual({ from: 3, to: 3, size: 4 });
    expect(at('aaa', 'aa')).toEqual({ from: 3, to: 3, size: 3 });
  });
});

type Parts = Partial<Pick<SubmissionView, 'kind' | 'files' | 'candidate' | 'cause' | 'sentence'>> & {
  readonly upload?: { readonly allowed: boolean; readonly why?: string };
};
const FILE = { revision: 2, sha256: 'b', available: true };
const view = ({ upload = { allowed: true }, ...parts }: Parts) =>
  ({
    ...{ submissionId: 's1', kind: 'extf', files: [FILE], sentence: 'DATEV lehnte sie ab.' },
    ...{ cause: { faults: [{ field: 14 }, {}] }, actions: { upload } },
    ...parts,
  }) as unknown as SubmissionView;

describe('which file is put right', () => {
  it('is the one that was sent last, with the fields that DATEV named', () => {
    const older = { ...FILE, revision: 1, sha256: 'a' };
    expect(baseIn(view({ files: [FILE, older] as never }))).toEqual({
      ...{ revision: 2, sha256: 'b', asked: [14] },
    });
  });

  it.each([
    ['a package', view({ kind: 'dxso' }), { why: 'kind' }],
    ['a file that another program sent', view({ files: [] }), { why: 'no-file' }],
    ['one that is deleted', view({ files: [{ ...FILE, available: false }] as never }), { why: 'no-file' }],
    [
      'what this person may not hand in, in the words of the server',
      view({ upload: { allowed: false, why: 'Schon übergeben.' } }),
      { why: 'told', title: 'Schon übergeben.' },
    ],
  ])('is none for %s', (_, of, why) => {
    expect(baseIn(of)).toEqual(why);
  });

  it('gives way to what somebody handed in, unless it is the very same', () => {
    expect(isTaken(view({}), 'x')).toBe(false);
    expect(isTaken(view({ candidate: { sha256: 'x' } as never }), 'x')).toBe(false);
    expect(isTaken(view({ candidate: { sha256: 'y' } as never }), 'x')).toBe(true);
  });
});

it('what changes in the same way is one decision, the most frequent first', () => {
  const one = (submissionId: string, was: string) =>
    ({ submissionId, changes: [{ nr: 14, label: 'Sachkontenlänge', was, now: '4' }] }) as unknown as Proposal;
  const groups = alike([one('a', '5'), one('b', '3'), one('c', '3')]);
  expect(groups.map(({ of }) => of.map(({ submissionId }) => submissionId))).toEqual([['b', 'c'], ['a']]);
});

it('is offered for causes that can lie in a header line only', () => {
  const causes = ['1008834:extf.header.14+', 'preflight-account-length', 'preflight-fiscal-year'];
  expect(causes.map(isOfHeader)).toEqual([true, true, true]);
  expect(['1008836', 'preflight-extf-service', '1008833:extf.line.9', 'unknown'].map(isOfHeader)).toEqual([
    ...[false, false, false, false],
  ]);
});

describe('a cause of runs', () => {
  it.each([
    ['run.schema-changed', true],
    ['mapping.unknown-value', true],
    ['1008834:extf.header.14', false],
    ['preflight-account-length', false],
    ['dxso-4', false],
  ])('%s: %s, so that nobody is asked there for files that a pipeline makes', (cause, isSo) => {
    expect(isOfRun(cause)).toBe(isSo);
  });
});
