import { ownIssue } from '../../effects/own-issue';
import { linkOwn } from '../../jira/own-link-store';
import { closeStorm, openStorm, tellStorm } from '../../jira/storm-api';
import type { StormFacts } from '../../jira/text/storm-text';
import { present } from '../../kernel/present';
import { isForNow, type Problem } from '../../kernel/problem';
import { now } from '../../platform/clock';
import { log } from '../../platform/log';
import type { Versioned } from '../../platform/records';
import type { Settings } from '../../settings/settings';
import { afterMaking, factsOf, isLost, tending, told, unseen } from '../../storms/own-issue';
import {
  issueOf,
  parentStep,
  type Storm,
  type Storms,
  stormWith,
  withChanged,
  without,
} from '../../storms/storm';
import { changeStorm, changeStorms, loadStorms, saveStorms } from '../../storms/storm-store';
import type { SubmissionEvent } from '../../submissions/events';
import type { Tally } from '../../submissions/lists/tally';
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
  const step = tending(storm, facts, { now: at, mayMake });
  if (step === 'end') return end(settings, storm, facts);
  if (step === 'make' || step === 'look') return make(settings, { storm, facts }, step);
  const issue = issueOf(storm);
  if (step === 'nothing' || issue === undefined) return;
  const written = await tellStorm(issue.id, facts, settings.language);
  await note(storm, written.ok ? undefined : written.problem, (one) => told(one, facts, at));
}

/** All of it has ended: its issue says so, and it is forgotten. */
async function end(settings: Settings, storm: Storm, facts: StormFacts): Promise<void> {
  const issue = issueOf(storm);
  const closed = issue && (await closeStorm(issue.id, facts, settings.language));
  if (closed?.ok === false && isForNow(closed.problem)) return;
  const isUnseen = closed?.ok === false && closed.problem.code === 'jira.issue-gone';
  if (isUnseen && !isLost(storm, now())) return note(storm, closed.problem, (one) => one);
  await changeStorms((all) => without(all, storm));
}

/** What came of writing to its issue. Not there may mean hidden: it is looked for again, and no other is made. */
async function note(
  storm: Storm,
  problem: Problem | undefined,
  wrote: (storm: Storm) => Storm,
): Promise<void> {
  if (problem === undefined) await changeStorm(storm.id, wrote);
  else if (problem.code === 'jira.issue-gone') await changeStorm(storm.id, (one) => unseen(one, now()));
  else log('storm.untold', { storm: storm.id, code: problem.code });
}

/** The external id of a storm's own issue. */
function markOf(storm: string): string {
  return `storm-${storm}`;
}

type About = { readonly storm: Storm; readonly facts: StormFacts };

async function make(settings: Settings, about: About, step: 'make' | 'look'): Promise<void> {
  const held = await loadStorms();
  const storm = stormWith(held.data, about.storm.id);
  // Somebody else may have come here meanwhile: a round in which Jira is slow is overtaken by the next one.
  if (storm === undefined || parentStep(storm, now()) !== step) return;
  const { wantedSince, looks = 0 } = storm;
  const mark = markOf(storm.id);
  const work: Work<Versioned<Storms>> = {
    pending: { key: about.storm.id, state: 'due', tries: 0, looks, ...present({ triedAt: wantedSince }) },
    book: bookOf(about),
    onlyOnce: true,
    ready: async () => ownIssue(mark, () => openStorm(settings, { mark, facts: about.facts })),
  };
  await once(work, held, step === 'make' ? 'try' : 'look');
}

/** Storms are on record together; whoever writes on what somebody else has changed finds out. */
function bookOf({ storm: { id }, facts }: About): Book<Versioned<Storms>> {
  const after = (all: Storms, event: SubmissionEvent) =>
    withChanged(all, id, (one) => afterMaking(one, event, { facts, now: now() }));
  return {
    begin: (held, event) => saveStorms(held, after(held.data, event)),
    note: async (_, event) => {
      if ('problem' in event) log('storm.failed', { storm: id, code: event.problem?.code });
      if (event.what === 'done' && event.issue !== undefined) await linkOwn(event.issue.id, markOf(id));
      await changeStorms((all) => after(all, event));
      return loadStorms();
    },
    reload: () => loadStorms(),
    isBegun: ({ data }, { leaseUntil }) => stormWith(data, id)?.notBefore === leaseUntil,
  };
}
