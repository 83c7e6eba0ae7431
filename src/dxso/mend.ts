import { type Fault, faultsIn, type Kind, kindsOf } from '../kernel/faults';
import { type DxsoFinding, Findings } from './finding';
import { CONSOLIDATED, LEDGER_FIELDS } from './ledger-fields';
import { checkLedgerRules, type LedgerAbout } from './ledger-rules';
import { LEDGER_SCHEMA } from './ledger-schema';
import type { PackageFile } from './package';
import { isOfLedgerValue } from './value-codes';
import { checkSchema } from './xml/schema';
import type { SimpleTypeName } from './xml/simple-types';
import { editXml, type XmlEditRefusal, type XmlPlace } from './xml/xml-edit';
import { attributeOf, type XmlElement } from './xml/xml-read';

/** One thing to mend in a ledger by typing: a value that stands wrong in a field of one booking or many, or of all together. */
export type LedgerMend = {
  readonly key: string;
  /** Why it stands here; absent: DATEV complained of its file, and of no value in it. */
  readonly finding?: DxsoFinding;
  readonly file: string;
  /** The name of the element or attribute, and how DATEV calls it. */
  readonly field: string;
  readonly label: string;
  readonly type?: SimpleTypeName;
  readonly value: string;
  /** The bookings, 0 = what is said of all of them. */
  readonly rows: readonly number[];
  /** How often it occurs; more than `rows` in a package that is wrong all over. */
  readonly count: number;
};

/** What is wrong with a package, by what a person can do about it here. */
export type PackageToMend = {
  readonly mends: readonly LedgerMend[];
  /** What no typing mends: another export is needed. */
  readonly others: readonly Fault<DxsoFinding>[];
  readonly notices: readonly Kind<DxsoFinding>[];
};

/**
 * Sorts what was found in a package; `roots`: its ledgers by the names of their files. `complained`: files that DATEV's protocol names,
 * of which every value may be the wrong one.
 */
export function packageToMend(
  findings: readonly DxsoFinding[],
  roots: ReadonlyMap<string, XmlElement>,
  complained: readonly string[] = [],
): PackageToMend {
  const files = [...new Set(findings.map(({ file }) => file))];
  const faults = files.flatMap((file) =>
    faultsIn(
      findings.filter((finding) => finding.file === file),
      (finding) => standingIn(roots, finding),
    ),
  );
  const errors = faults.filter(({ finding }) => finding.severity === 'error');
  return {
    mends: together([
      ...errors.flatMap(mendOf),
      ...complained.flatMap((file) => valuesIn(file, roots.get(file))),
    ]),
    others: errors.filter((fault) => mendOf(fault).length === 0),
    notices: kindsOf(faults.filter(({ finding }) => finding.severity === 'warning')),
  };
}

function standingIn(roots: ReadonlyMap<string, XmlElement>, finding: DxsoFinding): string | undefined {
  const { code, file, row = 0, field } = finding;
  const root = roots.get(file);
  if (root === undefined || field === undefined) return undefined;
  if (!isOfLedgerValue(code)) return undefined;
  return valueAt(ledgerPlace(root, { row, field }));
}

function mendOf({ finding, at, count, value }: Fault<DxsoFinding>): readonly LedgerMend[] {
  const { file, field } = finding;
  if (value === undefined || field === undefined) return [];
  return [{ ...placed({ file, field, value }), finding, count, rows: at.map(({ row = 0 }) => row) }];
}

/** Every value of a ledger's bookings that has a field of DATEV's masks; those of all bookings together follow from them. */
function valuesIn(file: string, root: XmlElement | undefined): readonly LedgerMend[] {
  const bookings = root?.children[0]?.children ?? [];
  return bookings.flatMap(({ children }, n) =>
    children
      .filter(({ name }) => LEDGER_FIELDS.some((field) => field.name === name))
      .map(({ name, text }) => ({
        ...placed({ file, field: name, value: text }),
        count: 1,
        rows: [n + 1],
      })),
  );
}

function placed({ file, field, value }: Pick<LedgerMend, 'file' | 'field' | 'value'>) {
  const known = [...LEDGER_FIELDS, ...CONSOLIDATED].find(({ name }) => name === field);
  return {
    key: JSON.stringify([file, field, value]),
    file,
    field,
    value,
    label: known?.label ?? field,
    ...(known === undefined ? {} : { type: known.type }),
  };
}

