import '../support/forge-globals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEMO_HOST, LIMITED_KEY } from '../../packages/sandbox/looker/fresh-state';
import { disconnectLooker } from '../../src/flows/people/disconnect-looker';
import type { LookerConnection } from '../../src/looker/login/connection';
import {
  loadConnections,
  loadSecret,
  loadToken,
  saveConnection,
} from '../../src/looker/login/connection-store';
import { askLooker } from '../../src/looker/looker-http-api';
import {
  explore,
  look,
  lookPicture,
  me,
  models,
  searchDashboards,
  searchLooks,
} from '../../src/looker/metadata-api';
import { loadLookerMeter } from '../../src/looker/meter-store';
import { pictureQuery } from '../../src/looker/query';
import { createQuery } from '../../src/looker/query-api';
import {
  readRendered,
  readRenderStatus,
  startDashboardPdf,
  startLookPicture,
  startQueryPicture,
} from '../../src/looker/render-api';
import { connected, stage } from './stage';

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => vi.restoreAllMocks());

describe('metadata', () => {
  it('is read with documented requests', async () => {
    const on = stage();
    const connection = await connected();
    expect(await models(connection)).toMatchObject({ ok: true, value: [{ name: 'finance' }] });
    const seen = await explore(connection, 'finance', 'general_ledger');
    const id = seen.ok ? seen.value.columns.find(({ name }) => name === 'general_ledger.line_id') : undefined;
    expect(id).toMatchObject({ isNumeric: true, isPrimaryKey: true, isSortable: true, isMeasure: false });
    expect(seen.ok && seen.value.columns.some(({ isMeasure }) => isMeasure)).toBe(true);
    expect(seen).toMatchObject({ value: { filterOnly: [{ name: 'general_ledger.booked', type: 'date' }] } });
    expect(await searchLooks(connection, 'Kosten')).toMatchObject({ value: [{ id: '42' }] });
    expect(await searchLooks(connection, '')).toMatchObject({ value: [{ id: '42' }, { id: '43' }] });
    expect(await searchDashboards(connection, 'Monat')).toMatchObject({ value: [{ id: '7' }] });
    expect(await look(connection, '42')).toMatchObject({
      value: { title: 'Erlöse und Kosten je Kostenstelle', definition: { explore: 'general_ledger' } },
    });
    expect(await look(connection, '../7')).toMatchObject({
      problem: { problem: { code: 'looker.not-found' } },
    });
    expect(await explore(connection, 'finance', 'none')).toMatchObject({
      problem: { problem: { code: 'looker.not-found' } },
    });
    expect(on.violations).toEqual([]);
  });
});

