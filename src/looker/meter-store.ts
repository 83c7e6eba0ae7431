import * as v from 'valibot';
import { now } from '../platform/clock';
import * as kv from '../platform/kv';
import { log } from '../platform/log';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { PlatformTrouble, unwrap } from '../platform/trouble';
import { type Activity, countedCall, type LookerMeter } from './meter';

const Month = v.object({ dbQuery: v.number(), nonQuery: v.number(), logins: v.number(), errors: v.number() });

function kindOf(connection: string): RecordKind<LookerMeter> {
  return { key: `looker-meter:${connection}`, schema: v.record(v.string(), Month), fallback: {} };
}

/** Counts a call of a connection. A meter that cannot be written must not cost the call. */
export async function meterLookerCall(
  connection: string,
  call: { readonly activity: Activity; readonly status?: number | undefined },
): Promise<void> {
  try {
    await changeRecord(kindOf(connection), (meter) => countedCall(meter, call, now()));
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    log('looker.meter', { code: error.problem.code });
  }
}

/** The calls of the last thirteen months. */
export async function loadLookerMeter(connection: string): Promise<LookerMeter> {
  return (await loadRecord(kindOf(connection))).data;
}

export async function removeLookerMeter(connection: string): Promise<void> {
  await unwrap(kv.removeEntity('record', `looker-meter:${connection}`));
}
