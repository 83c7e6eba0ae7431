import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sharedPath } from '../../packages/sandbox/shared-dir';
import { causeOf, helpUrlOf } from '../../src/datev/cause';
import { caseOf, DECISIONS } from '../../src/datev/cause-cases';
import { causeInShort, explainCause, howItStands, sourceOf, whereOf } from '../../src/datev/cause-words';
import type { Verbatim } from '../../src/datev/verbatim';
import { headerWords } from '../../src/extf/check/header-words';
import type { Cause, CauseSource } from '../../src/submissions/submission';
import { say } from '../../src/texts/say';
import { DATEV_WORDS } from '../support/datev-words';
import { codesIn } from '../support/texts';

/** A cause whose case is this one: by its code, or by its HTTP status where DATEV gave none. */
function caseAsCause(about: string): Cause {
  const status = /^http-(\d+)$/.exec(about)?.[1];
  return status === undefined
    ? { code: about, faults: [] }
    : { code: 'unknown', status: Number(status), faults: [] };
}

const LANGS = ['de', 'en'] as const;

function said(code: string, detail: string, elements: Verbatim['elements'] = []): Verbatim {
  return { type: `http://www.datev.de/hilfe/${code}`, title: 'Invalid EXTF-header', detail, elements };
}

describe('which fault a text of DATEV names', () => {
  it.each([
    ['1008834', 'Error in header field - Length of Ledger Account - is invalid (14)', ['extf.header.14']],
    ['1008834', 'error in Header Field –  length of ledger  account  IS INVALID', ['extf.header.14']],
    ['1008834', 'Fehler im Kopffeld Sachkontenlänge', ['extf.header.14']],
    ['1008834', 'Error in header field - Created At - is invalid (6)', ['extf.header.6']],
    ['1008834', 'Error in header field - DATEV Format Label - must be EXTF (1)', ['extf.header.1']],
    ['1008834', 'Error in header field - Reserved - must be empty (29)', ['extf.header.29']],
    ['1008834', 'Error in header field - Reserved - must be empty', ['extf.header.reserved']],
    ['1008834', 'Error in header field - Imported by - is invalid', ['extf.header.10']],
    [
      '1008834',
      'The client-number in the EXTF-header does not match with the upload reques',
      ['extf.header.client-mismatch'],
    ],
    ['1008834', 'The consultant-number in the EXTF-header does not match', ['extf.header.berater-mismatch']],
    [
      '1008834',
      'The consultant-/client-number in the EXTF-header does not match',
      ['extf.header.mandant-mismatch'],
    ],
    ['1008834', 'Date From must not be later than Date To', ['extf.header.date-order']],
    [
      '1008834',
      'Invalid combination of data category, format name and format version',
      ['extf.header.combination'],
    ],
    ['1008834', 'Missing columns in EXTF-header', ['extf.header.columns']],
    ['1008834', 'EXTF-header exceeds maximum length of 1000 characters', ['extf.header.too-long']],
    ['1008834', 'Error in header field - Shoe Size - is invalid (32)', ['extf.header.unknown.32']],
    ['1008834', 'Something new', ['extf.header.unknown']],
    ['1008833', 'Something new (14)', ['extf.unknown']],
    ['1008833', 'More than 99,999 postings', ['extf.too-many-rows']],
    ['1008832', 'Filename must conform to following pattern', ['transfer.file-name']],
    ['1008838', 'Permission (14) is missing', []],
  ])('%s %s', (code, detail, faults) => {
    expect(causeOf(said(code, detail))).toEqual({ source: 'datev', code, faults });
  });

  it('reads the affected elements, each once', () => {
    const elements = [
      { name: 'DATEV Format Identifier', reason: "must be 'EXTF'" },
      { name: 'Length of Ledger Account', reason: 'is invalid' },
      { name: 'Account length', reason: 'is invalid (14)' },
    ];
    expect(causeOf(said('1008834', 'Fields with error', elements)).faults).toEqual([
      'extf.header.1',
      'extf.header.14',
    ]);
  });

  it('says unknown where DATEV gave no code, and keeps the status', () => {
    expect(causeOf(undefined, 413)).toEqual({ source: 'datev', code: 'unknown', status: 413, faults: [] });
    expect(causeOf({ title: 'Method Not Allowed', elements: [] }, 405)).toEqual({
      source: 'datev',
      code: 'unknown',
      status: 405,
      faults: [],
    });
  });

  it('never lets a word of DATEV through', () => {
    fc.assert(
      fc.property(
        fc.string(),
        fc.string(),
        fc.string(),
        fc.constantFrom('1008832', '1008833', '1008834', '1008899'),
        (title, detail, name, code) => {
          const canary = 'Musterlieferant 4711,99';
          const cause = causeOf({
            ...said(code, `${detail} ${canary}`, [{ name: `${name}${canary}`, reason: canary }]),
            title,
          });
          const shown = JSON.stringify([cause, explainCause(cause, 'de'), causeInShort(cause, 'en')]);
          expect(shown).not.toContain('Musterlieferant');
          expect(shown).not.toContain('4711');
        },
      ),
    );
  });
});

