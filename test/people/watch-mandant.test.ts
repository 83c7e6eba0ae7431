import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { loadOffers } from '../../src/datev/offers-store';
import { SERVICES } from '../../src/datev/preflight';
import { showMandantChoices } from '../../src/flows/pages/show-mandant-choices';
import { lookForMandanten } from '../../src/flows/people/look-for-mandanten';
import { testConnection } from '../../src/flows/people/test-datev-connection';
import { watchJob } from '../../src/flows/people/watch-job';
import {
  countBack,
  unwatchMandant,
  watchMandant,
  watchMandanten,
} from '../../src/flows/people/watch-mandant';
import { plusSeconds } from '../../src/kernel/instant';
import { sha256 } from '../../src/platform/bytes';
import { now } from '../../src/platform/clock';
import { idsBy } from '../../src/submissions/ids';
import { loadSubmission } from '../../src/submissions/submission-store';
import { CLIENT, loggedOut, MANDANT, onRecord } from '../effects/datev';
import { called, no, ok, queued } from '../effects/stage';
import { ago, job, LIST, listed, oursOf, skips, watched, watching, watchOf } from '../exception/list';
import { DISCOVERED } from '../submissions/life';
import { json, seen } from '../support/forge-globals';

const CLIENTS = 'GET accounting-clients/clients';
const BY = { kind: 'person', id: 'admin' } as const;
const client = (id: string, name = `Muster ${id}`, services: readonly string[] = [SERVICES.extf]) => ({
  ...{ id, name, consultant_number: 455148, client_number: 1 },
  services: services.map((one) => ({ name: one })),
});
const all =
  (...ids: readonly string[]) =>
  () =>
    json(
      ids.map((id) => client(id)),
      200,
      { 'total-items': String(ids.length) },
    );
const delays = () =>
  seen()
    .filter(({ to }) => to === 'stargate')
    .flatMap(({ body }) => (body as { payload: { delayInSeconds?: number }[] }).payload)
    .map(({ delayInSeconds }) => delayInSeconds);
const looks = (about: string, ids: readonly string[]) => ({ v: 1, look: 'mandanten', about, ids });
const unwatched = { watched: false };
const RECONNECT = { ok: false, problem: { code: 'datev.reconnect' } };

describe('a Mandant', () => {
  it('is watched from so many days ago on, by DATEV’s name, and looked at at once', async () => {
    await watching({ [CLIENT]: ok(client(MANDANT, 'Muster GmbH')) }, unwatched);
    const before = now();
    const wish = { mandant: MANDANT, lookBackDays: 3, assignee: 'anna', by: BY };
    expect(await watchMandant(wish)).toEqual({ ok: true, value: null });
    const watch = await watchOf();
    expect(watch).toMatchObject({ watched: true, name: 'Muster GmbH', assignee: 'anna' });
    expect(watch.watchedSince?.slice(0, 16)).toBe(plusSeconds(before, -3 * 24 * 3600).slice(0, 16));
    expect((watch.discovery.nextAt ?? '') <= now()).toBe(true);
    expect(queued()).toEqual([looks('jobs', [MANDANT]), looks('known', [MANDANT])]);
    expect(delays()).toEqual([undefined, 120]);
  });

  it.each<[string, object]>([
    ['DATEV does not show', { [CLIENT]: no(404) }],
    ['of whom DATEV does not tell now', { [CLIENT]: no(503) }],
  ])('that %s is not watched', async (_, says) => {
    await watching(says as never, unwatched);
    expect(await watchMandant({ mandant: MANDANT, lookBackDays: 0, by: BY })).toMatchObject({ ok: false });
    expect((await watchOf()).watched).toBe(false);
    expect(queued()).toEqual([]);
  });

  it('is not watched where nobody is logged in', async () => {
    await watching({}, unwatched);
    await loggedOut();
    expect(await watchMandant({ mandant: MANDANT, lookBackDays: 0, by: BY })).toMatchObject(RECONNECT);
    expect((await watchOf()).watched).toBe(false);
  });

  it('is watched no more, and what is open is asked for to its end', async () => {
    const open = [{ submissionId: 's1', revision: 1, referenceId: 'r', since: ago(60) }];
    await watching({}, { open });
    await unwatchMandant(MANDANT, BY);
    expect(await watchOf()).toMatchObject({ watched: false, open });
  });
});

