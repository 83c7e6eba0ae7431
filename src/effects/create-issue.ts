import { helpUrlOf } from '../datev/cause';
import { loadVerbatim } from '../datev/verbatim-store';
import { noteMissed, noteRefusedFields, noteTaken } from '../health/health-store';
import { claimIssue } from '../jira/claim-store';
import { ISSUE_FIELDS, issueValues } from '../jira/issue-fields';
import { type PropertyValue, propertyOf } from '../jira/mirror';
import { needsOf } from '../jira/needs';
import { createWithFewer, type NewIssue } from '../jira/new-issue-api';
import { ownLinks } from '../jira/own-api';
import type { CreateScreen } from '../jira/project';
import { createScreen } from '../jira/project-api';
import {
  classOf,
  dueDayAfter,
  type Filed,
  filedBy,
  filledSummary,
  inPlace,
  type Place,
  personIn,
  placesOf,
} from '../jira/routing';
import type { Adf } from '../jira/text/adf';
import { approvalDescription, approvalSummary } from '../jira/text/approval-text';
import type { Approvers } from '../jira/text/facts-words';
import { issueDescription, issueSummary, MAX_SUMMARY } from '../jira/text/issue-text';
import { withLeft, withMissed } from '../jira/text/left-text';
import { demanded } from '../jira/why-not-created';
import { berlinDay } from '../kernel/berlin';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { APPROVAL } from '../submissions/life/approval-telling';
import { asItFailed, isAboutEnd } from '../submissions/life/late-issue';
import type { IssueLink, Submission } from '../submissions/submission';
import type { EffectHandler, Outcome, Subject } from './effect-handler';
import { attributesOf } from './issue-attributes';
import { approverIn, approversIn, factsOf } from './issue-facts';

/**
 * What is to be told, and where. `told`: the submission as it was when it failed, which text, fields and place go by; `missed`: the key of the
 * project in which it was to be.
 */
type Filing = Subject & { readonly place: Place; readonly told: Submission; readonly missed?: string };

type Done = Extract<Outcome, { readonly is: 'done' }>;

type Draft = Pick<NewIssue, 'fields' | 'assignee'> & { readonly property: PropertyValue };

/**
 * One issue per failed job. The property with the external id goes into the create call, so the mark is atomic with the
 * issue; after a lost answer Jira's index is asked for it (A1) and the issue adopted.
 */
export const createIssue: EffectHandler<'create-issue'> = {
  onlyOnce: true,
  async act(subject, pending) {
    if (isThere(subject.submission) || isNeedless(subject.submission, pending.key))
      return { is: 'problem', problem: { code: 'jira.not-needed', retry: 'never' } };
    const told = asItFailed(subject.submission);
    const places = placesOf(subject.settings, { mandant: told.mandant, class: classOf(told) });
    if (!(await claimIssue(subject.submission)))
      return { is: 'problem', problem: { code: 'jira.already-claimed', retry: 'never' } };
    const made = await inPlace(places, async (place, missed) => {
      if (missed !== undefined) await noteMissed(missed.project, missed.problem);
      const filed = await fileIn({ ...subject, told, place, ...present({ missed: missed?.project.key }) });
      if (filed.ok && places.length > 1) await noteTaken(place.project.id);
      return filed;
    });
    return made.ok ? made.value : { is: 'problem', problem: made.problem };
  },
  async lookUp(subject) {
    const { issue } = subject.submission;
    // People work there already (ADR 0010); one that may have been made all the same is joined to it once Jira's index shows it.
    if (issue !== undefined && isThere(subject.submission)) return { is: 'found', issue, joins: true };
    const found = await ownLinks(subject.submission.id);
    if (!found.ok) return { is: 'problem', problem: found.problem };
    const first = found.value[0];
    if (first === undefined) return { is: 'absent' };
    const unwritten = isMapped(subject) ? ({ unwritten: true } as const) : {};
    return { is: 'found', issue: link(first, subject), tells: true, ...unwritten };
  },
};

async function fileIn(filing: Filing): Promise<Result<Done, Problem>> {
  const screen = await createScreen(filing.place);
  if (!screen.ok) return screen;
  const isUsual = filing.place.project.id === filing.settings.project?.id;
  return create(isUsual ? filing : withFieldsOf(filing, screen.value), screen.value);
}

/** Fields for our values were chosen in the usual project; in another one those count that are there, too. */
function withFieldsOf(filing: Filing, screen: CreateScreen): Filing {
  const there = Object.entries(filing.settings.fields).filter(([, id]) => id !== undefined && screen.has(id));
  return { ...filing, settings: { ...filing.settings, fields: Object.fromEntries(there) } };
}

/** Another step has made one, or found one, since this was planned. */
function isThere({ issue }: Submission): boolean {
  return issue !== undefined && issue.deletedAt === undefined;
}

/** It was to ask for an approval that is given meanwhile, and there is nothing else to tell. */
function isNeedless({ asks, attempts }: Submission, key: string): boolean {
  const isToAsk = key.startsWith(APPROVAL.issue) && asks?.what !== 'approve-run';
  return isToAsk && attempts.at(-1)?.cause === undefined;
}