describe('what a cause means', () => {
  it.each([
    [{ code: 'run.no-rows', faults: [] }, 'run'],
    [{ code: 'run.of-another-version', faults: [] }, 'run'],
    [{ code: 'preflight-fiscal-year', faults: [] }, 'preflight'],
    [{ code: '1008834', faults: [] }, 'datev'],
    [{ code: 'dxso-4', faults: [] }, 'datev'],
    [{ code: 'unknown', faults: [] }, 'datev'],
    [{ source: 'datev', code: 'run.no-rows', faults: [] }, 'datev'],
  ] satisfies readonly (readonly [Cause, CauseSource])[])(
    'tells by its tag whose no it was, and of an older one without tag by its code: %o is %s',
    (cause, source) => {
      expect(sourceOf(cause)).toBe(source);
    },
  );

  it('says of a run that another version stopped in the words of a run, with its code', () => {
    const explained = explainCause({ source: 'run', code: 'run.of-another-version', faults: [] }, 'de');
    expect(explained.title).toContain('run.of-another-version');
    expect(explained.meaning).toContain('An DATEV wurde nichts gesendet');
  });

  it('names periods of a run that asks as people say them, and says that it has sent nothing yet', () => {
    const values = { periods: '2026-Q2, 2026-07, 2026-08-31 …' };
    const asks = { source: 'run', code: 'run.covered', faults: [], values } as const;
    expect(causeInShort(asks, 'de')).toContain('2. Quartal 2026, Juli 2026, 31.08.2026 …');
    expect(causeInShort(asks, 'en')).toContain('2nd quarter 2026, July 2026, 31 Aug 2026 …');
    expect(explainCause(asks, 'en').meaning).toBe(say('answer.asks', 'en'));
    expect(howItStands(asks)).toBe('asks');
  });

  it.each(Object.keys(DATEV_WORDS))('%s has all its words in both languages', (key) => {
    const words = DATEV_WORDS[key as keyof typeof DATEV_WORDS];
    for (const part of [words.short, words.title, words.meaning, words.remedy, words.who]) {
      expect(part.de.length).toBeGreaterThan(3);
      expect(part.en.length).toBeGreaterThan(3);
      expect(`${part.de}${part.en}`).not.toMatch(/[{}]|undefined/);
    }
    expect(words.meaning.de).toMatch(/\.$/);
    expect(words.remedy.en).toMatch(/\.$/);
    expect(words.title.de).not.toMatch(/\.$/);
  });

  it.each([
    [{ code: '1008834', faults: [] }, 'file'],
    [{ code: '1008833', faults: [] }, 'file'],
    [{ code: '1008836', faults: [] }, 'file'],
    [{ code: '1008838', faults: [] }, 'outside'],
    [{ code: '1008837', faults: [] }, 'outside'],
    [{ code: 'unknown', status: 401, faults: [] }, 'outside'],
    [{ code: 'unknown', status: 403, faults: [] }, 'outside'],
    [{ code: 'unknown', status: 413, faults: [] }, 'file'],
    [{ code: 'unknown', status: 429, faults: [] }, 'outside'],
    [{ code: 'unknown', status: 500, faults: [] }, 'outside'],
    [{ code: 'unknown', status: 504, faults: [] }, 'outside'],
    [{ code: 'unknown', status: 200, faults: [] }, 'outside'],
    [{ code: '1008899', status: 400, faults: [] }, 'file'],
    [{ code: 'unknown', faults: [] }, 'file'],
  ] as const)('%j: %s', (cause, where) => {
    expect(whereOf(cause)).toBe(where);
  });

  it('does not fall for names of built-in members', () => {
    expect(caseOf('constructor')).toBe('unknown');
    expect(
      explainCause({ code: '__proto__', faults: ['toString', 'extf.header.99'] }, 'de').faults,
    ).toHaveLength(2);
  });

  it('explains the Sachkontenlänge like this', () => {
    expect(explainCause({ code: '1008834', faults: ['extf.header.14'] }, 'de')).toEqual({
      code: '1008834',
      title: 'Die Kopfzeile der Buchungsdatei ist fehlerhaft',
      meaning:
        'In der ersten Zeile der Datei stehen Mandant, Wirtschaftsjahr, Zeitraum und weitere Angaben zum Stapel. Mindestens eine davon nimmt DATEV nicht an. Von dieser Datei wurde nichts übernommen.',
      remedy:
        'Korrigieren Sie die Angabe im exportierenden Programm, exportieren Sie den Stapel neu und geben Sie die Datei hier ab.',
      who: 'Buchhaltung',
      faults: [
        {
          field: 14,
          label: 'Sachkontenlänge',
          short: 'Sachkontenlänge (Feld 14)',
          text: 'DATEV nimmt „Sachkontenlänge“ (Feld 14 der Kopfzeile) nicht an. Erlaubt: 4, 5, 6, 7 oder 8. Die Sachkontenlänge sagt, wie viele Stellen die Sachkonten des Mandanten haben.',
          remedy: headerWords(14, 'de').remedy,
        },
      ],
    });
  });

  it('says it in few words', () => {
    const cause = (...faults: string[]) => ({ code: '1008834', faults });
    expect(causeInShort(cause('extf.header.14'), 'de')).toBe('Sachkontenlänge (Feld 14)');
    expect(causeInShort(cause('extf.header.14', 'extf.header.13'), 'de')).toBe(
      'Sachkontenlänge (Feld 14) und ein weiterer Fehler',
    );
    expect(causeInShort(cause('extf.header.14', 'extf.header.13', 'extf.header.1'), 'en')).toBe(
      'Sachkontenlänge (field 14) and 2 more',
    );
    expect(causeInShort({ code: '1008838', faults: [] }, 'de')).toBe('Berechtigung für den Mandanten fehlt');
  });
});

