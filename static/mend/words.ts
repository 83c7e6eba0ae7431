import { renderFinding } from '../../src/extf/check/findings';
import { headerWords } from '../../src/extf/check/header-words';
import { checkEdit, type Mend } from '../../src/extf/check/mend';
import type { Field } from '../../src/extf/field';
import { isHeaderNr } from '../../src/extf/header-labels';
import type { ExtfFile } from '../../src/extf/read/read';
import { type Edit, editAllExtf } from '../../src/extf/write/edit';
import type { Lang } from '../../src/kernel/problem';
import { say } from '../../src/texts/say';
import type { Opened } from './open-file';

/** Why a new value does not do, in a few words; nothing: it does, as far as its own row tells. */
export function troubleOf(
  file: ExtfFile,
  edit: Edit,
  of: { mandant: string; lang: Lang },
): string | undefined {
  const checked = checkEdit(file, edit, of.mandant);
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
export function allowedOf({ file }: Opened, mend: Mend, lang: Lang): string {
  if (mend.rows[0] === 0) return isHeaderNr(mend.field) ? headerWords(mend.field, lang).allowed : '';
  const field = file.format?.fields[mend.field - 1];
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
export function mended({ file }: Opened, edits: readonly Edit[]): Uint8Array<ArrayBuffer> | undefined {
  const done = editAllExtf(file, edits);
  return 'refused' in done ? undefined : new Uint8Array(done.bytes);
}
