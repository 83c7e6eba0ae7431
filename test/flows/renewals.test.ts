import { describe, expect, it } from 'vitest';
import { SIMULATES } from '../support/simulate';
import { ACCOUNTS, call, fault, HOUR, MINUTE, must, type TestWorld, testWorld } from '../support/world';

/** Mandanten with an approval of their own, whose tokens are renewed in one look. */
const THREE = ['455148-1', '455148-2', '455148-3'] as const;
type Mandant = (typeof THREE)[number];
/** Who looks at Mandanten. */
const LOOKS = 'work-fn';

type Kept = {
  readonly version: number;
  readonly data: {
    readonly state: string;
    readonly why?: string;
    readonly generation: number;
    readonly person: string;
  };
};
const record = (w: TestWorld, mandant: string) =>
  w.forge.storage.getEntity('record', `connection:${mandant}`) as Kept;
const tokensOf = (w: TestWorld, mandant: string) =>
  w.forge.storage.dump({ maskSecrets: false }).filter(({ key }) => key.startsWith(`token:${mandant}:`));
const endedOf = (w: TestWorld) => THREE.filter((one) => record(w, one).data.state === 'ended');

/** Three Mandanten are due at one instant, and the access token of each is over. */
async function threeDue(): Promise<TestWorld> {
  const w = await testWorld();
  const payload = { mandanten: ['455148-2'] };
  await must(call(w, 'datev-admin', 'mandant.watch-many', { as: ACCOUNTS.admin, payload }));
  await w.forge.advance(21 * MINUTE);
  const at = new Date(w.forge.clock.now()).toISOString();
  for (const key of THREE) {
    const row = w.forge.storage.getEntity('mandant', key) as { data: { discovery: object } };
    const data = { ...row.data, discovery: { ...row.data.discovery, nextAt: at } };
    w.forge.storage.put({
      ...{ store: 'entity', entity: 'mandant', key },
      value: { ...row, dueAt: at, data },
    });
  }
  const hint = w.forge.storage.getEntity('record', 'due') as { version: number };
  const value = { version: hint.version + 1, data: { at } };
  w.forge.storage.put({ store: 'entity', entity: 'record', key: 'due', value });
  w.forge.log.clear();
  return w;
}

/** Their look, until what was to go wrong did, and its end. */
async function looked(w: TestWorld): Promise<void> {
  const before = w.forge.faults.list().length;
  for (let second = 0; second < 400 && (before === 0 || w.forge.faults.list().length > 0); second += 1)
    await w.forge.advance(1000);
  expect(w.forge.faults.list(), 'the fault struck').toEqual([]);
}

/** Hours later each is at work again, or plainly waits for a person. */
async function later(w: TestWorld): Promise<void> {
  await w.forge.advance(3 * HOUR);
  expect(w.datev.redemptions().reused, 'no token is redeemed twice').toBe(0);
  for (const connection of THREE.filter((one) => !endedOf(w).includes(one))) {
    await must(call(w, 'datev-admin', 'datev.test', { as: ACCOUNTS.admin, payload: { connection } }));
    const { generation } = record(w, connection).data;
    expect(tokensOf(w, connection).map(({ key }) => key)).toContain(`token:${connection}:${generation}`);
  }
}

