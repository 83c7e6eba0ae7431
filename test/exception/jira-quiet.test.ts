import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadConnection, saveConnection } from '../../src/datev/login/connection-store';
import { loadWarning } from '../../src/datev/login/end-warning-store';
import { ENDPOINTS } from '../../src/datev/login/oidc';
import { changeCrossCheck, loadCrossCheck } from '../../src/discrepancies/cross-check-store';
import { hourly } from '../../src/entry/hourly.scheduled';
import { lookInTurn } from '../../src/entry/looking';
import { warnOfEnds } from '../../src/flows/exception/warn-of-end';
import { noteQuiet, quietUntil } from '../../src/health/health-store';
import { linkOwn } from '../../src/jira/own-link-store';
import { appAccountId } from '../../src/jira/people-api';
import { plusSeconds } from '../../src/kernel/instant';
import { now } from '../../src/platform/clock';
import { byItself, invocation } from '../../src/platform/context';
import type { Settings } from '../../src/settings/settings';
import { loadSettings, saveSettings } from '../../src/settings/settings-store';
import { changeStorms, joinStorms, loadStorms } from '../../src/storms/storm-store';
import { beginTally } from '../../src/submissions/lists/tally-store';
import { append, byApp, create } from '../../src/submissions/record-store';
import { enlist, loadSubmission } from '../../src/submissions/submission-store';
import { loggedIn, MANDANT, onRecord, stored } from '../effects/datev';
import { CREATE } from '../effects/new-issue';
import { called, ok, type Says, stage } from '../effects/stage';
import { DISCOVERED, ISSUE, order, T0, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { atTime } from '../support/at-time';
import { answersFirst, empty, json, runsFor, writes } from '../support/forge-globals';
import { AT_JIRA, watched } from './list';
import { MAILS, MORNING } from './notices';

const usedUp: Says = () => empty(429, { 'retry-after': '3600' });

/** To open pages: that something changed. */
const SIGNAL = 'POST /';

async function staged(says: Parameters<typeof stage>[0], settings: Settings = MAILS): Promise<void> {
  atTime(MORNING);
  stage({ ...says, [SIGNAL]: ok() });
  runsFor(300_000);
  await saveSettings(await loadSettings(), settings, { kind: 'app' });
}
/** What Jira was asked. */
const asked = () => called().filter((call) => call !== SIGNAL);
const look = () => lookInTurn({ body: { v: 1, look: 'submission', id: 's1' } });
const ALWAYS = { everyMinutes: 60, fromHour: 0, toHour: 24, days: [1, 2, 3, 4, 5, 6, 7], zone: 'UTC' };
const anHour = () => noteQuiet(plusSeconds(now(), 3600));

/** Nobody has been told of the stage that it is in. */
async function approval(id: string = MANDANT): Promise<void> {
  await watched({}, id);
  await saveConnection(await loadConnection(id), {
    ...{ v: 2, id, generation: 1, environment: 'sandbox', mode: 'long-term', state: 'live' },
    ...{
      accessUntil: T0,
      refreshUntil: plusSeconds(now(), 5 * 24 * 3600),
      clientId: 'c',
      isConfidential: false,
    },
    ...{
      scopes: [],
      connectedBy: 'admin',
      person: 'Frau Muster',
      endpoints: ENDPOINTS.sandbox,
      connectedAt: T0,
    },
  });
}

describe('once the points of Jira are used up', () => {
  it('a look at a file of which the issue is to hear more makes no other call', async () => {
    const own = `/issue/${ISSUE.id}`;
    const all = [
      `GET ${own}/transitions`,
      `GET ${own}/comment`,
      `POST ${own}/comment`,
      `GET ${own}`,
      `PUT ${own}`,
    ];
    await staged({
      ...Object.fromEntries(all.map((call) => [call, usedUp])),
      ...{ 'GET /field': usedUp, [`PUT ${own}/properties/datev`]: usedUp },
    });
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE, { what: 'sent-back', history: '9' });
    await look();
    expect(asked()).toHaveLength(1);
    await look();
    expect(asked()).toHaveLength(1);
  });

  it('the hourly run asks nothing, although there is an approval to warn of and a day’s notices', async () => {
    await staged(AT_JIRA);
    await approval();
    await anHour();
    await hourly();
    expect(asked()).toEqual([]);
  });

  it('a file waits whose orderer’s groups would have to be asked', async () => {
    await staged({}, { ...MAILS, groups: { resubmit: ['g1'], mappings: [] } });
    await loggedIn();
    const file = await stored(new TextEncoder().encode('"EXTF"'));
    await create('s1', { ...UPLOADED, file }, byApp());
    const on = await loadSubmission('s1');
    if (on !== undefined) await append(on, order(1), { at: now(), actor: { kind: 'person', id: 'anna' } });
    await anHour();
    await look();
    expect(asked()).toEqual([]);
    expect((await loadSubmission('s1'))?.state.pendingEffects).toMatchObject([
      { state: 'due', problem: { code: 'access.not-asked' } },
    ]);
  });

  it('the issue of a storm that is said to be deleted is asked for later', async () => {
    await staged({});
    await linkOwn(ISSUE.id, 'storm-a1');
    await anHour();
    const again = await lookInTurn({ body: { v: 1, look: 'issue', id: ISSUE.id, reason: 'deleted' } });
    expect(asked()).toEqual([]);
    expect(again).toMatchObject({ retryOptions: { retryAfter: 900 } });
  });

  it('of two approvals of which the first hears it, the second is left alone', async () => {
    await staged({ ...AT_JIRA, [CREATE]: usedUp });
    await approval(MANDANT);
    await approval('455148-2');
    await byItself(() => warnOfEnds(MAILS));
    expect(asked().filter((call) => call === CREATE)).toHaveLength(1);
    const held = await Promise.all([loadWarning(MANDANT), loadWarning('455148-2')]);
    expect(held.filter(({ data }) => data.number > 0)).toHaveLength(1);
  });

  it('of two storms of which the first hears it, the second is left alone', async () => {
    await staged({ ...AT_JIRA, [CREATE]: usedUp });
    await beginTally(MANDANT);
    const begins = { begins: true };
    const { storms } = await joinStorms(
      new Map([
        ['a:1', begins],
        ['b:2', begins],
      ]),
    );
    for (const [n, { id }] of storms.entries()) {
      const attempt = { ...DISCOVERED.attempt, jobId: `job-${n}`, fileName: `EXTF_${n}.csv` };
      await onRecord(`s${n}`, { ...DISCOVERED, attempt, storm: id });
      await enlist(`s${n}`, { now: now(), retentionDays: 30 });
    }
    await changeStorms((all) => ({ ...all, nextAt: now() }));
    await lookInTurn({ body: { v: 1, look: 'storms', id: 'all' } });
    expect(asked().filter((call) => call === CREATE)).toHaveLength(1);
    const after = (await loadStorms()).data.storms;
    expect(after.filter(({ notBefore }) => notBefore !== undefined)).toHaveLength(1);
  });

  it('a cross-check goes on at DATEV', async () => {
    await staged(AT_JIRA);
    await saveSettings(await loadSettings(), { ...MAILS, discovery: ALWAYS }, { kind: 'app' });
    const read = { submissions: 0, issues: 0, mandanten: 0, jobs: 0, unread: 0 };
    await changeCrossCheck((one) => ({ ...one, going: { begunAt: now(), place: 'datev', read, found: [] } }));
    await anHour();
    await lookInTurn({ body: { v: 1, look: 'cross-check', id: 'all' } });
    expect((await loadCrossCheck()).data).not.toHaveProperty('going');
  });

  it('what somebody waits for is tried, and each invocation asks storage for itself', async () => {
    await staged({ 'GET /myself': ok({ accountId: 'app' }) });
    expect(await byItself(appAccountId)).toEqual({ ok: true, value: 'app' });
    const through = await byItself(async () => {
      await quietUntil();
      await invocation(anHour);
      // It began before.
      return appAccountId();
    });
    expect(through.ok).toBe(true);
    expect(await byItself(appAccountId)).toEqual({
      ok: false,
      problem: { code: 'jira.later', retry: 'later', retryAfterSeconds: 3600 },
    });
    expect(asked()).toHaveLength(2);
    expect((await invocation(appAccountId)).ok).toBe(true);
    expect((await appAccountId()).ok).toBe(true);
  });

  it('an invocation goes by what Jira said to it where storage does not take it', async () => {
    await staged({ 'GET /myself': usedUp });
    answersFirst((leaving) => (writes('record', 'health')(leaving) ? json({}, 503) : undefined));
    await byItself(async () => {
      await appAccountId();
      await appAccountId();
    });
    expect(asked()).toHaveLength(1);
  });
});
