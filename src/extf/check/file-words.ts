import type { Lang } from '../../kernel/lang';
import type { CodeWith } from '../../texts/code-with';
import { isText, sayWith, type Text, type Values } from '../../texts/say';

/** Said of files that were checked before every format had a table: their findings are kept, and nothing finds it any more. */
const EARLIER = ['extf.rows-not-checked'] as const;

/** Findings that are not about the form of one single header field. */
export type OtherCode =
  | 'extf.empty'
  | 'extf.too-large'
  | 'extf.file-name'
  | `extf.file.${'pdf' | 'excel' | 'zip' | 'xml' | 'html' | 'image' | 'no-header' | 'other'}`
  | `extf.file.${'tabs' | 'commas'}`
  | `extf.encoding.${'utf8-without-bom' | 'utf16-without-bom' | 'undefined-bytes' | 'broken' | 'captions'}`
  | `extf.header.${'columns' | 'extra-columns' | 'too-long' | 'combination' | 'mandant-mismatch' | 'date-order'}`
  | `extf.header.${'outside-fiscal-year' | 'locking-empty' | 'newer'}`
  | `extf.line.${'blank' | 'blank-first' | 'captions-again' | 'second-file'}`
  | 'extf.no-payload'
  | 'extf.too-many-rows'
  | 'extf.no-captions'
  | 'extf.captions-differ'
  | (typeof EARLIER)[number];

/** What to do, where several codes say the same; any other code has a remedy of its own, or this does not compile. */
const SHARED_REMEDY: Readonly<Record<Exclude<OtherCode, CodeWith<'remedy'>>, Text>> = {
  'extf.empty': 'file-remedy.export-again',
  'extf.too-large': 'file-remedy.split',
  'extf.file.pdf': 'file-remedy.export-again',
  'extf.file.xml': 'file-remedy.export-again',
  'extf.file.image': 'file-remedy.export-again',
  'extf.file.other': 'file-remedy.export-again',
  'extf.file.tabs': 'file-remedy.semicolons',
  'extf.file.commas': 'file-remedy.semicolons',
  'extf.encoding.captions': 'file-remedy.encoding',
  'extf.encoding.utf16-without-bom': 'file-remedy.encoding',
  'extf.encoding.undefined-bytes': 'file-remedy.encoding',
  'extf.encoding.broken': 'file-remedy.encoding',
  'extf.too-many-rows': 'file-remedy.split',
};

/** The words for one of these codes. */
export function fileWords(
  code: OtherCode,
  lang: Lang,
  values: Values,
): { readonly text: string; readonly remedy: string } {
  const remedy = hasShared(code) ? SHARED_REMEDY[code] : (`${code}.remedy` as const);
  return { text: sayWith(`${code}.text`, lang, values), remedy: sayWith(remedy, lang, values) };
}

function hasShared(code: OtherCode): code is keyof typeof SHARED_REMEDY {
  return Object.hasOwn(SHARED_REMEDY, code);
}

/** Whether a string is one of these codes. */
export function isOtherCode(code: string): code is OtherCode {
  return code.startsWith('extf.') && !code.startsWith('extf.row.') && isText(`${code}.text`);
}
