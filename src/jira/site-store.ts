import * as v from 'valibot';
import { changeRecord, loadRecord, type RecordKind, saveRecord, type Versioned } from '../platform/records';

/** Ids that differ from site to site, found once and re-checked every day. */
const Site = v.object({
  appAccountId: v.optional(v.string()),
  /** Our own custom fields by module key. */
  fields: v.record(v.string(), v.string()),
  checkedAt: v.optional(v.string()),
});
type Site = v.InferOutput<typeof Site>;
const KIND: RecordKind<Site> = { key: 'site', schema: Site, fallback: { fields: {} } };

/** What is known of this site. */
export function loadSite(): Promise<Versioned<Site>> {
  return loadRecord(KIND);
}

/** Changes what is known, whoever else finds something meanwhile. */
export async function changeSite(change: (site: Site) => Site): Promise<void> {
  await changeRecord(KIND, change);
}

/** Remembers what was found; somebody who was faster found the same. */
export async function saveSite(before: Versioned<Site>, site: Site): Promise<void> {
  await saveRecord(KIND, before, site);
}
