import { now } from '../platform/clock';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { afterShort, Health, NO_HEALTH } from './health';

const KIND: RecordKind<Health> = { key: 'health', schema: Health, fallback: NO_HEALTH };

/** The app's health as last noted. */
export async function loadHealth(): Promise<Health> {
  return (await loadRecord(KIND)).data;
}

/** Changes the health record on its newest value. */
export async function changeHealth(change: (health: Health) => Health): Promise<void> {
  await changeRecord(KIND, change);
}

/** Notes that Forge gives an invocation fewer seconds than something needs. */
export async function noteShort(about: { readonly seconds: number; readonly needs: number }): Promise<void> {
  const seconds = Math.round(about.seconds);
  await changeHealth((h) => afterShort(h, { ...about, seconds }, now()));
}
