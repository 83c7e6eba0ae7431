import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadApprovals } from '../../src/datev/login/approvals-store';
import type { Connection } from '../../src/datev/login/connection';
import {
  keepTokens,
  loadConnection,
  loadTokens,
  saveConnection,
} from '../../src/datev/login/connection-store';
import type { EndWarning } from '../../src/datev/login/end-warning';
import { loadWarning, saveWarning } from '../../src/datev/login/end-warning-store';
import { ENDPOINTS } from '../../src/datev/login/oidc';
import { tidyApprovals, warnOfEnds } from '../../src/flows/exception/warn-of-end';
import { standsFor } from '../../src/jira/own-link-store';
import { plusSeconds } from '../../src/kernel/instant';
import { now } from '../../src/platform/clock';
import { MANDANT } from '../effects/datev';
import { CREATE } from '../effects/new-issue';
import { called, carried, lost, no, nothing, ok, type Says, SETTINGS, stage } from '../effects/stage';
import { ISSUE, T0 } from '../submissions/life';
import { empty, meanwhile, writes } from '../support/forge-globals';
import { issueNow } from './an-issue';
import { AT_JIRA, ago, watched } from './list';

type Table = Readonly<Record<string, Says | readonly Says[]>>;
const DAY = 24 * 3600;
const COMMENTS = `GET /issue/${ISSUE.id}/comment`;
const COMMENT = `POST /issue/${ISSUE.id}/comment`;
const SEARCH = 'POST /search/jql';
const WAYS = `GET /issue/${ISSUE.id}/transitions`;
const at = (days: number) => plusSeconds(now(), days * DAY + 60);
const warning = async (id = MANDANT) => (await loadWarning(id)).data;
const made = () => called().filter((call) => call === CREATE).length;

async function approval(change: Partial<Connection> = {}): Promise<void> {
  const id = change.id ?? MANDANT;
  const before = await loadConnection(id);
  await saveConnection(before, {
    ...{ v: 2, id, generation: 1, environment: 'sandbox', mode: 'long-term', state: 'live', scopes: [] },
    ...{
      accessUntil: at(-1),
      refreshUntil: at(20),
      clientId: 'c',
      isConfidential: false,
      connectedBy: 'admin',
    },
    ...{ person: 'Frau Muster', endpoints: ENDPOINTS.sandbox, connectedAt: T0 },
    ...change,
  });
}
/** A watched Mandant with an approval, and what is known of its warning. */
async function staged(
  change: Partial<Connection>,
  { known, says = {} }: { readonly known?: EndWarning; readonly says?: Table } = {},
): Promise<void> {
  stage({
    ...AT_JIRA,
    ...{ [COMMENTS]: ok({ comments: [] }), 'GET /myself': ok({ accountId: 'app' }) },
    ...says,
  });
  await watched();
  await approval(change);
  if (known !== undefined) await saveWarning(MANDANT, await loadWarning(MANDANT), known);
}
const warn = () => warnOfEnds(SETTINGS);

