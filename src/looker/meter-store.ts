import * as v from 'valibot';
import { now } from '../platform/clock';
import { count, countNoMore } from '../platform/count-store';
import * as kv from '../platform/kv';
import { log } from '../platform/log';
import { loadRecord, type RecordKind } from '../platform/records';
import { unwrap } from '../platform/trouble';
import { type Activity, countedCall, type LookerMeter } from './meter';

const Month = v.object({ dbQuery: v.number(), nonQuery: v.number(), logins: v.number(), errors: v.number() });

function kindOf(connection: string): RecordKind<LookerMeter> {
  return { key: `looker-meter:${connection}`, schema: v.record(v.string(), Month), fallback: {} };
}

const lost = (code: string) => log('looker.meter', { code });

/** Counts a call of a connection. */
export function meterLookerCall(
  connection: string,
  call: { readonly activity: Activity; readonly status?: number | undefined },
): Promise<void> {
  const at = now();
  const counter = { kind: kindOf(connection), lost };
  return count(counter, (meter) => countedCall(meter, call, at));
}

/** The calls of the last thirteen months. */
export async function loadLookerMeter(connection: string): Promise<LookerMeter> {
  return (await loadRecord(kindOf(connection))).data;
}

export async function removeLookerMeter(connection: string): Promise<void> {
  countNoMore({ kind: kindOf(connection) });
  await unwrap(kv.removeEntity('record', `looker-meter:${connection}`));
}
