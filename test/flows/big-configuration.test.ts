import { describe, expect, it } from 'vitest';
import type { AccountsAnswer, AccountsRead } from '../../src/contract/pipelines';
import { bigCall } from '../support/big-call';
import { ACCOUNTS, call, DAY, must, type TestWorld, testWorld } from '../support/world';

const MANDANT = '455148-1';
const MOST = 50_000;

type Accounts = AccountsRead['accounts'];

const accountsOf = (count: number): Accounts =>
  Array.from({ length: count }, (_, n) => ({
    number: String(10_000 + n),
    name: `Müller & Söhne ${((n * 7919) % 100_003).toString(36)} GmbH`,
  }));

const lead = <T>(w: TestWorld, name: string, payload: object) =>
  bigCall<T>(w, 'datev-desk', name, { payload, as: ACCOUNTS.firmLead });
const admin = <T>(w: TestWorld, name: string, payload: object) =>
  bigCall<T>(w, 'datev-admin', name, { payload, as: ACCOUNTS.admin });

async function save(w: TestWorld, accounts: Accounts, version = 0): Promise<void> {
  const plan = { chart: 'SKR04', accountLength: 4, fiscalYearBegin: '01-01', accounts };
  await must(lead<null>(w, 'accounts.save', { mandant: MANDANT, version, plan }));
}

const view = async (w: TestWorld) =>
  await must(lead<AccountsAnswer>(w, 'accounts.view', { mandant: MANDANT }));

describe('an account plan of 50,000 accounts', () => {
  it('is read from a file, saved, shown and kept, through messages and keys as Forge limits them', async () => {
    const w = await testWorld();
    const accounts = accountsOf(MOST);
    const text = ['Konto;Bezeichnung', ...accounts.map(({ number, name }) => `${number};${name}`)].join('\n');
    expect(text.length).toBeGreaterThan(1_000_000);
    const read = await must(lead<AccountsRead>(w, 'accounts.read', { text }));
    expect([read.accounts.length, read.findings.length, read.more]).toEqual([MOST, 0, 0]);
    await save(w, read.accounts);
    const { plan } = await view(w);
    expect(plan?.accounts).toEqual(accounts);
    await w.forge.close();
  });

  it('goes to another site in the file of the configuration', async () => {
    const [here, there] = [await testWorld(), await testWorld()];
    await save(here, accountsOf(MOST));
    const file = await must(admin<object>(here, 'configuration.export', {}));
    const text = JSON.stringify(file);
    const planned = await must(admin<object>(there, 'configuration.import', { text }));
    expect(JSON.stringify(planned)).toContain(MANDANT);
    expect((await view(there)).plan?.accounts).toHaveLength(MOST);
    for (const w of [here, there]) await w.forge.close();
  });
});

describe('what is too big for one message', () => {
  const part = { id: 'a'.repeat(32), n: 0, text: 'QUJD' };
  const parcel = { id: part.id, parts: 1 };

  it('is no question while a part is missing, broken, another person’s or too old', async () => {
    const w = await testWorld();
    const asked = async (as: string) => {
      const answer = await call(w, 'datev-desk', 'accounts.read', { payload: { parcel }, as });
      return answer.ok ? 'read' : answer.problem.code;
    };
    expect(await asked(ACCOUNTS.firmLead)).toBe('platform.bad-payload');
    await must(call(w, 'datev-desk', 'parcel.part', { payload: part, as: ACCOUNTS.firmLead }));
    expect(await asked(ACCOUNTS.firmLead)).toBe('platform.bad-payload');
    const whole = Buffer.from(
      await new Response(
        new Blob([JSON.stringify({ lang: 'en', text: '8400;Erlöse' })])
          .stream()
          .pipeThrough(new CompressionStream('gzip')),
      ).arrayBuffer(),
    ).toString('base64');
    const right = { ...part, text: whole };
    await must(call(w, 'datev-desk', 'parcel.part', { payload: right, as: ACCOUNTS.firmLead }));
    expect(await asked(ACCOUNTS.firmLead)).toBe('read');
    expect(await asked(ACCOUNTS.admin)).toBe('platform.bad-payload');
    await w.forge.advance(2 * 3_600_000);
    expect(await asked(ACCOUNTS.firmLead)).toBe('platform.bad-payload');
    await w.forge.close();
  });

  it('is taken of nobody who may not save it', async () => {
    const w = await testWorld();
    const sent = await call(w, 'datev-desk', 'parcel.part', { payload: part, as: ACCOUNTS.accountant });
    expect(sent).toMatchObject({ ok: false, problem: { code: 'access.not-allowed' } });
    expect(w.forge.storage.dump().filter(({ key }) => key.startsWith('parcel:'))).toEqual([]);
    await w.forge.close();
  });
});

describe('pages of a save that was broken off', () => {
  it('are gone a day later; those of an accepted one stay', async () => {
    const w = await testWorld();
    await save(w, accountsOf(10_000));
    const pages = () => w.forge.storage.dump().filter(({ key }) => /^pages?(?:-begun)?:/.test(key));
    const accepted = pages().map(({ key }) => key);
    expect(accepted.length).toBeGreaterThan(0);
    const id = 'b'.repeat(24);
    const at = new Date(w.forge.clock.now()).toISOString();
    const mark = { v: 1, at, pages: { id, sha256: '0'.repeat(64), pages: 1 } };
    w.forge.storage.put({ store: 'kvs', key: `pages-begun:${id}`, value: mark });
    w.forge.storage.put({ store: 'kvs', key: `page:${id}:0`, value: 'x' });
    await w.forge.runScheduled('daily');
    expect(pages()).toHaveLength(accepted.length + 2);
    await w.forge.advance(2 * DAY);
    expect(pages().map(({ key }) => key)).toEqual(accepted);
    expect((await view(w)).plan?.accounts).toHaveLength(10_000);
    await w.forge.close();
  });
});
