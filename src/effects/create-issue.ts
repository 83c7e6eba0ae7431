import { helpUrlOf } from '../datev/cause';
import { loadVerbatim } from '../datev/verbatim-store';
import { noteRefusedFields } from '../health/health-store';
import { claimIssue } from '../jira/claim-store';
import * as issues from '../jira/issue-api';
import { issueValues } from '../jira/issue-fields';
import { type PropertyValue, propertyOf } from '../jira/mirror';
import { needsOf } from '../jira/needs';
import { ownLinks } from '../jira/own-api';
import type { CreateField } from '../jira/project';
import { createFields } from '../jira/project-api';
import {
  classOf,
  dueDayOf,
  type Filed,
  filedBy,
  filledSummary,
  personIn,
  type Route,
  routeOf,
} from '../jira/routing';
import type { Adf } from '../jira/text/adf';
import { approvalDescription, approvalSummary } from '../jira/text/approval-text';
import type { Approvers } from '../jira/text/facts-words';
import { issueDescription, issueSummary, MAX_SUMMARY } from '../jira/text/issue-text';
import { withLeft } from '../jira/text/left-text';
import { berlinDay } from '../kernel/berlin';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { APPROVAL } from '../submissions/life/approval-telling';
import type { IssueLink, Submission } from '../submissions/submission';
import { ISSUE_FIELDS } from '../submissions/submission';
import { type EffectHandler, type Outcome, repeat, type Subject } from './effect-handler';
import { attributesOf } from './issue-attributes';
import { approversIn, factsOf } from './issue-facts';

/** Fields of the create screen by id, for the configured project and issue type. */
type CreateScreen = ReadonlyMap<string, CreateField>;

type Draft = {
  readonly fields: Readonly<Record<string, unknown>>;
  readonly assignee?: string;
  readonly property: PropertyValue;
};

/**
 * One issue per failed job. The property with the external id goes into the create call, so the mark is atomic with the
 * issue; after a lost answer Jira's index is asked for it (A1) and the issue adopted.
 */
export const createIssue: EffectHandler<'create-issue'> = {
  async act(subject, pending) {
    if (isNeedless(subject.submission, pending.key))
      return { is: 'problem', problem: { code: 'jira.not-needed', retry: 'never' } };
    if (subject.settings.project === undefined) {
      return { is: 'problem', problem: { code: 'settings.not-configured', retry: 'after-fix' } };
    }
    if (!(await claimIssue(subject.submission)))
      return { is: 'problem', problem: { code: 'jira.already-claimed', retry: 'never' } };
    const fields = await createFields(subject.settings.project.id, typeOf(subject));
    if (!fields.ok) return { is: 'problem', problem: fields.problem };
    return attempt(subject, new Map(fields.value.map((field) => [field.id, field])));
  },
  async lookUp(subject) {
    const found = await ownLinks(subject.submission.id);
    if (!found.ok) return { is: 'problem', problem: found.problem };
    const first = found.value[0];
    if (first === undefined) return { is: 'absent' };
    const unwritten = isMapped(subject) ? ({ unwritten: true } as const) : {};
    return { is: 'found', issue: link(first, subject), tells: true, ...unwritten };
  },
  afterLooks: repeat,
};

/** It was to ask for an approval that is given meanwhile, and there is nothing else to tell. */
function isNeedless({ asks, attempts }: Submission, key: string): boolean {
  const isToAsk = key.startsWith(APPROVAL.issue) && asks?.what !== 'approve-run';
  return isToAsk && attempts.at(-1)?.cause === undefined;
}

/**
 * What the issue is opened for: what failed, where a person sent something since, because the first try came to nothing. What became
 * of that the issue is told when it is there.
 */
function asItFailed(subject: Subject): Subject {
  const { label: _, ...submission } = subject.submission;
  const { asks, attempts, files } = submission;
  const at = attempts.findLastIndex(({ cause }) => cause !== undefined);
  if (asks !== undefined || at === -1 || at === attempts.length - 1) return subject;
  const label = files.find(({ revision }) => revision === attempts[at]?.revision)?.label;
  return {
    ...subject,
    submission: { ...submission, attempts: attempts.slice(0, at + 1), ...present({ label }) },
  };
}

