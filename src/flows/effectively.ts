import type { EffectHandler, EffectHandlers, Outcome, Subject } from '../effects/effect-handler';
import { effectHandlers } from '../effects/handlers';
import { mirrorOf, type PropertyValue } from '../jira/mirror';
import { plusSeconds } from '../kernel/instant';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Watch } from '../mandanten/watch';
import { loadWatch } from '../mandanten/watch-store';
import { now } from '../platform/clock';
import { surroundings } from '../platform/context';
import { runOf } from '../runs/authors-store';
import { mayAllSend, personAsker } from '../security/person-api';
import { keptBy } from '../settings/may-transmit';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';
import { mayLeave, UNAPPROVED } from '../submissions/decisions/approval';
import { orderersOf } from '../submissions/decisions/orderer';
import { environmentOf, isElsewhere } from '../submissions/environment';
import type { SubmissionEvent } from '../submissions/events';
import { isHarmless, isInDoubt, isUnreachable } from '../submissions/in-doubt';
import { diesAgain, earlierOf, isBegun, isLeaving } from '../submissions/life/effort';
import { pendingEffect } from '../submissions/life/pending-effects';
import { append, appendAtLast, appendSent, byApp, reload } from '../submissions/record-store';
import type { Stored } from '../submissions/stored';
import { isAtJira, isSend, type PendingEffect } from '../submissions/submission';
import { type Book, once, type Ready } from './once';

/** What an invocation has of its own: nothing of an installation lives longer. */
type Means = {
  readonly handlers: EffectHandlers;
  /** Whether those by whose word a step sends may still send, asked at the moment of sending. */
  readonly mayOrder: ReturnType<typeof mayAllSend>;
  readonly facts: Facts;
};

/** The means of one look, which began with these settings. */
export function meansOf(settings: Settings): Means {
  return { handlers: effectHandlers(), mayOrder: mayAllSend(personAsker()), facts: factsFrom(settings) };
}

type Fact = Pick<Subject, 'settings' | 'watch'>;
type Facts = {
  /** As they are at this moment. */
  readonly ofNow: (mandant: string) => Promise<Fact>;
  /** As this look has read them already. */
  readonly ofLook: (mandant: string) => Promise<Fact>;
};

function factsFrom(begunWith: Settings): Facts {
  let [settings, watch]: [Settings, Watch | undefined] = [begunWith, undefined];
  const ofLook = async (mandant: string) => {
    watch ??= (await loadWatch(mandant)).watch;
    return { settings, watch };
  };
  const ofNow = async (mandant: string) => {
    [settings, watch] = [(await loadSettings()).data, undefined];
    return ofLook(mandant);
  };
  return { ofNow, ofLook };
}

/** Does one effect of a submission once, on its chained record. Answers the state to go on with. */
export async function effectively(
  means: Means,
  stored: Stored,
  step: { do: 'try' | 'look'; pending: PendingEffect },
): Promise<Stored> {
  const { pending } = step;
  const handler = means.handlers[pending.effect.kind] as EffectHandler;
  if (diesAgain(pending)) return onlyNow(stored, afterTooManyDeaths(pending));
  const ready = async (begun: Stored) =>
    readyFor(await subjectOf(begun, means.facts, pending), { ...means, handler, pending });
  const { saysLeave, onlyOnce } = handler;
  const earlier = saysLeave === true ? earlierOf(pending) : undefined;
  const work = { book: BOOK, pending, ready, ...present({ saysLeave, onlyOnce, earlier }) };
  return once(work, stored, handler.lookUp === undefined ? 'try' : step.do);
}

/** Effects of submissions are on record in their chains. */
const BOOK: Book<Stored> = {
  begin: (stored, event) => append(stored, event, byApp()),
  note: (stored, event, { sent, mirrored } = {}) =>
    sent === undefined
      ? appendAtLast(withMirror(stored, event, mirrored), event)
      : appendSent(stored, event, sent),
  reload: async ({ state, hintAt }) => ({ ...(await reload(state.id)), ...present({ hintAt }) }),
  isBegun: ({ state }, lease) => isBegun(pendingEffect(state, lease.key), lease),
  isLeaving: ({ state }, lease) => isLeaving(pendingEffect(state, lease.key), lease),
};

