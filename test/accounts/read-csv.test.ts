import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MAX_ACCOUNTS, MAX_NAME } from '../../src/accounts/plan';
import { MAX_CHARACTERS, MAX_FINDINGS, readAccounts } from '../../src/accounts/read-csv';
import { problemText } from '../../src/texts/problem-text';

const TWO = [
  { number: '1200', name: 'Bank' },
  { number: '8400', name: 'Erlöse 19 %' },
];
const accountsOf = (text: string) => {
  const read = readAccounts(text);
  return read.ok ? read.value.accounts : read.problem.code;
};
const findingsOf = (text: string) => {
  const read = readAccounts(text);
  return read.ok ? read.value.findings.map(({ row, problem }) => [row, problem.code]) : read.problem.code;
};
const HEADER = (kind: string, category: string, length = '6') =>
  `"${kind}";700;${category};"Kontenbeschriftungen";3;20260101120000000;;"RE";"";"";29098;55003;20260101;${length};;;"";"";;;;"";;"";;;"03";;;"";""`;

describe('an account plan as a table', () => {
  it.each([
    ['without heading', '1200;Bank\n8400;Erlöse 19 %'],
    ['with heading', 'Konto;Kontobezeichnung\n1200;Bank\n8400;Erlöse 19 %\n'],
    ['with CRLF and a byte order mark', '\uFEFFKonto;Bezeichnung\r\n1200;Bank\r\n8400;Erlöse 19 %\r\n'],
    ['with old line ends', 'Konto;Name\r1200;Bank\r8400;Erlöse 19 %'],
    ['with quotation marks', '"Konto";"Kontobezeichnung"\n"1200";"Bank"\n"8400";"Erlöse 19 %"'],
    ['with tabs', 'Konto\tKontobezeichnung\n1200\tBank\n8400\tErlöse 19 %'],
    ['with commas', 'Account,Account name\n1200,Bank\n8400,"Erlöse 19 %"'],
    ['with blanks and blank lines', '\n 1200 ; Bank \n\n;\n8400;Erlöse 19 %\n\n'],
    ['with columns the other way round', 'Kontobezeichnung;Nr;Konto\nBank;1;1200\nErlöse 19 %;2;8400'],
    ['with a heading nobody knows', 'Sachkto;Text\n1200;Bank\n8400;Erlöse 19 %'],
    ['with the same row twice', '1200;Bank\n8400;Erlöse 19 %\n1200;Bank'],
  ])('is read %s', (_how, text) => {
    expect(accountsOf(text)).toEqual(TWO);
    expect(findingsOf(text)).toEqual([]);
  });

  it('keeps marks, doubled quotation marks and line breaks inside of quotation marks', () => {
    expect(accountsOf('4940;"Zeitschriften; Bücher ""neu"""\n1200;"Bank\r\nHaus"')).toEqual([
      { number: '4940', name: 'Zeitschriften; Bücher "neu"' },
      { number: '1200', name: 'Bank Haus' },
    ]);
  });

  it('does not lose the rest to a forgotten quotation mark', () => {
    expect(accountsOf('1200;"Bank\n8400;"Erlöse 19 %"')).toEqual([
      { number: '1200', name: '"Bank' },
      { number: '8400', name: 'Erlöse 19 %' },
    ]);
  });

  it('takes the Automatik from a column where there is one', () => {
    expect(
      accountsOf('Konto;Kontobezeichnung;Automatik\n8400;Erlöse 19 %;AM\n1200;Bank;\n3400;Waren;ja\n1;A;0'),
    ).toEqual([
      { number: '8400', name: 'Erlöse 19 %', automatic: true },
      { number: '1200', name: 'Bank' },
      { number: '3400', name: 'Waren', automatic: true },
      { number: '1', name: 'A' },
    ]);
  });
});

describe('DATEV’s file of Kontenbeschriftungen', () => {
  const body = 'Konto;Kontobeschriftung;SprachId\r\n840000;"Erlöse 19 %";"de-DE"\r\n120000;"Bank";""\r\n';

  it.each(['EXTF', 'DTVF'])('is read as %s with the length of accounts', (kind) => {
    expect(readAccounts(`${HEADER(kind, '20')}\r\n${body}`)).toEqual({
      ok: true,
      value: {
        accounts: [
          { number: '840000', name: 'Erlöse 19 %' },
          { number: '120000', name: 'Bank' },
        ],
        findings: [],
        more: 0,
        accountLength: 6,
      },
    });
  });

  it('takes the German name of an account, another one only where there is none', () => {
    const rows = '8400;"Revenue";"en-GB"\n8400;"Erlöse";"de-DE"\n1200;"Bank account";"en-GB"';
    const read = readAccounts(`${HEADER('EXTF', '20', '4')}\nKonto;Kontenbeschriftung;Sprach-ID\n${rows}`);
    expect(read.ok && [read.value.accounts, read.value.findings]).toEqual([
      [
        { number: '8400', name: 'Erlöse' },
        { number: '1200', name: 'Bank account' },
      ],
      [],
    ]);
  });

  it('says nothing of the length where the header does not', () => {
    const read = readAccounts(`${HEADER('EXTF', '20', '')}\n${body}`);
    expect(read.ok && 'accountLength' in read.value).toBe(false);
    expect(read.ok && read.value.accounts).toHaveLength(2);
  });

  it('of another kind is refused', () =>
    expect(accountsOf(`${HEADER('EXTF', '21')}\n${body}`)).toBe('accounts.file-kind'));
});