/** So often fields that Jira names are left out one after the other, before only what the project demands goes. */
const MAX_DROPS = 3;

/** Creates with everything the screen takes. A refused optional field must not cost the issue: it is dropped and told. */
async function attempt(subject: Subject, screen: CreateScreen): Promise<Outcome> {
  const missing = missingRequired(subject, screen);
  if (missing.length > 0) {
    return {
      is: 'problem',
      problem: { code: 'jira.required-fields', retry: 'after-fix', values: { fields: missing.join(', ') } },
    };
  }
  const waits = subject.submission.asks?.what === 'approve-run' ? await approversIn(subject) : undefined;
  const { left } = filed(subject, screen);
  let [takes, dropped] = [screen, left];
  for (let drops = 0; ; drops++) {
    const created = await create(subject, { ...draftOf(subject, takes, waits), left: dropped }, waits);
    const isWhole = takes === screen && everythingMapped(subject, screen);
    if (created.ok) return tellDropped(dropped, done(created.value, subject, isWhole));
    const refused = refusedIn(created.problem, takes);
    const required = onlyRequired(screen);
    if (refused === undefined || takes.size === required.size)
      return { is: 'problem', problem: created.problem };
    const fewer = new Map([...takes].filter(([id]) => !refused.includes(id) || required.has(id)));
    const next = drops < MAX_DROPS && fewer.size < takes.size ? fewer : required;
    dropped = [...dropped, ...namesIn(takes, draftOf(subject, takes, waits), next)];
    takes = next;
  }
}

/** Which fields Jira says no to; `undefined`: that is not why. */
function refusedIn({ code, values }: Problem, takes: CreateScreen): readonly string[] | undefined {
  if (code === 'jira.assignee') return ['assignee'];
  if (code !== 'jira.field-refused') return undefined;
  const named = String(values?.['fields'] ?? '').split(', ');
  return [...takes.keys()].filter((id) => named.includes(id));
}

/** Names of what a draft had and the next one has not. */
function namesIn(takes: CreateScreen, { fields, assignee }: Draft, next: CreateScreen): readonly string[] {
  const had = [...Object.keys(fields), ...(assignee === undefined ? [] : ['assignee'])];
  return had.filter((id) => !next.has(id)).map((id) => takes.get(id)?.name ?? id);
}

/** Whoever looks at health learns it; the issue says so itself. */
async function tellDropped(dropped: readonly string[], outcome: Outcome): Promise<Outcome> {
  if (dropped.length > 0) await noteRefusedFields(dropped.join(', '));
  return outcome;
}

/** `waits`: it is about a run that waits for one of these. */
async function create(
  subject: Subject,
  { left, ...draft }: Draft & { readonly left: readonly string[] },
  waits: Approvers | undefined,
): Promise<Result<IssueLink, Problem>> {
  const { settings } = subject;
  const { id: projectId = '' } = settings.project ?? {};
  const issueTypeId = typeOf(subject);
  const text =
    waits === undefined ? await failureText(asItFailed(subject)) : await approvalText(subject, waits);
  const told = { ...text, description: withLeft(text.description, left, settings.language) };
  const summary = summaryOf(subject, text.summary);
  const created = await issues.createIssue({ projectId, issueTypeId, ...told, summary, ...draft });
  return created.ok ? ok({ id: created.value.id, key: created.value.key, projectId }) : created;
}

type IssueText = { readonly summary: string; readonly description: Adf };

async function approvalText(subject: Subject, approvers: Approvers): Promise<IssueText> {
  const { language } = subject.settings;
  const facts = { ...(await factsOf(subject)), approvers };
  return {
    summary: approvalSummary(facts, language, MAX_SUMMARY),
    description: approvalDescription(facts, language),
  };
}

