import type { DxsoStatus } from '../../datev/dxso-jobs/dxso-job';
import { keepProtocol } from '../../datev/dxso-jobs/protocol-store';
import { protocolOf, statusOf } from '../../datev/dxso-jobs/status-api';
import type { DatevPlace } from '../../datev/mandant-api';
import type { ProtocolEntry } from '../../dxso/protocol';
import { arrivedOf } from '../../files/remainder-store';
import type { Budget } from '../../kernel/budget';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result } from '../../kernel/result';
import type { Looking } from '../../mandanten/looking-store';
import type { OpenAttempt, Watch } from '../../mandanten/watch';
import { changeKnown, type StoredWatch } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import type { SubmissionEvent } from '../../submissions/events';
import { append } from '../../submissions/record-store';
import type { Cause, Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';
import { advance } from '../advance';

/** What came of a look: the Mandant's record, whether anything was asked, and why one of them could not be asked. */
export type PackagesLooked = {
  readonly stored: StoredWatch;
  readonly isDue: boolean;
  readonly trouble?: Problem;
};

type Package = OpenAttempt & { readonly jobId: string };

/**
 * Look at the DXSO jobs of a Mandant: DATEV has no list of them, so each one is asked for by its id. Does nothing when no
 * poll is due. Answers why one of them could not be asked; that does not keep anything else from being looked at. What DATEV
 * wrote down about a job is archived before its end is recorded, because DATEV drops it.
 */
export async function lookAtPackages(
  stored: StoredWatch,
  place: Result<DatevPlace, Problem>,
  looking: Looking,
): Promise<PackagesLooked> {
  const open = packagesDue(stored.watch);
  if (open.length === 0) return { stored, isDue: false };
  const ended = new Set<string>();
  let trouble: Problem | undefined;
  for (const one of open) {
    const looked = place.ok ? await lookAtPackage(place.value, one, looking) : place;
    if (!looked.ok) trouble ??= looked.problem;
    else if (looked.value === 'ended') ended.add(one.referenceId);
  }
  const without = (w: Watch) => ({ ...w, open: w.open.filter((o) => !ended.has(o.referenceId)) });
  const left = ended.size === 0 ? stored : await changeKnown(stored, without, { due: looking.due });
  return { stored: left, isDue: true, ...present({ trouble }) };
}

/** The packages that are to be asked for now. */
export function packagesDue({ open, poll }: Watch): readonly Package[] {
  if (poll === undefined || poll.at > now()) return [];
  return open.flatMap((o) => (o.jobId === undefined ? [] : [{ ...o, jobId: o.jobId }]));
}

async function lookAtPackage(
  place: DatevPlace,
  open: Package,
  { calls }: Looking,
): Promise<Result<'ended' | 'pending', Problem>> {
  const status = await statusOf(place, open.jobId);
  if (!status.ok) return status;
  if (status.value === 0 || status.value === 1) return ok('pending');
  if (status.value === 'gone') {
    const isOurs = await settle(open, { status: 'gone', entries: [] }, calls);
    // Of our own a late result would still count.
    return ok(isOurs ? 'pending' : 'ended');
  }
  const protocol = await protocolOf(place, open.jobId);
  if (!protocol.ok) return fail(protocol.problem);
  const entries = protocol.value === 'gone' ? [] : protocol.value;
  await keepProtocol(open.submissionId, open.revision, entries);
  await settle(open, { status: status.value, entries }, calls);
  return ok('ended');
}

type Ended = { readonly status: DxsoStatus | 'gone'; readonly entries: readonly ProtocolEntry[] };

/** Answers whether the package is one that we sent. */
async function settle(open: Package, ended: Ended, calls: Budget): Promise<boolean> {
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
    await advance(open.submissionId, { calls });
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