describe('the end of an approval', () => {
  it.each<[string, Partial<Connection>, number | undefined]>([
    ['that is far', { refreshUntil: at(30) }, undefined],
    ['in less than thirty days', { refreshUntil: at(29) }, 30],
    ['in less than seven days', { refreshUntil: at(6) }, 7],
    ['in less than a day', { refreshUntil: at(0) }, 1],
    ['that has come', { state: 'ended', why: 'expired', person: '' }, 0],
    ['that a person wanted', { state: 'ended', why: 'disconnected', person: '' }, undefined],
    ['of a session', { mode: 'session' }, undefined],
    ['of another environment', { environment: 'production' }, undefined],
    ['that was given for another site', { cloudId: 'other' }, undefined],
  ])('%s is warned of or not', async (_, change, told) => {
    await staged(change);
    await warn();
    expect(made()).toBe(told === undefined ? 0 : 1);
    expect(await warning()).toEqual(
      told === undefined ? { number: 0 } : { number: 1, issueId: ISSUE.id, told },
    );
  });

  it('has one issue, marked by its number, which nobody makes twice', async () => {
    await staged({});
    await warn();
    await warn();
    const [first] = carried(CREATE) as [{ properties: [{ value: { externalId: string } }] }];
    expect(first.properties[0].value.externalId).toBe(`approval-${MANDANT}-1`);
    expect(made()).toBe(1);
    expect(called()).not.toContain(COMMENT);
  });

  it('that came nearer is told in it, once for each stage', async () => {
    await staged({ refreshUntil: at(5) }, { known: { number: 1, issueId: ISSUE.id, told: 30 } });
    await warn();
    await warn();
    expect(carried(COMMENT)).toHaveLength(1);
    expect(await warning()).toMatchObject({ number: 1, issueId: ISSUE.id, told: 7 });
    expect(made()).toBe(0);
  });

  it.each<[string, Says, EndWarning]>([
    [
      'whose issue is not there, which may mean hidden, waits for it',
      no(404),
      {
        ...{ number: 1, issueId: ISSUE.id, told: 30 },
        hidden: { since: expect.any(String), looks: 1, at: expect.any(String) },
      },
    ],
    [
      'that Jira does not take now is told with the next hour',
      no(503),
      { number: 1, issueId: ISSUE.id, told: 30 },
    ],
  ])('%s', async (_, answer, then) => {
    const known = { number: 1, issueId: ISSUE.id, told: 30 } as const;
    await staged({ refreshUntil: at(5) }, { known, says: { [COMMENT]: answer } });
    await warn();
    expect(await warning()).toEqual(then);
  });

  const HIDDEN_FOR: readonly (readonly [string, number, number, 30 | 7 | 1, boolean])[] = [
    ['its last day, where the issue is hidden for an hour', 0, 3600, 7, true],
    ['its end, where the issue is hidden for an hour', -1, 3600, 1, true],
    ['its last day, where the issue is hidden for minutes', 0, 1800, 7, false],
    ['its last week, where the issue is hidden for hours', 5, 20 * 3600, 30, false],
    ['its last week, where the issue is hidden for a day', 5, 25 * 3600, 30, true],
  ];
  it.each(HIDDEN_FOR)('is told of %s, in a new issue or not yet', async (_, left, seconds, told, anew) => {
    const hidden = { since: ago(seconds), looks: 5, at: plusSeconds(now(), 60) };
    const known = { number: 1, issueId: ISSUE.id, told, hidden };
    await staged({ refreshUntil: at(left) }, { known });
    await warn();
    expect(made()).toBe(anew ? 1 : 0);
    expect((await warning()).number).toBe(anew ? 2 : 1);
  });

  const ONCE_UNSEEN = {
    number: 1,
    issueId: ISSUE.id,
    told: 7,
    hidden: { since: ago(3600), looks: 1, at: ago(3300) },
  } as const;
  it('is told in the same issue on its last day where that was hidden at one look, and is there at the next', async () => {
    await staged({ refreshUntil: at(0) }, { known: ONCE_UNSEEN });
    await warn();
    expect([made(), await warning()]).toEqual([0, { number: 1, issueId: ISSUE.id, told: 1 }]);
  });

  it('is told in a new one on its last day where that was not there at the next look either', async () => {
    await staged({ refreshUntil: at(0) }, { known: ONCE_UNSEEN, says: { [COMMENT]: no(404) } });
    await warn();
    expect([made(), (await warning()).hidden?.looks]).toEqual([0, 2]);
    await warn();
    expect([made(), (await warning()).number]).toEqual([1, 2]);
  });

  it('makes its issue known to Jira’s events when it tells, also one that was made before that was done', async () => {
    await staged({ refreshUntil: at(5) }, { known: { number: 1, issueId: ISSUE.id, told: 30 } });
    await warn();
    expect(await standsFor(ISSUE.id)).toEqual({ own: `approval-${MANDANT}-1` });
  });

  it('that was put off closes the issue, and the next one has its own number', async () => {
    const done = { id: '31', name: 'Fertig', to: { id: '9', statusCategory: { key: 'done' } }, fields: {} };
    await staged(
      { refreshUntil: at(200) },
      {
        known: { number: 1, issueId: ISSUE.id, told: 7 },
        says: {
          [`GET /issue/${ISSUE.id}`]: ok(issueNow()),
          [WAYS]: ok({ transitions: [done] }),
          [`POST ${WAYS.slice(4)}`]: nothing,
        },
      },
    );
    await warn();
    expect(await warning()).toEqual({ number: 1 });
    expect(called()).toContain(`POST ${WAYS.slice(4)}`);
    await approval({ refreshUntil: at(3) });
    await warn();
    expect(await warning()).toMatchObject({ number: 2, told: 7 });
  });

  it.each<[string, Says, EndWarning]>([
    [
      'whose issue is not there, which may mean hidden, waits for it',
      no(404),
      {
        ...{ number: 1, issueId: ISSUE.id, told: 7 },
        hidden: { since: expect.any(String), looks: 1, at: expect.any(String) },
      },
    ],
    ['that Jira does not take now stays open', no(503), { number: 1, issueId: ISSUE.id, told: 7 }],
  ])('and put off, %s', async (_, answer, then) => {
    const known = { number: 1, issueId: ISSUE.id, told: 7 } as const;
    await staged({ refreshUntil: at(200) }, { known, says: { [COMMENT]: answer } });
    await warn();
    expect(await warning()).toEqual(then);
  });
});

