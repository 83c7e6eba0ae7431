import type { Lang } from '../../kernel/lang';
import { cut, grouped, plain, type Values } from '../../kernel/text';
import { andMore } from '../../texts/and-more';
import { say } from '../../texts/say';
import { fieldsOf } from '../format';
import { HEADER_LABELS, type HeaderNr, isHeaderNr } from '../header-labels';
import { formatsOf } from '../header-rules';
import { fileWords, isOtherCode, type OtherCode } from './file-words';
import { headerWords } from './header-words';
import type { RowCode } from './row-code';
import type { RowFinding } from './row-finding';
import { isRowCode, rowWords } from './row-words';

/** A header field is not as DATEV wants it; the number is the field. DATEV's own complaints map to the same codes. */
type HeaderCode = `extf.header.${HeaderNr}`;
type FindingCode = HeaderCode | OtherCode;

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
type AnyFinding = {
  readonly code: string;
  readonly row?: number | undefined;
  readonly line?: number | undefined;
  readonly field?: number | undefined;
  readonly values: Values;
};

/** A finding in words: what is wrong and by which rule, what to do, where to look (empty: the file as a whole). */
type RenderedFinding = {
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
  if (isOtherCode(finding.code)) return { ...fileWords(finding.code, lang, values), rule: '', where };
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
  const values = {
    ...finding.values,
    row: grouped(finding.row ?? 0, lang),
    label: labelOf(finding, lang),
    ...characterOf(finding.values, lang),
  };
  const words = rowWords(code, lang, values);
  return { ...words, text: andMore(words.text, finding.values, lang) };
}

/** DATEV's name of the column; findings of any format but the Buchungsstapel carry its category. */
function labelOf({ field = 0, values }: AnyFinding, lang: Lang): string {
  return fieldsOf(values['category'])[field - 1]?.label ?? say('finding.behind-last-column', lang);
}

const CHARACTERS = { 'U+0020': 'finding.blank', 'U+00A0': 'finding.no-break-space' } as const;

/** A character as it is said in a sentence: by its name, or in quotation marks, because a comma is easily overlooked. */
function characterOf({ character }: Values, lang: Lang): { readonly character?: string } {
  if (typeof character !== 'string') return {};
  return {
    character: hasName(character)
      ? say(CHARACTERS[character], lang)
      : say('finding.character', lang, { character: plain(character) }),
  };
}

function hasName(character: string): character is keyof typeof CHARACTERS {
  return Object.hasOwn(CHARACTERS, character);
}

/** The field number in a code such as `extf.header.14`. */
function headerNrOf(code: string): HeaderNr | undefined {
  const nr = Number(/^extf\.header\.(\d{1,2})$/.exec(code)?.[1]);
  return isHeaderNr(nr) ? nr : undefined;
}

function headerFinding(nr: HeaderNr, values: Values, lang: Lang): { text: string; remedy: string } {
  const { remedy, ...words } = headerWords(nr, lang);
  const value = cut(plain(String(values['value'] ?? '')).trim(), 40);
  const text =
    value === ''
      ? say('header-field.empty', lang, words)
      : say('header-field.wrong', lang, { ...words, value });
  return { text, remedy };
}

function unknownFinding(code: string, lang: Lang): { text: string; remedy: string } {
  return {
    text: say('finding.unknown.text', lang, { code: cut(plain(code), 60) }),
    remedy: say('finding.unknown.remedy', lang),
  };
}

function whereOf(finding: AnyFinding, lang: Lang): string {
  if (isRowCode(finding.code))
    return say('finding.where.row', lang, {
      row: grouped(finding.row ?? 0, lang),
      field: String(finding.field ?? 0),
      label: labelOf(finding, lang),
    });
  if (finding.field !== undefined)
    return say('finding.where.header-field', lang, {
      field: String(finding.field),
      label: isHeaderNr(finding.field) ? HEADER_LABELS[finding.field] : '',
    });
  if (finding.line !== undefined) return say('finding.where.line', lang, { line: String(finding.line) });
  return finding.code.startsWith('extf.header.') ? say('finding.where.header', lang) : '';
}
