import { present } from '../kernel/present';
import type { Lang, Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Settings } from '../settings/settings';
import type { IssueLink } from '../submissions/submission';
import { commentOnce } from './comment-api';
import { moveToDone } from './done-api';
import { createIssue, editFields, type NewIssue } from './issue-api';
import { ownLinks } from './own-api';
import { toldAt } from './people-api';
import type { Adf } from './text/adf';
import { type StormFacts, stormDescription, stormOver, stormOverdue, stormSummary } from './text/storm-text';

/** The external id of a storm's own issue. */
function markOf(storm: string): string {
  return `storm-${storm}`;
}

type Opening = { readonly storm: string; readonly facts: StormFacts };

/** Makes it, with everything that was chosen for issues; a refused extra must not cost it. Jira tells nobody less for it: `notifyUsers` is no parameter of creating. */
export async function openStorm(
  settings: Settings,
  { storm, facts }: Opening,
): Promise<Result<IssueLink, Problem>> {
  const { project, language, requiredValues, defaultAssignee } = settings;
  if (project === undefined) return fail({ code: 'settings.not-configured', retry: 'after-fix' });
  const bare: NewIssue = {
    projectId: project.id,
    issueTypeId: project.issueTypeId,
    summary: stormSummary(facts, language),
    description: stormDescription(facts, language),
    fields: requiredValues,
    property: { v: 1, externalId: markOf(storm), jobId: '', mandant: '', errorCode: facts.cause.code },
  };
  const made = await createIssue({ ...bare, ...present({ assignee: defaultAssignee }) });
  const isExtra =
    !made.ok && (made.problem.code === 'jira.field-refused' || made.problem.code === 'jira.assignee');
  const issue = isExtra ? await createIssue(bare) : made;
  return issue.ok ? ok({ ...issue.value, projectId: project.id }) : issue;
}

/** The issue that carries this storm's mark; of two, the older one. */
export async function findStorm(storm: string): Promise<Result<IssueLink | undefined, Problem>> {
  const found = await ownLinks(markOf(storm));
  return found.ok ? ok(found.value[0]) : found;
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
