import { allConnections, connectionsOf } from '../../datev/login/all-connections-store';
import { loadApprovals, noteApprovals } from '../../datev/login/approvals-store';
import { type Connection, isCopy, isLeftOver } from '../../datev/login/connection';
import { type EndStage, type EndWarning, markOf, stageOf, warningStep } from '../../datev/login/end-warning';
import { loadWarning, noteWarning, saveWarning, warningsAhead } from '../../datev/login/end-warning-store';
import { MAIN, tidyConnection } from '../../datev/login/token-store';
import { done, fromProblem, type Outcome } from '../../effects/effect-handler';
import { ownIssue } from '../../effects/own-issue';
import { quietUntil } from '../../health/health-store';
import { closeWarning, openWarning, tellStage } from '../../jira/end-warning-api';
import { linkOwn } from '../../jira/own-link-store';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { allWatches } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { log } from '../../platform/log';
import type { Versioned } from '../../platform/records';
import type { Settings } from '../../settings/settings';
import type { SubmissionEvent } from '../../submissions/events';
import { hiddenAgain } from '../../submissions/hidden';
import { type Book, once, type Work } from '../once';

/** Every hour: of the session and the approvals of watched Mandanten, what is over ends, and long-term ones are warned of. */
export async function warnOfEnds(settings: Settings): Promise<void> {
  const mandanten = (await allWatches()).map(({ mandant }) => mandant);
  const known = await loadApprovals();
  const connections = await connectionsOf(
    known === null ? mandanten : mandanten.filter((mandant) => known.includes(mandant)),
  );
  if (known === null) await noteApprovals(mandantenOf(connections));
  await tidy(connections);
  if ((await quietUntil()) !== undefined) return;
  // A copy of the site does not use the approval; the original warns.
  const used = connections.filter(
    (one) =>
      one.mode === 'long-term' &&
      one.environment === settings.environment &&
      !isCopy(one, surroundings().cloudId),
  );
  const ahead = await warningsAhead(used.map(({ id }) => id));
  for (const connection of used) {
    // Said to one of them, too: nothing is put on record of what would be refused.
    if ((await quietUntil()) !== undefined) return;
    await warnOfEnd(settings, { connection, held: await loadWarning(connection.id, ahead) });
  }
}

/** Every day: of all approvals, also of Mandanten never watched. Finding those reads every record, so not every hour. */
export async function tidyApprovals(): Promise<void> {
  const all = await allConnections();
  await tidy(all);
  await noteApprovals(mandantenOf(all));
}

function mandantenOf(connections: readonly Connection[]): readonly string[] {
  return connections.map(({ id }) => id).filter((id) => id !== MAIN);
}

async function tidy(connections: readonly Connection[]): Promise<void> {
  const at = now();
  for (const connection of connections.filter((one) => isLeftOver(one, at)))
    await tidyConnection(connection.id);
}

type Held = Versioned<EndWarning>;
type About = {
  readonly settings: Settings;
  readonly connection: Connection;
  readonly stage: EndStage | undefined;
};

/** One look at one approval: at most one thing is done, by the helper that does everything once. */
async function warnOfEnd(
  settings: Settings,
  { connection, held }: { readonly connection: Connection; readonly held: Held },
): Promise<void> {
  const at = now();
  const stage = stageOf(connection, at);
  const step = warningStep(held.data, stage, at);
  if (step === 'nothing') return;
  if (step === 'forget') {
    await noteWarning(connection.id, held, ({ number }) => ({ number }));
    return;
  }
  const about = { settings, connection, stage };
  await once(WORK[step](about, held.data), held, step === 'look' ? 'look' : 'try');
}

const WORK = { open: issueWanted, look: issueWanted, tell: stageTold, close: closed };

