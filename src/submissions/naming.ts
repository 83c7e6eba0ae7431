import { referenceId } from '../datev/extf-files/reference';
import type { Naming } from './decisions/decide';
import type { Submission } from './submission';

/** Names of transmissions: the file name DATEV sees or people tell revisions apart by, and our reference id. */
export function naming(installationId: string): Naming {
  return {
    fileName(s: Submission, revision: number) {
      if (s.kind === 'document') return documentName(s, revision);
      if (s.kind === 'dxso') return packageName(s, revision);
      const period = (s.candidate ?? s.files.at(-1))?.period;
      return sendName({ mandant: s.mandant, period, shortId: s.id.slice(0, 9), revision });
    },
    referenceId: (s, revision) => referenceId(installationId, s.id, revision),
  };
}

/** DATEV never sees it: a package goes file by file. It is how people tell the revisions apart. */
function packageName(s: Submission, revision: number): string {
  const { month } = (s.candidate ?? s.files.at(-1))?.package ?? { month: '' };
  return ['DXSO', s.mandant, month, s.id.slice(0, 9), `r${revision}`].filter(Boolean).join('_');
}

/** For Jira: the person's own name of an image may tell who paid whom how much. DATEV gets that name. */
function documentName(s: Submission, revision: number): string {
  return ['Beleg', s.mandant, s.id.slice(0, 9), `r${revision}`].join('_');
}

/** DATEV allows `EXTF_.{0,51}\.csv`, so 60 characters; some characters it would replace, so only these are used. */
const MOST = 60;

/** What the name under which a file goes to DATEV is made of. */
type SendNameParts = {
  readonly mandant: string;
  /** `YYYYMM`, from `periodOf`; left out for files without a period. */
  readonly period?: string | undefined;
  readonly shortId: string;
  readonly revision: number;
};

/**
 * The file name DATEV sees: `EXTF_<mandant>_<period>_<short id>_r<revision>.csv`. The same submission and revision always
 * give the same name, so a retry is recognised in DATEV's job list.
 */
export function sendName({ mandant, period, shortId, revision }: SendNameParts): string {
  const end = `_${safe(shortId).slice(0, 16)}_r${Math.trunc(revision)}.csv`;
  const front = ['EXTF', safe(mandant), safe(period ?? '')].filter((part) => part !== '').join('_');
  return `${front.slice(0, MOST - end.length)}${end}`;
}

function safe(part: string): string {
  return part.replace(/[^A-Za-z0-9-]/g, '-');
}