describe('the issue of a warning', () => {
  it.each<[string, Says, object]>([
    [
      'is looked for where the answer was lost',
      lost,
      { number: 1, wantedSince: expect.any(String), notBefore: expect.any(String) },
    ],
    ['is tried again with the next hour where Jira refuses it', no(400), { number: 1 }],
    [
      'is tried again with the next hour where Jira was busy',
      () => empty(429, { 'retry-after': '60' }),
      { number: 1 },
    ],
  ])('%s', async (_, answer, then) => {
    await staged({}, { says: { [CREATE]: answer } });
    await warn();
    expect(await warning()).toEqual(then);
    expect(made()).toBe(1);
  });

  const wanted = (looks?: number): EndWarning => ({
    ...{ number: 1, wantedSince: ago(2000), notBefore: ago(1) },
    ...(looks === undefined ? {} : { looks }),
  });

  it('that is found is taken; of what it tells nobody knows', async () => {
    const hit = { id: ISSUE.id, key: ISSUE.key, fields: { creator: { accountId: 'app' } } };
    const says = { [SEARCH]: ok({ issues: [hit] }), [`GET /issue/${ISSUE.id}`]: ok(issueNow()) };
    await staged({}, { known: wanted(), says });
    await warn();
    expect(await warning()).toEqual({ number: 1, issueId: ISSUE.id });
    expect(made()).toBe(0);
  });

  it.each<[string, number | undefined, Partial<Connection>, object]>([
    ['is looked for again', undefined, {}, { number: 1, looks: 1 }],
    ['is made after the last look', 3, {}, { number: 1, issueId: ISSUE.id, told: 30 }],
    [
      'is made by nobody where the approval was renewed meanwhile',
      3,
      { refreshUntil: at(200) },
      { number: 1 },
    ],
  ])('that is not found %s', async (_, looks, change, then) => {
    await staged(change, { known: wanted(looks), says: { [SEARCH]: ok({ issues: [] }) } });
    await warn();
    expect(await warning()).toMatchObject(then);
    expect((await warning()).issueId).toBe('issueId' in then ? ISSUE.id : undefined);
  });

  it('is left alone before its time', async () => {
    const known = { number: 1, wantedSince: ago(30), notBefore: plusSeconds(now(), 60) };
    await staged({}, { known });
    await warn();
    expect(called()).toEqual([]);
    expect(await warning()).toEqual(known);
  });

  it('is made by whoever is first', async () => {
    await staged({});
    const other = { number: 1, wantedSince: now(), notBefore: plusSeconds(now(), 100) };
    meanwhile(writes('record', `end-warning:${MANDANT}`), async () => {
      await saveWarning(MANDANT, await loadWarning(MANDANT), other);
    });
    await warn();
    expect(made()).toBe(0);
    expect(await warning()).toEqual(other);
  });
});

describe('approvals', () => {
  it('of Mandanten that are watched are known after the first hour; the session is none', async () => {
    await staged({});
    await approval({ id: 'main', mode: 'session' });
    expect(await loadApprovals()).toBeNull();
    await warn();
    expect(await loadApprovals()).toEqual([MANDANT]);
  });

  it('of which none was noted are not read every hour, but once a day', async () => {
    await staged({});
    await warn();
    await watched({}, '455148-3');
    await approval({ id: '455148-3' });
    const before = made();
    await warn();
    expect(made()).toBe(before);
    await tidyApprovals();
    expect(await loadApprovals()).toEqual([MANDANT, '455148-3']);
    await warn();
    expect(made()).toBe(before + 1);
  });

  it('that are over are tidied up: tokens and the name at DATEV go', async () => {
    await staged({ refreshUntil: at(-1) });
    const pair = {
      accessToken: 'a',
      refreshToken: 'r',
      accessUntil: at(-1),
      refreshUntil: at(-1),
      scopes: [],
    };
    await keepTokens(MANDANT, 1, pair);
    await approval({ id: '455148-3' });
    await tidyApprovals();
    expect((await loadConnection(MANDANT)).data).toMatchObject({
      state: 'ended',
      why: 'expired',
      person: '',
    });
    expect(await loadTokens(MANDANT, 1)).toBeUndefined();
    expect((await loadConnection('455148-3')).data).toMatchObject({ state: 'live', person: 'Frau Muster' });
  });

  it('that are over are tidied up every hour as well', async () => {
    await staged({ refreshUntil: at(-1) });
    await warn();
    expect((await loadConnection(MANDANT)).data).toMatchObject({ state: 'ended', person: '' });
  });
});
