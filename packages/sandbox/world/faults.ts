/** The faults that wait to strike. */
import type { CallFault, EventFault, Fault, FaultSpec } from '../forge/world-told';

export type FaultTarget = {
  readonly service: string;
  readonly operation: string;
  readonly functionKey?: string;
  readonly key?: string;
};
export type FaultTable = {
  add(spec: FaultSpec): number;
  remove(id: number): void;
  clear(): void;
  list(): readonly Fault[];
  /** The fault that strikes this one, used up by one. The oldest fitting fault wins. */
  strike(target: FaultTarget): Fault['fault'] | undefined;
  snapshot(): unknown;
  restore(state: unknown): void;
};
type Waiting = { readonly id: number; readonly spec: FaultSpec; left: number; pass: number };

export const EVENT_FAULTS: ReadonlySet<string> = new Set<EventFault>([
  'duplicate',
  'late',
  'lost',
  'reorder',
]);
export const CALL_FAULTS: ReadonlySet<string> = new Set<CallFault>([
  '429',
  '500',
  '503',
  'html',
  'no-consent',
  'cut-off',
  'network',
  'lost-response',
  'timeout',
  'timeout-after',
  'crash-before',
  'crash-after',
]);

export function createFaultTable(): FaultTable {
  let waiting: Waiting[] = [];
  let lastId = 0;
  return {
    add(spec) {
      refuseImpossible(spec);
      lastId += 1;
      waiting.push({ id: lastId, spec, left: spec.times ?? 1, pass: spec.after ?? 0 });
      return lastId;
    },
    remove: (id) => {
      waiting = waiting.filter((fault) => fault.id !== id);
    },
    clear: () => {
      waiting = [];
    },
    list: () => waiting.map((fault) => ({ ...fault.spec, id: fault.id, left: fault.left })),
    strike(target) {
      const struck = waiting.find((fault) => fits(fault.spec, target) && !letsPass(fault));
      if (!struck) return undefined;
      struck.left -= 1;
      if (struck.left <= 0) waiting = waiting.filter((fault) => fault !== struck);
      return struck.spec.fault;
    },
    snapshot: () => ({ lastId, waiting: structuredClone(waiting) }),
    restore(state) {
      const saved = state as { readonly lastId: number; readonly waiting: readonly Waiting[] };
      lastId = saved.lastId;
      waiting = structuredClone([...saved.waiting]);
    },
  };
}

function refuseImpossible(spec: FaultSpec): void {
  const onEvents = spec.service === 'events' || (spec.service === 'queue' && spec.operation === 'deliver');
  const known = onEvents ? EVENT_FAULTS : CALL_FAULTS;
  if (!known.has(spec.fault))
    throw new Error(
      `${spec.service} ${spec.operation} knows no fault ${spec.fault}; it knows ${[...known].join(', ')}`,
    );
  // Forge, async events: at least once. A queue that loses events is outside of what the platform may do.
  if (spec.service === 'queue' && spec.fault === 'lost')
    throw new Error('the queue delivers at least once: it loses nothing');
}

function letsPass(fault: Waiting): boolean {
  if (fault.pass === 0) return false;
  fault.pass -= 1;
  return true;
}

function fits(spec: FaultSpec, target: FaultTarget): boolean {
  const eventFault = EVENT_FAULTS.has(spec.fault);
  const deliveries =
    target.service === 'events' || (target.service === 'queue' && target.operation === 'deliver');
  if (eventFault !== deliveries) return false;
  if (spec.service !== '*' && spec.service !== target.service) return false;
  if (spec.operation !== '*' && spec.operation !== target.operation) return false;
  if (spec.match?.functionKey !== undefined && spec.match.functionKey !== target.functionKey) return false;
  return spec.match?.key === undefined || (target.key ?? '').includes(spec.match.key);
}
