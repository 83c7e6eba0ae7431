import { MAX_RAW_BYTES } from '../../src/contract/upload-limits';
import { pack, unpack } from '../../src/dxso/archive/zip';
import { checkPackage } from '../../src/dxso/check';
import { checkLedgerEdit, editLedgers, ledgerPlace, packageToMend } from '../../src/dxso/mend';
import { renderDxso } from '../../src/dxso/xml/render';
import { isWritable } from '../../src/dxso/xml/xml-edit';
import { readXmlFile } from '../../src/dxso/xml/xml-file';
import type { XmlElement } from '../../src/dxso/xml/xml-read';
import type { Lang } from '../../src/kernel/lang';
import { say } from '../../src/texts/say';
import type { Given, SheetEdit } from './sheet';

/** A package opened for mending: its ledgers in which something is wrong, read once. */
export type OpenedPackage = ReturnType<typeof openedPackage>;

/** @throws when it is no archive that can be read */
export function openedPackage({ raw, mandant, asked }: Given) {
  const files = filesIn(raw);
  const given = files.map(({ name, bytes }) => ({ name, size: bytes.length, bytes: () => bytes }));
  const { findings } = checkPackage(given, { mandant });
  const complained = asked.filter((one) => typeof one === 'string');
  const wrong = new Set([...findings.map(({ file }) => file), ...complained]);
  const roots = new Map<string, XmlElement>();
  for (const { name, bytes } of files) {
    if (!wrong.has(name) || !name.endsWith('.xml')) continue;
    const read = readXmlFile(bytes);
    if ('root' in read) roots.set(name, read.root);
  }
  const { mends, ...rest } = packageToMend(findings, roots, complained);
  return {
    kind: 'dxso' as const,
    ...rest,
    roots,
    raw,
    mends: mends.map((mend) => ({ ...mend, options: [] })),
    isCut: mends.some(({ count, rows }) => count > rows.length),
  };
}

function filesIn(raw: Uint8Array) {
  const unpacked = unpack(raw, MAX_RAW_BYTES);
  if (unpacked.is !== 'package') throw new Error('The package cannot be read.');
  return unpacked.files;
}

/** The line of its file in which a value stands. */
export function lineInPackage(
  { roots }: OpenedPackage,
  { file = '', row, field }: Omit<SheetEdit, 'value'>,
): number {
  const root = roots.get(file);
  const place = root === undefined ? undefined : ledgerPlace(root, { row, field: String(field) });
  return place?.element.line ?? 1;
}

/** Why a new value does not do, by the rules of the package's own check. */
export function troubleInPackage({ roots }: OpenedPackage, edit: SheetEdit, lang: Lang): string | undefined {
  if (!isWritable(edit.value)) return say('page.mendControl', lang);
  const root = roots.get(edit.file ?? '');
  if (root === undefined) return say('page.mendImpossible', lang);
  const [first] = checkLedgerEdit(root, ledgerEdit(edit), { file: edit.file ?? '' });
  return first === undefined ? undefined : renderDxso(first, lang).text;
}

/**
 * The package with the new values; `undefined` where one cannot be put in. The files are the very same but for them; the archive, which
 * only people see, is packed anew.
 */
export function mendedPackage(
  { raw }: OpenedPackage,
  edits: readonly SheetEdit[],
): Uint8Array<ArrayBuffer> | undefined {
  const done = editLedgers(filesIn(raw), edits.map(ledgerEdit));
  return 'refused' in done ? undefined : new Uint8Array(pack(done.files));
}

function ledgerEdit({ row, field, value, file = '' }: SheetEdit) {
  return { row, field: String(field), value, file };
}
