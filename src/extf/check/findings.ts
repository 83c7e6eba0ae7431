import { andMore } from '../../kernel/listed';
import type { Lang, Text } from '../../kernel/problem';
import { cut, grouped, plain, say, type Values } from '../../kernel/text';
import { ACCOUNT_FIELDS } from '../accounts-table';
import { BOOKING_FIELDS } from '../bookings-table';
import { formatsOf } from '../header-fields';
import { FINDING_WORDS, isOtherCode, type OtherCode } from './finding-words';
import { HEADER_WORDS, type HeaderNr, isHeaderNr } from './header-words';
import type { RowCode } from './row-code';
import type { RowFinding } from './row-finding';
import { isRowCode, ROW_WORDS } from './row-words';

/** A header field is not as DATEV wants it; the number is the field. DATEV's own complaints map to the same codes. */
export type HeaderCode = `extf.header.${HeaderNr}`;
export type FindingCode = HeaderCode | OtherCode;

/** What our own check says about a file. `error` = it is not sent; `warning` = a person should know. */
export type Finding = FileFinding | RowFinding;

/** About the file as a whole or its header line. */
export type FileFinding = {
  readonly severity: 'error' | 'warning';
  readonly class: 'encoding' | 'file' | 'header' | 'rows';
  readonly code: FindingCode;
  /** Line in the file as an editor counts, 1 = header line. */
  readonly line?: number;
  /** Number of the header field. */
  readonly field?: HeaderNr;
  /** Values of the header line and counts; never a value of a booking row. */
  readonly values: Values;
};

/** A finding as it travels: whoever shows it may be older than whoever made it. */
export type AnyFinding = {
  readonly code: string;
  readonly row?: number | undefined;
  readonly line?: number | undefined;
  readonly field?: number | undefined;
  readonly values: Values;
};

/** A finding in words: what is wrong and by which rule, what to do, where to look (empty: the file as a whole). */
export type RenderedFinding = {
  readonly text: string;
  /** The rule of DATEV behind it; empty where the text says it. */
  readonly rule: string;
  readonly remedy: string;
  readonly where: string;
};

/** The words for one finding, in both panel and report. Unknown codes get a general sentence, never an exception. */
export function renderFinding(finding: AnyFinding, lang: Lang): RenderedFinding {
  const where = whereOf(finding, lang);
  const line = finding.line === undefined ? {} : { line: String(finding.line) };
  const values = { ...belonging(finding), ...finding.values, ...line };
  if (isRowCode(finding.code)) return { ...rowFinding(finding.code, finding, lang), where };
  if (isOtherCode(finding.code)) {
    const words = FINDING_WORDS[finding.code];
    return { text: say(words.text, lang, values), rule: '', remedy: say(words.remedy, lang, values), where };
  }
  const nr = headerNrOf(finding.code);
  return nr === undefined
    ? { ...unknownFinding(finding.code, lang), rule: '', where }
    : { ...headerFinding(nr, values, lang), rule: '', where };
}

/** What DATEV has with the category that a header line names. */
function belonging({ code, values }: AnyFinding): Values {
  if (code !== 'extf.header.combination') return {};
  const { names = [], versions = [] } = formatsOf(String(values['category'])) ?? {};
  return { names: names.join(', '), versions: versions.join(', ') };
}

function rowFinding(code: RowCode, finding: AnyFinding, lang: Lang): Omit<RenderedFinding, 'where'> {
  const words = ROW_WORDS[code];
  const values = {
    ...finding.values,
    row: grouped(finding.row ?? 0, lang),
    label: labelOf(finding, lang),
    ...characterOf(finding.values, lang),
  };
  return {
    text: say(words.text, lang, values) + andMore(finding.values, lang),
    rule: say(words.rule, lang),
    remedy: say(words.remedy, lang, values),
  };
}

/** DATEV's name of the column; findings of Debitoren/Kreditoren carry their category. */
function labelOf({ field = 0, values }: AnyFinding, lang: Lang): string {
  const fields = values['category'] === 16 ? ACCOUNT_FIELDS : BOOKING_FIELDS;
  return fields[field - 1]?.label ?? (lang === 'de' ? 'hinter der letzten Spalte' : 'behind the last column');
}

const CHARACTERS: Readonly<Record<string, Text>> = {
  'U+0020': { de: 'ein Leerzeichen', en: 'a blank' },
  'U+00A0': { de: 'ein geschütztes Leerzeichen', en: 'a no-break space' },
};

/** A character as it is said in a sentence: by its name, or in quotation marks, because a comma is easily overlooked. */
function characterOf({ character }: Values, lang: Lang): { readonly character?: string } {
  if (typeof character !== 'string') return {};
  const named = Object.hasOwn(CHARACTERS, character) ? CHARACTERS[character]?.[lang] : undefined;
  const shown = plain(character);
  return { character: named ?? (lang === 'de' ? `das Zeichen „${shown}“` : `the character “${shown}”`) };
}

/** The field number in a code such as `extf.header.14`. */
export function headerNrOf(code: string): HeaderNr | undefined {
  const nr = Number(/^extf\.header\.(\d{1,2})$/.exec(code)?.[1]);
  return isHeaderNr(nr) ? nr : undefined;
}

function headerFinding(nr: HeaderNr, values: Values, lang: Lang): { text: string; remedy: string } {
  const words = HEADER_WORDS[nr];
  const value = cut(plain(String(values['value'] ?? '')).trim(), 40);
  const said = { label: words.label, value, allowed: words.allowed[lang] };
  const text =
    value === ''
      ? say(
          { de: '{label} ist leer. Erlaubt: {allowed}.', en: '{label} is empty. Allowed: {allowed}.' },
          lang,
          said,
        )
      : say(
          {
            de: '{label}: „{value}“ ist nicht zulässig. Erlaubt: {allowed}.',
            en: '{label}: “{value}” is not allowed. Allowed: {allowed}.',
          },
          lang,
          said,
        );
  return { text: `${text} ${words.about[lang]}`, remedy: words.fix[lang] };
}

function unknownFinding(code: string, lang: Lang): { text: string; remedy: string } {
  const values = { code: cut(plain(code), 60) };
  return {
    text: say(
      { de: 'Die Prüfung hat etwas beanstandet ({code}).', en: 'The check found something ({code}).' },
      lang,
      values,
    ),
    remedy: say(
      {
        de: 'Laden Sie die Seite neu, dann erscheint die vollständige Erklärung.',
        en: 'Reload the page to see the full explanation.',
      },
      lang,
    ),
  };
}

function whereOf(finding: AnyFinding, lang: Lang): string {
  if (isRowCode(finding.code)) {
    const values = {
      row: grouped(finding.row ?? 0, lang),
      field: String(finding.field ?? 0),
      label: labelOf(finding, lang),
    };
    return say(
      {
        de: 'Buchungszeile {row}, Spalte {field} ({label})',
        en: 'Booking row {row}, column {field} ({label})',
      },
      lang,
      values,
    );
  }
  if (finding.field !== undefined) {
    const label = isHeaderNr(finding.field) ? HEADER_WORDS[finding.field].label : '';
    const values = { field: String(finding.field), label };
    return say(
      { de: 'Kopfzeile, Feld {field} ({label})', en: 'Header line, field {field} ({label})' },
      lang,
      values,
    );
  }
  if (finding.line !== undefined)
    return say({ de: 'Zeile {line}', en: 'Line {line}' }, lang, { line: String(finding.line) });
  if (finding.code.startsWith('extf.header.')) return say({ de: 'Kopfzeile', en: 'Header line' }, lang);
  return '';
}