describe('DATEV’s help page', () => {
  it.each([
    ['http://www.datev.de/hilfe/1008834', true],
    ['https://apps.datev.de/help/1008834', true],
    ['https://datev.de', true],
    ['https://datev.de.evil.example/hilfe/1008834', false],
    ['https://evil.example/www.datev.de', false],
    ['https://www.datev.de@evil.example/', false],
    ['https://xdatev.de/', false],
    ['javascript://www.datev.de/%0aalert(1)', false],
    ['about:blank', false],
  ])('%s is linked: %s', (type, linked) => {
    expect(helpUrlOf({ type, elements: [] })).toBe(linked ? type : undefined);
  });
});

type Documented = {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly where: readonly string[];
};
const TABLE = sharedPath('specs', 'datev', 'errors.json');

describe.skipIf(TABLE === undefined)(
  `DATEV’s error table${TABLE === undefined ? ' (skipped: not beside the project)' : ''}`,
  () => {
    const rows: readonly Documented[] =
      TABLE === undefined
        ? []
        : (JSON.parse(readFileSync(TABLE, 'utf8')) as { problem10088xx: Documented[] }).problem10088xx;
    /** What a submission can meet: the import and its job. Faulty queries are our own bugs and share one explanation. */
    const ofSubmissions = rows.filter(({ code }) => code !== '1008828' && code !== '1008835');

    it('holds what this test is about', () => {
      expect(new Set(rows.map((row) => row.code)).size).toBe(10);
      expect(ofSubmissions.length).toBeGreaterThan(35);
    });

    it.each(rows)('$code $detail has a known meaning and no unknown fault', ({ code, title, detail }) => {
      const cause = causeOf({ type: `http://www.datev.de/hilfe/${code}`, title, detail, elements: [] });
      expect(caseOf(cause.code)).toBe(code);
      expect(cause.faults.filter((fault) => fault.includes('unknown'))).toEqual([]);
      if (['1008832', '1008833', '1008834'].includes(code)) expect(cause.faults).toHaveLength(1);
    });

    it.each(LANGS)('gives every text an explanation of its own (%s)', (lang) => {
      const byText = new Map<string, Set<string>>();
      for (const { code, title, detail } of ofSubmissions) {
        const cause = causeOf({ type: `http://www.datev.de/hilfe/${code}`, title, detail, elements: [] });
        const { title: what, faults } = explainCause(cause, lang);
        const words = `${what} ${faults.map((fault) => fault.text).join(' ')}`;
        // The table writes some sentences in two ways: with or without a full stop, a blank, the last letter.
        const same = detail.replace(/[\s.]/g, '').replace(/reques$/, 'request');
        byText.set(words, (byText.get(words) ?? new Set()).add(same));
      }
      expect([...byText.values()].filter((details) => details.size > 1)).toEqual([]);
      expect(byText.size).toBeGreaterThanOrEqual(37);
    });
  },
);