/** The issue, which must not be made twice. */
function issueWanted({ settings, connection, stage }: About, before: EndWarning): Work<Held> {
  const { wantedSince, looks = 0 } = before;
  const number = wantedSince === undefined ? before.number + 1 : before.number;
  const mark = markOf(connection.id, number);
  return {
    pending: { ...workOn(mark), looks, ...present({ triedAt: wantedSince }) },
    book: bookOf(connection, (warning, event) => withIssue(warning, event, { number, stage })),
    onlyOnce: true,
    ready: async () => ({
      ...ownIssue(mark, () => openWarning(settings, { mark, connection, stage: stage ?? 0 })),
      // Renewed in the meantime: there is nothing to say any more.
      afterLooks: () => (stage === undefined ? 'give-up' : 'repeat'),
    }),
  };
}

function withIssue(
  warning: EndWarning,
  event: SubmissionEvent,
  { number, stage }: { readonly number: number; readonly stage: EndStage | undefined },
): EndWarning {
  switch (event.what) {
    case 'trying':
      return { number, wantedSince: now(), notBefore: event.leaseUntil };
    case 'looking':
      return { ...warning, notBefore: event.leaseUntil };
    case 'looked':
      return { ...warning, looks: (warning.looks ?? 0) + 1, notBefore: event.notBefore };
    case 'doubted':
      return { ...warning, notBefore: event.notBefore };
    case 'done':
      // Of one that was found nobody knows which stage it tells of; telling it once more is told once.
      return {
        number,
        ...present({ issueId: event.issue?.id, told: event.found === true ? undefined : stage }),
      };
    default:
      // Surely not there: the next hour tries again at once.
      return { number };
  }
}

function stageTold(
  { settings, connection, stage = 0 }: About,
  { issueId = '', number }: EndWarning,
): Work<Held> {
  const tell = async () => {
    const told = await tellStage(issueId, { connection, stage }, settings.language);
    // Issues of earlier versions of the app have no link.
    if (told.ok) await linkOwn(issueId, markOf(connection.id, number));
    return told;
  };
  return {
    pending: workOn(`tell-${stage}`),
    book: bookOf(connection, (warning, event) => {
      if (event.what === 'done') return { ...seen(warning), told: stage };
      return event.what === 'issue-hidden' ? unseen(warning) : warning;
    }),
    ready: async () => ({ act: async () => outcomeOf(await tell()) }),
  };
}

function closed({ settings, connection }: About, { issueId = '' }: EndWarning): Work<Held> {
  return {
    pending: workOn('close'),
    book: bookOf(connection, (warning, { what }) => {
      if (what === 'done') return { number: warning.number };
      return what === 'issue-hidden' ? unseen(warning) : warning;
    }),
    ready: async () => ({
      act: async () => outcomeOf(await closeWarning(issueId, connection, settings.language)),
    }),
  };
}

function seen({ hidden: _, ...warning }: EndWarning): EndWarning {
  return warning;
}

/** Not there may mean hidden: it is looked for again, and only Jira's word that somebody deleted it makes it gone (ADR 0021). */
function unseen(warning: EndWarning): EndWarning {
  return { ...warning, hidden: hiddenAgain(warning.hidden, now()) };
}

function workOn(key: string): Work<Held>['pending'] {
  return { key, state: 'due', tries: 0, looks: 0 };
}

function outcomeOf(told: Result<void, Problem>): Outcome {
  return told.ok ? done : fromProblem(told.problem);
}

/** A warning is on record in one small record of its Mandant; the log hears what is in the way. */
function bookOf(
  { id }: Connection,
  after: (warning: EndWarning, event: SubmissionEvent) => EndWarning,
): Book<Held> {
  return {
    begin: (held, event) => saveWarning(id, held, after(held.data, event)),
    note: async (held, event) => {
      if ('problem' in event) log('warning.failed', { connection: id, code: event.problem?.code });
      if (event.what === 'done' && event.issue !== undefined)
        await linkOwn(event.issue.id, markOf(id, held.data.number));
      return noteWarning(id, held, (warning) => after(warning, event));
    },
    reload: () => loadWarning(id),
    isBegun: ({ data }, { leaseUntil }) => data.notBefore === leaseUntil,
  };
}