describe('many Mandanten', () => {
  it('are watched from now on, those that DATEV shows; the others are named', async () => {
    await watching({ [CLIENTS]: all('455148-11', '455148-13') }, unwatched);
    const told = await watchMandanten(['455148-11', '455148-12', '455148-13'], BY);
    expect(told).toEqual({ ok: true, value: { watched: 2, missing: ['455148-12'] } });
    const [one, two] = [await watchOf('455148-11'), await watchOf('455148-12')];
    expect(one).toMatchObject({ watched: true, name: 'Muster 455148-11' });
    expect(Math.abs(Date.parse(one.watchedSince ?? '') - Date.now())).toBeLessThan(60_000);
    expect(two.watched).toBe(false);
    expect(queued()).toEqual([
      looks('jobs', ['455148-11', '455148-13']),
      looks('known', ['455148-11', '455148-13']),
    ]);
    expect(called().filter((call) => call === CLIENTS)).toHaveLength(1);
  });

  it('are not watched while DATEV does not tell, or nobody is logged in', async () => {
    await watching({ [CLIENTS]: no(503) }, unwatched);
    expect(await watchMandanten(['455148-11'], BY)).toMatchObject({ ok: false });
    await loggedOut();
    expect(await watchMandanten(['455148-11'], BY)).toMatchObject(RECONNECT);
    expect((await watchOf('455148-11')).watched).toBe(false);
    expect(queued()).toEqual([]);
  });

  it('of the session are there to choose from', async () => {
    const offered = [client('455148-11'), client('455148-12', 'Ohne', []), client('455148-13')];
    await watching({ [CLIENTS]: () => json(offered, 200, { 'total-items': '3' }) }, unwatched);
    await watched({}, '455148-11');
    await watched({ watched: false }, '455148-13');
    expect(await showMandantChoices()).toEqual({
      ok: true,
      value: [
        { id: '455148-11', name: 'Muster 455148-11', service: true, watched: true },
        { id: '455148-12', name: 'Ohne', service: false, watched: false },
        { id: '455148-13', name: 'Muster 455148-13', service: true, watched: false },
      ],
    });
    await watching({ [CLIENTS]: no(503) });
    expect(await showMandantChoices()).toMatchObject({ ok: false });
    await loggedOut();
    expect(await showMandantChoices()).toMatchObject(RECONNECT);
  });

  it('that DATEV shows are looked for once a day, by the session alone', async () => {
    await watching({ [CLIENTS]: all('455148-11') });
    await lookForMandanten({ environment: 'sandbox' });
    expect(await loadOffers()).toMatchObject({ environment: 'sandbox', at: expect.any(String) });
    await lookForMandanten({ environment: 'sandbox' });
    expect(called()).toEqual([CLIENTS]);
    await watching({});
    await loggedOut();
    await lookForMandanten({ environment: 'sandbox' });
    expect(called()).toEqual([]);
    await watching({ [CLIENTS]: no(503) });
    await lookForMandanten({ environment: 'sandbox' });
    expect((await loadOffers()).at).toBeUndefined();
  });
});

describe('whether a connection works', () => {
  it.each<[string, object, string, object]>([
    [
      'the session says how many Mandanten it shows',
      { [CLIENTS]: all('a', 'b') },
      'main',
      { ok: true, value: { mandanten: 2 } },
    ],
    ['the session does not', { [CLIENTS]: no(403) }, 'main', { ok: false }],
    [
      'an approval answers for its Mandant',
      { [CLIENT]: ok(client(MANDANT)) },
      MANDANT,
      { ok: true, value: { mandanten: 1 } },
    ],
    ['an approval does not', { [CLIENT]: no(403) }, MANDANT, { ok: false }],
  ])('%s', async (_, says, connection, told) => {
    await watching(says as never);
    expect(await testConnection(connection)).toMatchObject(told);
  });

  it('is not asked where nobody is logged in', async () => {
    await watching({});
    await loggedOut();
    expect(await testConnection('main')).toMatchObject(RECONNECT);
    expect(called()).toEqual([]);
  });
});

