import { propertyOf } from '../../jira/mirror';
import { needsOf } from '../../jira/needs';
import { notify } from '../../jira/notify-api';
import { appAccount } from '../../jira/own-api';
import { siteAddress } from '../../jira/site-api';
import { remindOfStorm } from '../../jira/storm-api';
import { digestMail } from '../../jira/text/digest-text';
import { waitingIssues } from '../../jira/waiting-api';
import { keepsDeclining } from '../../notices/declined-store';
import { byPerson, type Round, roundNow, stepReached, type Waiting } from '../../notices/round';
import { loadRound, saveRound, takeBack } from '../../notices/round-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { log } from '../../platform/log';
import type { Versioned } from '../../platform/records';
import { stepsOf } from '../../settings/notices';
import { configuredProjects, type Settings } from '../../settings/settings';
import type { Storm } from '../../storms/storm';
import { changeStorm, loadStorms } from '../../storms/storm-store';
import { dueAfter } from '../../submissions/overdue';
import { appendDecided } from '../../submissions/record-store';
import type { Submission } from '../../submissions/submission';
import { loadSubmission } from '../../submissions/submission-store';

/**
 * Once each business day, from the first hour of work on: what is overdue is told to whom an administrator named, and each person gets one
 * mail about what waits for them. Costs nothing where nobody wants it, and one read an hour once the day's round is over (ADR 0069).
 */
export async function tellNotices(settings: Settings): Promise<void> {
  const { notices } = settings;
  if (notices === undefined || (!notices.digest && stepsOf(notices).length === 0)) return;
  const held = await loadRound();
  const round = roundNow(held.data, notices.land, now());
  if (round === undefined) return;
  const waiting = await whatWaits(settings);
  if (waiting === undefined) return;
  const isEscalated = await escalated(settings, waiting);
  const told = notices.digest ? await digest({ ...held, data: round }, waiting, settings) : held;
  // Somebody else is at it, or more is to be told than this hour admits: the next one goes on.
  if (told !== undefined && isEscalated)
    await saveRound(told, { ...(told === held ? round : told.data), isOver: true });
}

async function whatWaits(settings: Settings): Promise<readonly Waiting[] | undefined> {
  const projects = configuredProjects(settings);
  if (projects.length === 0) return [];
  const app = await appAccount();
  const found = app.ok ? await waitingIssues(projects, app.value) : app;
  if (found.ok) return found.value;
  log('notices.failed', { code: found.problem.code });
  return undefined;
}

/** Whether all were told of that are to be. What Jira does not take of it for now keeps nobody's message back. */
async function escalated(settings: Settings, waiting: readonly Waiting[]): Promise<boolean> {
  if (settings.notices === undefined || stepsOf(settings.notices).length === 0) return true;
  const [all, storms] = [await escalateAll(settings, waiting), await escalateStorms(settings)];
  return all && storms;
}

/** So many in one run. */
const MOST_ESCALATED = 50;

/** Answers whether all were told of that are to be. */
async function escalateAll(settings: Settings, waiting: readonly Waiting[]): Promise<boolean> {
  let told = 0;
  for (const one of waiting) {
    if (told >= MOST_ESCALATED) return false;
    if (await escalate(settings, one)) told += 1;
  }
  return true;
}

/**
 * Each step once for as long as it needs somebody: the comment is an effect of the submission, like any other. Jira's index is late, and
 * anybody may write into the property: it only says where to look, the record decides.
 */
async function escalate({ notices, routing }: Settings, one: Waiting): Promise<boolean> {
  const at = now();
  if (notices === undefined || (one.due !== undefined && one.due > at)) return false;
  const before = await loadSubmission(one.submissionId);
  const after = await appendDecided(before, ({ state }) => {
    const reached = stepReached(notices, propertyOf(state, routing), at);
    if (reached === undefined || !isStillWaiting(state, one) || isTold(state, one, reached.step))
      return undefined;
    return { event: { what: 'reminded', since: one.since, ...reached, quiet: true }, actor: { kind: 'app' } };
  });
  return after !== before;
}

/** What belongs to a storm is told of as one. */
function isStillWaiting(state: Submission, { issueId, since }: Waiting): boolean {
  return state.issue?.id === issueId && state.storm === undefined && needsOf(state)?.since === since;
}

/** A storm is told of in its own issue. Answers whether all were told of; what Jira refuses is not tried again that day. */
async function escalateStorms(settings: Settings): Promise<boolean> {
  const { notices } = settings;
  if (notices === undefined) return true;
  let isWhole = true;
  for (const storm of (await loadStorms()).data.storms) {
    const reached = stepReached(notices, { due: dueAfter(storm.since) }, now());
    if (reached === undefined || !isOpenStorm(storm) || reached.step <= (storm.reminded ?? 0)) continue;
    const told = await remindOfStorm(storm.issue?.id ?? '', { storm: storm.id, ...reached }, settings);
    if (told.ok) await changeStorm(storm.id, (one) => ({ ...one, reminded: reached.step }));
    else isWhole = isWhole && (told.problem.retry === 'after-fix' || told.problem.retry === 'never');
  }
  return isWhole;
}

/** Its issue is there, and as far as was told something of it waits. */
function isOpenStorm({ issue, goneAt, told }: Storm): boolean {
  return issue !== undefined && goneAt === undefined && told?.open !== 0;
}

function isTold({ reminded }: Submission, { since }: Waiting, step: number): boolean {
  return reminded?.since === since && reminded.step >= step;
}

/** So many mails in one run. */
const MOST_MAILS = 50;

/**
 * One mail for each person. Nothing tells whether a mail went, so each is on record before it goes: after a death in between nobody gets
 * two, and one person none that day. Answers what is on record when everybody was told.
 */
async function digest(
  begun: Versioned<Round>,
  waiting: readonly Waiting[],
  settings: Settings,
): Promise<Versioned<Round> | undefined> {
  const site = await siteAddress();
  if (!site.ok) return undefined;
  let on = begun;
  const untold = [...byPerson(waiting)].filter(([person]) => !on.data.told.includes(hashOf(person)));
  for (const [person, mine] of untold.slice(0, MOST_MAILS)) {
    const wantsNone = await keepsDeclining(person);
    const claimed = await saveRound(on, { ...on.data, told: [...on.data.told, hashOf(person)] });
    if (claimed === 'conflict') return undefined;
    on = claimed;
    if (wantsNone) continue;
    // Seen, not believed: whoever is not on record as told would be told by the next hour, too.
    if (!isOnRecord((await loadRound()).data, on.data)) return undefined;
    if (!(await mailed(person, mine, { settings, baseUrl: site.value }))) return undefined;
  }
  return untold.length > MOST_MAILS ? undefined : on;
}

/** Whether storage has the round as far as it has come. */
function isOnRecord(there: Round, { day, told }: Round): boolean {
  return there.day === day && told.every((one) => there.told.includes(one));
}

/** Whether the others may be told, too: who asks too much waits for the next hour. */
async function mailed(
  person: string,
  mine: readonly Waiting[],
  { settings, baseUrl }: { readonly settings: Settings; readonly baseUrl: string },
): Promise<boolean> {
  const [first] = mine;
  if (first === undefined) return true;
  const mail = digestMail(mine, { baseUrl, now: now(), lang: settings.language });
  const sent = await notify(first.issueId, person, mail);
  if (sent.ok) return true;
  log('notices.untold', { code: sent.problem.code });
  if (sent.problem.retry !== 'later' && sent.problem.retry !== 'now') return true;
  await takeBack(hashOf(person));
  return false;
}

function hashOf(person: string): string {
  return sha256(person).slice(0, 16);
}
