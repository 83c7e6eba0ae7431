import type { CallFault, FaultSpec, TraceEntry } from '../../packages/sandbox/forge/world-told';
import { createRandom } from '../../packages/sandbox/world/random';
import { present } from '../../src/kernel/present';
import { MINUTE } from '../support/hands';
import { judged } from './play';
import { type Heard, nothingHeard, type Stage } from './stage';
import type { Told } from './told-steps';
import type { SimWorld } from './world';

/** A call of a life, where in it, and what of it decides which faults it can tell apart. */
type Call = {
  readonly step: number;
  /** How many calls the step made before it. */
  readonly nth: number;
  readonly service: string;
  readonly operation: string;
  readonly key: string;
  readonly functionKey: string;
  readonly invocation: string;
  readonly isRead: boolean;
  /** The first of its invocation. */
  readonly isFirst: boolean;
  /** What struck it. */
  readonly fault?: TraceEntry['fault'];
};
/** A fault at a call, and how many calls like it the step makes before it. */
type Strike = { readonly call: Call; readonly fault: CallFault; readonly after: number };

/** Where a life can be gone on with: before a step of it. */
type Moment = {
  readonly step: number;
  readonly world: unknown;
  readonly heard: Heard;
  readonly files: number;
};
type Lived = {
  readonly wrong: readonly string[];
  /** Before each step that was lived, if they were kept; else before the first one. */
  readonly moments: readonly Moment[];
  readonly calls: readonly Call[];
  /** Of the faults meant for a step those that struck in it. */
  readonly met: readonly Strike[];
};

/**
 * The faults that differ in what the world holds afterwards and in what the app has heard of it: not done and dead, done and dead,
 * done and unheard, done and never answered, refused, to be waited for, said to be done and not, done and unreadable.
 * Storage and queue have a time limit of the platform's, and answer in one form only. A read changes nothing: whether whoever asked
 * died before or after it is the same, and the same as dying after the call before; only the first of an invocation has none.
 */
const AT_OUTSIDE: readonly CallFault[] = [
  ...(['crash-before', 'crash-after', 'lost-response', 'timeout-after'] as const),
  ...(['500', '429', 'html', 'cut-off'] as const),
];
const AT_STORAGE: readonly CallFault[] = ['crash-before', 'crash-after', 'lost-response', '429'];
const AT_READS: readonly CallFault[] = ['500', '429', 'timeout', 'html'];

const isOutside = ({ service }: Pick<Call, 'service'>) => /^(?:datev|jira|looker)$/.test(service);

function faultsAt(call: Call): readonly CallFault[] {
  const died: readonly CallFault[] = call.isFirst ? ['crash-before'] : [];
  // Pages are told that something changed; nothing depends on it but when they ask.
  if (call.service === 'realtime') return ['500'];
  if (call.isRead) return [...died, ...(isOutside(call) ? AT_READS : (['500'] as const))];
  return isOutside(call) ? AT_OUTSIDE : AT_STORAGE;
}

/** What is told of one fault. */
export const strikeInWords = ({ call, fault }: Strike): string =>
  `${fault} at ${call.functionKey} ${call.service} ${call.operation} ${call.key} (step ${call.step}, call ${call.nth})`;

/** No look for what is in doubt comes later (assumptions A1, A2). */
const LATE_MS = 25 * MINUTE;

/**
 * Plays the life from that moment to its end, and has it judged.
 * @param how.faults wait from the beginning for whatever call they fit
 * @param how.strikes strike in their step, or not at all
 * @param how.isKept whether somebody goes on from its moments: to keep one costs as much as twenty calls
 */
async function live(
  sim: SimWorld,
  told: Told,
  how: {
    readonly from: Moment;
    readonly faults?: readonly FaultSpec[];
    readonly strikes?: readonly Strike[];
    readonly isKept?: true;
  },
): Promise<Lived> {
  const { from, faults = [], strikes = [] } = how;
  sim.back(from.world);
  let { files } = from;
  const heard = structuredClone(from.heard);
  const stage: Stage = {
    ...{ sim, w: sim.w, heard, dice: createRandom(1, 13) },
    serial: () => {
      files += 1;
      return files;
    },
  };
  for (const fault of faults) sim.w.forge.faults.add(fault);
  const moments: Moment[] = [];
  const calls: Call[] = [];
  const met: Strike[] = [];
  for (let step = from.step; step < told.steps.length; step++) {
    if (step === from.step) moments.push(from);
    else if (how.isKept) moments.push({ step, world: sim.keep(), heard: structuredClone(heard), files });
    const before = sim.w.forge.trace().length;
    const armed = arm(sim, strikes, step);
    await told.steps[step]?.does(stage);
    await sim.w.forge.idle();
    met.push(...armed.disarmed());
    calls.push(...callsOf(sim, step, sim.w.forge.trace().slice(before)));
  }
  return { wrong: await judged(stage, LATE_MS), moments, calls, met };
}

