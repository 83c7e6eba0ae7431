import { secondsInDay } from 'date-fns/constants';
import type { StormFacts } from '../jira/text/storm-text';
import { plusSeconds, secondsBetween } from '../kernel/instant';
import { present } from '../kernel/present';
import type { SubmissionEvent } from '../submissions/events';
import { hiddenAgain } from '../submissions/hidden';
import { causeFor } from '../submissions/lists/cause-key';
import { stormIn, type Tally } from '../submissions/lists/tally';
import { isOver, issueOf, parentStep, type Storm, type Storms, wantsTelling } from './storm';

/** The issue for the whole of a storm: what is to be done about it, and what becomes of the storm's record then. */

/** What is counted of a storm, over all Mandanten. */
export function factsOf(storm: Storm, tallies: readonly Pick<Tally, 'series'>[]): StormFacts {
  const counts = tallies.map((tally) => stormIn(tally, storm.id));
  const sum = (what: 'open' | 'waiting') => counts.reduce((all, one) => all + Math.max(0, one[what]), 0);
  const [open, waiting] = [sum('open'), sum('waiting')];
  const mandanten = counts.filter((one) => one.open > 0).length;
  return { cause: causeFor(storm.cause), most: Math.max(storm.most, open), open, waiting, mandanten };
}

/** At most one thing. Counts are found by an index, which shows late what has just joined: nothing is made of what has no file yet. */
export function tending(
  storm: Storm,
  facts: Pick<StormFacts, 'open' | 'waiting'>,
  { now, mayMake }: { readonly now: string; readonly mayMake: boolean },
): 'end' | 'make' | 'look' | 'tell' | 'nothing' {
  const isUnseen = issueOf(storm) !== undefined && (storm.hidden?.at ?? '') > now;
  if (isUnseen) return 'nothing';
  if (isOver(storm, facts, now)) return 'end';
  const step = parentStep(storm, now);
  if (mayMake && facts.open > 0 && (step === 'make' || step === 'look')) return step;
  // That it is there again is found out by writing to it.
  const tells = storm.hidden !== undefined || wantsTelling(storm, facts, now);
  return issueOf(storm) !== undefined && tells ? 'tell' : 'nothing';
}

/** Its issue says so much of it. */
export function told(storm: Storm, { most, open, waiting }: StormFacts, at: string): Storm {
  const { hidden: _, ...seen } = storm;
  return { ...seen, most, told: { open, waiting, at } };
}

/** Jira did not show its issue: hidden, until Jira says that somebody deleted it (ADR 0021). */
export function unseen(storm: Storm, now: string): Storm {
  return { ...storm, hidden: hiddenAgain(storm.hidden, now) };
}

/** A link to its issue was refused, and it is not there: the storm looks for it next, however many find out. */
export function suspected(storm: Storm, now: string): Storm {
  return storm.hidden === undefined && issueOf(storm) !== undefined ? unseen(storm, now) : storm;
}

/** Somebody deleted this issue, and has decided: no other is made. */
export function withoutIssue({ storms, ...all }: Storms, issueId: string, now: string): Storms {
  const gone = ({ hidden: _, ...storm }: Storm): Storm => ({ ...storm, goneAt: now });
  return { ...all, storms: storms.map((one) => (one.issue?.id === issueId ? gone(one) : one)) };
}

/** A storm that is over and whose issue nobody has seen for so long is forgotten. */
const UNSEEN_SECONDS = 30 * secondsInDay;

export function isLost({ hidden }: Storm, now: string): boolean {
  return hidden !== undefined && secondsBetween(hidden.since, now) >= UNSEEN_SECONDS;
}

/** How far the making of the issue is. */
export function afterMaking(
  storm: Storm,
  event: SubmissionEvent,
  { facts, now }: { readonly facts: StormFacts; readonly now: string },
): Storm {
  const { wantedSince: _, looks = 0, notBefore: __, isRefused: ___, ...rest } = storm;
  switch (event.what) {
    case 'trying':
      return { ...rest, wantedSince: now, notBefore: event.leaseUntil };
    case 'looking':
      return { ...storm, notBefore: event.leaseUntil };
    case 'looked':
      return { ...storm, looks: looks + 1, notBefore: event.notBefore };
    case 'doubted':
      return { ...storm, notBefore: event.notBefore };
    case 'done': {
      const made = { ...rest, ...present({ issue: event.issue }) };
      // Of one that was found nobody knows what it says: it is written anew.
      return event.found === true ? made : told(made, facts, now);
    }
    case 'postponed':
      return { ...rest, notBefore: event.notBefore };
    default:
      return { ...rest, isRefused: true, notBefore: plusSeconds(now, REFUSED_SECONDS) };
  }
}

/** What Jira does not take today it may take once somebody has changed a setting. */
const REFUSED_SECONDS = 3600;