describe('faults', () => {
  const FAULTS = codesIn('datev-faults')
    .map((code) => code.replace('fault.', ''))
    .filter((code) => code !== 'header-field');

  it('are there', () => {
    expect(FAULTS).toHaveLength(17);
  });

  it.each(FAULTS)('%s has words in both languages', (key) => {
    for (const lang of LANGS) {
      const [fault] = explainCause({ code: '1008834', faults: [key] }, lang).faults;
      expect(fault?.text).toMatch(/\.$/);
      expect(fault?.remedy).toMatch(/\.$/);
      expect(fault?.short).not.toMatch(/\.$/);
    }
  });

  it('nobody is told to export again what a pipeline made', () => {
    const faults = FAULTS.filter((key) => !key.startsWith('transfer.'));
    const codes = Object.keys(DECISIONS).filter((code) => whereOf({ code, faults: [] }) === 'file');
    for (const lang of LANGS) {
      const said = explainCause({ code: '1008834', faults }, lang, true).faults.map(({ remedy }) => remedy);
      const causes = codes.map((code) => explainCause(caseAsCause(code), lang, true).remedy);
      expect([...said, ...causes].filter((remedy) => /export/i.test(remedy))).toEqual([]);
    }
    const other = explainCause({ code: '1008834', faults: ['extf.header.14'] }, 'en');
    const own = explainCause({ code: '1008834', faults: ['extf.header.14'] }, 'en', true);
    expect(other.faults[0]?.remedy).toContain('exporting program');
    expect(own.faults[0]?.remedy).toContain('account plan');
  });

  it('shows the number of a field that this version does not know', () => {
    expect(
      explainCause({ code: '1008834', faults: ['extf.header.unknown.32'] }, 'de').faults[0],
    ).toMatchObject({ field: 32 });
  });
});
