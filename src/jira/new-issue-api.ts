import { route } from '@forge/api';
import * as v from 'valibot';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Settings } from '../settings/settings';
import type { IssueLink } from '../submissions/submission';
import { askJira } from './jira-http-api';
import { PROPERTY } from './jql';
import { fewerFields, type Wanted, whyNotCreated } from './why-not-created';

export type NewIssue = {
  readonly projectId: string;
  readonly issueTypeId: string;
  /** At most 254 characters, no line break. */
  readonly summary: string;
  /** An ADF document. */
  readonly description: object;
  /** Further fields by id, values as Jira takes them. */
  readonly fields: Readonly<Record<string, unknown>>;
  readonly assignee?: string;
  /** The value of our issue property; set in the same call, so that no issue exists without its mark. */
  readonly property: object;
};

const Created = v.object({ id: v.string(), key: v.string() });

/**
 * Creates an issue as the app. `jira.required-fields` (values.fields: what the project demands and we did not give),
 * `jira.field-refused` (values.fields: which of ours to drop), `jira.project-gone`, `jira.issue-type-gone`,
 * `jira.forbidden`, `jira.later`. Jira has no idempotency key: whatever is not a clear answer says `look-up`.
 */
export function createIssue(issue: NewIssue): Promise<Result<v.InferOutput<typeof Created>, Problem>> {
  const fields = {
    ...issue.fields,
    project: { id: issue.projectId },
    issuetype: { id: issue.issueTypeId },
    summary: issue.summary,
    description: issue.description,
    ...(issue.assignee === undefined ? {} : { assignee: { accountId: issue.assignee } }),
  };
  return askJira(
    {
      as: 'app',
      method: 'POST',
      path: route`/rest/api/3/issue`,
      body: { fields, properties: [{ key: PROPERTY, value: issue.property }] },
      unsure: 'look-up',
      refusal: (refusal) => whyNotCreated(refusal, Object.keys(fields)),
    },
    Created,
  );
}

/** What a try gives, and names of what was left out so far, which the issue may say. */
type Draft<Field> = (
  takes: ReadonlyMap<string, Field>,
  left: readonly string[],
) => NewIssue | Promise<NewIssue>;

type Made = {
  readonly issue: IssueLink;
  /** Names of what it had to be made without. */
  readonly left: readonly string[];
  readonly isWhole: boolean;
};

/** Creates with all of these fields; where Jira refuses some, with fewer. `left`: names of what was left out before. */
export async function createWithFewer<Field extends Wanted>(
  all: ReadonlyMap<string, Field>,
  draft: Draft<Field>,
  left: readonly string[] = [],
): Promise<Result<Made, Problem>> {
  let [takes, without] = [all, left];
  for (let drops = 0; ; drops++) {
    const issue = await draft(takes, without);
    const made = await createIssue(issue);
    const { projectId } = issue;
    if (made.ok) return ok({ issue: { ...made.value, projectId }, left: without, isWhole: takes === all });
    const fewer = fewerFields(takes, made.problem, drops);
    if (fewer === undefined) return made;
    const lost = fieldsIn(issue).filter((id) => !fewer.has(id));
    without = [...without, ...lost.map((id) => takes.get(id)?.name ?? id)];
    takes = fewer;
  }
}

function fieldsIn({ fields, assignee }: NewIssue): readonly string[] {
  return [...Object.keys(fields), ...(assignee === undefined ? [] : ['assignee'])];
}

type OwnIssue = Pick<NewIssue, 'summary' | 'description' | 'property'> & {
  readonly assignee: string | undefined;
};

/** An issue about no submission: in the usual project, with everything that was chosen for issues, or without the person. */
export async function createOwn(
  { project, requiredValues }: Pick<Settings, 'project' | 'requiredValues'>,
  { assignee, ...about }: OwnIssue,
): Promise<Result<IssueLink, Problem>> {
  if (project === undefined) return fail({ code: 'settings.not-configured', retry: 'after-fix' });
  const { id: projectId, issueTypeId } = project;
  const droppable = new Map(
    assignee === undefined ? [] : [['assignee', { name: 'assignee', required: false }]],
  );
  const made = await createWithFewer(droppable, (takes) => ({
    ...about,
    projectId,
    issueTypeId,
    fields: requiredValues,
    ...present({ assignee: takes.has('assignee') ? assignee : undefined }),
  }));
  return made.ok ? ok(made.value.issue) : made;
}
