import * as v from 'valibot';
import { loadRecord, type RecordKind, saveRecord, type Versioned } from '../../platform/records';
import { type EndWarning, NO_WARNING } from './end-warning';

const Shape = v.object({
  number: v.number(),
  wantedSince: v.optional(v.string()),
  issueId: v.optional(v.string()),
  told: v.optional(v.picklist([30, 7, 1, 0])),
});
const kindOf = (mandant: string): RecordKind<EndWarning> => ({
  key: `end-warning:${mandant}`,
  schema: Shape,
  fallback: NO_WARNING,
});

export function loadWarning(mandant: string): Promise<Versioned<EndWarning>> {
  return loadRecord(kindOf(mandant));
}

export function saveWarning(
  mandant: string,
  before: Versioned<EndWarning>,
  warning: EndWarning,
): Promise<'done' | 'conflict'> {
  return saveRecord(kindOf(mandant), before, warning);
}
