import { helpUrlOf, whereOf } from '../datev/cause';
import { loadVerbatim } from '../datev/verbatim-store';
import { closeDuplicates } from '../effects/close-duplicates';
import { comment } from '../effects/comment';
import { createIssue, type Draft } from '../effects/create-issue';
import type { EffectHandlers, Subject } from '../effects/effect-handler';
import { type HandOverPorts, handOver } from '../effects/hand-over';
import { type MakeRunPorts, makeRun } from '../effects/make-run';
import { putDocument } from '../effects/put-document';
import { removeAttachment } from '../effects/remove-attachment';
import { dropDxso, fillDxso, openDxso } from '../effects/send-dxso';
import { sendExtf } from '../effects/send-extf';
import { transition } from '../effects/transition';
import { editFields, writeFields, writeProperty } from '../effects/write-values';
import { readFile } from '../files/file-store';
import { changeHealth } from '../health/health-store';
import type { Adf } from '../jira/adf';
import * as attachments from '../jira/attachment-api';
import * as comments from '../jira/comment-api';
import { commentBody } from '../jira/comment-text';
import type { IssueFacts } from '../jira/facts-words';
import * as issues from '../jira/issue-api';
import { issueDescription, issueSummary } from '../jira/issue-text';
import { statusesBefore } from '../jira/moves';
import { people } from '../jira/people-api';
import { createFields, projectStatuses } from '../jira/project-api';
import * as transitions from '../jira/transition-api';
import { awaitAll } from '../kernel/await-all';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import type { Result } from '../kernel/result';
import { now } from '../platform/clock';
import * as kv from '../platform/kv';
import { unwrap } from '../platform/trouble';
import type { Settings } from '../settings/settings';
import type { StoredFile } from '../submissions/stored-file';
import type { Note } from '../submissions/submission';
import { documentPorts, dxsoPorts, findJob, importBatch } from './handlers-datev';
import { ownFields, ownIssues } from './site';

/** Runs begin and order submissions themselves, which only the wiring can do. */
export type RunHands = { readonly make: MakeRunPorts; readonly handOver: HandOverPorts };

/** The real hands of every effect. New ones for each invocation: nothing of an installation lives longer. */
export function hands(runs: RunHands): EffectHandlers {
  const packages = dxsoPorts();
  return {
    'send-extf': sendExtf({
      readBytes: (file: StoredFile) => readFile(file),
      importFile: importBatch,
      findJob,
    }),
    'open-dxso': openDxso(packages),
    'fill-dxso': fillDxso(packages),
    'drop-dxso': dropDxso(packages),
    'put-document': putDocument(documentPorts()),
    'create-issue': createIssue({ claim, createScreen, create, find }),
    'write-property': writeProperty(values),
    'write-fields': writeFields(values),
    'edit-fields': editFields(values),
    comment: comment({ render, add: addComment, find: comments.findComment }),
    transition: transition({ read: readForTransition, ...MOVING }),
    'close-duplicates': closeDuplicates({
      find,
      isDone,
      link: issues.linkDuplicate,
      render,
      hasComment: comments.findComment,
      add: addComment,
      ...MOVING,
    }),
    'make-run': makeRun(runs.make),
    'hand-over': handOver(runs.handOver),
    'remove-attachment': removeAttachment({ remove: (id) => attachments.removeAttachment(id) }),
  };
}

const MOVING = { choices: transitions.listTransitions, go: transitions.transition } as const;

async function render(note: Note, subject: Subject): Promise<Adf> {
  const { id = '', issueTypeId = '' } = subject.settings.project ?? {};
  const names = await statusNames(subject.settings, id, issueTypeId);
  const { groups, groupNames = {}, language } = subject.settings;
  const resubmitGroups = groups.resubmit.flatMap((group) => groupNames[group] ?? []);
  return commentBody(note, { ...factsOf(subject, names.resubmit, names.close), resubmitGroups }, language);
}

async function addComment(issueId: string, body: Adf, eventId: string): Promise<Result<void, Problem>> {
  const added = await comments.addComment(issueId, body, eventId);
  return added.ok ? { ok: true, value: undefined } : added;
}

// ---- the issue

async function claim({ submission }: Subject): Promise<boolean> {
  const jobId = submission.attempts.at(-1)?.jobId;
  const key =
    jobId === undefined ? `claim:submission:${submission.id}` : `claim:job:${submission.mandant}:${jobId}`;
  if (await unwrap(kv.setIfAbsent(key, { submissionId: submission.id }))) return true;
  const held = await unwrap(kv.get<{ submissionId: string }>(key));
  return held?.submissionId === submission.id;
}

function createScreen({ settings }: Subject) {
  const { id = '', issueTypeId = '' } = settings.project ?? {};
  return createFields(id, issueTypeId).then((fields) =>
    fields.ok ? ({ ok: true, value: new Map(fields.value.map((f) => [f.id, f])) } as const) : fields,
  );
}