/** Those of this step wait for their calls, and no longer than it lasts. */
function arm({ w }: SimWorld, strikes: readonly Strike[], step: number) {
  const armed = strikes
    .filter(({ call }) => call.step === step)
    .map((strike) => ({ strike, id: w.forge.faults.add(specOf(strike)) }));
  return {
    /** Those that struck. */
    disarmed() {
      const waiting = new Set(w.forge.faults.list().map(({ id }) => id));
      for (const { id } of armed) w.forge.faults.remove(id);
      return armed.filter(({ id }) => !waiting.has(id)).map(({ strike }) => strike);
    },
  };
}

/** The calls of a step, without those of the platform itself. */
function callsOf({ w }: SimWorld, step: number, traced: readonly TraceEntry[]): readonly Call[] {
  const gets = new Set(w.forge.log.requests.filter(({ method }) => method === 'GET').map(({ n }) => n));
  const begun = new Set<string>();
  const made = traced.filter(({ n }) => n > 0);
  return made.map(({ n, invocation, service, operation, key = '', functionKey, fault }, nth) => {
    const isFirst = !begun.has(invocation);
    begun.add(invocation);
    const isRead = service === 'kvs' ? /^(?:get|query|batchGet)/.test(operation) : gets.has(n);
    const what = { service, operation, key, functionKey, ...present({ fault }) };
    return { step, nth, invocation, isRead, isFirst, ...what };
  });
}

/** Invocations that only read, and read what another one has read, are one and the same to a fault: the first is taken. */
function withoutEchoes(calls: readonly Call[]): readonly Call[] {
  const by = new Map<string, Call[]>();
  for (const call of calls) {
    const name = `${call.step} ${call.invocation}`;
    by.set(name, [...(by.get(name) ?? []), call]);
  }
  const known = new Set<string>();
  return [...by.values()].flatMap((own) => {
    const name = own
      .map((call) => `${call.functionKey} ${call.service} ${call.operation} ${call.key}`)
      .join('\n');
    const isEcho = own.every(({ isRead }) => isRead) && known.has(name);
    known.add(name);
    return isEcho ? [] : own;
  });
}

/** How it begins, and how it goes: without any fault, or with these from the beginning. */
export async function asTold(sim: SimWorld, told: Told, faults: readonly FaultSpec[] = []): Promise<Lived> {
  if (faults.length > 0) return fromBeginning(sim, told, faults);
  const lives = UNDISTURBED.get(sim) ?? new Map<Told, Lived>();
  UNDISTURBED.set(sim, lives);
  const life = lives.get(told) ?? (await fromBeginning(sim, told, []));
  lives.set(told, life);
  return life;
}

/** Lives without a fault, by world: the same every time, and whoever plays faults asks for them again and again. */
const UNDISTURBED = new WeakMap<SimWorld, Map<Told, Lived>>();

function fromBeginning(sim: SimWorld, told: Told, faults: readonly FaultSpec[]): Promise<Lived> {
  sim.anew(1, told.begins);
  const begin = { step: 0, world: sim.keep(), heard: nothingHeard(), files: 0 };
  return live(sim, told, { from: begin, faults, isKept: true });
}

function specOf({ call, fault, after }: Strike): FaultSpec {
  const { service, operation, functionKey, key } = call;
  return { service, operation, fault, after, match: { functionKey, ...(key === '' ? {} : { key }) } };
}

/** Whether a fault that waits for the one counts the other, too. */
function isLike(call: Call, { service, operation, functionKey, key }: Call): boolean {
  const isSameKind = call.service === service && call.operation === operation;
  return isSameKind && call.functionKey === functionKey && key.includes(call.key);
}

/** One life with its faults, judged. */
export type Judged = {
  readonly strikes: readonly Strike[];
  readonly wrong: readonly string[];
  readonly isStruck: boolean;
};

/** Each fault alone at each call of a life; those that `isMine` takes, by number. */
export async function* singles(
  sim: SimWorld,
  told: Told,
  isMine: (n: number) => boolean = () => true,
): AsyncGenerator<Judged> {
  const base = await asTold(sim, told);
  if (base.wrong.length > 0) return yield { strikes: [], wrong: base.wrong, isStruck: true };
  for (const [n, strike] of strikesOf(base, faultsAt).entries())
    if (isMine(n)) {
      const lived = await live(sim, told, { from: momentOf(base, strike), strikes: [strike] });
      yield { strikes: [strike], wrong: lived.wrong, isStruck: lived.met.includes(strike) };
    }
}