describe('a PDF', () => {
  const rendered = async (on: ReturnType<typeof stage>, start: ReturnType<typeof startLookPicture>) => {
    const id = await start;
    if (!id.ok) throw new Error(id.problem.problem.code);
    const connection = (await loadConnections())[0];
    if (connection === undefined) throw new Error('no connection');
    const early = await readRendered(connection, id.value, 20_000_000);
    const state = await readRenderStatus(connection, id.value);
    on.later(3000);
    return {
      early,
      state,
      end: await readRenderStatus(connection, id.value),
      pdf: await readRendered(connection, id.value, 20_000_000),
    };
  };

  it('of a Look and of a dashboard with filters is waited for and fetched', async () => {
    const on = stage();
    const connection = await connected();
    const kinds: string[] = [];
    for (const start of [
      () => startLookPicture(connection, '42'),
      () => startDashboardPdf(connection, '7', { Zeitraum: '2026-11-01 to 2026-12-01' }),
    ]) {
      const { early, state, end, pdf } = await rendered(on, start());
      expect(early).toMatchObject({ ok: true, value: { is: 'running' } });
      expect([state, end]).toEqual([
        { ok: true, value: 'running' },
        { ok: true, value: 'done' },
      ]);
      kinds.push(pdf.ok ? pdf.value.is : 'none');
    }
    expect(kinds).toEqual(['jpg', 'pdf']);
    expect(on.violations).toEqual([]);
  });

  it('of a Look with another period is drawn as the Look is', async () => {
    const on = stage();
    const connection = await connected();
    const held = await lookPicture(connection, '42');
    if (!held.ok) throw new Error(held.problem.problem.code);
    const { model, explore } = held.value.definition;
    const period = {
      field: 'general_ledger.posting_date',
      days: { first: '2026-09-01', last: '2026-09-30' },
    };
    const about = { period, timezone: 'Europe/Berlin' };
    const drawn = { ...held.value, body: { ...held.value.body, vis_config: { type: 'looker_bar' } } };
    const query = pictureQuery(drawn, { ...about, of: { model, explore } });
    expect(query).toMatchObject({
      ...{ model, view: explore, vis_config: { type: 'looker_bar' }, filter_config: null },
      filters: { 'general_ledger.posting_date': '2026-09-01 to 2026-10-01' },
    });
    expect(Object.keys(query?.['filters'] as object)).not.toContain('general_ledger.posting_month');
    const created = await createQuery(connection, query ?? {});
    if (!created.ok) throw new Error(created.problem.problem.code);
    expect((await rendered(on, startQueryPicture(connection, created.value.id))).pdf).toMatchObject({
      ok: true,
      value: { is: 'jpg' },
    });
    expect(on.violations).toEqual([]);
    // By the date that it filters itself a Look of another explore is known, too; without it, it is not.
    const other = { model, explore: 'another' };
    expect(pictureQuery(drawn, { ...about, of: other })).toBeDefined();
    const elsewhere = { ...period, field: 'other.date' };
    expect(pictureQuery(drawn, { ...about, period: elsewhere, of: other })).toBeUndefined();
  });

  it('that Looker cannot make says so', async () => {
    const on = stage();
    const connection = await connected();
    on.looker.failNextTask('failure');
    expect((await rendered(on, startLookPicture(connection, '42'))).end).toEqual({
      ok: true,
      value: 'failed',
    });
  });

  it.each([
    ['something else', () => new Response('PNG…'), 'looker.no-pdf'],
    ['nothing', () => new Response(''), 'looker.no-pdf'],
    [
      'more than 20 MB',
      () => new Response('', { headers: { 'content-length': '20000001' } }),
      'looker.too-big',
    ],
  ])('is none: %s', async (_what, answer, code) => {
    const on = stage();
    const connection = await connected();
    await me(connection);
    on.answerNext(answer());
    expect(await readRendered(connection, 'r', 20_000_000)).toMatchObject({
      problem: { problem: { code, retry: 'after-fix' } },
    });
  });
});

const ADMIN = { kind: 'person', id: 'admin-1' } as const;
const as = (connection: LookerConnection) => ({ connection, by: ADMIN });

describe('connections', () => {
  it('are twenty at most', async () => {
    stage();
    const connection = await connected();
    for (let n = 1; n < 20; n++)
      expect(await saveConnection(as({ ...connection, id: `l${String(n).padStart(12, '0')}` }))).toEqual({
        ok: true,
        value: undefined,
      });
    expect(await saveConnection(as({ ...connection, id: 'laaaaaaaaaaaa' }))).toEqual({
      ok: false,
      problem: { code: 'looker.too-many-connections', retry: 'after-fix', values: { most: 20 } },
    });
    expect(await saveConnection(as({ ...connection, name: 'Neu' }))).toMatchObject({ ok: true });
    expect((await loadConnections()).map(({ name }) => name).filter((name) => name === 'Neu')).toHaveLength(
      1,
    );
  });

  it('log out and leave nothing behind when they are removed', async () => {
    const on = stage();
    const connection = await connected();
    await me(connection);
    await disconnectLooker(connection.id, ADMIN);
    expect(on.calls()).toEqual(['login 200', 'me 200', 'logout 204']);
    expect(await loadConnections()).toEqual([]);
    expect([await loadSecret(connection), await loadToken(connection.id)]).toEqual([undefined, undefined]);
    expect(await loadLookerMeter(connection.id)).toEqual({});
    expect(on.violations).toEqual([]);
  });

  it('are forgotten also when Looker does not answer', async () => {
    const on = stage();
    const connection = await connected(LIMITED_KEY);
    await me(connection);
    on.answerNext(new TypeError('fetch failed'));
    await disconnectLooker(connection.id, ADMIN);
    expect(await loadConnections()).toEqual([]);
  });

  it('encode every name that becomes part of an address', async () => {
    const on = stage();
    const connection = await connected();
    await explore(connection, 'a/../b?c', '%2e%2e#d');
    expect(on.web().at(-1)?.path).toBe(
      `https://${DEMO_HOST}/api/4.0/lookml_models/a%2F..%2Fb%3Fc/explores/%252e%252e%23d?fields=fields`,
    );
    await askLooker({
      connection,
      operation: 'x',
      activity: 'none',
      method: 'GET',
      path: '/user',
      query: { fields: 'a&b=c d' },
    });
    expect(on.web().at(-1)?.path).toBe(`https://${DEMO_HOST}/api/4.0/user?fields=a%26b%3Dc+d`);
  });
});
