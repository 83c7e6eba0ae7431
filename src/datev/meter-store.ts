import * as v from 'valibot';
import { now } from '../platform/clock';
import { type Counter, count, countOn } from '../platform/count-store';
import { log } from '../platform/log';
import type { Read, Wish } from '../platform/read-ahead';
import { loadRecord, type RecordKind, recordsAt } from '../platform/records';
import { counted, type Meter, type MeteredCall } from './meter';

const Day = v.object({ gets: v.number(), writes: v.number(), errors: v.number(), sent: v.number() });
const KIND: RecordKind<Meter> = { key: 'datev-meter', schema: v.record(v.string(), Day), fallback: {} };
const COUNTER: Counter<Meter> = { kind: KIND, lost: (code) => log('datev.meter', { code }) };

/** Counts a call. */
export function meterCall(call: MeteredCall): Promise<void> {
  const at = now();
  return count(COUNTER, (meter) => counted(meter, call, at));
}

/** The meter, to be read ahead. */
export const METER_WISHED: Wish = recordsAt([KIND.key]);

/** The calls of this invocation are counted on the meter as it was read ahead. */
export function meterOn(ahead: Read): void {
  countOn(COUNTER, ahead);
}

/** The calls of the last thirty days. */
export async function loadMeter(): Promise<Meter> {
  return (await loadRecord(KIND)).data;
}