async function failureText(subject: Subject): Promise<IssueText> {
  const { submission, settings } = subject;
  const last = submission.attempts.at(-1);
  const facts = await factsOf(subject);
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

function done(
  created: { id: string; key: string; projectId: string },
  subject: Subject,
  complete: boolean,
): Outcome {
  const mirrored = propertyOf(subject.submission, subject.settings.routing);
  const unwritten = complete ? {} : ({ unwritten: true } as const);
  return { is: 'done', issue: link(created, subject), mirrored, tells: true, ...unwritten };
}

function link(issue: IssueLink, subject: Subject): IssueLink {
  const { id, key, projectId } = issue;
  return { id, key, projectId, ...(isMapped(subject) ? { mapped: true } : {}) };
}

function draftOf(subject: Subject, screen: CreateScreen, waits?: Approvers): Draft {
  const { settings } = subject;
  const values = issueValues(subject.submission);
  const mapped = ISSUE_FIELDS.flatMap((name) => {
    const id = settings.fields[name];
    return id !== undefined && screen.has(id) && values[name] !== '' ? [[id, values[name]] as const] : [];
  });
  const given = Object.entries(settings.requiredValues).filter(([id]) => screen.has(id));
  const assignee = assigneeOf(subject, waits);
  return {
    fields: {
      ...Object.fromEntries(given),
      ...filed(subject, screen).fields,
      ...Object.fromEntries(mapped),
    },
    property: propertyOf(subject.submission, settings.routing),
    ...(assignee !== undefined && screen.has('assignee') ? { assignee } : {}),
  };
}

function routeIn(subject: Subject): Route {
  const { submission, settings } = asItFailed(subject);
  return routeOf(settings.routing, { mandant: submission.mandant, class: classOf(submission) });
}

function typeOf(subject: Subject): string {
  return routeIn(subject).issueTypeId ?? subject.settings.project?.issueTypeId ?? '';
}

/** What the routing puts into the create call. */
function filed(subject: Subject, screen: CreateScreen): Filed {
  const { submission, settings, now } = subject;
  const due = dueDayOf(settings.routing, submission, needsOf(submission)?.since ?? now);
  return filedBy(routeIn(subject), { screen, attributes: attributesOf(subject), due });
}

function summaryOf(subject: Subject, ours: string): string {
  const { summary } = routeIn(subject);
  const attributes = attributesOf(asItFailed(subject));
  const filled = summary === undefined ? '' : filledSummary(summary, attributes, MAX_SUMMARY);
  return filled === '' ? ours : filled;
}

/** Whose Mandant it is, or whose turn; of an approval only somebody who may give it, and the only one who may. */
function assigneeOf(subject: Subject, waits: Approvers | undefined): string | undefined {
  const { watch, settings, now } = subject;
  const today = berlinDay(now);
  const usual = personIn(routeIn(subject), {
    ...{ ofMandant: watch.assignee, usual: settings.defaultAssignee, today },
  });
  if (waits === undefined) return usual;
  const may = waits.people.map(({ accountId }) => accountId);
  if (usual !== undefined && may.includes(usual)) return usual;
  return may.length === 1 ? may[0] : undefined;
}

/** Jira fills these itself, or we always give them. */
const GIVEN = new Set(['project', 'issuetype', 'summary', 'description', 'reporter']);

/** Names of the fields that the project demands and nobody has given a value. */
function missingRequired(subject: Subject, screen: CreateScreen): readonly string[] {
  const draft = draftOf(subject, screen);
  return [...screen.values()]
    .filter((f) => f.required && !f.hasDefault && !GIVEN.has(f.id))
    .filter((f) => !(f.id in draft.fields) && !(f.id === 'assignee' && draft.assignee !== undefined))
    .map((f) => f.name);
}

function onlyRequired(screen: CreateScreen): CreateScreen {
  return new Map([...screen].filter(([, f]) => f.required));
}

function isMapped(subject: Subject): boolean {
  return ISSUE_FIELDS.some((name) => subject.settings.fields[name] !== undefined);
}

function everythingMapped(subject: Subject, screen: CreateScreen): boolean {
  return ISSUE_FIELDS.every((name) => {
    const id = subject.settings.fields[name];
    return id === undefined || screen.has(id);
  });
}
