/** Collects what a world's log says, piece by piece: the log is bounded, a day of 120 Mandanten is not. */
import type { ForgeWorld } from '../../../packages/sandbox/forge/host';
import type { Call, Counted, Invocation } from './model';

export type Meter = {
  /** Moves time by steps that fit into the log. */
  advance(ms: number): Promise<void>;
  counted(): Counted;
};

const STEP_MS = 15 * 60_000;

/** Counts from now on. */
export function meterOf(forge: ForgeWorld): Meter {
  const invocations: Invocation[] = [];
  const calls: Call[] = [];
  const drain = () => {
    // The entries themselves, not copies: an invocation that still runs writes down its end there.
    invocations.push(...forge.log.invocations);
    for (const call of forge.trace()) calls.push(call);
    forge.log.clear();
  };
  forge.log.clear();
  return {
    async advance(ms) {
      for (let left = ms; left > 0; left -= STEP_MS) {
        await forge.advance(Math.min(left, STEP_MS));
        drain();
      }
    },
    counted() {
      drain();
      return { invocations, calls };
    },
  };
}
