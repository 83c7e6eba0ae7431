import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { Health, NO_HEALTH } from './health';

const KIND: RecordKind<Health> = { key: 'health', schema: Health, fallback: NO_HEALTH };

/** The app's health as last noted. */
export async function loadHealth(): Promise<Health> {
  return (await loadRecord(KIND)).data;
}

/** Changes the health record on its newest value. */
export async function changeHealth(change: (health: Health) => Health): Promise<void> {
  await changeRecord(KIND, change);
}
