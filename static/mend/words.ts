import type { DxsoFinding } from '../../src/dxso/finding';
import { allowedIn, renderDxso } from '../../src/dxso/xml/render';
import { TYPES } from '../../src/dxso/xml/simple-types';
import { renderFinding } from '../../src/extf/check/findings';
import { headerWords } from '../../src/extf/check/header-words';
import { checkEdit } from '../../src/extf/check/mend';
import type { Field } from '../../src/extf/field';
import { isHeaderNr } from '../../src/extf/header-labels';
import { type Edit, editAllExtf } from '../../src/extf/write/edit';
import type { Lang } from '../../src/kernel/lang';
import { present } from '../../src/kernel/present';
import { say } from '../../src/texts/say';
import { isPackageCode } from '../shared/files/mended-here';
import type { Opened } from './open-file';
import { lineInPackage, mendedPackage, troubleInPackage } from './open-package';
import type { SheetEdit, SheetMend } from './sheet';

/** Why a new value does not do, in a few words; nothing: it does, as far as its own row tells. */
export function troubleOf(
  opened: Opened,
  edit: SheetEdit,
  of: { mandant: string; lang: Lang },
): string | undefined {
  if (opened.kind === 'dxso') return troubleInPackage(opened, edit, of.lang);
  const checked = checkEdit(opened.file, batchEdit(edit), of.mandant);
  if ('refused' in checked) return refusalWords(checked.refused, of.lang);
  const [first] = checked.findings;
  return first === undefined ? undefined : renderFinding(first, of.lang).text;
}

function refusalWords(
  refused: Extract<ReturnType<typeof checkEdit>, { refused: unknown }>['refused'],
  lang: Lang,
) {
  switch (refused.why) {
    case 'unwritable':
      return say('page.mendUnwritable', lang, { character: refused.character });
    case 'control-character':
      return say('page.mendControl', lang);
    case 'no-text':
      return say('page.mendNoText', lang);
    default:
      return say('page.mendImpossible', lang);
  }
}

/** The rule for a value, for whoever types it. */
export function allowedOf(opened: Opened, mend: SheetMend, lang: Lang): string {
  if (opened.kind === 'dxso') return mend.type === undefined ? '' : allowedIn(TYPES[mend.type], lang);
  const nr = Number(mend.field);
  if (mend.rows[0] === 0) return isHeaderNr(nr) ? headerWords(nr, lang).allowed : '';
  const field = opened.file.format?.fields[nr - 1];
  return field === undefined ? '' : formWords(field, lang);
}

function formWords({ kind, length, decimals, values }: Field, lang: Lang): string {
  if (values !== undefined) return values.join(', ');
  switch (kind) {
    case 'amount':
      return say('page.mendAmount', lang, { digits: String(length) });
    case 'number':
      return say('page.mendNumber', lang, { digits: String(length), decimals: String(decimals) });
    case 'account':
      return say('page.mendAccount', lang, { digits: String(length) });
    case 'day4':
      return say('page.mendDay', lang);
    case 'day8':
      return say('page.mendWholeDay', lang);
    case 'text':
      return say('page.mendText', lang, { count: length });
    case 'reserved':
      return say('page.mendEmpty', lang);
  }
}

/** The file with the new values; `undefined` where one cannot be put in. */
export function mended(opened: Opened, edits: readonly SheetEdit[]): Uint8Array<ArrayBuffer> | undefined {
  if (opened.kind === 'dxso') return mendedPackage(opened, edits);
  const done = editAllExtf(opened.file, edits.map(batchEdit));
  return 'refused' in done ? undefined : new Uint8Array(done.bytes);
}

function batchEdit({ row, field, value }: SheetEdit): Edit {
  return { row, field: Number(field), value };
}

/** What is wrong with a value, by the rule that says so. */
export function whatIsWrong({ finding }: SheetMend, lang: Lang): string | undefined {
  if (finding === undefined) return undefined;
  return isOfPackage(finding) ? renderDxso(finding, lang).text : renderFinding(finding, lang).text;
}

function isOfPackage(finding: NonNullable<SheetMend['finding']>): finding is DxsoFinding {
  return isPackageCode(finding.code);
}

/** The line of its file in which a row of a mend stands. */
export function lineOf(opened: Opened, { field, file }: SheetMend, row: number): number {
  return opened.kind === 'dxso'
    ? lineInPackage(opened, { row, field, ...present({ file }) })
    : (opened.lines.get(row) ?? 1);
}
