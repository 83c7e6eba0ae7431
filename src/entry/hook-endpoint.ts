import { beginRun } from '../flows/look-at-pipeline';
import { type ReceiveHookPorts, type RunAnswer, type RunCause, receiveHook } from '../flows/receive-hook';
import { watchJob } from '../flows/watch-job';
import { type HookAnswer, LATER, WRONG_METHOD } from '../hooks/answer';
import { hastened } from '../hooks/hasten';
import { countRefusal } from '../hooks/refusal-store';
import type { HookRequest } from '../hooks/request';
import { noteUse, validSecrets } from '../hooks/secret-store';
import { claimName, finishName, releaseName } from '../hooks/seen-store';
import { readIssue } from '../jira/issue-api';
import { ok } from '../kernel/result';
import { isZone, wallDay, wallOf } from '../kernel/wall-time';
import { loadWatch } from '../mandanten/watch-store';
import { type Period, periodBefore, readPeriod } from '../pipelines/period';
import type { Pipeline } from '../pipelines/pipeline';
import { loadPipeline } from '../pipelines/pipeline-store';
import { constantTimeEqual, hmacSha256, sha256, utf8 } from '../platform/bytes';
import { now } from '../platform/clock';
import { log } from '../platform/log';
import { PlatformTrouble } from '../platform/trouble';
import type { LoginAnswer } from './login-endpoint';
import { queueWork, submissionOf, watchJobPorts, watchPorts } from './wiring';
import { beginRunPorts } from './wiring-calendar';

/** Other programs send their hooks here. Nothing of a message, a signature or a token is ever logged. */
export async function hookDoor(request: HookRequest): Promise<LoginAnswer> {
  try {
    return answered(await receiveHook(ports(), request));
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    log('hook.trouble', { code: error.problem.code });
    return answered(LATER);
  }
}

/** For everything but GET and POST. */
export function wrongMethod(): LoginAnswer {
  const answer = answered(WRONG_METHOD);
  return { ...answer, headers: { ...answer.headers, Allow: ['GET, POST'] } };
}

function answered({ status, body, retryAfterSeconds }: HookAnswer): LoginAnswer {
  return {
    statusCode: status,
    headers: {
      'Content-Type': ['application/json; charset=utf-8'],
      'Cache-Control': ['no-store'],
      'X-Content-Type-Options': ['nosniff'],
      ...(retryAfterSeconds === undefined ? {} : { 'Retry-After': [String(retryAfterSeconds)] }),
    },
    body: JSON.stringify(body),
  };
}

function ports(): ReceiveHookPorts {
  return {
    now,
    hashing: { utf8, hmac: hmacSha256, equal: constantTimeEqual },
    sha256,
    secrets: validSecrets,
    noteUse,
    countRefusal,
    claim: claimName,
    finish: finishName,
    release: releaseName,
    issueIdOf,
    isOurs: async (issueId) => (await submissionOf(issueId)) !== undefined,
    lookAtIssue: (id) => queueWork({ v: 1, look: 'issue', id, reason: 'hook' }),
    isWatched: async (mandant) => (await loadWatch(mandant)).watch.watched,
    watchJob: watchSentJob,
    lookAtMandant,
    runPipeline,
  };
}

async function issueIdOf(key: string): ReturnType<ReceiveHookPorts['issueIdOf']> {
  const found = await readIssue(key, { changelog: false });
  if (found.ok) return ok(found.value.id);
  return found.problem.code === 'jira.issue-gone' ? ok(undefined) : found;
}

/** As if a person had named the job, except that nobody did: the audit says "app". */
function watchSentJob(wanted: { mandant: string; jobId: string; label?: string }) {
  const real = watchJobPorts();
  return watchJob(
    {
      ...real,
      create: (id, event, happened) => real.create(id, event, { ...happened, actor: { kind: 'app' } }),
    },
    { ...wanted, by: '' },
  );
}

async function lookAtMandant(mandant: string): Promise<void> {
  const { changeWatch, wakeMandant } = watchPorts();
  await changeWatch(mandant, (watch) => hastened(watch, now()), { kind: 'app' });
  await wakeMandant(mandant);
}

async function runPipeline(id: string, wanted: string | undefined, cause: RunCause): Promise<RunAnswer> {
  const kept = await loadPipeline(id);
  if (kept === undefined) return 'unknown-pipeline';
  if (!kept.pipeline.isActive) return 'inactive';
  const period = wanted === undefined ? lastPeriod(kept.pipeline) : readPeriod(wanted, kept.pipeline.unit);
  if (period === undefined) return 'wrong-period';
  const wish = { period, by: cause.by, actor: { kind: 'app' } } as const;
  return (await beginRun(beginRunPorts(), kept.pipeline, wish)).is;
}

/** The unit that has ended on the clock of the pipeline. */
function lastPeriod({ timezone, unit }: Pipeline): Period | undefined {
  if (!isZone(timezone)) return undefined;
  return periodBefore(wallDay(wallOf(Date.parse(now()), timezone)), unit);
}