async function create(
  subject: Subject,
  draft: Draft,
): Promise<Result<{ id: string; key: string; projectId: string }, Problem>> {
  const { submission, settings } = subject;
  const { id: projectId = '', issueTypeId = '' } = settings.project ?? {};
  const names = await statusNames(settings, projectId, issueTypeId);
  const last = submission.attempts.at(-1);
  const verbatim = await loadVerbatim(submission.id, last?.revision ?? 1);
  const helpUrl = helpUrlOf(verbatim === undefined ? undefined : present(verbatim));
  const facts = {
    ...factsOf(subject, names.resubmit, names.close),
    hasFile: submission.files.length > 0,
    ...(last?.cause === undefined ? {} : { cause: last.cause }),
    ...(helpUrl === undefined ? {} : { helpUrl }),
  };
  const created = await issues.createIssue({
    projectId,
    issueTypeId,
    summary: issueSummary(facts, settings.language),
    description: issueDescription(facts, settings.language),
    fields: draft.fields,
    property: draft.property,
    ...(draft.assignee === undefined ? {} : { assignee: draft.assignee }),
  });
  return created.ok
    ? { ok: true, value: { id: created.value.id, key: created.value.key, projectId } }
    : created;
}

/** Names only help people to find the status; without them the text uses a general word. */
async function statusNames(
  settings: Settings,
  projectId: string,
  issueTypeId: string,
): Promise<{ resubmit: readonly string[]; close: readonly string[] }> {
  const found = await projectStatuses(projectId, issueTypeId);
  const meanings = settings.statuses[projectId];
  const named = (ids: readonly string[] = []) =>
    found.ok ? found.value.filter((s) => ids.includes(s.id)).map((s) => s.name) : [];
  return { resubmit: named(meanings?.resubmit), close: named(meanings?.closeWithout) };
}

function factsOf(
  { submission, watch }: Subject,
  resubmitStatuses: readonly string[],
  closeStatuses: readonly string[],
): IssueFacts {
  const last = submission.attempts.at(-1);
  return {
    mandant: submission.mandant,
    kind: submission.kind,
    fileName: submission.fileName,
    program: submission.program,
    resubmitStatuses,
    closeStatuses,
    ...present({
      mandantName: watch.name,
      label: submission.label,
      jobId: last?.jobId,
      records: last?.records,
      sentAt: last?.sentAt,
    }),
  };
}

async function find(externalId: string) {
  const own = await ownIssues(externalId);
  if (!own.ok) return own;
  const links = await awaitAll(own.value.map((i) => issues.readIssue(i.id, { changelog: false })));
  const there = links.flatMap((l) =>
    l.ok ? [{ id: l.value.id, key: l.value.key, projectId: l.value.projectId }] : [],
  );
  return { ok: true, value: there.sort((a, b) => Number(a.id) - Number(b.id)) } as const;
}

async function isDone(issueId: string): Promise<Result<boolean, Problem>> {
  const issue = await issues.readIssue(issueId, { changelog: false });
  return issue.ok ? { ok: true, value: issue.value.statusCategory === 'done' } : issue;
}

async function readForTransition(issueId: string) {
  const issue = await issues.readIssue(issueId, { changelog: true });
  if (!issue.ok) return issue;
  const { statusId, projectId } = issue.value;
  return { ok: true, value: { statusId, projectId, before: statusesBefore(issue.value) } } as const;
}

const FIELD_MODULES = {
  externalId: 'datev-external-id',
  jobId: 'datev-job-id',
  mandant: 'datev-mandant',
  errorCode: 'datev-error-code',
} as const;

const values = {
  writeProperty: issues.writeProperty,
  editFields: issues.editFields,
  async writeFields(
    issueId: string,
    said: Readonly<Record<keyof typeof FIELD_MODULES, string>>,
  ): Promise<Result<void, Problem>> {
    const known = await ownFields(Object.values(FIELD_MODULES));
    if (!known.ok) return known;
    const pairs = Object.entries(FIELD_MODULES).flatMap(([name, module]) => {
      const id = known.value[module];
      return id === undefined ? [] : [[id, said[name as keyof typeof FIELD_MODULES] || null] as const];
    });
    return pairs.length === 0
      ? { ok: true, value: undefined }
      : issues.writeAppFields(issueId, Object.fromEntries(pairs));
  },
  async noteRefusedFields(problem: Problem): Promise<void> {
    const at = now();
    await changeHealth((h) => ({
      ...h,
      refusedFields: {
        fields: String(problem.values?.['fields'] ?? ''),
        since: h.refusedFields?.since ?? at,
      },
    }));
  },
};

/** Names of people as Jira gives them now; empty for accounts it no longer knows. Nothing when it could not be asked. */
export async function namesOf(accountIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const known = accountIds.filter((id) => id !== '');
  if (known.length === 0) return new Map();
  const found = await people(known);
  if (!found.ok) return new Map();
  const names = new Map(found.value.map((p) => [p.accountId, p.name]));
  return new Map(known.map((id) => [id, names.get(id) ?? '']));
}

/** Whether a corrected file is not what DATEV misses: the same bytes may go again. */
export function causeIsOutside(cause: Parameters<typeof whereOf>[0] | undefined): boolean {
  return cause !== undefined && whereOf(cause) === 'outside';
}
