import { describe, expect, it } from 'vitest';
import { DEMO_KEY } from '../../packages/sandbox/looker/fresh-state';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { type Booked, bookedWorld, change, refusal } from '../support/booking';
import { MINUTE } from '../support/world';

type Connection = { readonly id: string; readonly name: string; readonly state: string };
const connections = async (b: Booked) =>
  (await asAdmin<{ connections: readonly Connection[] }>(b.w.forge, 'looker.view', {})).connections;
const recorded = (b: Booked) =>
  (
    b.w.forge.storage.getEntity('record', 'looker-connections') as {
      data: readonly Record<string, unknown>[];
    }
  ).data;
const refused = async (b: Booked, name: string, payload: object) =>
  (await refusal(b, name, { payload, page: 'datev-admin' })).code;
const sessions = (b: Booked, operation: string) =>
  b.w.looker.calls().filter((one) => one.operation === operation).length;

describe('a connection to Looker', () => {
  it('gives its secret to no other address and no other client: whoever changes one says the secret anew', async () => {
    const b = await bookedWorld('en');
    const { connection: id } = b;
    const [before] = recorded(b);
    const as = { id, name: 'Looker', url: String(before?.['url']), clientId: DEMO_KEY.clientId };
    for (const draft of [
      { ...as, url: 'https://attacker.cloud.looker.com' },
      { ...as, clientId: 'another-client' },
    ])
      expect(await refused(b, 'looker.save', draft)).toBe('looker.secret-missing');
    const { id: _, ...anew } = as;
    expect(await refused(b, 'looker.save', anew), 'a new one has none').toBe('looker.secret-missing');
    expect(recorded(b)).toEqual([before]);
    expect(sessions(b, 'logout')).toBe(0);

    await asAdmin(b.w.forge, 'looker.save', { ...as, name: 'Umbenannt', budget: 500 });
    expect(recorded(b)).toEqual([{ ...before, name: 'Umbenannt', budget: 500 }]);
    expect(sessions(b, 'logout'), 'the session goes on').toBe(0);
    const moved = { ...as, url: 'https://other.cloud.looker.com', secret: DEMO_KEY.clientSecret };
    await asAdmin(b.w.forge, 'looker.save', moved);
    expect(sessions(b, 'logout'), 'the one before is over').toBe(1);
    expect(recorded(b)).toMatchObject([
      { id, url: moved.url, createdAt: before?.['createdAt'], createdBy: before?.['createdBy'] },
    ]);
  });

  it('that was stopped for a wrong key stays so until its key is new or a test succeeds', async () => {
    const b = await bookedWorld('en');
    const { connection: id } = b;
    const [before] = recorded(b);
    const as = { id, name: 'Looker', url: String(before?.['url']), clientId: DEMO_KEY.clientId };
    await asAdmin(b.w.forge, 'looker.save', { ...as, secret: 'wrong' });
    expect(await refused(b, 'looker.test', { id })).toMatch(/^looker\./);
    expect(recorded(b)).toMatchObject([{ state: 'wrong-key' }]);
    await asAdmin(b.w.forge, 'looker.save', { ...as, name: 'Umbenannt' });
    expect(recorded(b), 'a new name is no new key').toMatchObject([{ state: 'wrong-key' }]);
    await asAdmin(b.w.forge, 'looker.save', { ...as, secret: DEMO_KEY.clientSecret });
    expect(recorded(b)).toMatchObject([{ state: 'connected' }]);
    const record = b.w.forge.storage.getEntity('record', 'looker-connections') as { data: readonly object[] };
    const data = record.data.map((one) => ({ ...one, state: 'paused' }));
    b.w.forge.storage.put({
      ...{ store: 'entity', entity: 'record', key: 'looker-connections', value: { ...record, data } },
    });
    await asAdmin(b.w.forge, 'looker.test', { id });
    expect(recorded(b)).toMatchObject([{ state: 'connected' }]);
  });

  it('has the address of a Looker, is there when it is changed, and is one of at most twenty', async () => {
    const b = await bookedWorld('en');
    const as = { name: 'Looker', clientId: DEMO_KEY.clientId, secret: DEMO_KEY.clientSecret };
    expect(await refused(b, 'looker.save', { ...as, url: 'http://demo.cloud.looker.com' })).toMatch(
      /^looker\./,
    );
    const url = String(recorded(b)[0]?.['url']);
    const gone = 'l000000000000';
    expect(await refused(b, 'looker.save', { ...as, url, id: gone })).toBe('run.no-connection');
    expect(await refused(b, 'looker.test', { id: gone })).toBe('run.no-connection');
    const changes = () => asAdmin<{ entries: readonly object[] }>(b.w.forge, 'configuration.changes', {});
    const log = await changes();
    await asAdmin(b.w.forge, 'looker.remove', { id: gone });
    expect(await changes(), 'nobody removed anything').toEqual(log);
    for (let n = 1; n < 20; n++) await asAdmin(b.w.forge, 'looker.save', { ...as, url, name: `Looker ${n}` });
    expect(await refused(b, 'looker.save', { ...as, url })).toBe('looker.too-many-connections');
    expect(await connections(b)).toHaveLength(20);
  });

  it('is tested with a query where a pipeline asks an explore itself', async () => {
    const b = await bookedWorld('en');
    const { connection: id } = b;
    const tested = async () => {
      const before = sessions(b, 'run_inline_query');
      await asAdmin(b.w.forge, 'looker.test', { id });
      return sessions(b, 'run_inline_query') - before;
    };
    expect(await tested()).toBe(1);
    const other = { name: 'Zweite', url: String(recorded(b)[0]?.['url']), clientId: DEMO_KEY.clientId };
    const { id: second } = await asAdmin<{ id: string }>(b.w.forge, 'looker.save', {
      ...{ ...other, secret: DEMO_KEY.clientSecret },
    });
    const before = sessions(b, 'run_inline_query');
    await asAdmin(b.w.forge, 'looker.test', { id: second });
    expect(sessions(b, 'run_inline_query'), 'no pipeline asks this one').toBe(before);
    await change(b, (draft) => ({ ...draft, source: { is: 'look', look: '42' } }));
    await b.w.forge.advance(MINUTE);
    expect(await tested(), 'nobody knows an explore').toBe(0);
  });

  it('that is removed is logged out of, and nothing of it stays', async () => {
    const b = await bookedWorld('en');
    const { connection } = b;
    await asAdmin(b.w.forge, 'looker.test', { id: connection });
    const of = () =>
      b.w.forge.storage.dump().flatMap(({ key }) => (/looker|^token:l|^secret/.test(key) ? [key] : []));
    expect(of().filter((key) => key.includes(connection))).not.toEqual([]);
    await asAdmin(b.w.forge, 'looker.remove', { id: connection });
    expect(sessions(b, 'logout')).toBe(1);
    expect(of().filter((key) => key.includes(connection))).toEqual([]);
    expect(await connections(b)).toEqual([]);
  });
});