/**
 * Each two of them, the second at whatever the life does after the first. Several that can follow the same one strike in one life. Where
 * something goes wrong in it each is played without the others, and so is what the others kept from its call.
 */
export async function* pairs(
  sim: SimWorld,
  told: Told,
  isMine: (n: number) => boolean = () => true,
): AsyncGenerator<Judged> {
  const base = await asTold(sim, told);
  for (const [n, first] of strikesOf(base, doubtsAt).entries()) {
    if (!isMine(n)) continue;
    const then = await live(sim, told, { from: momentOf(base, first), strikes: [first], isKept: true });
    const seconds = strikesOf(then, doubtsAt).filter((other) => isAfter(first, other));
    yield* followed(sim, told, { first, then, seconds });
  }
}

/** Into as few lives as go: in each one of an invocation, and none that would count what another one strikes. */
function inGroups(strikes: readonly Strike[]): readonly (readonly Strike[])[] {
  const groups: Strike[][] = [];
  for (const strike of strikes) {
    const found = groups.find((group) => group.every((other) => isApart(strike.call, other.call)));
    if (found === undefined) groups.push([strike]);
    else found.push(strike);
  }
  return groups;
}

function isApart(call: Call, other: Call): boolean {
  if (call.step !== other.step) return true;
  return call.invocation !== other.invocation && !isLike(call, other) && !isLike(other, call);
}

type Following = { readonly first: Strike; readonly then: Lived; readonly seconds: readonly Strike[] };

/** Of a group one at least strikes, as nothing was struck before it; so there are fewer left each time. */
async function* followed(sim: SimWorld, told: Told, following: Following): AsyncGenerator<Judged> {
  for (let left = following.seconds; left.length > 0; ) {
    const kept: Strike[] = [];
    for (const group of inGroups(left)) {
      const { wrong, met } = await together(sim, told, { ...following, group });
      if (wrong.length > 0) yield* apart(sim, told, { ...following, group, wrong });
      else
        for (const second of group) {
          const isStruck = met.includes(second);
          if (isStruck || group.length === 1) yield { strikes: [following.first, second], wrong, isStruck };
          else kept.push(second);
        }
    }
    left = kept;
  }
}

/** Each of a group that went wrong without the others; the group itself, if none of them alone did that. */
async function* apart(
  sim: SimWorld,
  told: Told,
  {
    group,
    wrong,
    ...following
  }: Following & { readonly group: readonly Strike[]; readonly wrong: Lived['wrong'] },
): AsyncGenerator<Judged> {
  let isTold = false;
  for (const second of group) {
    const alone = await together(sim, told, { ...following, group: [second] });
    isTold ||= alone.wrong.length > 0;
    const strikes = [following.first, second];
    yield { strikes, wrong: alone.wrong, isStruck: alone.met.includes(second) };
  }
  if (!isTold) yield { strikes: [following.first, ...group], wrong, isStruck: true };
}

function together(
  sim: SimWorld,
  told: Told,
  { first, then, group }: Following & { readonly group: readonly Strike[] },
): Promise<Lived> {
  const from = momentOf(then, group[0] ?? first);
  const strikes = from.step === first.call.step ? [first, ...group] : group;
  return live(sim, told, { from, strikes });
}

/**
 * Two at a time strike what is done: whoever did it dies, or does not hear of it. To die before it is to have died after the call
 * before. Marks and meters hold nothing that is decided by.
 */
function doubtsAt(call: Call): readonly CallFault[] {
  const isNote = call.service === 'realtime' || /^http:|meter/.test(call.key);
  return call.isRead || isNote ? [] : ['crash-after', 'lost-response'];
}

function strikesOf(
  { calls }: Pick<Lived, 'calls'>,
  faults: (call: Call) => readonly CallFault[],
): readonly Strike[] {
  return withoutEchoes(calls).flatMap((call) => {
    // A call that an earlier fault met is not seen by those that wait behind it.
    const isBefore = (other: Call) => other.step === call.step && other.nth < call.nth;
    const after = calls.filter((one) => isBefore(one) && one.fault === undefined && isLike(call, one)).length;
    return faults(call).map((fault) => ({ call, fault, after }));
  });
}

function isAfter({ call }: Strike, { call: other }: Strike): boolean {
  return other.step > call.step || (other.step === call.step && other.nth > call.nth);
}

function momentOf({ moments }: Lived, { call }: Strike): Moment {
  const found = moments.find(({ step }) => step === call.step);
  if (found === undefined) throw new Error(`Step ${call.step} was not lived.`);
  return found;
}
