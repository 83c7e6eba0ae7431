import type { Lang } from '../../kernel/lang';
import type { CodeWith } from '../../texts/code-with';
import { isText, sayWith, type Text, type Values } from '../../texts/say';
import type { RowCode } from './row-code';

/** What is wrong in a row, the rule behind it, and what to do. */
type RowWords = { readonly text: string; readonly rule: string; readonly remedy: string };

/** What to do, where several codes say the same; any other code has a remedy of its own, or this does not compile. */
const SHARED_REMEDY: Readonly<Record<Exclude<RowCode, CodeWith<'remedy'>>, Text>> = {
  'extf.row.quotes-missing': 'row-remedy.nothing',
  'extf.row.quotes-needless': 'row-remedy.nothing',
  'extf.row.letters': 'row-remedy.correct',
  'extf.row.currency': 'row-remedy.correct',
  'extf.row.iban': 'row-remedy.correct',
  'extf.row.value': 'row-remedy.correct',
  'extf.row.amount-form': 'row-remedy.correct',
  'extf.row.number-form': 'row-remedy.correct',
  'extf.row.account-form': 'row-remedy.correct',
  'extf.row.day-form': 'row-remedy.correct',
  'extf.row.discount': 'row-remedy.correct',
  'extf.row.reserved': 'row-remedy.nothing',
  'extf.row.column': 'row-remedy.mapping',
  'extf.row.kind': 'row-remedy.mapping',
  'extf.row.too-many': 'row-remedy.mapping',
};

/** The words for a code: `{label}` is DATEV's name of the column, `{row}` the booking row. */
export function rowWords(code: RowCode, lang: Lang, values: Values): RowWords {
  const remedy = hasShared(code) ? SHARED_REMEDY[code] : (`${code}.remedy` as const);
  return {
    text: sayWith(`${code}.text`, lang, values),
    rule: sayWith(`${code}.rule`, lang, values),
    remedy: sayWith(remedy, lang, values),
  };
}

function hasShared(code: RowCode): code is keyof typeof SHARED_REMEDY {
  return Object.hasOwn(SHARED_REMEDY, code);
}

/** Whether a string is a code of a row. */
export function isRowCode(code: string): code is RowCode {
  return code.startsWith('extf.row.') && isText(`${code}.text`);
}