describe('three tokens that are renewed in one look', () => {
  it('share their marks and their outcomes, and each Mandant is asked for', async () => {
    const w = await threeDue();
    await looked(w);
    const calls = w.forge.trace().filter(({ functionKey }) => functionKey === LOOKS);
    const asked = (operation: string) => calls.filter((one) => one.operation === operation);
    expect(asked('token')).toHaveLength(3);
    expect(asked('listExtfJobs')).toHaveLength(3);
    const written = asked('transact').filter(({ key = '' }) => key.includes('record/connection:'));
    expect(written.map(({ key = '' }) => key.split('connection:').length - 1)).toEqual([3, 3]);
    expect(asked('getEntity').filter(({ key = '' }) => key.includes('connection:'))).toHaveLength(1);
    await later(w);
    expect(endedOf(w)).toEqual([]);
    expect(THREE.map((one) => tokensOf(w, one).length)).toEqual([1, 1, 1]);
  });

  it.each([
    ['lost-response', 'lost'],
    ['html', 'lost'],
    ['429', undefined],
  ] as const)('%s to one of them costs no other', async (what, why) => {
    const w = await threeDue();
    fault(w, { service: 'datev', operation: 'token', fault: what, after: 1 });
    await looked(w);
    await later(w);
    expect(endedOf(w).map((one) => record(w, one).data.why)).toEqual(why === undefined ? [] : [why]);
  });

  it('new tokens that storage has no units for wait for the next minute, and none is lost', async () => {
    const w = await threeDue();
    const match = { functionKey: LOOKS, key: 'token:' };
    fault(w, { service: 'kvs', operation: 'setSecret', fault: '429', times: 1000, match });
    const isStruck = () => w.forge.faults.list().some(({ left }) => left < 1000);
    for (let second = 0; second < 400 && !isStruck(); second += 1) await w.forge.advance(1000);
    expect(isStruck(), 'the fault struck').toBe(true);
    await w.forge.advance(MINUTE - (w.forge.clock.now() % MINUTE));
    w.forge.faults.clear();
    await later(w);
    expect(endedOf(w)).toEqual([]);
  });

  it('an approval that DATEV takes back costs no other', async () => {
    const w = await threeDue();
    for (const { key, value } of tokensOf(w, '455148-2'))
      w.forge.storage.put({
        store: 'secret',
        key,
        value: { ...(value as object), refreshToken: 'taken back' },
      });
    await looked(w);
    await later(w);
    expect(endedOf(w)).toEqual(['455148-2']);
    expect(record(w, '455148-2').data).toMatchObject({ why: 'refused', person: '' });
  });

  it.each(['token', 'seen'] as const)(
    'one that a person ends meanwhile stays ended, and the others get theirs (%s)',
    async (when) => {
      const w = await threeDue();
      const end = once(() => ended(w, '455148-2'));
      const { datev } = w;
      const answer = datev.handle.bind(datev);
      datev.handle = (request) => {
        if (when === 'token' && datev.operation(request) === 'token') end();
        return answer(request);
      };
      // Between what was read together and the mark.
      if (when === 'seen') w.forge.faults.add({ ...AT_SECRET, fault: 'lost-response' });
      if (when === 'seen') await untilStruck(w, end);
      else await looked(w);
      await later(w);
      expect(endedOf(w)).toEqual(['455148-2']);
      expect(record(w, '455148-2').data.why).toBe('disconnected');
    },
  );
});

const AT_SECRET = {
  service: 'kvs',
  operation: 'getSecret',
  match: { functionKey: LOOKS },
} as const;

/** Until somebody began, then this, then the rest. */
async function untilStruck(w: TestWorld, then: () => void): Promise<void> {
  for (let step = 0; step < 4_000_000 && w.forge.faults.list().length > 0; step += 1)
    await w.forge.advance(100);
  then();
  await w.forge.advance(10 * MINUTE);
}

function once(act: () => void): () => void {
  let isDone = false;
  return () => {
    if (!isDone) act();
    isDone = true;
  };
}

/** What disconnecting writes. */
function ended(w: TestWorld, mandant: Mandant): void {
  const { version, data } = record(w, mandant);
  const value = {
    version: version + 1,
    data: { ...data, state: 'ended', why: 'disconnected', person: '', lease: undefined },
  };
  w.forge.storage.put({ store: 'entity', entity: 'record', key: `connection:${mandant}`, value });
}

/** Calls of a look that renews three tokens: of storage, and in all. */
const [STORED, ALL] = [18, 24];
const STEPS = (count: number) =>
  Array.from({ length: count }, (_, n) => n).filter((n) => SIMULATES || n % 2 === 0 || n < 9);

describe.each(
  SIMULATES ? (['lost-response', '503', 'network', 'html'] as const) : (['lost-response'] as const),
)('%s', (what) => {
  it.each(STEPS(STORED))('at call %i of storage ends no approval', async (after) => {
    const w = await threeDue();
    fault(w, { service: 'kvs', operation: '*', fault: what, after, match: { functionKey: LOOKS } });
    await looked(w);
    await later(w);
    expect(endedOf(w)).toEqual([]);
  });
});

describe.each(['crash-before', 'crash-after'] as const)('%s', (what) => {
  it.each(STEPS(ALL))(
    'at call %i ends those only whose token was on its way, and redeems none again',
    async (after) => {
      const w = await threeDue();
      fault(w, { service: '*', operation: '*', fault: what, after, match: { functionKey: LOOKS } });
      await looked(w);
      const onTheWay = THREE.filter((one) => {
        const { state, generation } = record(w, one).data;
        const next = `token:${one}:${generation + 1}`;
        return state === 'redeeming' && !tokensOf(w, one).some(({ key }) => key === next);
      });
      await later(w);
      expect(endedOf(w)).toEqual(onTheWay);
      for (const one of onTheWay) expect(record(w, one).data.why).toBe('lost');
    },
  );
});
