import { hastened } from '../../hooks/hasten';
import { countRefusal } from '../../hooks/refusal-store';
import type { RefusalReason } from '../../hooks/refusals';
import { noteUse, validSecrets } from '../../hooks/secret-store';
import type { HookDoor } from '../../hooks/secrets';
import { claimName, finishName, releaseName } from '../../hooks/seen-store';
import type { Hashing, KnownSecret } from '../../hooks/signature';
import { readIssue } from '../../jira/issue-api';
import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { isZone, wallDay, wallOf } from '../../kernel/wall-time';
import { queueLooks } from '../../looks/look-queue-store';
import { changeAndHint, wakeMandant } from '../../mandanten/wake-store';
import { loadWatch } from '../../mandanten/watch-store';
import { type Period, periodBefore, readPeriod } from '../../pipelines/period';
import type { Pipeline } from '../../pipelines/pipeline';
import { loadPipeline } from '../../pipelines/pipeline-store';
import { constantTimeEqual, hmacSha256, sha256, utf8 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { submissionOf } from '../../submissions/submission-store';
import { watchJob } from '../people/watch-job';
import { beginRun } from './begin-run';

/** What begins a run: a message of another program, or a scheduled plan of Looker. */
export type RunCause = { readonly by: 'hook' | 'looker'; readonly id: string };
/** `asks`: what there is of the period already has to be judged by a person first. */
export type RunAnswer = 'begun' | 'asks' | 'already' | 'unknown-pipeline' | 'inactive' | 'wrong-period';

/** The world of a hook; its tests are about what must be read, claimed and done in which order (ADR 0029). */
export type ReceiveHookPorts = {
  now(): string;
  readonly hashing: Hashing;
  sha256(data: Uint8Array | string): string;
  /** The secrets of a door that count now: none, one, or two during a rotation. */
  secrets(door: HookDoor): Promise<readonly KnownSecret[]>;
  noteUse(door: HookDoor, id: string): Promise<void>;
  countRefusal(reason: RefusalReason): Promise<void>;
  /** Remembers names of messages. `begun`: somebody took it and did not say that it is done. */
  claim(sha: string, until: string): Promise<'fresh' | 'begun' | 'done'>;
  finish(sha: string, until: string): Promise<void>;
  release(sha: string): Promise<void>;
  /** The id of the issue with this key; `undefined` when there is none. */
  issueIdOf(key: string): Promise<Result<string | undefined, Problem>>;
  /** Whether an issue is one of ours. */
  isOurs(issueId: string): Promise<boolean>;
  /** Queues the look that the product trigger queues too. */
  lookAtIssue(issueId: string): Promise<void>;
  isWatched(mandant: string): Promise<boolean>;
  watchJob(wanted: { mandant: string; jobId: string; label?: string }): Promise<Result<unknown, Problem>>;
  /** Brings the Mandant's next look forward. */
  lookAtMandant(mandant: string): Promise<void>;
  /** Begins the run of a period, once. Without a period: the one that ended last. */
  runPipeline(pipeline: string, period: string | undefined, cause: RunCause): Promise<RunAnswer>;
};

/** The real world of a hook. */
export function hookWorld(): ReceiveHookPorts {
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
    lookAtIssue: (id) => queueLooks({ v: 1, look: 'issue', id, reason: 'hook' }),
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
  return watchJob({ ...wanted, by: { kind: 'app' } });
}

async function lookAtMandant(mandant: string): Promise<void> {
  await changeAndHint(mandant, (watch) => hastened(watch, now()), { kind: 'app' });
  await wakeMandant(mandant);
}

async function runPipeline(id: string, wanted: string | undefined, cause: RunCause): Promise<RunAnswer> {
  const kept = await loadPipeline(id);
  if (kept === undefined) return 'unknown-pipeline';
  if (!kept.pipeline.isActive) return 'inactive';
  const period = wanted === undefined ? lastPeriod(kept.pipeline) : readPeriod(wanted, kept.pipeline.unit);
  if (period === undefined) return 'wrong-period';
  const wish = { period, by: cause.by, actor: { kind: 'app' } } as const;
  return (await beginRun(kept.pipeline, wish)).is;
}

/** The unit that has ended on the clock of the pipeline. */
function lastPeriod({ timezone, unit }: Pipeline): Period | undefined {
  if (!isZone(timezone)) return undefined;
  return periodBefore(wallDay(wallOf(Date.parse(now()), timezone)), unit);
}