/** Creates with everything the screen takes. Of what Jira refuses whoever looks at health learns; the issue says so itself. */
async function create(filing: Filing, screen: CreateScreen): Promise<Result<Done, Problem>> {
  const asks = filing.submission.asks?.what === 'approve-run';
  const waits = asks ? await approversIn(filing, filing.place.project.id) : undefined;
  const person = await assigneeOf(filing, screen, waits);
  const open = demanded(screen, draftOf(filing, screen, person));
  if (open !== undefined) return fail(open);
  const made = await createWithFewer(
    screen,
    (takes, left) => newIssue(filing, { ...draftOf(filing, takes, person), left }, waits),
    filed(filing, screen).left,
  );
  if (!made.ok) return made;
  const { issue, left, isWhole } = made.value;
  if (left.length > 0) await noteRefusedFields(left.join(', '));
  return ok(done(issue, filing, isWhole && everythingMapped(filing, screen)));
}

/** `waits`: it is about a run that waits for one of these. */
async function newIssue(
  filing: Filing,
  { left, ...draft }: Draft & { readonly left: readonly string[] },
  waits: Approvers | undefined,
): Promise<NewIssue> {
  const { place, missed, settings } = filing;
  const text =
    waits === undefined
      ? await failureText({ ...filing, submission: filing.told })
      : await approvalText(filing, waits);
  const whole = withLeft(text.description, left, settings.language);
  return {
    projectId: place.project.id,
    issueTypeId: place.issueTypeId,
    summary: summaryOf(filing, text.summary),
    description: withMissed(whole, missed, settings.language),
    ...draft,
  };
}

type IssueText = { readonly summary: string; readonly description: Adf };

async function approvalText(filing: Filing, approvers: Approvers): Promise<IssueText> {
  const { language } = filing.settings;
  const facts = { ...(await factsOf(filing, filing.place.project.id)), approvers };
  return {
    summary: approvalSummary(facts, language, MAX_SUMMARY),
    description: approvalDescription(facts, language),
  };
}

async function failureText(filing: Filing): Promise<IssueText> {
  const { submission, settings } = filing;
  const last = submission.attempts.at(-1);
  const facts = await factsOf(filing, filing.place.project.id);
  const verbatim = await loadVerbatim(submission.id, last?.revision ?? 1);
  const helpUrl = helpUrlOf(verbatim === undefined ? undefined : present(verbatim));
  const about = {
    ...facts,
    hasFile: submission.files.length > 0,
    ...present({ cause: last?.cause, helpUrl }),
  };
  return {
    summary: issueSummary(about, settings.language),
    description: issueDescription(about, settings.language),
  };
}

function done(created: IssueLink, filing: Filing, complete: boolean): Done {
  const mirrored = propertyOf(filing.submission, filing.settings.routing);
  const unwritten = complete ? {} : ({ unwritten: true } as const);
  return { is: 'done', issue: link(created, filing), mirrored, tells: true, ...unwritten };
}

function link(issue: IssueLink, subject: Subject): IssueLink {
  const { id, key, projectId } = issue;
  return { id, key, projectId, ...(isMapped(subject) ? { mapped: true } : {}) };
}

function draftOf(filing: Filing, screen: CreateScreen, assignee: string | undefined): Draft {
  const { settings } = filing;
  const values = issueValues(filing.told);
  const mapped = ISSUE_FIELDS.flatMap((name) => {
    const id = settings.fields[name];
    return id !== undefined && screen.has(id) && values[name] !== '' ? [[id, values[name]] as const] : [];
  });
  const given = Object.entries(settings.requiredValues).filter(([id]) => screen.has(id));
  return {
    fields: {
      ...Object.fromEntries(given),
      ...filed(filing, screen).fields,
      ...Object.fromEntries(mapped),
    },
    property: propertyOf(filing.submission, settings.routing),
    ...(screen.has('assignee') ? present({ assignee }) : {}),
  };
}

/** What the routing puts into the create call. */
function filed(filing: Filing, screen: CreateScreen): Filed {
  const { told, place, settings, now } = filing;
  // Of what has ended nothing is to be done any more, by whatever day, but for a run that ended with something to compare.
  const isOver = told.end !== undefined && !isAboutEnd(told) && screen.get('duedate')?.required !== true;
  const since = berlinDay(needsOf(told)?.since ?? now);
  const due = isOver ? undefined : dueDayAfter(settings.routing, place.route, since);
  return filedBy(place.route, { screen, attributes: attributesOf({ ...filing, submission: told }), due });
}

function summaryOf(filing: Filing, ours: string): string {
  const { summary } = filing.place.route;
  const attributes = attributesOf({ ...filing, submission: filing.told });
  const filled = summary === undefined ? '' : filledSummary(summary, attributes, MAX_SUMMARY);
  return filled === '' ? ours : filled;
}

/**
 * Whose Mandant it is, or whose turn; of an approval only somebody who may give it: the only one who may, or one of them where the project
 * demands somebody.
 */
async function assigneeOf(
  filing: Filing,
  screen: CreateScreen,
  waits: Approvers | undefined,
): Promise<string | undefined> {
  const { watch, settings, now, place } = filing;
  const today = berlinDay(now);
  const usual = personIn(place.route, { ofMandant: watch.assignee, usual: settings.defaultAssignee, today });
  if (waits === undefined) return usual;
  const may = waits.people.map(({ accountId }) => accountId);
  if (usual !== undefined && may.includes(usual)) return usual;
  if (may.length === 1) return may[0];
  if (screen.get('assignee')?.required !== true) return undefined;
  return may[0] ?? (await approverIn(filing, place.project.id)) ?? usual;
}

function isMapped({ settings }: Subject): boolean {
  return ISSUE_FIELDS.some((name) => settings.fields[name] !== undefined);
}

function everythingMapped(filing: Filing, screen: CreateScreen): boolean {
  return ISSUE_FIELDS.every((name) => {
    const id = filing.settings.fields[name];
    return id === undefined || screen.has(id);
  });
}
