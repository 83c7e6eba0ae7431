import { noteRefusedFields } from '../health/health-store';
import * as issues from '../jira/issue-api';
import { ISSUE_FIELDS, issueValues } from '../jira/issue-fields';
import { propertyOf } from '../jira/mirror';
import { writeOwnFields } from '../jira/own-api';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { asItFailed } from '../submissions/life/late-issue';
import { type EffectHandler, fromProblem, type Outcome, type Subject } from './effect-handler';

/** The searchable mark. Idempotent: the same value may be written any number of times. */
export const writeProperty: EffectHandler<'write-property'> = {
  async act(subject) {
    const mirrored = propertyOf(subject.submission, subject.settings.routing);
    const outcome = await onIssue(subject, (id) => issues.writeProperty(id, mirrored));
    return outcome.is === 'done' ? { ...outcome, mirrored } : outcome;
  },
};

/** Our own custom fields sit on no screen and are written by the app only. Idempotent. */
export const writeFields: EffectHandler<'write-fields'> = {
  act: (subject) => onIssue(subject, (id) => optional(writeOwnFields(id, valuesIn(subject)))),
};

/** Ordinary fields an admin mapped. A refused one is dropped and said in health; the issue stays right without it. */
export const editFields: EffectHandler<'edit-fields'> = {
  act: (subject) => onIssue(subject, (id) => optional(editMapped(id, subject))),
};

/** One that is not on the screen must not keep the others out. In another than the usual project, for which they were chosen, that is no trouble. */
async function editMapped(id: string, subject: Subject): Promise<Result<void, Problem>> {
  const { submission, settings } = subject;
  const values = mappedValues(subject);
  const written = await issues.editFields(id, values);
  if (written.ok) return written;
  // Any other problem names none.
  const refused = String(written.problem.values?.['fields'] ?? '').split(', ');
  const rest = Object.entries(values).filter(([field]) => !refused.includes(field));
  if (rest.length === Object.keys(values).length) return written;
  const again = rest.length === 0 ? ok(undefined) : await issues.editFields(id, Object.fromEntries(rest));
  return again.ok && submission.issue?.projectId === settings.project?.id ? written : again;
}

function mappedValues(subject: Subject): Readonly<Record<string, string>> {
  const values = valuesIn(subject);
  const pairs = ISSUE_FIELDS.flatMap((name) => {
    const id = subject.settings.fields[name];
    return id === undefined ? [] : [[id, values[name]] as const];
  });
  return Object.fromEntries(pairs);
}

/** Of what failed, as when the issue was made: what is on its way since has no error yet. */
function valuesIn({ submission }: Subject): ReturnType<typeof issueValues> {
  return issueValues(asItFailed(submission));
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

async function optional(writing: Promise<Result<void, Problem>>): Promise<Result<void, Problem>> {
  const written = await writing;
  if (written.ok || written.problem.retry !== 'after-fix') return written;
  await noteRefusedFields(String(written.problem.values?.['fields'] ?? ''));
  return { ok: true, value: undefined };
}