/** The effect wrote the property along; whoever wrote the record meanwhile makes that doubtful, and it is written once more. */
function withMirror(stored: Stored, event: SubmissionEvent, mirrored: PropertyValue | undefined): Stored {
  const issue = event.what === 'done' ? (event.issue ?? stored.state.issue) : undefined;
  return mirrored === undefined || issue === undefined
    ? stored
    : { ...stored, mirror: mirrorOf(issue.id, mirrored) };
}

/** Before anything leaves for DATEV or Looker is asked, everything is read anew; a text in Jira says what the look knows. */
async function subjectOf({ state }: Stored, facts: Facts, { effect }: PendingEffect): Promise<Subject> {
  const fact = await (isAtJira(effect) ? facts.ofLook : facts.ofNow)(state.mandant);
  const run = await runOf(state);
  return { submission: state, ...fact, now: now(), ...present({ run }) };
}

/**
 * A person is asked: an execution is begun anew from the start, anything else may have happened and is looked for. Only the issue
 * by which people learn of it at all cannot wait for them: it is tried again after a pause.
 */
function afterTooManyDeaths({ key, effect }: PendingEffect): SubmissionEvent {
  if (effect.kind === 'make-run')
    return { what: 'refused', key, cause: { source: 'run', code: 'run.dies', faults: [] } };
  const problem: Problem = { code: 'platform.dies', retry: 'after-fix' };
  return effect.kind === 'create-issue'
    ? { what: 'doubted', key, problem, notBefore: plusSeconds(now(), PAUSE_SECONDS) }
    : { what: 'held', key, problem, inDoubt: true };
}

const PAUSE_SECONDS = 3600;

/** Somebody who was faster decides. */
async function onlyNow(stored: Stored, event: SubmissionEvent): Promise<Stored> {
  const begun = await append(stored, event, byApp());
  return begun === 'conflict' ? reload(stored.state.id) : begun;
}

type Doing = {
  readonly pending: PendingEffect;
  readonly handler: EffectHandler;
  readonly mayOrder: Means['mayOrder'];
};

function readyFor(subject: Subject, doing: Doing): Ready {
  const { handler, pending } = doing;
  const { submission, settings } = subject;
  const isAway = isSend(pending.effect) && isElsewhere(submission, settings.environment);
  return {
    act: async (leave) => {
      // First: that a step is kept here would end its doubt.
      if (isAway && isInDoubt(pending) && !isHarmless(submission, pending.effect)) return GIVE_UP;
      const kept = await whyKept(subject, doing);
      if (kept !== undefined) return asOutcome(kept);
      if (isAway) return OTHER_ENVIRONMENT;
      return handler.act(subject, pending as never, leave);
    },
    lookUp: async () => {
      const found = await handler.lookUp?.(whereItBelongs(subject), pending as never);
      if (!isAway || found?.is !== 'problem' || !isUnreachable(found.problem)) return found;
      return isHarmless(submission, pending.effect) ? { ...found, is: 'start-over' } : GIVE_UP;
    },
    // What is repeated is asked again whether it may leave: the look itself is always allowed.
    afterLooks: () => handler.afterLooks?.(settings),
  };
}

/** Nobody will be able to look there: it is for a person to decide. */
const GIVE_UP = { is: 'give-up' } as const satisfies Outcome;

/** It was made for the other environment of DATEV: a switch of the settings sends nothing there for which nobody meant it. */
const OTHER_ENVIRONMENT: Outcome = {
  is: 'refused',
  cause: { source: 'preflight', code: 'preflight-environment', faults: [] },
};

/** What may have left is looked for where it went. */
function whereItBelongs(subject: Subject): Subject {
  const { submission, settings } = subject;
  return {
    ...subject,
    settings: { ...settings, environment: environmentOf(submission, settings.environment) },
  };
}

/** Why a step must not send now: it was stopped since or may not go from here, is not approved, or nobody stands for it any more who may. */
async function whyKept(
  { submission: child, run, settings }: Subject,
  { pending: { effect }, mayOrder }: Doing,
): Promise<Problem | undefined> {
  if (!isSend(effect)) return undefined;
  const kept = keptBy(settings, surroundings().environmentType);
  if (kept !== undefined) return kept;
  if (!mayLeave(effect, { child, run })) return UNAPPROVED;
  const may = await mayOrder(orderersOf(effect, { child, run }), settings);
  if (!may.ok) return may.problem;
  return may.value ? undefined : { code: 'access.orderer', retry: 'after-fix' };
}

function asOutcome(problem: Problem): Outcome {
  return { is: 'problem', problem };
}
