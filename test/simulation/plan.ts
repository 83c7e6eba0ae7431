import type { CallFault, EventFault, FaultSpec } from '../../packages/sandbox/forge/world-told';
import { createRandom, type SeededRandom } from '../../packages/sandbox/world/random';
import { CALLS } from '../support/effects';
import type { Life } from './deed';
import { DEEDS, type DeedName } from './deeds';
import type { Pace } from './world';

/** How quick the platform and its neighbours are. */
/**
 * What happens in a life, in order. It is data, so that a story that goes wrong can be made shorter: whatever is taken out, the
 * rest keeps its own chance.
 */
export type Item =
  | {
      readonly is: 'wait';
      readonly ms: number /** The schedule's turns are dropped. */;
      readonly idle?: true;
    }
  | {
      readonly is: 'deed';
      readonly deed: DeedName;
      readonly dice: number /** The next one at the same time. */;
      readonly hurried?: true;
    }
  | { readonly is: 'fault'; readonly spec: FaultSpec };

export type Plan = { readonly seed: number; readonly pace: Pace; readonly items: readonly Item[] };

/** What may happen in one life: which faults, which deeds, how fast. Few kinds at a time meet each other more often than all. */
type Swarm = {
  readonly dice: SeededRandom;
  readonly deeds: readonly DeedName[];
  readonly faults: readonly (CallFault | EventFault)[];
  readonly faultsPerTurn: number;
  /** The calls that faults meet by name; all of them there in some lives, in which there are one or two. */
  readonly effects: readonly Effect[];
  readonly isFocused: boolean;
  readonly hurry: number;
};

type Effect = readonly [service: string, operation: string];

const CALL_FAULTS: readonly CallFault[] = [
  ...(['crash-before', 'crash-after', 'lost-response', 'timeout', 'timeout-after', 'network'] as const),
  ...(['429', '500', '503', 'html', 'cut-off'] as const),
];
const EVENT_FAULTS: readonly EventFault[] = ['duplicate', 'late', 'lost', 'reorder'];
const NAMES = Object.keys(DEEDS) as DeedName[];
const livesOf = (name: DeedName): readonly Life[] => DEEDS[name].leads;
const SOMETIMES = NAMES.filter((name) => livesOf(name).length === 0);

/** With what each life begins, and how often it is drawn. Nearly every sixth tells of all at once. */
const LIVES: readonly (readonly [of: readonly Life[], begins: readonly DeedName[], weight: number])[] = [
  [['batch'], ['fail-elsewhere'], 0.4],
  [['run'], ['start-run'], 0.22],
  [['package'], ['hand-in-package'], 0.12],
  [['document'], ['hand-in-document'], 0.1],
  [['batch', 'run', 'package', 'document'], ['fail-elsewhere', 'start-run', 'hand-in-package'], 0.16],
];

/** The plan of a seed, always the same. */
export function planOf(seed: number): Plan {
  const dice = createRandom(seed, 11);
  const pace: Pace = dice.next() < 0.3 ? 'slow' : 'prompt';
  const [lives, begins] = drawn(dice, LIVES, ([, , weight]) => weight);
  const leading = NAMES.filter((name) => livesOf(name).some((life) => lives.includes(life)));
  const all = effectsOf(lives);
  const isFocused = dice.next() < 0.5;
  const swarm: Swarm = {
    ...{ dice, isFocused, effects: isFocused ? [pick(dice, all), pick(dice, all)] : all },
    deeds: [...leading, ...some(dice, SOMETIMES, 0.25)],
    faults: some<CallFault | EventFault>(dice, [...CALL_FAULTS, ...EVENT_FAULTS], 0.4),
    faultsPerTurn: dice.next() < 0.1 ? 0 : dice.next() * 2,
    hurry: dice.next() * 0.3,
  };
  const early = dice.next() < 0.5 ? faultsOf(swarm) : [];
  const first = [...early, ...begins.map((name) => deed(swarm, name))];
  // Another program's failure is found by the next look at DATEV's list.
  const found = wait(dice, lives.includes('batch') ? 66 : 2);
  const turns = Array.from({ length: 6 + dice.int(12) }, () => turn(swarm));
  return { seed, pace, items: [...first, found, ...turns.flat()] };
}