describe('what a look back would bring', () => {
  const page = (from: number, count: number, age: number) =>
    Array.from({ length: count }, (_, n) => job(`j${from + n}`, { timestamp: ago(age) }));

  it('is counted over all pages, as far back as was asked', async () => {
    const day = 24 * 3600;
    const jobs = [...page(0, 2, day), ...page(2, 1, 2 * day - 60), ...page(3, 1, 2 * day + 60)];
    const good = job('j9', { result: 'succeeded', timestamp: ago(60) });
    await watching({ [LIST]: [listed(jobs, 5), listed([good], 5)] });
    expect(await countBack(MANDANT, 2)).toEqual({ ok: true, value: { jobs: 4, failed: 3, issues: 3 } });
    expect(skips()).toEqual([0, 4]);
    expect(queued()).toEqual([]);
  });

  it('creates no issue for our own files, nor for what has one', async () => {
    const known = idsBy(sha256).job(MANDANT, 'j1');
    const failed = [job('j1'), job('j2'), oursOf('s1')];
    await watching({ [LIST]: listed(failed) });
    await onRecord(known, DISCOVERED);
    expect(await countBack(MANDANT, 2)).toEqual({ ok: true, value: { jobs: 3, failed: 3, issues: 1 } });
  });

  it('is counted over twenty pages at most', async () => {
    await watching({ [LIST]: Array.from({ length: 30 }, (_, n) => listed(page(n, 1, 60), 900)) });
    expect(await countBack(MANDANT, 1)).toMatchObject({ ok: true, value: { jobs: 20 } });
    expect(skips()).toHaveLength(20);
  });

  it('is not known while DATEV does not tell, or nobody is logged in', async () => {
    await watching({ [LIST]: no(503) });
    expect(await countBack(MANDANT, 1)).toMatchObject({ ok: false });
    await loggedOut();
    expect(await countBack(MANDANT, 1)).toMatchObject(RECONNECT);
  });
});

describe('a package of another program', () => {
  const STATUS = `GET accounting-dxso-jobs/clients/${MANDANT}/dxso-jobs/ABC-1`;
  const ID = idsBy(sha256).job(MANDANT, 'ABC-1');
  const watchIt = () => watchJob({ mandant: MANDANT, jobId: 'abc-1', label: 'Belege', by: BY });

  it('that somebody names is watched once, however often they do', async () => {
    await watching({ [STATUS]: ok({ status: 1 }) });
    expect(await watchIt()).toEqual({ ok: true, value: { submissionId: ID } });
    expect(await watchIt()).toEqual({ ok: true, value: { submissionId: ID } });
    expect((await loadSubmission(ID))?.state).toMatchObject({
      label: 'Belege',
      attempts: [{ state: 'pending' }],
    });
    expect((await watchOf()).open).toMatchObject([
      { submissionId: ID, revision: 1, referenceId: 'job:ABC-1', jobId: 'ABC-1' },
    ]);
    expect(queued()).toContainEqual({ v: 1, look: 'mandant', id: MANDANT, big: true });
  });

  it('is not asked for while DATEV wants to be left alone', async () => {
    await watching({}, { notBefore: plusSeconds(now(), 3600) });
    expect(await watchIt()).toMatchObject({ ok: false, problem: { code: 'datev.later', retry: 'later' } });
    expect([called(), (await watchOf()).open]).toEqual([[], []]);
  });

  it.each<[string, object, object]>([
    [
      'that DATEV does not know is refused',
      { [STATUS]: no(404) },
      { code: 'datev.no-such-job', retry: 'after-fix' },
    ],
    ['waits while DATEV does not tell', { [STATUS]: no(503) }, { code: 'datev.later' }],
  ])('%s', async (_, says, problem) => {
    await watching(says as never);
    expect(await watchIt()).toMatchObject({ ok: false, problem });
    expect(await loadSubmission(ID)).toBeUndefined();
  });

  it('is not asked for where nobody is logged in', async () => {
    await watching({});
    await loggedOut();
    expect(await watchIt()).toMatchObject(RECONNECT);
  });

  it('whose end is known is not asked for again', async () => {
    await watching({ [STATUS]: ok({ status: 1 }) });
    await watchIt();
    const { append, byApp } = await import('../../src/submissions/record-store');
    const on = await loadSubmission(ID);
    if (on !== undefined) await append(on, { what: 'job-succeeded', revision: 1, jobId: 'ABC-1' }, byApp());
    await watched({ open: [] });
    await watchIt();
    expect((await watchOf()).open).toEqual([]);
  });
});
