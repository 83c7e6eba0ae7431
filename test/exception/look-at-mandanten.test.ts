import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { SERVICES } from '../../src/datev/preflight';
import { lookAtMandanten } from '../../src/flows/exception/look-at-mandanten';
import { refreshAllKnown, refreshKnown } from '../../src/flows/exception/refresh-known';
import { loadSetAside } from '../../src/health/set-aside-store';
import { plusSeconds } from '../../src/kernel/instant';
import { now } from '../../src/platform/clock';
import * as kv from '../../src/platform/kv';
import { MANDANT } from '../effects/datev';
import { JOB } from '../effects/dxso';
import { called, no, ok, queued, type Says } from '../effects/stage';
import { runsFor, seen } from '../support/forge-globals';
import { ago, job, LIST, listed, skips, watched, watching, watchOf } from './list';

const many = (count: number) => Array.from({ length: count }, (_, n) => `455148-${n + 11}`);
const listOf = (mandant: string) => LIST.replace(MANDANT, mandant);
const lists = (ids: readonly string[], says: Says = listed([])) =>
  Object.fromEntries(ids.map((id) => [listOf(id), says]));
const looks = (ids: readonly string[]) => ({ v: 1, look: 'mandanten', about: 'jobs', ids });
const big = (id: string) => ({ v: 1, look: 'mandant', id, big: true });
const lookAt = (ids: readonly string[], about: 'jobs' | 'known' = 'jobs') =>
  lookAtMandanten({ v: 1, look: 'mandanten', about, ids: [...ids] });
async function staged(ids: readonly string[], says: object = {}): Promise<void> {
  await watching({ ...lists(ids), ...says }, { watched: false });
  for (const id of ids) await watched({}, id);
}
const looked = async (ids: readonly string[]) => {
  const all = await Promise.all(ids.map(async (id) => [id, (await watchOf(id)).lastLookAt] as const));
  return all.filter(([, at]) => at !== undefined).map(([id]) => id);
};

describe('a look at many Mandanten', () => {
  it('looks at each that is due, and at no other', async () => {
    const ids = many(12);
    await staged(ids);
    await watched({ discovery: { nextAt: plusSeconds(now(), 600), seen: [], pending: [] } }, ids[3] ?? '');
    await lookAt(ids);
    expect(await looked(ids)).toEqual(ids.filter((id) => id !== ids[3]));
    expect(skips()).toHaveLength(11);
    expect(queued()).toEqual([]);
  });

  it('looks at ten side by side', async () => {
    const ids = many(12);
    let [atOnce, most] = [0, 0];
    const slow = async () => {
      atOnce += 1;
      most = Math.max(most, atOnce);
      await new Promise((resolve) => setTimeout(resolve, 5));
      atOnce -= 1;
      return listed([])() as Response;
    };
    await staged(ids, lists(ids, slow));
    await lookAt(ids);
    expect(most).toBe(10);
    expect(await looked(ids)).toHaveLength(12);
  });

  it.each([
    ['no time for another', 84_999, 1],
    ['time for others', 85_000, 3],
  ])('begins with one in any case: with %s', async (_, ms, count) => {
    const ids = many(3);
    await staged(ids);
    runsFor(ms);
    await lookAt(ids);
    expect(await looked(ids)).toEqual(ids.slice(0, count));
    expect(queued()).toEqual(count === 3 ? [] : [looks(ids.slice(1))]);
  });

  it('looks at as many as it has calls for, and queues the others', async () => {
    const ids = many(60);
    const forty = ids.slice(0, 40);
    await staged(ids);
    await lookAt(forty);
    expect(await looked(ids)).toHaveLength(40);
    // Each is sure of two of a hundred.
    await staged(ids);
    await lookAtMandanten({ v: 1, look: 'mandanten', about: 'jobs', ids });
    expect(await looked(ids)).toHaveLength(50);
    expect(queued()).toEqual([looks(ids.slice(50))]);
  });

  it('gives an invocation of its own to whom wants more than a share of calls, or packages', async () => {
    const ids = many(3);
    const open = [...[{ submissionId: 's1', revision: 1, referenceId: 'r', since: ago(60), jobId: JOB }]];
    const pages = Array.from({ length: 20 }, (_, n) =>
      listed([job(`j${n}`, { result: 'succeeded', timestamp: ago(60 + n) })], 500),
    );
    await staged(ids, { [listOf(ids[1] ?? '')]: pages });
    await watched({ open, poll: { at: ago(1), step: 1 } }, ids[2] ?? '');
    await lookAt(ids);
    expect(await looked(ids)).toEqual([ids[0]]);
    expect(queued()).toEqual([big(ids[2] ?? ''), big(ids[1] ?? '')]);
    expect(skips().length).toBeLessThanOrEqual(11);
  });

  it('goes on where one cannot be read, which waits', async () => {
    const ids = many(3);
    await staged(ids);
    const value = { version: 1, kind: 'mandant', dueAt: now(), data: { v: 2 } };
    await kv.transact([{ do: 'set', entity: 'mandant', key: ids[1] ?? '', value }]);
    await lookAt(ids);
    expect(await looked([ids[0] ?? '', ids[2] ?? ''])).toHaveLength(2);
    expect(Object.keys((await loadSetAside()).of)).toEqual([`mandant:${ids[1]}`]);
  });

  it('asks each, once a day, what DATEV knows of it', async () => {
    const client = (id: string) => `GET accounting-clients/clients/${id}`;
    const [one, two] = ['455148-11', '455148-12'];
    const wire = (id: string) => ({
      ...{ id, name: 'Muster', consultant_number: 455148, client_number: 11 },
      services: [{ name: Object.values(SERVICES)[0] }],
    });
    const says = { [client(one)]: ok(wire(one)), [client(two)]: no(503) };
    await staged([one, two], says);
    await lookAt([one, two], 'known');
    expect((await watchOf(one)).known?.services).toHaveLength(1);
    expect((await watchOf(two)).known).toBeUndefined();
    expect(skips()).toEqual([]);
    expect(queued()).toEqual([]);
    expect(await refreshKnown(one)).toBe('done');
    expect(called().filter((call) => call === client(one))).toHaveLength(2);
  });

  it('of whom DATEV is to be asked anew: those that are watched', async () => {
    await staged(many(2));
    await refreshAllKnown();
    expect(queued()).toEqual([{ v: 1, look: 'mandanten', about: 'known', ids: many(2) }]);
    expect(seen().filter(({ to }) => to === 'web')).toEqual([]);
  });
});
