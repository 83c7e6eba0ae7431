import * as v from 'valibot';
import { type Read, readAhead } from '../../platform/read-ahead';
import {
  loadRecord,
  type RecordKind,
  recordsAt,
  recordsIn,
  saveRecord,
  type Versioned,
} from '../../platform/records';
import { type EndWarning, NO_WARNING } from './end-warning';

const Shape = v.object({
  number: v.number(),
  wantedSince: v.optional(v.string()),
  looks: v.optional(v.number()),
  notBefore: v.optional(v.string()),
  issueId: v.optional(v.string()),
  told: v.optional(v.picklist([30, 7, 1, 0])),
  hidden: v.optional(v.object({ since: v.string(), looks: v.number(), at: v.string() })),
  goneAt: v.optional(v.string()),
});
const kindOf = (mandant: string): RecordKind<EndWarning> => ({
  key: `end-warning:${mandant}`,
  schema: Shape,
  fallback: NO_WARNING,
});

export function loadWarning(mandant: string, read?: Read): Promise<Versioned<EndWarning>> {
  return loadRecord(kindOf(mandant), read);
}

/** The warnings of many Mandanten, read ahead. */
export async function warningsAhead(mandanten: readonly string[]): Promise<Read> {
  return recordsIn(await readAhead(recordsAt(mandanten.map((mandant) => kindOf(mandant).key))));
}

/** Writes the next version, or finds that somebody else was faster. */
export async function saveWarning(
  mandant: string,
  before: Versioned<EndWarning>,
  data: EndWarning,
): Promise<Versioned<EndWarning> | 'conflict'> {
  const saved = await saveRecord(kindOf(mandant), before, data);
  return saved === 'conflict' ? saved : { version: before.version + 1, data };
}

/** Writes what became of it, whoever wrote meanwhile. */
export async function noteWarning(
  mandant: string,
  before: Versioned<EndWarning>,
  after: (warning: EndWarning) => EndWarning,
): Promise<Versioned<EndWarning>> {
  for (let held = before; ; held = await loadWarning(mandant)) {
    const data = after(held.data);
    const saved = data === held.data ? held : await saveWarning(mandant, held, data);
    if (saved !== 'conflict') return saved;
  }
}
