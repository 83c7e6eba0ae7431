import { type Connection, isCopy, isLeftOver } from '../datev/login/connection';
import type { EndStage } from '../datev/login/end-warning';
import { loadWarning, saveWarning } from '../datev/login/end-warning-store';
import { tidyConnection } from '../datev/login/token-store';
import { type WarnPorts, warnOfEnd } from '../flows/warn-of-end';
import type { Adf } from '../jira/adf';
import { addComment, findComment } from '../jira/comment-api';
import {
  type EndFacts,
  endComment,
  endDescription,
  endSummary,
  renewedComment,
} from '../jira/end-warning-text';
import { createIssue, type NewIssue, readIssue } from '../jira/issue-api';
import { listTransitions, transition } from '../jira/transition-api';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { allWatches, loadWatch } from '../mandanten/watch-store';
import { now } from '../platform/clock';
import { surroundings } from '../platform/context';
import { log } from '../platform/log';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';
import { ownIssues } from './site';
import { allConnections, connectionsOf } from './wiring-connection';

/** Every hour: of the session and the approvals of watched Mandanten, what is over ends, and long-term ones are warned of. */
export async function runWarnings(): Promise<void> {
  const { data: settings } = await loadSettings();
  const connections = await connectionsOf((await allWatches()).map(({ mandant }) => mandant));
  await tidy(connections);
  for (const connection of connections) {
    // A copy of the site does not use the approval; the original warns.
    const isUsed =
      connection.environment === settings.environment && !isCopy(connection, surroundings().cloudId);
    if (connection.mode !== 'long-term' || !isUsed) continue;
    const problem = await warnOfEnd(portsFor(settings), connection);
    if (problem !== undefined) log('warning.failed', { connection: connection.id, code: problem.code });
  }
}

/** Every day: of all approvals, also of Mandanten never watched. Finding those reads every record, so not every hour. */
export async function tidyConnections(): Promise<void> {
  await tidy(await allConnections());
}

async function tidy(connections: readonly Connection[]): Promise<void> {
  const at = now();
  for (const connection of connections.filter((one) => isLeftOver(one, at)))
    await tidyConnection(connection.id);
}

function portsFor(settings: Settings): WarnPorts {
  const lang = settings.language;
  return {
    now,
    load: loadWarning,
    save: saveWarning,
    open: (mark, connection, stage) => open(settings, { mark, connection, stage }),
    find,
    tell: async (issueId, connection, stage) =>
      commentOnce(
        issueId,
        `approval-${connection.id}-${stage}`,
        endComment(await factsOf(connection, stage), lang),
      ),
    close: async (issueId, connection) => {
      const until = connection.why === 'disconnected' ? undefined : connection.refreshUntil;
      const event = `approval-${connection.id}-renewed-${connection.generation}`;
      const told = await commentOnce(issueId, event, renewedComment(until, lang));
      return told.ok ? moveToDone(issueId) : told;
    },
  };
}

async function factsOf(connection: Connection, stage: EndStage): Promise<EndFacts> {
  const { watch } = await loadWatch(connection.id);
  const { id, refreshUntil } = connection;
  return { mandant: id, until: refreshUntil, stage, mandantName: watch.name };
}

type Opening = { readonly mark: string; readonly connection: Connection; readonly stage: EndStage };

/** With everything that was chosen for issues; a refused extra must not cost the warning. */
async function open(
  settings: Settings,
  { mark, connection, stage }: Opening,
): Promise<Result<{ id: string }, Problem>> {
  const { project, language, requiredValues, defaultAssignee } = settings;
  if (project === undefined) return fail({ code: 'settings.not-configured', retry: 'after-fix' });
  const facts = await factsOf(connection, stage);
  const { watch } = await loadWatch(connection.id);
  const bare: NewIssue = {
    projectId: project.id,
    issueTypeId: project.issueTypeId,
    summary: endSummary(facts, language),
    description: endDescription(facts, language),
    fields: requiredValues,
    property: { v: 1, externalId: mark, jobId: '', mandant: connection.id, errorCode: '' },
  };
  const made = await createIssue({ ...bare, ...present({ assignee: watch.assignee ?? defaultAssignee }) });
  const isExtra =
    !made.ok && (made.problem.code === 'jira.field-refused' || made.problem.code === 'jira.assignee');
  return isExtra ? createIssue(bare) : made;
}

async function find(mark: string): Promise<Result<string | undefined, Problem>> {
  const found = await ownIssues(mark);
  return found.ok ? ok(found.value[0]?.id) : found;
}

async function commentOnce(issueId: string, event: string, body: Adf): Promise<Result<void, Problem>> {
  const there = await findComment(issueId, event);
  if (!there.ok) return there;
  if (there.value) return ok(undefined);
  const added = await addComment(issueId, body, event);
  return added.ok ? ok(undefined) : added;
}

/** Into any done status the workflow offers without asking for more; without one the comment has to be enough. */
async function moveToDone(issueId: string): Promise<Result<void, Problem>> {
  const issue = await readIssue(issueId, { changelog: false });
  if (!issue.ok) return issue;
  if (issue.value.statusCategory === 'done') return ok(undefined);
  const choices = await listTransitions(issueId);
  if (!choices.ok) return choices;
  const way = choices.value.find(({ toCategory, needsFields }) => toCategory === 'done' && !needsFields);
  return way === undefined ? ok(undefined) : transition(issueId, way.id);
}
