import type { Lang } from '../kernel/lang';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { Settings } from '../settings/settings';
import type { IssueLink } from '../submissions/submission';
import { commentOnce } from './comment-api';
import { moveToDone } from './done-api';
import { editFields } from './issue-api';
import { createOwn } from './new-issue-api';
import { toldAt } from './people-api';
import type { Adf } from './text/adf';
import { type StormFacts, stormDescription, stormOver, stormOverdue, stormSummary } from './text/storm-text';

/** `mark`: the external id of a storm's own issue. */
type Opening = { readonly mark: string; readonly facts: StormFacts };

/** Makes it. Jira tells nobody less for it: `notifyUsers` is no parameter of creating. */
export function openStorm(settings: Settings, { mark, facts }: Opening): Promise<Result<IssueLink, Problem>> {
  const { language, defaultAssignee } = settings;
  return createOwn(settings, {
    summary: stormSummary(facts, language),
    description: stormDescription(facts, language),
    property: { v: 1, externalId: mark, jobId: '', mandant: '', errorCode: facts.cause.code },
    assignee: defaultAssignee,
  });
}

/** Says how it stands; `jira.issue-gone` when a person deleted it. Only the newest text counts, so that writing it again is harmless. */
export function tellStorm(issueId: string, facts: StormFacts, lang: Lang): Promise<Result<void, Problem>> {
  return describe(issueId, stormDescription(facts, lang));
}

/** Tells whom the settings name for a step that it is overdue; once for each step, by the mark of the comment. */
export function remindOfStorm(
  issueId: string,
  { storm, step, days }: { readonly storm: string; readonly step: number; readonly days: number },
  { notices, language }: Pick<Settings, 'notices' | 'language'>,
): Promise<Result<void, Problem>> {
  return commentOnce(issueId, `storm-overdue-${storm}-${step}`, async () =>
    stormOverdue({ days, to: await toldAt(step, notices) }, language),
  );
}

/** Says that all of it has ended, and moves the issue to a done status where there is a way. */
export async function closeStorm(
  issueId: string,
  facts: StormFacts,
  lang: Lang,
): Promise<Result<void, Problem>> {
  const told = await describe(issueId, stormOver(facts, lang));
  return told.ok ? moveToDone(issueId) : told;
}

function describe(issueId: string, description: Adf): Promise<Result<void, Problem>> {
  return editFields(issueId, { description }, { isSilent: true });
}
