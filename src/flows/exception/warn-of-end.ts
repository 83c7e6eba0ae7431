import { allConnections, connectionsOf } from '../../datev/login/all-connections-store';
import { loadApprovals, noteApprovals } from '../../datev/login/approvals-store';
import { type Connection, isCopy, isLeftOver } from '../../datev/login/connection';
import { type EndStage, type EndWarning, stageOf, warningStep } from '../../datev/login/end-warning';
import { loadWarning, saveWarning } from '../../datev/login/end-warning-store';
import { MAIN, tidyConnection } from '../../datev/login/token-store';
import { closeWarning, findWarning, openWarning, tellStage } from '../../jira/end-warning-api';
import type { Problem } from '../../kernel/problem';
import { allWatches } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { log } from '../../platform/log';
import type { Versioned } from '../../platform/records';
import type { Settings } from '../../settings/settings';

/** Every hour: of the session and the approvals of watched Mandanten, what is over ends, and long-term ones are warned of. */
export async function warnOfEnds(settings: Settings): Promise<void> {
  const mandanten = (await allWatches()).map(({ mandant }) => mandant);
  const known = await loadApprovals();
  const connections = await connectionsOf(
    known === null ? mandanten : mandanten.filter((mandant) => known.includes(mandant)),
  );
  if (known === null) await noteApprovals(mandantenOf(connections));
  await tidy(connections);
  for (const connection of connections) {
    // A copy of the site does not use the approval; the original warns.
    const isUsed =
      connection.environment === settings.environment && !isCopy(connection, surroundings().cloudId);
    if (connection.mode !== 'long-term' || !isUsed) continue;
    const problem = await warnOfEnd(settings, connection);
    if (problem !== undefined) log('warning.failed', { connection: connection.id, code: problem.code });
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

/** The external id of the n-th warning about a Mandant's approval. */
function markOf(mandant: string, number: number): string {
  return `approval-${mandant}-${number}`;
}

/**
 * One look at one approval: at most one thing is done, marked before and kept after, so that a crash costs an hour and
 * never makes a second issue. Answers what was in the way, for the log.
 */
async function warnOfEnd(settings: Settings, connection: Connection): Promise<Problem | undefined> {
  const mandant = connection.id;
  const held = await loadWarning(mandant);
  const at = now();
  const stage = stageOf(connection, at);
  const step = warningStep(held.data, stage, at);
  const about = { settings, connection, mandant, held };
  if (step === 'open' && stage !== undefined) return openIssue(about, stage);
  if (step === 'look') return adopt(about, stage);
  if (step === 'tell' && stage !== undefined) return tell(about, stage);
  return step === 'close' ? close(about) : undefined;
}

type About = {
  readonly settings: Settings;
  readonly connection: Connection;
  readonly mandant: string;
  readonly held: Versioned<EndWarning>;
};

async function openIssue(
  { settings, connection, mandant, held }: About,
  stage: EndStage,
): Promise<Problem | undefined> {
  const wanted = { number: held.data.number + 1, wantedSince: now() };
  if ((await saveWarning(mandant, held, wanted)) === 'conflict') return undefined;
  return create({ settings, connection, mandant, held: { version: held.version + 1, data: wanted } }, stage);
}

async function create(
  { settings, connection, mandant, held }: About,
  stage: EndStage,
): Promise<Problem | undefined> {
  const { number } = held.data;
  const made = await openWarning(settings, { mark: markOf(mandant, number), connection, stage });
  if (made.ok) {
    await saveWarning(mandant, held, { number, issueId: made.value.id, told: stage });
    return undefined;
  }
  // Surely not created: the next hour tries again at once. Otherwise the mark stays, and Jira is asked first.
  if (made.problem.retry !== 'look-up') await saveWarning(mandant, held, { number });
  return made.problem;
}

/** An issue was wanted and nobody knows whether it was made. */
async function adopt(about: About, stage: EndStage | undefined): Promise<Problem | undefined> {
  const { mandant, held } = about;
  const { number } = held.data;
  const found = await findWarning(markOf(mandant, number));
  if (!found.ok) return found.problem;
  if (found.value !== undefined) {
    await saveWarning(mandant, held, { number, issueId: found.value });
    return undefined;
  }
  if (stage !== undefined) return create(about, stage);
  await saveWarning(mandant, held, { number });
  return undefined;
}

async function tell(
  { settings, connection, mandant, held }: About,
  stage: EndStage,
): Promise<Problem | undefined> {
  const { issueId = '' } = held.data;
  const told = await tellStage(issueId, { connection, stage }, settings.language);
  if (told.ok) {
    await saveWarning(mandant, held, { ...held.data, told: stage });
    return undefined;
  }
  if (told.problem.code !== 'jira.issue-gone') return told.problem;
  // Somebody deleted the issue and knew of the stages until then; the next hour tells this one in a new issue.
  await saveWarning(mandant, held, { number: held.data.number });
  return undefined;
}

async function close({ settings, connection, mandant, held }: About): Promise<Problem | undefined> {
  const closed = await closeWarning(held.data.issueId ?? '', connection, settings.language);
  if (!closed.ok && closed.problem.code !== 'jira.issue-gone') return closed.problem;
  await saveWarning(mandant, held, { number: held.data.number });
  return undefined;
}