/** The same value may be wrong by several rules; it is one thing to mend, told by the first of them. */
function together(mends: readonly LedgerMend[]): readonly LedgerMend[] {
  const all = new Map<string, LedgerMend>();
  for (const mend of mends) {
    const before = all.get(mend.key);
    const rows = [...new Set([...(before?.rows ?? []), ...mend.rows])];
    const count = Math.max(before?.count ?? 0, mend.count, rows.length);
    all.set(mend.key, { ...(before ?? mend), rows, count });
  }
  return [...all.values()];
}

/** Which value of a ledger: of a booking from 1, or, 0, of all of them. */
type Where = { readonly row: number; readonly field: string };

/** Where it stands; nothing for a value that is missing, or stands there twice. */
export function ledgerPlace(root: XmlElement, { row, field }: Where): XmlPlace | undefined {
  const [consolidate] = root.children;
  if (consolidate === undefined) return undefined;
  if (row === 0)
    return [consolidate, root]
      .filter((element) => attributeOf(element, field) !== undefined)
      .map((element) => ({ element, attribute: field }))[0];
  const found = consolidate.children[row - 1]?.children.filter(({ name }) => name === field) ?? [];
  const [element, ...more] = found;
  return element === undefined || more.length > 0 ? undefined : { element };
}

function valueAt(place: XmlPlace | undefined): string | undefined {
  if (place === undefined) return undefined;
  const { element, attribute } = place;
  return attribute === undefined ? element.text : attributeOf(element, attribute);
}

/** A new value for one place of a package. */
export type LedgerEdit = Where & { readonly file: string; readonly value: string };

/**
 * What our check says of one new value while it is typed: of its own booking alone, so that the answer comes at once. The whole package
 * is checked when it is handed in.
 */
export function checkLedgerEdit(
  root: XmlElement,
  { row, field, value }: LedgerEdit,
  about: LedgerAbout,
): readonly DxsoFinding[] {
  const place = ledgerPlace(root, { row, field });
  if (place === undefined) return [];
  const findings = new Findings();
  const edited = withValue(root, place, { row, value });
  if (checkSchema(edited, LEDGER_SCHEMA, { findings, file: about.file }))
    checkLedgerRules(edited, about, findings);
  const isHere = (finding: DxsoFinding) => finding.field === field && (finding.row ?? 0) === Math.min(row, 1);
  return findings.listed.filter((finding) => finding.severity === 'error' && isHere(finding));
}

/** The same ledger with another value; of a booking only this one is left. */
function withValue(
  root: XmlElement,
  { element, attribute }: XmlPlace,
  { row, value }: { readonly row: number; readonly value: string },
): XmlElement {
  const put = (one: XmlElement): XmlElement => {
    if (one !== element) return one;
    if (attribute === undefined) return { ...one, text: value };
    const attributes = one.attributes.map((each) => (each.name === attribute ? { ...each, value } : each));
    return { ...one, attributes };
  };
  const [consolidate, ...rest] = root.children;
  if (consolidate === undefined) return root;
  const booking = consolidate.children[row - 1];
  const children =
    booking === undefined ? consolidate.children : [{ ...booking, children: booking.children.map(put) }];
  return { ...put(root), children: [{ ...put(consolidate), children }, ...rest] };
}

/** The files of a package with new values in its ledgers, all of them or none; every other byte of every file stays as it is. */
export function editLedgers(
  files: readonly PackageFile[],
  edits: readonly LedgerEdit[],
): { readonly files: readonly PackageFile[] } | { readonly refused: XmlEditRefusal } {
  const all: PackageFile[] = [];
  for (const file of files) {
    const own = edits.filter((edit) => edit.file === file.name);
    const edited = own.length === 0 ? file : editXml(file.bytes, own.map(asXmlEdit));
    if ('refused' in edited) return edited;
    all.push({ name: file.name, bytes: edited.bytes });
  }
  const isNowhere = edits.some(({ file }) => !files.some(({ name }) => name === file));
  return isNowhere ? { refused: 'no-place' } : { files: all };
}

function asXmlEdit({ row, field, value }: LedgerEdit) {
  return { at: (root: XmlElement) => ledgerPlace(root, { row, field }), value };
}
