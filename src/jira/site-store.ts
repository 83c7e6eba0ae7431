import * as v from 'valibot';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';

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
export async function loadSite(): Promise<Site> {
  return (await loadRecord(KIND)).data;
}

/** Remembers what was found. */
export async function saveSite(site: Site): Promise<void> {
  await changeRecord(KIND, () => site);
}
