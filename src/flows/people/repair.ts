import { logOnly } from '../../audit/config-log-store';
import { readReference } from '../../datev/extf-files/reference';
import { oneJob } from '../../datev/jobs-api';
import { placeOf } from '../../datev/place-api';
import { keepVerbatim } from '../../datev/verbatim-store';
import { attemptFor, ofJob } from '../../discrepancies/at-datev';
import { markOf, ofIssue, ofOpen, type SeenIssue } from '../../discrepancies/at-jira';
import { settled } from '../../discrepancies/cross-check';
import { changeCrossCheck } from '../../discrepancies/cross-check-store';
import { type Named, nameOf } from '../../discrepancies/discrepancy';
import { askingAgain, type FoundAgain, planRepair, type RepairPlan } from '../../discrepancies/repair-plan';
import { type IssueNow, readIssue } from '../../jira/issue-api';
import { removeProperty } from '../../jira/many-issues-api';
import { appAccount, ownLinks } from '../../jira/own-api';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { queueLook, queueLooks } from '../../looks/look-queue-store';
import { discovered } from '../../mandanten/job-events';
import { changeAndHint, wakeMandant } from '../../mandanten/wake-store';
import { restingOf } from '../../mandanten/watch';
import { loadWatch, noteResting } from '../../mandanten/watch-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';
import { chance } from '../../platform/random';
import { type Scope, withinScope } from '../../security/scope-api';
import { loadSettings } from '../../settings/settings-store';
import type { Actor } from '../../submissions/events';
import { idsBy } from '../../submissions/ids';
import { appendDecided, create } from '../../submissions/record-store';
import type { Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';

/** Which discrepancy, as a page named it, and who wants it put right. */
type Wish = Named & { readonly by: Actor; readonly scope: Scope };

const NOT_ALLOWED: Problem = { code: 'access.not-allowed', retry: 'after-fix' };

/**
 * Puts one discrepancy right: what a cross-check found may be a day old, so it is looked for anew, with everything read now, and only
 * what is still so is repaired – by an event of the submission, from which the one loop does the rest. `gone`: it is not so any more.
 */
export async function repair(wish: Wish): Promise<Result<{ readonly outcome: 'ordered' | 'gone' }, Problem>> {
  if (!(await isReadBy(wish))) return fail(NOT_ALLOWED);
  const found = await foundAgain(wish);
  if (!found.ok) return found;
  if (found.value !== undefined) {
    const done = await putRight(found.value, wish);
    if (!done.ok) return done;
  }
  await changeCrossCheck((before) => settled(before, nameOf(wish), now()));
  return ok({ outcome: found.value === undefined ? 'gone' : 'ordered' });
}

/** Who may not read of the Mandant does not learn either whether it is so. A submission says itself whose it is. */
async function isReadBy({ mandant, submission, scope }: Wish): Promise<boolean> {
  const known = await stateOf(submission);
  return [mandant, known?.mandant].every((one) => one === undefined || scope.reads(one));
}

async function putRight(found: FoundAgain, { by, scope }: Wish): Promise<Result<void, Problem>> {
  const may = await withinScope([found.discrepancy], scope);
  if (!may.ok) return may;
  const plan = planRepair(found);
  return plan !== undefined && may.value.has(found.discrepancy) ? done(plan, by) : fail(NOT_ALLOWED);
}

async function foundAgain(wish: Wish): Promise<Result<FoundAgain | undefined, Problem>> {
  const again = await ask(wish);
  if (!again.ok) return again;
  const isSame = again.value !== undefined && nameOf(again.value.discrepancy) === nameOf(wish);
  return ok(isSame ? again.value : undefined);
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

async function askDatev({ mandant, job: jobId }: Wish): Promise<Result<FoundAgain | undefined, Problem>> {
  if (mandant === undefined || jobId === undefined) return ok(undefined);
  const { watch } = await loadWatch(mandant);
  const resting = restingOf(watch, now());
  if (resting !== undefined) return fail(resting);
  const place = await placeOf((await loadSettings()).data, mandant);
  if (!place.ok) return place;
  const job = await oneJob(place.value, jobId);
  if (!job.ok) {
    await noteResting(mandant, job.problem);
    return job.problem.code === 'datev.not-found' ? ok(undefined) : job;
  }
  const ours = readReference(surroundings().installationId, job.value.referenceId ?? '');
  const id = ours?.submissionId ?? idsBy(sha256).job(mandant, jobId);
  const submission = (await loadSubmission(id))?.state;
  const on = { watch, submission, ...present({ ours }) };
  const discrepancy = ofJob(job.value, on);
  const revision = attemptFor(job.value, on)?.revision;
  return ok(discrepancy && { discrepancy, job: job.value, ...present({ submission, ours, revision }) });
}

async function askIssue({ issue: named }: Wish): Promise<Result<FoundAgain | undefined, Problem>> {
  if (named === undefined) return ok(undefined);
  const [issue, app] = [await issueNow(named.id), await appAccount()];
  if (!issue.ok) return issue;
  if (!app.ok) return app;
  if (issue.value === 'unseen') return ok(undefined);
  const submission = await stateOf(markOf(issue.value));
  const settings = (await loadSettings()).data;
  const on = { issue: issue.value, submission, settings, now: now(), appAccountId: app.value };
  const discrepancy = isOver(issue.value) ? undefined : ofIssue(on);
  return ok(discrepancy && { discrepancy, issue: issue.value, ...present({ submission }) });
}

/** The cross-check asks for open issues only. */
function isOver({ statusCategory }: SeenIssue): boolean {
  return statusCategory === 'done';
}

async function issueNow(id: string): Promise<Result<IssueNow | 'unseen', Problem>> {
  const issue = await readIssue(id, { changelog: false });
  return !issue.ok && issue.problem.code === 'jira.issue-gone' ? ok('unseen') : issue;
}

async function askSubmission(wish: Wish): Promise<Result<FoundAgain | undefined, Problem>> {
  const submission = await stateOf(wish.submission);
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

async function stateOf(id: string | undefined): Promise<Submission | undefined> {
  return id === undefined ? undefined : (await loadSubmission(id))?.state;
}

const DONE: Result<void, Problem> = ok(undefined);

async function done(plan: RepairPlan, by: Actor): Promise<Result<void, Problem>> {
  switch (plan.do) {
    case 'tell':
      return tell(plan, by);
    case 'take-up':
      return takeUp(plan, by);
    case 'ask-again':
      return askAgain(plan.submission, by);
    case 'look-again':
      await queueLooks({ v: 1, look: 'issue', id: plan.issue.id, reason: 'again' });
      return DONE;
    case 'take-mark-off':
      return takeMarkOff(plan.issue, by);
  }
}

/** On what was read, or not at all: whoever was faster may have changed what the person saw. */
async function tell(
  { submission, event, words }: Omit<Of<'tell'>, 'do'>,
  by: Actor,
): Promise<Result<void, Problem>> {
  const { id, changedAt } = submission;
  if (words !== undefined) await keepVerbatim(id, words.revision, words.verbatim);
  let isAsRead = false;
  await appendDecided(await loadSubmission(id), ({ state }) => {
    isAsRead = state.changedAt === changedAt;
    return isAsRead ? { event, actor: by } : undefined;
  });
  if (!isAsRead) return fail({ code: 'click.changed', retry: 'after-fix' });
  await queueLook(id);
  return DONE;
}
type Of<D extends RepairPlan['do']> = Extract<RepairPlan, { readonly do: D }>;

/** Its record may be lost and its issue still there: it begins with that one, so that no death between the two makes a second one. */
async function takeUp({ mandant, job, as }: Of<'take-up'>, by: Actor): Promise<Result<void, Problem>> {
  const { submissionId: id, revision } = as ?? {
    submissionId: idsBy(sha256).job(mandant, job.id),
    revision: 1,
  };
  const before = await ownLinks(id);
  if (!before.ok) return before;
  const at = now();
  const { environment } = (await loadSettings()).data;
  if (job.verbatim !== undefined) await keepVerbatim(id, revision, job.verbatim);
  const [issue] = before.value;
  await create(
    id,
    { ...discovered(mandant, job, { at, revision }), environment, ...present({ issue }) },
    { at, actor: by },
  );
  await queueLook(id);
  return DONE;
}

async function askAgain(submission: Submission, by: Actor): Promise<Result<void, Problem>> {
  const { mandant } = submission;
  const at = { now: now(), chance: chance() };
  await changeAndHint(mandant, (watch) => askingAgain(watch, submission, at), by);
  await wakeMandant(mandant);
  return tell({ submission, event: { what: 'put-right', repair: 'ask-again' } }, by);
}

/** On record first: nothing is taken off an issue of which the log does not say so. */
async function takeMarkOff(
  { id, key }: Of<'take-mark-off'>['issue'],
  by: Actor,
): Promise<Result<void, Problem>> {
  await logOnly(by, {
    what: 'mark.removed',
    about: `issue:${id}`,
    name: key,
    differences: [{ path: ['mark'], old: 'datev' }],
  });
  return removeProperty(id);
}
