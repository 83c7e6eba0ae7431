import { keepProtocol } from '../../datev/dxso-jobs/protocol-store';
import { protocolOf, statusOf } from '../../datev/dxso-jobs/status-api';
import type { DatevPlace } from '../../datev/mandant-api';
import { arrivedOf } from '../../files/remainder-store';
import { unlessUnreadable } from '../../health/set-aside-store';
import type { Budget } from '../../kernel/budget';
import { present } from '../../kernel/present';
import { longestWait, type Problem, wantsRest } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { inTurn } from '../../mandanten/after-look';
import { type EndedPackage, mayStillEnd, packageEnd } from '../../mandanten/job-decisions';
import type { Looking } from '../../mandanten/looking-store';
import { type OpenAttempt, pollDueAt, type Watch } from '../../mandanten/watch';
import { changeKnown, type StoredWatch } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import { appendDecided } from '../../submissions/record-store';
import { loadSubmission } from '../../submissions/submission-store';
import { advance } from '../advance';

/** What came of a look: the Mandant's record, whether anything was asked, and why one of them could not be asked. */
export type PackagesLooked = {
  readonly stored: StoredWatch;
  readonly isDue: boolean;
  /** Reference ids of those that DATEV was asked for, whether or not it told. */
  readonly asked: ReadonlySet<string>;
  readonly trouble?: Problem;
  /** Reference ids of those whose submission cannot be read: what became of them goes on record when it can. */
  readonly unread?: ReadonlySet<string>;
};

type Package = OpenAttempt & { readonly jobId: string };

/**
 * Look at the DXSO jobs of a Mandant: DATEV has no list of them, so each one is asked for by its id. Does nothing when no
 * poll is due. Answers why one of them could not be asked; that does not keep anything else from being looked at, unless DATEV says
 * how long it wants to be left alone. What it wrote down about a job is archived before its end is recorded, because DATEV drops it.
 */
export async function lookAtPackages(
  stored: StoredWatch,
  place: Result<DatevPlace, Problem>,
  looking: Looking,
): Promise<PackagesLooked> {
  const open = inTurn(packagesDue(stored.watch), stored.watch);
  if (open.length === 0) return notAsked(stored);
  if (!place.ok) return { ...notAsked(stored), isDue: true, trouble: place.problem };
  const [asked, ended, unread] = [new Set<string>(), new Set<string>(), new Set<string>()];
  let trouble: Problem | undefined;
  for (const one of open) {
    asked.add(one.referenceId);
    const looked = await lookAtPackage(place.value, one, looking);
    if (!looked.ok) trouble = longestWait([trouble, looked.problem]);
    else if (looked.value === 'ended') ended.add(one.referenceId);
    else if (looked.value === 'unreadable') unread.add(one.referenceId);
    if (wantsRest(trouble)) break;
  }
  const without = (w: Watch) => ({ ...w, open: w.open.filter((o) => !ended.has(o.referenceId)) });
  const left = ended.size === 0 ? stored : await changeKnown(stored, without, { due: looking.due });
  return {
    stored: left,
    isDue: true,
    asked,
    ...present({ trouble, unread: unread.size === 0 ? undefined : unread }),
  };
}

/** No package was asked for. */
export function notAsked(stored: StoredWatch): PackagesLooked {
  return { stored, isDue: false, asked: new Set() };
}

/** The packages that are to be asked for now. */
export function packagesDue(watch: Watch): readonly Package[] {
  const at = pollDueAt(watch);
  if (at === undefined || at > now()) return [];
  return watch.open.flatMap((o) => (o.jobId === undefined ? [] : [{ ...o, jobId: o.jobId }]));
}

async function lookAtPackage(
  place: DatevPlace,
  open: Package,
  { calls }: Looking,
): Promise<Result<Settled, Problem>> {
  const { submissionId, revision, jobId } = open;
  const status = await statusOf(place, jobId);
  if (!status.ok) return status;
  if (status.value === 0 || status.value === 1) return ok('pending');
  const about = { revision, jobId, status: status.value };
  if (about.status === 'gone') return ok(await settle(open, { ...about, entries: [] }, calls));
  const protocol = await protocolOf(place, jobId);
  if (!protocol.ok) return protocol;
  const entries = protocol.value === 'gone' ? [] : protocol.value;
  await keepProtocol(submissionId, revision, entries);
  return ok(await settle(open, { ...about, entries }, calls));
}

type Settled = 'ended' | 'pending' | 'unreadable';

/** What became of a package goes on record; answers whether DATEV may still say more of it. */
function settle({ submissionId }: Package, ended: EndedPackage, calls: Budget): Promise<Settled> {
  return unlessUnreadable(submissionId, async () => {
    const before = await loadSubmission(submissionId);
    const read = await appendDecided(before, async ({ state }) => {
      const countsOf = () => arrivedOf(state, ended.revision, ended.entries);
      const event = await packageEnd(state, ended, countsOf);
      return event && { event, actor: { kind: 'datev' } };
    });
    if (read !== before) await advance(submissionId, { calls, read });
    return mayStillEnd(read?.state, ended.revision) ? 'pending' : 'ended';
  });
}
