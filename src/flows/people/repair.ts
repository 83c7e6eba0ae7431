import { logOnly } from '../../audit/config-log-store';
import { causeOf } from '../../datev/cause';
import type { DatevJob } from '../../datev/extf-files/job';
import { readReference } from '../../datev/extf-files/reference';
import { oneJob } from '../../datev/jobs-api';
import { placeOf } from '../../datev/place-api';
import { keepVerbatim } from '../../datev/verbatim-store';
import { attemptFor, ofJob } from '../../discrepancies/at-datev';
import { markOf, ofIssue, ofOpen, type SeenIssue } from '../../discrepancies/at-jira';
import { settled } from '../../discrepancies/cross-check';
import { changeCrossCheck } from '../../discrepancies/cross-check-store';
import {
  type Discrepancy,
  type Named,
  nameOf,
  REPAIR_OF,
  type Repair,
} from '../../discrepancies/discrepancy';
import { type IssueNow, readIssue } from '../../jira/issue-api';
import { removeProperty } from '../../jira/many-issues-api';
import { appAccount, ownLinks } from '../../jira/own-api';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { queueLook, queueLooks } from '../../looks/look-queue-store';
import { discovered, outcomeOf } from '../../mandanten/job-events';
import { changeAndHint, wakeMandant } from '../../mandanten/wake-store';
import { type Watch, withOpen } from '../../mandanten/watch';
import { loadWatch } from '../../mandanten/watch-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { chance } from '../../platform/random';
import { type Scope, withinScope } from '../../security/scope-api';
import { loadSettings } from '../../settings/settings-store';
import type { Actor, PutRight, SubmissionEvent } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { appendDecided, create } from '../../submissions/record-store';
import type { Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';

/** Which discrepancy, as a page named it, and who wants it put right. */
type Wish = Named & { readonly by: Actor; readonly scope: Scope };

/** A discrepancy with what was read to find it again. */
type FoundAgain = {
  readonly discrepancy: Discrepancy;
  readonly submission?: Submission;
  readonly job?: DatevJob;
  /** Of the transmission to which the job belongs. */
  readonly revision?: number;
  readonly issue?: IssueNow;
};

const NOT_ALLOWED: Problem = { code: 'access.not-allowed', retry: 'after-fix' };

/**
 * Puts one discrepancy right: what a cross-check found may be a day old, so it is looked for anew, with everything read now, and only
 * what is still so is repaired – by an event of the submission, from which the one loop does the rest. `gone`: it is not so any more.
 */
export async function repair(wish: Wish): Promise<Result<{ readonly outcome: 'ordered' | 'gone' }, Problem>> {
  if (!(await isReadBy(wish))) return fail(NOT_ALLOWED);
  const found = await foundAgain(wish);
  if (!found.ok) return found;
  const how = REPAIR_OF[wish.kind];
  if (found.value !== undefined) {
    const { discrepancy } = found.value;
    const may = await withinScope([discrepancy], wish.scope);
    if (!may.ok) return may;
    if (!may.value.has(discrepancy) || how === 'none') return fail(NOT_ALLOWED);
    const done = await REPAIRS[how](found.value, wish.by);
    if (!done.ok) return done;
  }
  await changeCrossCheck((before) => settled(before, nameOf(wish), now()));
  return ok({ outcome: found.value === undefined ? 'gone' : 'ordered' });
}

/** Who may not read of the Mandant does not learn either whether it is so. A submission says itself whose it is. */
async function isReadBy({ mandant, submission, scope }: Wish): Promise<boolean> {
  const known = submission === undefined ? undefined : await loadSubmission(submission);
  return [mandant, known?.state.mandant].every((one) => one === undefined || scope.reads(one));
}

async function foundAgain(wish: Wish): Promise<Result<FoundAgain | undefined, Problem>> {
  const again = await ask(wish);
  if (!again.ok || again.value === undefined) return again;
  return ok(nameOf(again.value.discrepancy) === nameOf(wish) ? again.value : undefined);
}

function ask(wish: Wish): Promise<Result<FoundAgain | undefined, Problem>> {
  switch (wish.kind) {
    case 'delivered-failed':
    case 'job-unknown':
    case 'result-missed':
      return askDatev(wish);
    case 'issue-back':
    case 'second-issue':
    case 'delivered-open':
    case 'closed-open':
    case 'issue-orphaned':
    case 'mark-copied':
      return askIssue(wish);
    default:
      return askSubmission(wish);
  }
}

async function askDatev({
  mandant = '',
  job: jobId = '',
}: Wish): Promise<Result<FoundAgain | undefined, Problem>> {
  const place = await placeOf((await loadSettings()).data, mandant);
  if (!place.ok) return place;
  const job = await oneJob(place.value, jobId);
  if (!job.ok) return job.problem.code === 'datev.not-found' ? ok(undefined) : job;
  const { watch } = await loadWatch(mandant);
  const ours = ourReference(job.value);
  const id = ours?.submissionId ?? idsBy(sha256).job(mandant, jobId);
  const submission = (await loadSubmission(id))?.state;
  const on = { watch, submission, ...present({ ours }) };
  const discrepancy = ofJob(job.value, on);
  const revision = attemptFor(job.value, on)?.revision;
  return ok(discrepancy && { discrepancy, job: job.value, ...present({ submission, revision }) });
}

function ourReference({ referenceId = '' }: DatevJob) {
  return readReference(surroundings().installationId, referenceId);
}

async function askIssue({ issue: named }: Wish): Promise<Result<FoundAgain | undefined, Problem>> {
  const [issue, app] = [await issueNow(named?.id), await appAccount()];
  if (!issue.ok) return issue;
  if (!app.ok) return app;
  if (issue.value === 'unseen') return ok(undefined);
  const submission = (await loadSubmission(markOf(issue.value) ?? ''))?.state;
  const settings = (await loadSettings()).data;
  const on = { issue: issue.value, submission, settings, now: now(), appAccountId: app.value };
  const discrepancy = isOver(issue.value) ? undefined : ofIssue(on);
  return ok(discrepancy && { discrepancy, issue: issue.value, ...present({ submission }) });
}

/** The cross-check asks for open issues only. */
function isOver({ statusCategory }: SeenIssue): boolean {
  return statusCategory === 'done';
}

async function issueNow(id = ''): Promise<Result<IssueNow | 'unseen', Problem>> {
  const issue = await readIssue(id, { changelog: false });
  return !issue.ok && issue.problem.code === 'jira.issue-gone' ? ok('unseen') : issue;
}

async function askSubmission(wish: Wish): Promise<Result<FoundAgain | undefined, Problem>> {
  const submission = (await loadSubmission(wish.submission ?? ''))?.state;
  if (submission === undefined) return ok(undefined);
  const link = submission.issue?.deletedAt === undefined ? submission.issue : undefined;
  const issue = link === undefined ? ok(undefined) : await issueNow(link.id);
  if (!issue.ok) return issue;
  const { watch } = await loadWatch(submission.mandant);
  const settings = (await loadSettings()).data;
  const all = ofOpen({ submission, watch, issue: issue.value, settings, now: now() });
  const discrepancy = all.find(({ kind }) => kind === wish.kind);
  return ok(discrepancy && { discrepancy, submission });
}

type Doing = (found: FoundAgain, by: Actor) => Promise<Result<void, Problem>>;
const DONE: Result<void, Problem> = ok(undefined);

/** Each repair on what was just read. Done twice it changes nothing more than once. */
const REPAIRS: Readonly<Record<Repair, Doing>> = {
  'take-failure': async ({ submission, job, revision }, by) => {
    if (submission === undefined || job === undefined || revision === undefined) return DONE;
    await keepWords(submission.id, revision, job);
    const cause = causeOf(job.verbatim);
    return happens(submission, { what: 'overturned', revision, jobId: job.id, cause }, by);
  },
  'take-up': ({ discrepancy: { mandant = '' }, job, submission }, by) =>
    job === undefined
      ? Promise.resolve(DONE)
      : takeUp(mandant, job, { by, isLost: submission === undefined }),
  'take-result': async ({ submission, job, revision }, by) => {
    if (submission === undefined || job === undefined || revision === undefined) return DONE;
    await keepWords(submission.id, revision, job);
    return happens(submission, outcomeOf(job, revision), by);
  },
  'ask-again': async ({ submission }, by) => {
    if (submission === undefined) return DONE;
    await changeAndHint(submission.mandant, (watch) => askingAgain(watch, submission, chance()), by);
    await wakeMandant(submission.mandant);
    return putRight(submission, 'ask-again', by);
  },
  'new-issue': ({ submission }, by) => happens(submission, { what: 'issue-wanted' }, by),
  'look-again': async ({ discrepancy: { issue } }) => {
    if (issue !== undefined) await queueLooks({ v: 1, look: 'issue', id: issue.id, reason: 'again' });
    return DONE;
  },
  'record-deleted': ({ submission }, by) => happens(submission, { what: 'issue-deleted' }, by),
  'take-back': ({ submission, issue }, by) => {
    if (issue === undefined) return Promise.resolve(DONE);
    const { id, key, projectId } = issue;
    const mapped = submission?.issue?.mapped === true ? ({ mapped: true } as const) : {};
    return happens(submission, { what: 'issue-taken', issue: { id, key, projectId, ...mapped } }, by);
  },
  join: ({ submission }, by) => putRight(submission, 'join', by),
  'move-back': ({ submission }, by) => putRight(submission, 'move-back', by),
  'move-on': ({ submission }, by) => putRight(submission, 'move-on', by),
  'move-closed': ({ submission }, by) => putRight(submission, 'move-closed', by),
  'write-marks': ({ submission }, by) => putRight(submission, 'write-marks', by),
  /** On record first: nothing is taken off an issue of which the log does not say so. */
  'take-mark-off': async ({ discrepancy: { issue } }, by) => {
    if (issue === undefined) return DONE;
    const mark = { path: ['mark'], old: 'datev' };
    await logOnly(by, {
      what: 'mark.removed',
      about: `issue:${issue.id}`,
      name: issue.key,
      differences: [mark],
    });
    return removeProperty(issue.id);
  },
};

/** Its record may be lost and its issue still there: it begins with that one, so that no death between the two makes a second one. */
async function takeUp(
  mandant: string,
  job: DatevJob,
  { by, isLost }: { readonly by: Actor; readonly isLost: boolean },
): Promise<Result<void, Problem>> {
  // Of ours the name and the revision stay: its issue carries the one, and no later transmission may have this one's natural key.
  const { submissionId: id, revision } = (isLost ? ourReference(job) : undefined) ?? {
    submissionId: idsBy(sha256).job(mandant, job.id),
    revision: 1,
  };
  const before = await ownLinks(id);
  if (!before.ok) return before;
  const at = now();
  await keepWords(id, revision, job);
  const [issue] = before.value;
  await create(
    id,
    { ...discovered(mandant, job, { at, revision }), ...present({ issue }) },
    { at, actor: by },
  );
  await queueLook(id);
  return DONE;
}

function putRight(s: Submission | undefined, how: PutRight, by: Actor): Promise<Result<void, Problem>> {
  return happens(s, { what: 'put-right', repair: how }, by);
}

/** On what was read, or not at all: whoever was faster may have changed what the person saw. */
async function happens(
  read: Submission | undefined,
  event: SubmissionEvent,
  by: Actor,
): Promise<Result<void, Problem>> {
  if (read === undefined) return DONE;
  const before = await loadSubmission(read.id);
  const after = await appendDecided(before, ({ state }) =>
    state.changedAt === read.changedAt ? { event, actor: by } : undefined,
  );
  if (after === before) return fail({ code: 'click.changed', retry: 'after-fix' });
  await queueLook(read.id);
  return DONE;
}

/** DATEV's own words, for the panel only: they may carry ledger values. */
async function keepWords(id: string, revision: number, { verbatim }: DatevJob): Promise<void> {
  if (verbatim !== undefined) await keepVerbatim(id, revision, verbatim);
}

/** As when DATEV took the transmission: what has been silent for too long, the next look tells. */
function askingAgain(watch: Watch, { id, kind, attempts }: Submission, luck: number): Watch {
  const last = attempts.at(-1);
  if (last === undefined || watch.open.some(({ submissionId }) => submissionId === id)) return watch;
  const { revision, referenceId, sentAt, jobId } = last;
  const since = sentAt ?? now();
  const open = { submissionId: id, revision, referenceId, since };
  const asked = kind === 'dxso' ? { ...open, ...present({ jobId }) } : open;
  return withOpen(watch, asked, { retryAfterSeconds: 0, chance: luck });
}
