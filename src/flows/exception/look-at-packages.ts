import type { DxsoStatus } from '../../datev/dxso-jobs/dxso-job';
import { keepProtocol } from '../../datev/dxso-jobs/protocol-store';
import { protocolOf, statusOf } from '../../datev/dxso-jobs/status-api';
import type { ProtocolEntry } from '../../dxso/protocol';
import { arrivedOf } from '../../files/remainder-store';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import { changeAndHint } from '../../mandanten/look-store';
import type { OpenAttempt } from '../../mandanten/watch';
import { loadWatch } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import type { SubmissionEvent } from '../../submissions/events';
import { append } from '../../submissions/record-store';
import type { Cause, Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';
import { advance } from '../advance';

/** What came of a look: whether anything was asked, and why one of them could not be asked. */
type PackagesLooked = { readonly isDue: boolean; readonly trouble?: Problem };

type Package = OpenAttempt & { readonly jobId: string };

/**
 * Look at the DXSO jobs of Mandant X: DATEV has no list of them, so each one is asked for by its id. Does nothing when no
 * poll is due. Answers why one of them could not be asked; that does not keep anything else from being looked at. What DATEV
 * wrote down about a job is archived before its end is recorded, because DATEV drops it.
 */
export async function lookAtPackages(mandant: string): Promise<PackagesLooked> {
  const { watch } = await loadWatch(mandant);
  if (watch.poll === undefined || watch.poll.at > now()) return { isDue: false };
  const open = watch.open.flatMap((o) => (o.jobId === undefined ? [] : [{ ...o, jobId: o.jobId }]));
  if (open.length === 0) return { isDue: false };
  const ended = new Set<string>();
  let trouble: Problem | undefined;
  for (const one of open) {
    const looked = await lookAtPackage(mandant, one);
    if (!looked.ok) trouble ??= looked.problem;
    else if (looked.value === 'ended') ended.add(one.referenceId);
  }
  if (ended.size > 0)
    await changeAndHint(mandant, (w) => ({
      ...w,
      open: w.open.filter((o) => !ended.has(o.referenceId)),
    }));
  return trouble === undefined ? { isDue: true } : { isDue: true, trouble };
}

async function lookAtPackage(mandant: string, open: Package): Promise<Result<'ended' | 'pending', Problem>> {
  const status = await statusOf(mandant, open.jobId);
  if (!status.ok) return status;
  if (status.value === 0 || status.value === 1) return ok('pending');
  if (status.value === 'gone') {
    const isOurs = await settle(open, { status: 'gone', entries: [] });
    // Of our own a late result would still count.
    return ok(isOurs ? 'pending' : 'ended');
  }
  const protocol = await protocolOf(mandant, open.jobId);
  if (!protocol.ok) return fail(protocol.problem);
  const entries = protocol.value === 'gone' ? [] : protocol.value;
  await keepProtocol(open.submissionId, open.revision, entries);
  await settle(open, { status: status.value, entries });
  return ok('ended');
}

type Ended = { readonly status: DxsoStatus | 'gone'; readonly entries: readonly ProtocolEntry[] };

/** Answers whether the package is one that we sent. */
async function settle(open: Package, ended: Ended): Promise<boolean> {
  for (;;) {
    const stored = await loadSubmission(open.submissionId);
    const attempt = stored?.state.attempts.find((a) => a.revision === open.revision);
    if (stored === undefined || attempt === undefined) return false;
    const isOurs = stored.state.files.some((f) => f.revision === open.revision);
    if (attempt.state === 'succeeded' || attempt.state === 'failed') return false;
    if (attempt.state === 'unknown' && ended.status === 'gone') return isOurs;
    const event = await outcomeOf(stored.state, { open, ended });
    const written = await append(stored, event, { at: now(), actor: { kind: 'datev' } });
    if (written === 'conflict') continue;
    await advance(open.submissionId);
    return isOurs;
  }
}

async function outcomeOf(
  state: Submission,
  { open, ended }: { open: Package; ended: Ended },
): Promise<SubmissionEvent> {
  const { revision, jobId } = open;
  const failed = (cause: Cause): SubmissionEvent => ({ what: 'job-failed', revision, jobId, cause });
  const hasErrors = ended.entries.some(({ type }) => type === 'error');
  switch (ended.status) {
    case 'gone':
      // Of our own package a person decides; another program's is for its sender to send again.
      return state.files.some((f) => f.revision === revision)
        ? { what: 'job-silent', revision, isLost: true }
        : failed({ source: 'datev', code: 'dxso-lost', faults: [] });
    case 3:
    case 5:
      return failed({ source: 'datev', code: `dxso-${ended.status}`, faults: [] });
    case 6:
      // "Not cancelled": what had been processed stays, so the protocol decides whether all of it.
      return hasErrors ? partly() : { what: 'job-succeeded', revision, jobId };
    case 4:
      return partly();
    default:
      return { what: 'job-succeeded', revision, jobId };
  }
  async function partly(): Promise<SubmissionEvent> {
    const counts = await arrivedOf(state, revision, ended.entries);
    return failed({ source: 'datev', code: 'dxso-4', faults: [], ...counts });
  }
}
