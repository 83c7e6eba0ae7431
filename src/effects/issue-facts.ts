import { readAssignee } from '../jira/issue-api';
import { namesOf, toldAt } from '../jira/people-api';
import { classOf, personIn, routeOf } from '../jira/routing';
import { statusNamesIn } from '../jira/status-names-api';
import type { Adf } from '../jira/text/adf';
import { commentBody } from '../jira/text/comment-text';
import type { Approvers, IssueFacts } from '../jira/text/facts-words';
import { berlinDay } from '../kernel/berlin';
import { present } from '../kernel/present';
import { authorsFor } from '../runs/authors-store';
import { inWords } from '../runs/run-name';
import { approversOf, oneApprover } from '../security/approvers-api';
import { deliveredStatus, type Settings } from '../settings/settings';
import { fileAtDatev, isAsMade } from '../submissions/shown-file';
import type { Attempt, IssueLink, Note } from '../submissions/submission';
import type { Subject } from './effect-handler';

/** A note as a comment at this issue, in the language and with the statuses of the site. */
export async function commentFor(note: Note, subject: Subject, issue: IssueLink): Promise<Adf> {
  const { language } = subject.settings;
  const facts = {
    ...(await factsOf(subject, issue.projectId)),
    ...sendersIn(subject.settings),
    to: await addressees(note, subject, issue),
  };
  const asks = note.about === 'approval-wanted' || note.about === 'approval-late';
  if (!asks) return commentBody(note, facts, language);
  return commentBody(note, { ...facts, approvers: await approversIn(subject, issue.projectId) }, language);
}

/** After these it needs whoever works on it; other comments only tell, or say themselves whom they are for. */
const WANTS_SOMEBODY: ReadonlySet<Note['about']> = new Set([
  ...(['failed-again', 'unknown', 'asks-unchanged', 'superseded'] as const),
  ...([
    'no-file',
    'file-errors',
    'not-allowed',
    'not-approved',
    'newer-run',
    'asks-click',
    'not-over',
  ] as const),
]);

async function addressees(note: Note, subject: Subject, issue: IssueLink): Promise<readonly Person[]> {
  if (note.about === 'overdue') return toldAt(note.step, subject.settings.notices);
  return WANTS_SOMEBODY.has(note.about) ? whoeverActs(subject, issue) : [];
}

/** Whom Jira says it is assigned to; of one that is assigned to nobody whoever would get it today. The comment comes also where Jira does not say. */
async function whoeverActs(
  { submission, settings, watch, now }: Subject,
  issue: IssueLink,
): Promise<readonly Person[]> {
  const assigned = await readAssignee(issue.id);
  if (!assigned.ok) return [];
  if (assigned.value !== undefined) return [assigned.value];
  const route = routeOf(settings.routing, { mandant: submission.mandant, class: classOf(submission) });
  const how = { ofMandant: watch.assignee, usual: settings.defaultAssignee, today: berlinDay(now) };
  const person = personIn(route, how);
  if (person === undefined) return [];
  const name = (await namesOf([person])).get(person) ?? '';
  return name === '' ? [] : [{ accountId: person, name }];
}

/** The groups that may send; none where whoever may edit an issue may. */
function sendersIn(settings: Settings): { readonly resubmitGroups?: readonly string[] } {
  return settings.groups.resubmit.length === 0 ? {} : { resubmitGroups: groupsIn(settings) };
}

/** Names of the groups that may send. */
function groupsIn({ groups, groupNames = {} }: Settings): readonly string[] {
  return groups.resubmit.flatMap((group) => groupNames[group] ?? []);
}

/** Who may approve the run that waits for it. */
export async function approversIn(subject: Subject, projectId: string): Promise<Approvers> {
  const { submission, settings } = subject;
  const authors = await authorsFor(submission);
  const people = await approversOf(submission, { settings, authors, projectId });
  return { people, ...(settings.groups.resubmit.length === 0 ? {} : { groups: groupsIn(settings) }) };
}

/** One of them, where the project demands an assignee and more may than are named. */
export async function approverIn(
  { submission, settings }: Subject,
  projectId: string,
): Promise<string | undefined> {
  return oneApprover(submission, { settings, authors: await authorsFor(submission), projectId });
}

/** What a text in Jira may say of a submission, in an issue of this project. */
export async function factsOf(subject: Subject, projectId: string): Promise<IssueFacts> {
  const { submission, settings, watch } = subject;
  const last = submission.attempts.at(-1);
  const ownOf = isAsMade(submission) ? submission.from?.of : undefined;
  const { fileName, label } = inWords(fileAtDatev(submission), submission.run, settings.language);
  const { resubmit, close, delivered } = await statusNamesIn(settings, projectId);
  return {
    mandant: submission.mandant,
    kind: submission.kind,
    fileName,
    program: submission.program,
    resubmitStatuses: resubmit,
    closeStatuses: close,
    deliveredStatuses: delivered,
    movesDelivered: deliveredStatus(settings, projectId) !== undefined,
    ...present({
      mandantName: watch.name,
      label,
      ownOf,
      jobId: last?.jobId,
      doubt: doubtOf(last),
      records: last?.records,
      sentAt: last?.sentAt,
      expectedBy: submission.run?.expectedBy,
    }),
  };
}

/** What nobody knows of the last transmission, where a person has to find out. */
function doubtOf(last: Attempt | undefined): IssueFacts['doubt'] {
  if (last?.state !== 'unknown') return undefined;
  if (last.isLost === true) return 'lost';
  return last.jobId === undefined ? undefined : 'silent';
}

type Person = { readonly accountId: string; readonly name: string };
