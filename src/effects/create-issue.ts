import { issueValues, type PropertyValue, propertyOf } from '../jira/issue-values';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import type { IssueLink } from '../submissions/submission';
import { ISSUE_FIELDS } from '../submissions/submission';
import type { EffectHandler, Outcome, Subject } from './effect-handler';

export type CreateIssuePorts = {
  /** Takes the claim for this submission's issue; false when another submission holds the job (DESIGN §5). */
  claim(subject: Subject): Promise<boolean>;
  /** Fields of the create screen by id, for the configured project and issue type. */
  createScreen(subject: Subject): Promise<Result<ReadonlyMap<string, ScreenField>, Problem>>;
  create(
    subject: Subject,
    draft: Draft,
  ): Promise<Result<{ id: string; key: string; projectId: string }, Problem>>;
  /** Issues with our external id that our own account created, oldest first. */
  find(externalId: string): Promise<Result<readonly IssueLink[], Problem>>;
};

export type ScreenField = {
  readonly id: string;
  /** As people see it on the create screen. */
  readonly name: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
};

export type Draft = {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly assignee?: string;
  readonly property: PropertyValue;
};

/**
 * One issue per failed job. The property with the external id goes into the create call, so the mark is atomic with the
 * issue; after a lost answer Jira's index is asked for it (A1) and the issue adopted.
 */
export function createIssue(ports: CreateIssuePorts): EffectHandler<'create-issue'> {
  return {
    async act(subject) {
      if (subject.settings.project === undefined) {
        return { is: 'problem', problem: { code: 'settings.not-configured', retry: 'after-fix' } };
      }
      if (!(await ports.claim(subject)))
        return { is: 'problem', problem: { code: 'jira.already-claimed', retry: 'never' } };
      const screen = await ports.createScreen(subject);
      if (!screen.ok) return { is: 'problem', problem: screen.problem };
      return attempt(ports, subject, screen.value);
    },
    async lookUp(subject) {
      const found = await ports.find(subject.submission.id);
      if (!found.ok) return { is: 'problem', problem: found.problem };
      const first = found.value[0];
      if (first === undefined) return { is: 'absent' };
      return { is: 'found', issue: link(first, subject), ...(isMapped(subject) ? { unwritten: true } : {}) };
    },
    afterLooks: () => 'repeat',
  };
}

/** Creates with everything the screen takes. A refused optional field must not cost the issue: it is dropped and told in health. */
async function attempt(
  ports: CreateIssuePorts,
  subject: Subject,
  screen: ReadonlyMap<string, ScreenField>,
): Promise<Outcome> {
  const missing = missingRequired(subject, screen);
  if (missing.length > 0) {
    return {
      is: 'problem',
      problem: { code: 'jira.required-fields', retry: 'after-fix', values: { fields: missing.join(', ') } },
    };
  }
  const full = draftOf(subject, screen);
  const created = await ports.create(subject, full);
  if (created.ok) return done(created.value, subject, everythingMapped(subject, screen));
  if (created.problem.code !== 'jira.field-refused' && created.problem.code !== 'jira.assignee')
    return { is: 'problem', problem: created.problem };
  const bare = await ports.create(subject, draftOf(subject, onlyRequired(screen)));
  return bare.ok ? done(bare.value, subject, false) : { is: 'problem', problem: bare.problem };
}

function done(
  created: { id: string; key: string; projectId: string },
  subject: Subject,
  complete: boolean,
): Outcome {
  return { is: 'done', issue: link(created, subject), ...(complete ? {} : { unwritten: true }) };
}

function link(issue: IssueLink, subject: Subject): IssueLink {
  const { id, key, projectId } = issue;
  return { id, key, projectId, ...(isMapped(subject) ? { mapped: true } : {}) };
}

function draftOf(subject: Subject, screen: ReadonlyMap<string, ScreenField>): Draft {
  const { settings, watch } = subject;
  const values = issueValues(subject.submission);
  const mapped = ISSUE_FIELDS.flatMap((name) => {
    const id = settings.fields[name];
    return id !== undefined && screen.has(id) && values[name] !== '' ? [[id, values[name]] as const] : [];
  });
  const given = Object.entries(settings.requiredValues).filter(([id]) => screen.has(id));
  const assignee = watch.assignee ?? settings.defaultAssignee;
  return {
    fields: { ...Object.fromEntries(given), ...Object.fromEntries(mapped) },
    property: propertyOf(subject.submission),
    ...(assignee !== undefined && screen.has('assignee') ? { assignee } : {}),
  };
}

/** Jira fills these itself, or we always give them. */
const GIVEN = new Set(['project', 'issuetype', 'summary', 'description', 'reporter']);

/** Names of the fields that the project demands and nobody has given a value. */
function missingRequired(subject: Subject, screen: ReadonlyMap<string, ScreenField>): readonly string[] {
  const draft = draftOf(subject, screen);
  return [...screen.values()]
    .filter((f) => f.required && !f.hasDefault && !GIVEN.has(f.id))
    .filter((f) => !(f.id in draft.fields) && !(f.id === 'assignee' && draft.assignee !== undefined))
    .map((f) => f.name);
}

function onlyRequired(screen: ReadonlyMap<string, ScreenField>): ReadonlyMap<string, ScreenField> {
  return new Map([...screen].filter(([, f]) => f.required));
}

function isMapped(subject: Subject): boolean {
  return ISSUE_FIELDS.some((name) => subject.settings.fields[name] !== undefined);
}

function everythingMapped(subject: Subject, screen: ReadonlyMap<string, ScreenField>): boolean {
  return ISSUE_FIELDS.every((name) => {
    const id = subject.settings.fields[name];
    return id === undefined || screen.has(id);
  });
}
