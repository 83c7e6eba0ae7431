import { type ConfigAction, type ConfigEvent, changeOf } from '../audit/config-event';
import { worded } from '../audit/config-words';
import { present } from '../kernel/present';
import type { Notices } from './notices';
import type { Routing, RoutingRule } from './routing';
import type { Settings } from './settings';

/** What a change of the settings means; `undefined` when they say the same as before. */
export function settingsChange(before: Settings, after: Settings): ConfigEvent | undefined {
  return changeOf({
    ...ABOUT,
    what: switchDeed(before, after) ?? 'settings.changed',
    before: worded(decided(before)),
    after: worded(decided(after)),
    ...namesOf(before, after),
  });
}

const ABOUT = { what: 'settings.changed', about: 'settings' } as const;

/** One of the switches, and nothing else. */
function switchDeed(before: Settings, after: Settings): ConfigAction | undefined {
  const isSame = (without: (settings: Settings) => unknown) =>
    changeOf({ ...ABOUT, before: without(before), after: without(after) }) === undefined;
  if (isSame(withoutStop)) return after.stopped === undefined ? 'sending.resumed' : 'sending.stopped';
  if (isSame(withoutPause)) return after.paused === undefined ? 'storms.resumed' : 'storms.paused';
  return undefined;
}

/** Who stopped and when says the entry itself; names of groups stand beside what says them by id. */
function decided({ stopped, paused, routing, notices, ...settings }: Settings) {
  return {
    ...withoutNames(settings),
    ...present({
      routing: routing && { land: routing.land, rules: byScope(routing) },
      notices: notices && { ...notices, escalation: byPlace(notices.escalation.map(stepSaid)) },
      stopped: stopped && { reason: stopped.reason },
      paused: paused && { reason: paused.reason },
    }),
  };
}

/**
 * Rules under whom and what they are for, so that one that changed is told member by member. Where several are for the same, the later
 * one goes first, as in `jira/routing`; in which order others stand means nothing.
 */
function byScope({ rules }: Routing) {
  const said = new Map<string, Readonly<Record<string, Said>>>();
  for (const rule of rules) {
    const { mandant = 'all-mandanten', class: cause = 'all-causes' } = rule;
    const before = said.get(mandant);
    said.set(mandant, { ...before, [cause]: { ...before?.[cause], ...saidBy(rule, before?.[cause]) } });
  }
  return Object.fromEntries(said);
}
type Said = { readonly fields?: RoutingRule['fields'] };

/** The turns by their place, because a list would not say that two people changed places. */
function saidBy({ mandant: _, class: __, ...rule }: RoutingRule, before: Said | undefined): Said {
  const { assignees, fields } = rule;
  return {
    ...rule,
    ...present({
      assignees: assignees && byPlace(assignees),
      fields: fields && { ...before?.fields, ...fields },
    }),
  };
}

function stepSaid({ afterDays, people }: Notices['escalation'][number]) {
  return { afterDays, people: byPlace(people) };
}

/** Under the place in the list, because a list would not say what changed in it. */
function byPlace<T>(all: readonly T[]): Readonly<Record<string, T>> {
  return Object.fromEntries(all.map((one, n) => [`${n + 1}`, one]));
}

function withoutStop({ stopped: _, ...settings }: Settings) {
  return withoutNames(settings);
}

function withoutPause({ paused: _, ...settings }: Settings) {
  return withoutNames(settings);
}

/** Nor what the app keeps by itself: since when something counts says the entry that made it count. */
function withoutNames<S extends Settings>({ v: _, groupNames: __, countsSince: ___, ...settings }: S) {
  return settings;
}

function namesOf(before: Settings, after: Settings): { readonly names?: Readonly<Record<string, string>> } {
  const all = { ...before.groupNames, ...after.groupNames };
  const groups = [before, after].flatMap(({ groups: of }) => [
    ...of.resubmit,
    ...of.mappings,
    ...(of.readers ?? []),
    ...Object.values(of.readersOf ?? {}).flat(),
  ]);
  const names = Object.fromEntries(Object.entries(all).filter(([id]) => groups.includes(id)));
  return Object.keys(names).length === 0 ? {} : { names };
}