function turn(swarm: Swarm): readonly Item[] {
  const { dice, deeds, hurry } = swarm;
  const name = drawn(dice, deeds, (each) => DEEDS[each].weight);
  const hurried = dice.next() < hurry;
  const done = deed(swarm, name, hurried);
  return [...faultsOf(swarm), done, ...(hurried ? [] : [pause(dice)])];
}

function deed({ dice }: Pick<Swarm, 'dice'>, name: DeedName, hurried = false): Item {
  return { is: 'deed', deed: name, dice: dice.bits(), ...(hurried ? { hurried } : {}) };
}

function pause(dice: SeededRandom): Item {
  const kind = dice.next();
  if (kind < 0.35) return { is: 'wait', ms: dice.between([500, 10_000]) };
  if (kind < 0.75) return wait(dice, dice.between([1, 8]));
  return { ...wait(dice, dice.between([9, 40])), ...(kind > 0.95 ? { idle: true } : {}) };
}

function wait(dice: SeededRandom, minutes: number): Extract<Item, { is: 'wait' }> {
  return { is: 'wait', ms: minutes * 60_000 + dice.int(60_000) };
}

function faultsOf(swarm: Swarm): readonly Item[] {
  const { dice, faultsPerTurn, faults } = swarm;
  if (faults.length === 0) return [];
  const count = Math.floor(faultsPerTurn + dice.next());
  return Array.from({ length: count }, () => ({ is: 'fault' as const, spec: faultOf(swarm) }));
}

function faultOf(swarm: Swarm): FaultSpec {
  const { dice, faults } = swarm;
  const fault = faults[dice.int(faults.length)] ?? 'crash-after';
  if ((EVENT_FAULTS as readonly string[]).includes(fault)) {
    const isQueued = fault !== 'lost' && dice.next() < 0.5;
    const at = isQueued ? { service: 'queue', operation: 'deliver' } : { service: 'events', operation: '*' };
    return { ...at, fault, after: dice.int(4) };
  }
  const times = dice.next() < 0.8 ? 1 : 2 + dice.int(4);
  const match = dice.next() < 0.5 ? { match: { functionKey: 'work-fn' } } : {};
  const place = placeOf(swarm);
  return { ...place, fault, times: liesTwice(place, fault) ? 1 : times, ...match };
}

/** Storage that says of an intent and of its outcome that they were written, and wrote neither, cannot be told from storage that works. */
function liesTwice({ service }: { readonly service: string }, fault: string): boolean {
  return service === 'kvs' && fault === 'html';
}

/** At a call that changes something outside, the next of its kind; or at any call from now on, whatever it does. */
function placeOf({ dice, effects, isFocused }: Swarm): Pick<FaultSpec, 'service' | 'operation' | 'after'> {
  if (isFocused || dice.next() < 0.3) {
    const [service, operation] = pick(dice, effects);
    return { service, operation, after: dice.next() < 0.8 ? 0 : 1 };
  }
  const known = new Set(['kvs', 'queue', 'jira', ...effects.map(([service]) => service)]);
  const [service, most] = pick(
    dice,
    PLACES.filter(([at]) => known.has(at)),
  );
  return { service, operation: '*', after: dice.int(most) };
}

/** Every kind of life has its issue and its batch besides. */
function effectsOf(lives: readonly Life[]): readonly Effect[] {
  return Object.values(CALLS)
    .filter(({ life }) => life === 'batch' || lives.some((one) => one === life))
    .flatMap(({ service, operations }) => operations.map((operation) => [service, operation] as const))
    .filter(([service]) => service !== 'kvs');
}
const PLACES: readonly (readonly [service: string, most: number])[] = [
  ['datev', 3],
  ['datev', 12],
  ['jira', 3],
  ['jira', 12],
  ['kvs', 15],
  ['kvs', 60],
  ['queue', 5],
  ['looker', 6],
];

const pick = <T>(dice: SeededRandom, all: readonly T[]): T => drawn(dice, all, () => 1);

/** One of them, the weightier the more often. */
function drawn<T>(dice: SeededRandom, all: readonly T[], weightOf: (one: T) => number): T {
  let at = dice.next() * all.reduce((sum, one) => sum + weightOf(one), 0);
  const found = all.find((one) => {
    at -= weightOf(one);
    return at < 0;
  });
  if (found === undefined) throw new Error('There is nothing to choose from.');
  return found;
}

function some<T>(dice: SeededRandom, all: readonly T[], of: number): readonly T[] {
  return all.filter(() => dice.next() < of);
}
