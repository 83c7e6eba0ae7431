import type { Connection } from '../datev/login/connection';
import type { EndStage } from '../datev/login/end-warning';
import type { Lang } from '../kernel/lang';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { loadWatch } from '../mandanten/watch-store';
import type { Settings } from '../settings/settings';
import type { IssueLink } from '../submissions/submission';
import { commentOnce } from './comment-api';
import { moveToDone } from './done-api';
import { createOwn } from './new-issue-api';
import {
  type EndFacts,
  endComment,
  endDescription,
  endSummary,
  renewedComment,
} from './text/end-warning-text';

async function factsOf(connection: Connection, stage: EndStage): Promise<EndFacts> {
  const { watch } = await loadWatch(connection.id);
  const { id, refreshUntil } = connection;
  return { mandant: id, until: refreshUntil, stage, mandantName: watch.name };
}

type Opening = { readonly mark: string; readonly connection: Connection; readonly stage: EndStage };

export async function openWarning(
  settings: Settings,
  { mark, connection, stage }: Opening,
): Promise<Result<IssueLink, Problem>> {
  const { language, defaultAssignee } = settings;
  const facts = await factsOf(connection, stage);
  const { watch } = await loadWatch(connection.id);
  return createOwn(settings, {
    summary: endSummary(facts, language),
    description: endDescription(facts, language),
    property: { v: 1, externalId: mark, jobId: '', mandant: connection.id, errorCode: '' },
    assignee: watch.assignee ?? defaultAssignee,
  });
}

/** Comments once per stage; `jira.issue-gone` when a person deleted the issue. */
export async function tellStage(
  issueId: string,
  { connection, stage }: Pick<Opening, 'connection' | 'stage'>,
  lang: Lang,
): Promise<Result<void, Problem>> {
  const event = `approval-${connection.id}-${stage}`;
  return commentOnce(issueId, event, async () => endComment(await factsOf(connection, stage), lang));
}

/** Says that it is over, once, and moves the issue to a done status if there is a way. */
export async function closeWarning(
  issueId: string,
  connection: Connection,
  lang: Lang,
): Promise<Result<void, Problem>> {
  const until = connection.why === 'disconnected' ? undefined : connection.refreshUntil;
  const event = `approval-${connection.id}-renewed-${connection.generation}`;
  const told = await commentOnce(issueId, event, () => renewedComment(until, lang));
  return told.ok ? moveToDone(issueId) : told;
}
