import { createHash } from 'node:crypto';
import type { ForgeWorld } from '../../packages/sandbox/forge/host';
import type { TraceEntry } from '../../packages/sandbox/forge/world-told';

/**
 * A world that is begun anew goes on counting its invocations and calls. Here both begin with 1, so that a life reads the same
 * whatever was played before it.
 */
type Numbers = { readonly call: (n: number) => string; readonly invocation: (id: string) => string };

function numbersOf(entries: readonly TraceEntry[]): Numbers {
  const first = entries.find(({ n }) => n > 0)?.n ?? 1;
  const known = new Map<string, string>();
  const invocation = (id: string) => {
    const number = known.get(id) ?? `i${known.size + 1}`;
    known.set(id, number);
    return number;
  };
  // What the platform does by itself belongs to no call.
  return { call: (n) => (n === 0 ? '-' : String(n - first + 1)), invocation };
}

/** Of everything that left the app, a line each, and of all that anybody holds in the end. */
export function hashOf(forge: ForgeWorld): string {
  const numbers = numbersOf(forge.trace());
  const lines = forge
    .trace()
    .map(({ n, at, invocation, functionKey, service, operation, key = '', status, fault = '' }) =>
      [
        numbers.call(n),
        at,
        numbers.invocation(invocation),
        functionKey,
        service,
        operation,
        key,
        status,
        fault,
      ].join(' '),
    );
  // The queue names whoever began a chain of pushes.
  const held = JSON.stringify(forge.snapshot()).replaceAll(
    /"(i\d+)@/g,
    (_, id: string) => `"${numbers.invocation(id)}@`,
  );
  return createHash('sha256')
    .update([...lines, held].join('\n'))
    .digest('hex');
}
