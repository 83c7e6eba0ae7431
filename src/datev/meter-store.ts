import * as v from 'valibot';
import { now } from '../platform/clock';
import { log } from '../platform/log';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { PlatformTrouble } from '../platform/trouble';
import { counted, type Meter, type MeteredCall } from './meter';

const Day = v.object({ gets: v.number(), writes: v.number(), errors: v.number(), sent: v.number() });
const KIND: RecordKind<Meter> = { key: 'datev-meter', schema: v.record(v.string(), Day), fallback: {} };

/** Counts a call. A meter that cannot be written must not cost the call. */
export async function meterCall(call: MeteredCall): Promise<void> {
  try {
    await changeRecord(KIND, (meter) => counted(meter, call, now()));
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    log('datev.meter', { code: error.problem.code });
  }
}

/** The calls of the last thirty days. */
export async function loadMeter(): Promise<Meter> {
  return (await loadRecord(KIND)).data;
}