describe('what is wrong with a row', () => {
  it.each([
    ['Konto;Name\n1200;Bank\nabc;Kasse', [[3, 'accounts.not-a-number']], 1],
    ['Konto;Name\n1200;Bank\n;Kasse', [[3, 'accounts.not-a-number']], 1],
    ['Konto;Name\n1200;Bank\n0000;Null', [[3, 'accounts.not-a-number']], 1],
    ['1200;Bank\n-5;Kasse', [[2, 'accounts.not-a-number']], 1],
    ['-5;Kasse\n1200;Bank', [[1, 'accounts.not-a-number']], 1],
    ['1200;Konto', [], 1],
    ['1200;Bank\n1234567890;Kasse', [[2, 'accounts.number-too-long']], 1],
    ['1200;Bank\n1000;', [[2, 'accounts.name-empty']], 1],
    ['1200;Bank\n1000', [[2, 'accounts.name-empty']], 1],
    ['1200;Bank\n\n1200;Kasse', [[3, 'accounts.doubled']], 1],
    ['0420;Büro\n420;Möbel', [[2, 'accounts.doubled']], 1],
    [`1200;Bank\n1000;${'K'.repeat(MAX_NAME + 1)}`, [[2, 'accounts.name-too-long']], 2],
    [`1200;Bank\n1000;${'K'.repeat(MAX_NAME)}`, [], 2],
  ])('%j', (text, findings, taken) => {
    expect(findingsOf(text)).toEqual(findings);
    expect(accountsOf(text)).toHaveLength(taken);
  });

  it('is said in both languages with the row and without a number or a name', () => {
    const read = readAccounts(
      `1200;Bank\n12x;Kasse\n1234567890;Kasse\n1000;\n1200;Kasse\n1010;${'K'.repeat(200)}\n`,
    );
    expect(read.ok && read.value.findings).toHaveLength(5);
    for (const { row, problem } of read.ok ? read.value.findings : []) {
      for (const lang of ['de', 'en'] as const) {
        const words = Object.values(problemText(problem, lang)).join(' ');
        expect(words).toMatch(new RegExp(`(Zeile|[Rr]ow) ${row}\\b`));
        expect(words).not.toMatch(/1200|12x|Kasse|KKK|[{}–]/);
      }
    }
  });

  it('keeps the account of a long name, cut', () => {
    const accounts = accountsOf(`1000;${'K'.repeat(300)}`);
    expect(accounts).toEqual([{ number: '1000', name: `${'K'.repeat(MAX_NAME - 1)}…` }]);
  });

  it('stops at the most a plan holds, and at the most findings one reads', () => {
    const most = Array.from({ length: MAX_ACCOUNTS }, (_, n) => `${n + 1};Konto`).join('\n');
    expect(findingsOf(most)).toEqual([]);
    const over = readAccounts(
      `${most}\n${Array.from({ length: 150 }, (_, n) => `${90_000 + n};Konto`).join('\n')}`,
    );
    expect(over.ok && [over.value.accounts.length, over.value.findings.length, over.value.more]).toEqual([
      ...[MAX_ACCOUNTS, MAX_FINDINGS, 50],
    ]);
    expect(over.ok && over.value.findings[0]).toMatchObject({
      row: MAX_ACCOUNTS + 1,
      problem: { code: 'accounts.too-many', values: { most: MAX_ACCOUNTS } },
    });
  });

  it.each([
    ['', 'accounts.file-empty'],
    ['\n\n', 'accounts.file-empty'],
    ['Konto;Kontobezeichnung\n', 'accounts.file-empty'],
    ['x'.repeat(MAX_CHARACTERS + 1), 'accounts.file-too-big'],
  ])('a file without accounts or too big is refused', (text, code) => {
    expect(accountsOf(text)).toBe(code);
    const read = readAccounts(text);
    if (read.ok) throw new Error('refused');
    expect(problemText(read.problem, 'de').title).not.toMatch(/[{}–]|hat nicht geklappt/);
  });
});

describe('laws of reading', () => {
  const name = fc
    .string({ unit: fc.constantFrom(...'aäß;,"\t 7%()'), minLength: 1, maxLength: 30 })
    .map((text) => `N${text.replace(/\s+/g, ' ').trim()}`);
  const accounts = fc.uniqueArray(
    fc.record({ number: fc.integer({ min: 1, max: 999_999_999 }).map(String), name }),
    { selector: ({ number }) => number, minLength: 1, maxLength: 30 },
  );
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;

  it('what was written is what is read, with any mark and line end', () => {
    fc.assert(
      fc.property(
        accounts,
        fc.constantFrom(';', ',', '\t'),
        fc.constantFrom('\n', '\r\n', '\r'),
        fc.boolean(),
        (given, mark, end, hasHeading) => {
          const rows = given.map((one) => `${one.number}${mark}${quoted(one.name)}`);
          const text = [...(hasHeading ? [`Konto${mark}Kontobezeichnung`] : []), ...rows].join(end);
          expect(accountsOf(text)).toEqual(given);
          expect(findingsOf(text)).toEqual([]);
        },
      ),
    );
  });

  it('any text ends in accounts, findings or a refusal, never in an exception', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'12a;,"\n\r\t E'), maxLength: 200 }), (text) => {
        const read = readAccounts(text);
        const found = read.ok ? read.value.accounts.length + read.value.findings.length : 1;
        expect(found).toBeGreaterThan(0);
      }),
      { numRuns: 500 },
    );
  });
});
