import { unlessUnreadable } from '../../health/set-aside-store';
import { notify } from '../../jira/notify-api';
import { appAccount } from '../../jira/own-api';
import { siteAddress } from '../../jira/site-api';
import { remindOfStorm } from '../../jira/storm-api';
import { digestMail } from '../../jira/text/digest-text';
import { waitingIssues } from '../../jira/waiting-api';
import { isForGood, isForNow } from '../../kernel/problem';
import { keepsDeclining } from '../../notices/declined-store';
import { mayBeOverdue, reminderOf, stormReminder } from '../../notices/reminder';
import { byPerson, isOnRecord, type OfOne, type Round, roundNow, type Waiting } from '../../notices/round';
import { loadRound, saveRound, takeBack } from '../../notices/round-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { log } from '../../platform/log';
import type { Versioned } from '../../platform/records';
import { type Notices, stepsOf } from '../../settings/notices';
import { configuredProjects, type Settings } from '../../settings/settings';
import { changeStorm, loadStorms } from '../../storms/storm-store';
import { appendDecided } from '../../submissions/record-store';
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
  const isEscalated = await escalated({ ...settings, notices }, waiting);
  const told = notices.digest ? await digest({ ...held, data: round }, waiting, settings) : held;
  // Somebody else is at it, or more is to be told than this hour admits: the next one goes on.
  if (told !== undefined && isEscalated)
    await saveRound(told, { ...(told === held ? round : told.data), isOver: true });
}

type Escalating = Settings & { readonly notices: Notices };

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
async function escalated(settings: Escalating, waiting: readonly Waiting[]): Promise<boolean> {
  if (stepsOf(settings.notices).length === 0) return true;
  const [all, storms] = [await escalateAll(settings, waiting), await escalateStorms(settings)];
  return all && storms;
}

/** So many in one run. */
const MOST_ESCALATED = 50;

/** Answers whether all were told of that are to be. */
async function escalateAll(settings: Escalating, waiting: readonly Waiting[]): Promise<boolean> {
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
async function escalate({ notices, routing }: Escalating, one: Waiting): Promise<boolean> {
  const at = now();
  if (!mayBeOverdue(one, at)) return false;
  const told = await unlessUnreadable(one.submissionId, async () => {
    const before = await loadSubmission(one.submissionId);
    const after = await appendDecided(before, ({ state }) => {
      const event = reminderOf(state, one, { notices, routing, now: at });
      return event && { event, actor: { kind: 'app' } };
    });
    return after !== before;
  });
  return told === true;
}

/** A storm is told of in its own issue. Answers whether all were told of; what Jira refuses is not tried again that day. */
async function escalateStorms(settings: Escalating): Promise<boolean> {
  let isWhole = true;
  for (const storm of (await loadStorms()).data.storms) {
    const reminder = stormReminder(storm, settings.notices, now());
    if (reminder === undefined) continue;
    const { issueId, step, days } = reminder;
    const told = await remindOfStorm(issueId, { storm: storm.id, step, days }, settings);
    if (told.ok) await changeStorm(storm.id, (one) => ({ ...one, reminded: step }));
    else isWhole = isWhole && isForGood(told.problem);
  }
  return isWhole;
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

/** Whether the others may be told, too: who asks too much waits for the next hour. */
async function mailed(
  person: string,
  mine: OfOne,
  { settings, baseUrl }: { readonly settings: Settings; readonly baseUrl: string },
): Promise<boolean> {
  const mail = digestMail(mine, { baseUrl, now: now(), lang: settings.language });
  const sent = await notify(mine[0].issueId, person, mail);
  if (sent.ok) return true;
  log('notices.untold', { code: sent.problem.code });
  if (!isForNow(sent.problem)) return true;
  await takeBack(hashOf(person));
  return false;
}

function hashOf(person: string): string {
  return sha256(person).slice(0, 16);
}
