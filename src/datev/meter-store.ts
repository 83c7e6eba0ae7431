import * as v from 'valibot';
import { now } from '../platform/clock';
import { type Counter, count } from '../platform/count-store';
import { log } from '../platform/log';
import { loadRecord, type RecordKind } from '../platform/records';
import { counted, type Meter, type MeteredCall } from './meter';

const Day = v.object({ gets: v.number(), writes: v.number(), errors: v.number(), sent: v.number() });
const KIND: RecordKind<Meter> = { key: 'datev-meter', schema: v.record(v.string(), Day), fallback: {} };
const COUNTER: Counter<Meter> = { kind: KIND, lost: (code) => log('datev.meter', { code }) };

/** Counts a call. */
export function meterCall(call: MeteredCall): Promise<void> {
  const at = now();
  return count(COUNTER, (meter) => counted(meter, call, at));
}

/** The calls of the last thirty days. */
export async function loadMeter(): Promise<Meter> {
  return (await loadRecord(KIND)).data;
}
