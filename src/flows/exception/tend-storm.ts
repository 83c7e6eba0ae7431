import { ownIssue } from '../../effects/own-issue';
import { closeStorm, openStorm, tellStorm } from '../../jira/storm-api';
import type { StormFacts } from '../../jira/text/storm-text';
import { plusSeconds } from '../../kernel/instant';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { now } from '../../platform/clock';
import { log } from '../../platform/log';
import type { Versioned } from '../../platform/records';
import type { Settings } from '../../settings/settings';
import { isOver, parentStep, type Storm, type Storms, wantsTelling, without } from '../../storms/storm';
import { changeStorm, changeStorms, loadStorms, saveStorms } from '../../storms/storm-store';
import type { SubmissionEvent } from '../../submissions/events';
import { causeFor } from '../../submissions/lists/cause-key';
import { stormIn, type Tally } from '../../submissions/lists/tally';
import { type Book, once, type Work } from '../once';

/** One look at the own issue of a storm: at most one thing is done, the making of it by the helper that does everything once. */
export async function tendStorm(
  settings: Settings,
  {
    storm,
    tallies,
    mayMake,
  }: { readonly storm: Storm; readonly tallies: readonly Tally[]; readonly mayMake: boolean },
): Promise<void> {
  const at = now();
  const facts = factsOf(storm, tallies);
  const { issue } = storm;
  if (isOver(storm, facts, at)) return end(settings, storm, facts);
  const step = parentStep(storm, at);
  // Counts are found by an index, which shows late what has just joined.
  if (mayMake && facts.open > 0 && (step === 'make' || step === 'look'))
    return make(settings, { storm, facts }, step);
  if (issue === undefined || storm.goneAt !== undefined || !wantsTelling(storm, facts, at)) return;
  const told = await tellStorm(issue.id, facts, settings.language);
  await note(storm, told.ok ? undefined : told.problem, (one) => ({ ...one, ...toldOf(facts, at) }));
}

function toldOf({ most, open, waiting }: StormFacts, at: string): Partial<Storm> {
  return { most, told: { open, waiting, at } };
}

/** What is counted of it, over all Mandanten. */
function factsOf(storm: Storm, tallies: readonly Tally[]): StormFacts {
  const counts = tallies.map((tally) => stormIn(tally, storm.id));
  const sum = (what: 'open' | 'waiting') => counts.reduce((all, one) => all + Math.max(0, one[what]), 0);
  const [open, waiting] = [sum('open'), sum('waiting')];
  const mandanten = counts.filter((one) => one.open > 0).length;
  return { cause: causeFor(storm.cause), most: Math.max(storm.most, open), open, waiting, mandanten };
}

/** All of it has ended: its issue says so, and it is forgotten. */
async function end(settings: Settings, storm: Storm, facts: StormFacts): Promise<void> {
  const { issue, goneAt } = storm;
  const closed =
    issue === undefined || goneAt !== undefined
      ? undefined
      : await closeStorm(issue.id, facts, settings.language);
  const later = closed?.ok === false && (closed.problem.retry === 'later' || closed.problem.retry === 'now');
  if (later) return;
  await changeStorms((all) => without(all, storm));
}

/** What came of writing to its issue. Whoever deletes it has decided: no other is made. */
async function note(
  storm: Storm,
  problem: Problem | undefined,
  wrote: (storm: Storm) => Storm,
): Promise<void> {
  if (problem === undefined) await changeStorm(storm.id, wrote);
  else if (problem.code === 'jira.issue-gone')
    await changeStorm(storm.id, (one) => ({ ...one, goneAt: now() }));
  else log('storm.untold', { storm: storm.id, code: problem.code });
}

type About = { readonly storm: Storm; readonly facts: StormFacts };

async function make(settings: Settings, about: About, step: 'make' | 'look'): Promise<void> {
  const held = await loadStorms();
  const storm = held.data.storms.find(({ id }) => id === about.storm.id);
  // Somebody else may have come here meanwhile: a round in which Jira is slow is overtaken by the next one.
  if (storm === undefined || parentStep(storm, now()) !== step) return;
  const { wantedSince, looks = 0 } = storm;
  const mark = `storm-${storm.id}`;
  const work: Work<Versioned<Storms>> = {
    pending: { key: about.storm.id, state: 'due', tries: 0, looks, ...present({ triedAt: wantedSince }) },
    book: bookOf(about),
    makes: true,
    ready: async () => ownIssue(mark, () => openStorm(settings, { mark, facts: about.facts })),
  };
  await once(work, held, step === 'make' ? 'try' : 'look');
}

/** Storms are on record together; whoever writes on what somebody else has changed finds out. */
function bookOf({ storm: { id }, facts }: About): Book<Versioned<Storms>> {
  const after = (all: Storms, event: SubmissionEvent): Storms => ({
    ...all,
    storms: all.storms.map((one) => (one.id === id ? withIssue(one, event, facts) : one)),
  });
  return {
    begin: (held, event) => saveStorms(held, after(held.data, event)),
    note: async (_, event) => {
      if ('problem' in event) log('storm.failed', { storm: id, code: event.problem?.code });
      await changeStorms((all) => after(all, event));
      return loadStorms();
    },
    reload: () => loadStorms(),
    isBegun: ({ data }, { leaseUntil }) =>
      data.storms.some((one) => one.id === id && one.notBefore === leaseUntil),
  };
}

function withIssue(storm: Storm, event: SubmissionEvent, facts: StormFacts): Storm {
  const { wantedSince: _, looks = 0, notBefore: __, isRefused: ___, ...rest } = storm;
  switch (event.what) {
    case 'trying':
      return { ...rest, wantedSince: now(), notBefore: event.leaseUntil };
    case 'looking':
      return { ...storm, notBefore: event.leaseUntil };
    case 'looked':
      return { ...storm, looks: looks + 1, notBefore: event.notBefore };
    case 'doubted':
      return { ...storm, notBefore: event.notBefore };
    case 'done':
      // Of one that was found nobody knows what it says: it is written anew.
      return {
        ...rest,
        ...present({ issue: event.issue }),
        ...(event.found === true ? {} : toldOf(facts, now())),
      };
    case 'postponed':
      return { ...rest, notBefore: event.notBefore };
    default:
      return { ...rest, isRefused: true, notBefore: laterThan(now()) };
  }
}

/** What Jira does not take today it may take once somebody has changed a setting. */
function laterThan(at: string): string {
  return plusSeconds(at, 3600);
}
