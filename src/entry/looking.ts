import { InvocationError, InvocationErrorCode } from '@forge/events';
import * as v from 'valibot';
import { advance } from '../flows/advance';
import { lookAtPipeline } from '../flows/booking/look-at-pipeline';
import { admitIssues } from '../flows/exception/admit-issues';
import { checkFile } from '../flows/exception/check-file';
import { crossCheck } from '../flows/exception/cross-check';
import { lookAtIssue } from '../flows/exception/look-at-issue';
import { lookAtMandant } from '../flows/exception/look-at-mandant';
import { lookAtMandanten } from '../flows/exception/look-at-mandanten';
import { recount } from '../flows/exception/recount';
import { refreshKnown } from '../flows/exception/refresh-known';
import { releaseHeld } from '../flows/exception/release-held';
import { reportAccounts } from '../flows/people/report-accounts';
import { tick } from '../flows/tick';
import { setAside } from '../health/set-aside-store';
import { isForGood, type Problem } from '../kernel/problem';
import { Look, nameOf } from '../looks/look';
import { now, nowMs } from '../platform/clock';
import { byItself } from '../platform/context';
import { log } from '../platform/log';
import { isUsedUp, untilNextMinute } from '../platform/storage-quota';
import { PlatformTrouble, unreadableThing } from '../platform/trouble';

/**
 * "Look at X": everything slow happens here. What goes wrong technically is tried again by the platform, which is safe
 * because a look is idempotent; a body of an unknown version is told and left alone.
 */
export function lookInTurn(event: { readonly body: unknown }): Promise<unknown> {
  return byItself(() => lookAt(event));
}

async function lookAt(event: { readonly body: unknown }): Promise<unknown> {
  const body = v.safeParse(Look, event.body);
  if (!body.success) {
    log('work.unknown-body', { version: versionOf(event.body) });
    return undefined;
  }
  try {
    const problem = await look(body.output);
    return problem === undefined || isForGood(problem) ? undefined : again(problem);
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    log('work.trouble', {
      look: body.output.look,
      id: nameOf(body.output),
      code: error.problem.code,
      reason: String(error.problem.values?.['reason'] ?? ''),
    });
    if (!isForGood(error.problem)) return again(error.problem);
    await setAsideIfOwn(body.output, error);
    return undefined;
  }
}

/**
 * It is the thing itself that cannot be read, or one of many on which it hangs – a file on its run –, not something that all looks need:
 * only it waits, ever longer. A Mandant never waits for one of its submissions.
 */
async function setAsideIfOwn(body: Look, error: PlatformTrouble): Promise<void> {
  const unreadable = unreadableThing(error);
  if (unreadable === undefined || !('id' in body) || !WAIT.has(body.look)) return;
  if (body.look === 'mandant' && unreadable.thing !== 'mandant') return;
  await setAside(`${body.look}:${body.id}`, now());
}

/** What the tick leaves alone while it is set aside. */
const WAIT: ReadonlySet<Look['look']> = new Set(['submission', 'mandant', 'pipeline']);

async function look(body: Look): Promise<Problem | undefined> {
  switch (body.look) {
    case 'submission':
      await advance(body.id, body);
      return undefined;
    case 'mandant':
      await lookAtMandant(body.id, body);
      return undefined;
    case 'mandanten':
      await lookAtMandanten(body);
      return undefined;
    case 'tick':
      await tick();
      return undefined;
    case 'pipeline':
      await lookAtPipeline(body.id);
      return undefined;
    case 'known':
      await refreshKnown(body.id);
      return undefined;
    case 'upload':
      return checkFile(body.id, body);
    case 'accounts': {
      const reported = await reportAccounts();
      if (reported.ok) return undefined;
      log('accounts.report', { code: reported.problem.code, status: reported.problem.status });
      return reported.problem;
    }
    case 'storms':
      await admitIssues();
      return undefined;
    case 'recount':
      await recount();
      return undefined;
    case 'cross-check':
      return crossCheck();
    case 'held':
      await releaseHeld(body);
      return undefined;
    case 'issue': {
      const looked = await lookAtIssue(body.id, body.reason);
      if (looked.ok) return undefined;
      log('look.issue', { code: looked.problem.code, status: looked.problem.status });
      return looked.problem;
    }
  }
}

/** Forge repeats an event whose consumer returns (not throws) this, at most four times. */
function again(problem: Problem): InvocationError {
  const retryAfter = isUsedUp(problem)
    ? Math.ceil(untilNextMinute(nowMs()) / 1000)
    : Math.min(900, Math.max(30, problem.retryAfterSeconds ?? 30));
  return new InvocationError({ retryAfter, retryReason: InvocationErrorCode.FUNCTION_UPSTREAM_RATE_LIMITED });
}

function versionOf(body: unknown): string {
  return typeof body === 'object' && body !== null && 'v' in body ? String(body.v).slice(0, 20) : 'none';
}
