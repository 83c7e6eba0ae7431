import { leaks } from '../support/leaks';
import { type Case, cases, type Heard, MANDANTEN, type Stage, see } from './stage';

/**
 * Holds a life against the promises (docs/ARCHITECTURE.md, Invariants) by what DATEV and Jira hold and what people did. It knows
 * nothing of how the app works; of the app it asks only what a person sees at the desk.
 */
export async function wrongs(stage: Stage): Promise<readonly string[]> {
  const all = await cases(stage);
  return [
    ...issues(stage),
    ...transmissions(stage, all),
    ...whileStopped(stage),
    ...comments(stage),
    ...tokens(stage),
    ...leaks(stage.w).map((place) => `leaked: ${place}`),
    ...stage.w.forge.log.violations.map(({ rule, message }) => `broke ${rule}: ${message}`),
    ...(await Promise.all(all.map((found) => shownOf(stage, found)))).flat(),
  ];
}

/** At most one issue for a job that failed, unless a person asked for another; exactly one for each that another program sent. */
function issues(stage: Stage): readonly string[] {
  const jobs = stage.sim.created.map(({ jobId }) => jobId).filter((jobId) => jobId !== '');
  const twice = [...new Set(jobs.filter((jobId, n) => jobs.indexOf(jobId) !== n))];
  const doubled = twice.length > stage.heard.newIssues.length ? twice : [];
  return [
    ...doubled.map((jobId) => `two issues for the job ${jobId}`),
    ...withoutIssue(stage).map((jobId) => `no issue for the job ${jobId}`),
  ];
}

/** Jobs of other programs that failed at DATEV and have no issue (yet). */
export function withoutIssue({ sim, w, heard }: Stage): readonly string[] {
  const known = new Set([...sim.created, ...ours(w)].map(({ jobId }) => jobId));
  const failed = w.datev
    .wholeState()
    .jobs.filter(({ sealed, mandant }) => sealed === 'failed' && isWatched(heard, mandant))
    .map(({ job }) => String(job['id']));
  return failed.filter((id) => !known.has(id));
}

/** What DATEV took from the app. */
const ours = (w: Stage['w']) => w.datev.accepted().filter(({ program }) => program === OURS);
const OURS = 'DATEV for Jira';

const isWatched = ({ unwatched }: Heard, mandant: string) =>
  (MANDANTEN as readonly string[]).includes(mandant) && !unwatched.has(mandant);

/** Each went once, after somebody ordered exactly these bytes, and once for each order at most. */
function transmissions(stage: Stage, all: readonly Case[]): readonly string[] {
  const { heard, w } = stage;
  const sent = ours(w);
  const names = sent.map(({ referenceId = '' }) => referenceId);
  const twice = names.length - new Set(names).size;
  const tooOften = twice > heard.again.length ? [`${twice} transmissions were taken twice`] : [];
  const unordered = sent.flatMap(({ sha256, at, filename }) => {
    if (!heard.handed.has(sha256)) return [`${filename}: bytes that nobody handed in`];
    const orders = ordersOf(stage, all, sha256).filter((order) => order <= at).length;
    const times = sent.filter((other) => other.sha256 === sha256 && other.at <= at).length;
    return times > orders ? [`${filename} went ${times} times for ${orders} orders`] : [];
  });
  return [...tooOften, ...unordered];
}

/** When these bytes may have been ordered: by a click that named them, by a decision, or by a move of their issue. */
function ordersOf({ heard, w }: Stage, all: readonly Case[], sha256: string): readonly number[] {
  const { at: since = 0, submissionId } = heard.handed.get(sha256) ?? {};
  const key = all.find((found) => found.submissionId === submissionId)?.issueKey;
  const clicks = heard.clicks.filter((click) => click.sha256 === sha256);
  const again = heard.again.filter(
    (decided) => submissionId === undefined || decided.submissionId === submissionId,
  );
  const moves = heard.moves.filter(
    (move) => (key === undefined || move.key === key) && (move.at >= since || stands(w, move, since)),
  );
  return [...clicks, ...again, ...moves].map(({ at }) => at);
}

/** A move stands while the issue does: what is handed in before the app has heard of it goes with it. */
function stands(
  { jira }: Stage['w'],
  move: { readonly at: number; readonly key: string },
  until: number,
): boolean {
  const { issues } = jira.snapshot() as { readonly issues: Readonly<Record<string, StoredIssue>> };
  const issue = Object.values(issues).find(({ key }) => key === move.key);
  const changes =
    issue?.histories.filter(({ items }) => items.some(({ fieldId }) => fieldId === 'status')) ?? [];
  return !changes.some(({ at }) => at > move.at && at < until);
}

/** What was on its way when somebody stopped all sending may still arrive. */
const ON_ITS_WAY_MS = 60_000;

function whileStopped({ w, heard }: Stage): readonly string[] {
  return heard.stops.flatMap(({ from, to = Number.POSITIVE_INFINITY }) =>
    ours(w)
      .filter(({ at }) => at > from + ON_ITS_WAY_MS && at < to)
      .map(({ filename }) => `${filename} went although sending was stopped`),
  );
}

type StoredIssue = {
  readonly key: string;
  readonly histories: readonly {
    readonly at: number;
    readonly items: readonly { readonly fieldId: string }[];
  }[];
  readonly comments: readonly {
    readonly properties: Readonly<Record<string, { readonly event?: string }>>;
  }[];
};

function comments({ w }: Stage): readonly string[] {
  const { issues } = w.jira.snapshot() as { readonly issues: Readonly<Record<string, StoredIssue>> };
  return Object.values(issues).flatMap(({ key, comments }) => {
    const events = comments.flatMap(({ properties }) => properties['datev']?.event ?? []);
    return events.length === new Set(events).size ? [] : [`${key} has a comment twice`];
  });
}

/** DATEV ends a connection whose refresh token is used twice. */
function tokens({ w }: Stage): readonly string[] {
  const { reused } = w.datev.redemptions();
  return reused === 0 ? [] : [`a refresh token was redeemed again ${reused} times`];
}

/** What the desk says is so: an unbroken history, and delivered only what DATEV has taken over, once. */
async function shownOf(stage: Stage, found: Case): Promise<readonly string[]> {
  const { heard, w } = stage;
  const view = await see(stage, found);
  if (view === undefined) return [`${found.fileName} cannot be looked at`];
  const mine = new Set(view.files.map(({ sha256 }) => sha256));
  const taken = jobsThatSucceeded(w).filter(({ sha256 }) => mine.has(sha256));
  const decided = heard.again.filter(({ submissionId }) => submissionId === found.submissionId).length;
  const own = `${found.issueKey ?? found.fileName}`;
  return [
    ...(view.auditIntact === false ? [`the history of ${own} does not give what is shown`] : []),
    ...(taken.length > 1 + decided ? [`${own} was booked ${taken.length} times`] : []),
    ...(view.state === 'delivered' &&
    taken.length === 0 &&
    mine.size > 0 &&
    !heard.saidDelivered.has(found.submissionId)
      ? [`${own} is said to be delivered, and DATEV does not have it`]
      : []),
  ];
}

function jobsThatSucceeded(w: Stage['w']) {
  const { jobs } = w.datev.wholeState();
  const good = new Set(jobs.filter(({ sealed }) => sealed === 'succeeded').map(({ job }) => job['id']));
  return ours(w).filter(({ jobId }) => good.has(jobId));
}
