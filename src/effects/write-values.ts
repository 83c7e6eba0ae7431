import { issueValues, type PropertyValue, propertyOf } from '../jira/issue-values';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { ISSUE_FIELDS, type IssueField } from '../submissions/submission';
import { type EffectHandler, fromProblem, type Outcome, repeat, type Subject } from './effect-handler';

export type WriteValuesPorts = {
  writeProperty(issueId: string, value: PropertyValue): Promise<Result<void, Problem>>;
  /** All our own custom fields of one issue in one call; a field this site does not know is left out. */
  writeFields(issueId: string, values: Readonly<Record<IssueField, string>>): Promise<Result<void, Problem>>;
  editFields(issueId: string, fields: Readonly<Record<string, string>>): Promise<Result<void, Problem>>;
  /** Health: an optional field was refused by this site. */
  noteRefusedFields(problem: Problem): Promise<void>;
};

/** The searchable mark. Idempotent: the same value may be written any number of times. */
export function writeProperty(ports: WriteValuesPorts): EffectHandler<'write-property'> {
  return {
    act: (subject) => onIssue(subject, (id) => ports.writeProperty(id, propertyOf(subject.submission))),
    afterLooks: repeat,
  };
}

/** Our own custom fields sit on no screen and are written by the app only (DESIGN §5). Idempotent. */
export function writeFields(ports: WriteValuesPorts): EffectHandler<'write-fields'> {
  return {
    act: (subject) =>
      onIssue(subject, (id) => optional(ports, ports.writeFields(id, issueValues(subject.submission)))),
    afterLooks: repeat,
  };
}

/** Ordinary fields an admin mapped. A refused one is dropped and said in health; the issue stays right without it. */
export function editFields(ports: WriteValuesPorts): EffectHandler<'edit-fields'> {
  return {
    act: (subject) => onIssue(subject, (id) => optional(ports, ports.editFields(id, mappedValues(subject)))),
    afterLooks: repeat,
  };
}

function mappedValues(subject: Subject): Readonly<Record<string, string>> {
  const values = issueValues(subject.submission);
  const pairs = ISSUE_FIELDS.flatMap((name) => {
    const id = subject.settings.fields[name];
    return id === undefined ? [] : [[id, values[name]] as const];
  });
  return Object.fromEntries(pairs);
}

async function onIssue(
  subject: Subject,
  write: (issueId: string) => Promise<Result<void, Problem>>,
): Promise<Outcome> {
  const id = subject.submission.issue?.id;
  if (id === undefined) return { is: 'issue-gone' };
  const written = await write(id);
  return written.ok ? { is: 'done' } : fromProblem(written.problem);
}

async function optional(
  ports: WriteValuesPorts,
  writing: Promise<Result<void, Problem>>,
): Promise<Result<void, Problem>> {
  const written = await writing;
  if (written.ok || written.problem.retry !== 'after-fix') return written;
  await ports.noteRefusedFields(written.problem);
  return { ok: true, value: undefined };
}
