import type { TraceEntry } from '../../packages/sandbox/forge/world-told';
import { leaks } from '../support/leaks';
import { bytesAstray } from './bytes';
import { ask, type Case, cases, type Heard, ours, type Stage, see, type View } from './stage';
import { FOUR_EYES, MANDANTEN, MONTHS, ROWS } from './world';

/**
 * Holds a life against the promises (docs/ARCHITECTURE.md, Invariants) by what DATEV and Jira hold and what people did. It knows
 * nothing of how the app works; of the app it asks only what a person sees at the desk.
 */
export async function wrongs(stage: Stage): Promise<readonly string[]> {
  const all = await cases(stage);
  return [
    ...issues(stage),
    ...storms(stage),
    ...transmissions(stage, all),
    ...all.flatMap((found) => ordersOfOne(stage, found)),
    ...attempts(stage),
    ...runs(stage),
    ...packages(stage),
    ...documents(stage),
    ...(await uploads(stage)),
    ...looks(stage),
    ...whileStopped(stage),
    ...whileCopied(stage),
    ...comments(stage),
    ...refreshed(stage),
    ...leaks(stage.w).map((place) => `leaked: ${place}`),
    ...bytesAstray(stage),
    ...stage.heard.seen,
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

/** A storm has one issue for the whole, by its mark, and no storm belongs to another; each file that belongs to one does so once. */
function storms({ w }: Stage): readonly string[] {
  const { issues, links = [] } = w.jira.snapshot() as {
    readonly issues: Readonly<Record<string, MarkedIssue>>;
    readonly links?: readonly { readonly inward: string; readonly outward: string }[];
  };
  const all = Object.entries(issues).flatMap(([id, { key, properties }]) => {
    const mark = properties?.datev?.externalId ?? '';
    return mark.startsWith('storm-') ? [{ id, key, mark }] : [];
  });
  const isStorm = (end: string) => all.some(({ id }) => id === end);
  // Of a link to a storm the other end: a file, which belongs to one storm.
  const linked = links.flatMap(({ inward, outward }) =>
    isStorm(inward) === isStorm(outward) ? [] : [isStorm(inward) ? outward : inward],
  );
  const torn = [...new Set(linked.filter((id, n) => linked.indexOf(id) !== n))];
  const foreign = linked.filter((id) => issues[id]?.properties?.datev?.jobId === undefined);
  const marks = all.map(({ mark }) => mark);
  const twice = [...new Set(marks.filter((mark, n) => marks.indexOf(mark) !== n))];
  const between = links.filter(({ inward, outward }) => isStorm(inward) && isStorm(outward));
  return [
    ...twice.map((mark) => `two issues for ${mark}`),
    ...between.map(({ inward }) => `the issue of a storm is linked to another one: ${issues[inward]?.key}`),
    ...torn.map((id) => `${issues[id]?.key} is linked to storms twice`),
    ...foreign.map((id) => `${issues[id]?.key} is linked to a storm and is of no file`),
  ];
}

type MarkedIssue = {
  readonly key: string;
  readonly properties?: { readonly datev?: { readonly externalId?: string; readonly jobId?: string } };
};

/**
 * Jobs of other programs that failed at DATEV and have no issue (yet). One that comes late, when somebody has corrected the file, names
 * the job of that.
 */
export function withoutIssue({ sim, w, heard }: Stage): readonly string[] {
  const late = [...heard.handed.values()].filter((given) =>
    sim.created.some(({ of }) => of === given.submissionId),
  );
  const known = new Set([...sim.created, ...ours(w), ...late].map(({ jobId }) => jobId));
  const failed = w.datev
    .wholeState()
    .jobs.filter(({ sealed, mandant }) => sealed === 'failed' && isWatched(heard, mandant))
    .map(({ job }) => String(job['id']));
  return failed.filter((id) => !known.has(id));
}

const isWatched = ({ unwatched }: Heard, mandant: string) =>
  (MANDANTEN as readonly string[]).includes(mandant) && !unwatched.has(mandant);

/** Each went once, after somebody ordered exactly these bytes, and once for each order at most. */
function transmissions(stage: Stage, all: readonly Case[]): readonly string[] {
  const { heard, w } = stage;
  const sent = ours(w);
  const names = sent.map(({ referenceId = '' }) => referenceId);
  const twice = names.length - new Set(names).size;
  const tooOften = twice > heard.again.length ? [`${twice} transmissions were taken twice`] : [];
  return [...tooOften, ...sent.flatMap((one) => unorderedOf(stage, all, one))];
}

type Sent = ReturnType<typeof ours>[number];

/** What is wrong with one transmission of a file that somebody handed in; those that a run made are judged there. */
function unorderedOf(stage: Stage, all: readonly Case[], { sha256, at, filename }: Sent): readonly string[] {
  const known = stage.heard.handed.get(sha256);
  if (known === undefined)
    return monthOf(filename) === undefined ? [`${filename}: bytes that nobody handed in`] : [];
  const orders = ordersOf(stage, all, sha256).filter((order) => order.at <= at);
  const times = ours(stage.w).filter((other) => other.sha256 === sha256 && other.at <= at).length;
  const explicit = orders.filter(({ isMove }) => !isMove).length;
  // The first time a move is enough; the same bytes again take a click.
  const first = Math.min(
    ...ours(stage.w)
      .filter((other) => other.sha256 === sha256)
      .map((other) => other.at),
  );
  const byMove = orders.some((order) => order.isMove && order.at <= first) ? 1 : 0;
  const isPassed = known.isWrong !== true || stage.heard.overruled.has(sha256);
  return [
    ...(times > orders.length ? [`${filename} went ${times} times for ${orders.length} orders`] : []),
    ...(times > explicit + byMove ? [`${filename} went ${times} times by moves alone`] : []),
    ...(isPassed ? [] : [`${filename} went although it has errors`]),
  ];
}

/** When these bytes may have been ordered: by a click that named them, by a decision, or by a move of their issue. */
function ordersOf({ heard, w }: Stage, all: readonly Case[], sha256: string): readonly Order[] {
  const { at: since = 0, submissionId } = heard.handed.get(sha256) ?? {};
  const found = all.find((one) => one.submissionId === submissionId);
  const key = found === undefined ? undefined : onlyIssueOf(heard, found);
  const clicks = heard.clicks.filter((click) => click.sha256 === sha256);
  const again = heard.again.filter(
    (decided) => submissionId === undefined || decided.submissionId === submissionId,
  );
  const moves = heard.moves.filter(
    (move) =>
      move.isBarred !== true &&
      (key === undefined || move.key === key) &&
      (move.at >= since || stands(w, move, since)),
  );
  return [
    ...[...clicks, ...again].map(({ at }) => ({ at, isMove: false })),
    ...moves.map(({ at }) => ({ at, isMove: true })),
  ];
}

/** The issue of which a move orders its file; of one that got another issue the earlier one counts as well, by what people did. */
function onlyIssueOf(
  { newIssues }: Heard,
  { submissionId, issueKey }: Pick<Case, 'submissionId'> & { readonly issueKey?: string | undefined },
): string | undefined {
  return newIssues.includes(submissionId) ? undefined : issueKey;
}

/** Of all files of one submission no more went than somebody ordered, whichever it was: a move counts once. */
function ordersOfOne({ heard, w }: Stage, { submissionId, issueKey }: Case): readonly string[] {
  const mine = [...heard.handed].filter(([, given]) => given.submissionId === submissionId);
  const hashes = new Set(mine.map(([sha256]) => sha256));
  const went = ours(w).filter(({ sha256 }) => hashes.has(sha256)).length;
  const clicks = heard.clicks.filter(({ sha256 }) => hashes.has(sha256)).length;
  const again = heard.again.filter((one) => one.submissionId === submissionId).length;
  const only = onlyIssueOf(heard, { submissionId, issueKey });
  const moves = heard.moves.filter(({ key }) => only === undefined || key === only).length;
  const orders = clicks + again + moves;
  return went > orders ? [`${issueKey ?? submissionId}: ${went} files went for ${orders} orders`] : [];
}

/**
 * What may have left is not sent again by itself: DATEV is not asked to take more than people ordered. An answer that says that
 * nothing was taken is no such asking.
 */
function attempts({ heard, w }: Stage): readonly string[] {
  const asked = w.forge.trace().filter(({ operation, n }) => operation === 'importExtfFile' && n > 0);
  const left = asked.filter(({ status, fault }) => fault !== 'network' && !NOT_TAKEN.has(String(status)));
  const { clicks, moves, again, starts, approvals, retries } = heard;
  const orders = [clicks, moves, again, starts, approvals, retries].reduce((sum, all) => sum + all.length, 0);
  return left.length > orders ? [`DATEV was asked ${left.length} times for ${orders} orders`] : [];
}
const NOT_TAKEN = new Set(['400', '401', '403', '404', '413', '429', '503']);

type Order = { readonly at: number; readonly isMove: boolean };

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

/** The month of a file that a run made; its name says it. */
function monthOf(filename: string): string | undefined {
  return MONTHS.find((month) => filename.includes(`_${month.replace('-', '')}_`));
}

/** A run that somebody began brings all its rows once, and where a second person has to approve, after that person did. */
function runs({ w, heard }: Stage): readonly string[] {
  const made = ours(w).flatMap((one) => {
    const month = heard.handed.has(one.sha256) ? undefined : monthOf(one.filename);
    return month === undefined ? [] : [{ ...one, month }];
  });
  const good = new Set(jobsThatSucceeded(w).map(({ jobId }) => jobId));
  return made.flatMap(({ mandant, month, at, filename, booked, jobId }) => {
    const began = heard.starts.filter(
      (start) => start.mandant === mandant && start.period === month && start.at <= at,
    );
    const twice = made.filter((one) => one.mandant === mandant && one.month === month && good.has(one.jobId));
    const isSeen = began.some(({ run, by }) =>
      heard.approvals.some((one) => (run === undefined || one.run === run) && one.by !== by && one.at <= at),
    );
    return [
      ...(began.length === 0 ? [`${filename}: a run that nobody began`] : []),
      ...(booked.rows === ROWS ? [] : [`${filename} has ${booked.rows} of ${ROWS} rows`]),
      ...(good.has(jobId) && twice.length > 1 + heard.again.length
        ? [`${mandant} ${month} was booked twice`]
        : []),
      ...(mandant === FOUR_EYES && !isSeen ? [`${filename} went without a second person`] : []),
    ];
  });
}

/** No document of a package twice, and no more packages processed than somebody ordered. */
function packages({ w, heard }: Stage): readonly string[] {
  const taken = w.datev.dxsoTaken().map(({ datafile }) => datafile);
  const twice = [...new Set(taken.filter((name, n) => taken.indexOf(name) !== n))];
  const processed = w.datev.dxsoJobs().filter(({ finalisedAt }) => finalisedAt !== undefined).length;
  const orders = heard.clicks.length + heard.moves.length + heard.again.length;
  return [
    ...twice.map((name) => `${name} of a package was taken twice`),
    ...(processed > orders ? [`${processed} packages for ${orders} orders`] : []),
  ];
}

/** Each image is there once, and only after a click. */
function documents({ w, heard }: Stage): readonly string[] {
  const stored = w.datev.documents();
  return stored.flatMap(({ sha256, name, at }) => [
    ...(stored.filter((other) => other.sha256 === sha256).length > 1 ? [`${name} is stored twice`] : []),
    ...(heard.moves.length > 0 || heard.clicks.some((click) => click.sha256 === sha256 && click.at <= at)
      ? []
      : [`${name} went without an order`]),
  ]);
}

/** Whatever was handed in to the last word has been checked. */
async function uploads(stage: Stage): Promise<readonly string[]> {
  const asked = await Promise.all(
    stage.heard.finished.map(async ({ by, fileId, name }) => {
      const state = await ask<{ readonly state: string }>(stage, {
        by,
        name: 'file.state',
        payload: { fileId },
      });
      return state.is === 'done' && state.value.state === 'checking' ? [`${name} was never checked`] : [];
    }),
  );
  return asked.flat();
}

/**
 * DATEV is not asked again before it said so. What it said may have been lost with whoever heard it, whoever watches a Mandant
 * again has its list read at once, and a look that began before whoever sent had it on record reads the list all the same.
 */
function looks({ w, heard }: Stage): readonly string[] {
  const trace = w.forge.trace();
  const lost = trace.filter(({ fault }) => fault !== undefined).length;
  const early = Object.entries(w.datev.meters()['DATEV for Jira'] ?? {}).reduce(
    (sum, [mandant, one]) => sum + Math.max(0, one.early - begunBefore(trace, mandant)),
    0,
  );
  const mayBe = lost + heard.unwatched.size + heard.clockSteps * MANDANTEN.length;
  return early > mayBe ? [`DATEV was asked ${early} times too early`] : [];
}

/** How many lists of this Mandant were read while DATEV asked to wait after a file, by looks that could not know of it. */
function begunBefore(trace: readonly TraceEntry[], mandant: string): number {
  const here = trace.filter(({ key = '' }) => key.includes(`/clients/${mandant}/`));
  // DATEV may have taken a file and answered 500, which says nothing of waiting.
  const unheard = ({ status }: TraceEntry) => Number(status) >= 500;
  const taken = here.filter(
    (one) => one.operation === 'importExtfFile' && (one.status === 201 || one.status === 202 || unheard(one)),
  );
  const lists = here.filter(({ operation }) => operation === 'listExtfJobs');
  const began = new Map([...trace].reverse().map(({ invocation, at }) => [invocation, at]));
  return lists.filter(({ at, invocation }) =>
    taken.some(
      (one) =>
        one.at <= at &&
        at < one.at + WAITS_MS &&
        (unheard(one) || (began.get(invocation) ?? at) < one.at + TO_RECORD_MS),
    ),
  ).length;
}

/** So long DATEV asks to wait after a file (`Retry-After`). */
const WAITS_MS = 5000;

/** From DATEV's answer until it is on record, some calls of storage later. */
const TO_RECORD_MS = 2000;

/** What was on its way when somebody stopped all sending may still arrive. */
const ON_ITS_WAY_MS = 60_000;

function whileStopped({ w, heard }: Stage): readonly string[] {
  return heard.stops.flatMap(({ from, to = Number.POSITIVE_INFINITY }) =>
    ours(w)
      .filter(({ at }) => at > from + ON_ITS_WAY_MS && at < to)
      .map(({ filename }) => `${filename} went although sending was stopped`),
  );
}

/** A copy of a site has nothing to say to DATEV: what it holds is the other one's, which goes on using it. */
function whileCopied({ w, heard }: Stage): readonly string[] {
  return heard.copied.flatMap(({ from, to = Number.POSITIVE_INFINITY }) =>
    w.forge
      .trace()
      .filter(({ service, n, at }) => service === 'datev' && n > 0 && at > from + ON_ITS_WAY_MS && at < to)
      .map(({ operation }) => `a copy of the site asked DATEV: ${operation}`),
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
function refreshed({ w }: Stage): readonly string[] {
  const { reused } = w.datev.redemptions();
  return reused === 0 ? [] : [`a refresh token was redeemed again ${reused} times`];
}

/** What the desk says is so: an unbroken history, and delivered only what DATEV has taken over, once. */
async function shownOf(stage: Stage, found: Case): Promise<readonly string[]> {
  const { heard, w } = stage;
  const view = await see(stage, found);
  if (view === undefined) return [`${found.fileName} cannot be looked at`];
  const mine = new Set(view.files.map(({ sha256 }) => sha256));
  const taken = deliveredTo(w).filter((sha256) => mine.has(sha256));
  const decided = heard.again.filter(({ submissionId }) => submissionId === found.submissionId).length;
  const own = `${found.issueKey ?? found.fileName}`;
  return [
    ...jobShown(w, view),
    ...(view.auditIntact === false ? [`the history of ${own} does not give what is shown`] : []),
    ...(taken.length > 1 + decided ? [`${own} was booked ${taken.length} times`] : []),
    ...(view.state === 'delivered' &&
    view.kind !== 'dxso' &&
    taken.length === 0 &&
    mine.size > 0 &&
    !heard.saidDelivered.has(found.submissionId)
      ? [`${own} is said to be delivered, and DATEV does not have it`]
      : []),
  ];
}

/** The job that the page names is that of its file. */
function jobShown(
  { datev }: Stage['w'],
  { kind, facts: { jobId, fileName, revision } }: View,
): readonly string[] {
  if (kind !== 'extf' || jobId === undefined || revision === 1) return [];
  const shown = datev.wholeState().jobs.find(({ job }) => job['id'] === jobId);
  const of = shown?.job['filename'];
  return of === undefined || of === fileName ? [] : [`${fileName} is shown with the job of ${String(of)}`];
}

/** Batches that DATEV took over, and images; of packages it shows documents only. */
function deliveredTo(w: Stage['w']): readonly string[] {
  return [...jobsThatSucceeded(w), ...w.datev.documents()].map(({ sha256 }) => sha256);
}

function jobsThatSucceeded(w: Stage['w']) {
  const { jobs } = w.datev.wholeState();
  const good = new Set(jobs.filter(({ sealed }) => sealed === 'succeeded').map(({ job }) => job['id']));
  return ours(w).filter(({ jobId }) => good.has(jobId));
}
