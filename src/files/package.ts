import { unpack } from '../dxso/archive/zip';
import type { ZipTrouble } from '../dxso/archive/zip-directory';
import { checkPackage, type GivenFile } from '../dxso/check';
import type { PackageFile } from '../dxso/package';
import { type PackagePart, partsOf } from '../dxso/package-parts';
import { type OpenPackage, openPackage } from '../dxso/package-read';
import { type Arrived, withoutArrived } from '../dxso/remainder';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { cut, plain } from '../kernel/text';
import type { PackageAbout } from '../submissions/stored-file';
import type { ProblemCode } from '../texts/problem-code';
import type { Checked } from './check';
import type { KeptFinding } from './upload';

/** A part of a package on its way to one job of DATEV. */
type PlannedPart = {
  readonly about: PackageAbout;
  readonly checked: Checked;
  /** Its files where they are not those that were handed in. */
  readonly files?: readonly PackageFile[];
};

export type PackagePlan =
  | { readonly is: 'problem'; readonly problem: Problem }
  | { readonly is: 'refused'; readonly findings: readonly KeptFinding[] }
  | {
      readonly is: 'parts';
      readonly findings: readonly KeptFinding[];
      readonly parts: readonly PlannedPart[];
    };

type PackageFor = {
  readonly mandant: string;
  readonly mostBytes: number;
  /** The Sachkontenlänge of the month, where it is known. */
  accountLength(month: string): number | undefined;
  /** The submission that the corrected package is for, with what of it DATEV has already. */
  readonly owner?: {
    readonly about?: PackageAbout;
    readonly arrived: Arrived;
    readonly hashOf: (bytes: Uint8Array) => string;
  };
};

/** More findings help nobody; errors come first. */
const MAX_FINDINGS = 200;

/**
 * What becomes of a package that was handed in: refused with findings, or one part per kind of ledger and month, without
 * what DATEV has already. A package has no errors that may be overruled: its schema is DATEV's.
 */
export function planPackage(bytes: Uint8Array, how: PackageFor): PackagePlan {
  const unpacked = unpack(bytes, how.mostBytes);
  if (unpacked.is !== 'package') return { is: 'problem', problem: zipProblem(unpacked) };
  if (how.owner?.arrived.only?.size === 0) return no('file.unknown-rest');
  const rest = restOf(openPackage(unpacked.files), how.owner);
  if (rest.leftOut > 0 && rest.left === 0) return no('file.nothing-left');
  const [conflict] = rest.conflicts;
  if (conflict !== undefined) return no('file.arrived-changed', { name: conflict });
  const parts = partsOf(rest.open);
  const findings = findingsOf(rest.open, how, parts);
  if (findings.some(({ severity }) => severity === 'error')) return { is: 'refused', findings };
  if (parts === undefined || parts.length === 0) return no('file.no-bookings');
  if (how.owner !== undefined && (parts.length > 1 || !fits(parts, how.owner.about)))
    return no('file.package-mixed');
  const isChanged = parts.length > 1 || rest.leftOut > 0;
  return {
    is: 'parts',
    findings,
    parts: parts.map((part) => planned(part, { findings, isChanged, leftOut: rest.leftOut })),
  };
}

function restOf(open: OpenPackage, owner: PackageFor['owner']) {
  return owner === undefined
    ? { open, leftOut: 0, left: open.read?.documents.length ?? 0, conflicts: [] }
    : withoutArrived(open, owner.arrived, owner.hashOf);
}

/** Why an archive is not read, as a problem; a name out of it is made harmless and short. */
export function zipProblem({ is, name }: ZipTrouble): Problem {
  const values = name === undefined ? {} : { values: { name: cut(plain(name), 120) } };
  return { code: PROBLEMS[is], retry: 'after-fix', ...values };
}

const PROBLEMS = {
  'no-zip': 'file.no-package',
  'too-big': 'file.package-too-big',
  twice: 'file.package-twice',
  overlap: 'file.package-overlap',
  sizes: 'file.package-sizes',
  crc: 'file.package-checksum',
  encrypted: 'file.package-encrypted',
  method: 'file.package-method',
  path: 'file.package-path',
} as const satisfies Record<ZipTrouble['is'], ProblemCode>;

function no(code: ProblemCode, values?: Record<string, string>): PackagePlan {
  return {
    is: 'problem',
    problem: { code, retry: 'after-fix', ...present({ values }) },
  };
}

/** A corrected package is for the same kind and month: another one is a delivery of its own. */
function fits(parts: readonly PackagePart[], about: PackageAbout | undefined): boolean {
  if (about === undefined) return true;
  return parts.every(({ ledger, month }) => ledger === about.ledger && month === about.month);
}

function findingsOf(
  { files, xml }: OpenPackage,
  how: PackageFor,
  parts: readonly PackagePart[] | undefined,
): readonly KeptFinding[] {
  const given: readonly GivenFile[] = files.map(({ name, bytes }) => ({
    name,
    size: bytes.length,
    bytes: () => bytes,
    xml: xml.get(name),
  }));
  const [month] = parts?.map((part) => part.month) ?? [];
  const length = month === undefined ? undefined : how.accountLength(month);
  const { findings } = checkPackage(given, {
    mandant: how.mandant,
    ...present({ accountLength: length }),
  });
  const sorted = [
    ...findings.filter(({ severity }) => severity === 'error'),
    ...findings.filter(({ severity }) => severity === 'warning'),
  ];
  return sorted.slice(0, MAX_FINDINGS);
}

function planned(
  part: PackagePart,
  how: { findings: readonly KeptFinding[]; isChanged: boolean; leftOut: number },
): PlannedPart {
  const { ledger, month, rows, files } = part;
  const checked: Checked = {
    mayGo: true,
    rowErrors: 0,
    rows,
    period: month.replace('-', ''),
    findings: how.findings,
  };
  const about: PackageAbout = {
    ledger,
    month,
    parts: files.length,
    ...(how.leftOut === 0 ? {} : { leftOut: how.leftOut }),
  };
  return { about, checked, ...(how.isChanged ? { files } : {}) };
}
