import { describe, expect, it } from 'vitest';
import { logIn } from '../../packages/sandbox/world/connection';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { rejected } from '../support/story';
import { ACCOUNTS, call, DAY, HOUR, must, pass, type TestWorld, testWorld } from '../support/world';

/** What people at the vendor, and people who can write their own name, learn or can show of others. */
const stored = (w: TestWorld) => JSON.stringify(w.forge.storage.dump({ maskSecrets: true }));

describe('the name of the person at DATEV', () => {
  it('goes when a person ends the connection, and is shown no more', async () => {
    const w = await testWorld();
    expect(stored(w)).toContain('Petra Probe');
    await asAdmin(w.forge, 'datev.disconnect', { connection: 'main' });
    const view = await asAdmin<{ connections: readonly { id: string; person?: string }[] }>(
      w.forge,
      'admin.view',
      {},
    );
    expect(view.connections.find(({ id }) => id === 'main')?.person).toBeUndefined();
    for (const mandant of ['455148-1', '455148-3'])
      await must(
        call(w, 'datev-admin', 'datev.disconnect', { as: ACCOUNTS.admin, payload: { connection: mandant } }),
      );
    const names = w.forge.storage
      .dump({ maskSecrets: true })
      .filter(({ value }) => JSON.stringify(value).includes('Petra Probe'))
      .map(({ key }) => key);
    // Approvals of Mandanten that nobody ended still name who gave them.
    expect(names.filter((key) => /:(main|455148-1|455148-3)$/.test(key))).toEqual([]);
    await w.forge.close();
  });

  it('goes within the hour after the end of an approval that nobody uses, and with it the tokens', {
    timeout: 120_000,
  }, async () => {
    const w = await testWorld();
    // Nobody watches this Mandant, so nobody asks for its token.
    await w.forge.advance(12 * HOUR);
    const kept = w.forge.storage.dump({ maskSecrets: true });
    expect(JSON.stringify(kept.find(({ key }) => key === 'connection:main'))).not.toContain('Petra Probe');
    expect(kept.filter(({ key }) => key.startsWith('token:main:'))).toEqual([]);
    await w.forge.close();
  });

  it('goes within the day after the end of an approval of a Mandant that nobody watches', {
    timeout: 120_000,
  }, async () => {
    const w = await testWorld();
    w.datev.setLongTermDays(1);
    await logIn(w.forge, { mode: 'long-term', mandant: '455148-2' });
    const kept = () => w.forge.storage.dump({ maskSecrets: true }).filter(({ key }) => /455148-2/.test(key));
    expect(JSON.stringify(kept())).toContain('Petra Probe');
    await pass(w, 2 * DAY + HOUR);
    expect(JSON.stringify(kept())).not.toContain('Petra Probe');
    expect(kept().filter(({ key }) => key.startsWith('token:'))).toEqual([]);
    await w.forge.close();
  });

  it('goes when the connection ends by itself', async () => {
    const w = await testWorld();
    await w.forge.advance(12 * HOUR);
    await call(w, 'datev-admin', 'datev.test', { as: ACCOUNTS.admin, payload: { connection: 'main' } });
    const main = w.forge.storage.dump({ maskSecrets: true }).find(({ key }) => key === 'connection:main');
    expect(JSON.stringify(main)).toContain('expired');
    expect(JSON.stringify(main)).not.toContain('Petra Probe');
    await w.forge.close();
  });
});

describe('the console, which the vendor reads', () => {
  it('names no Mandant, whatever happens', { timeout: 120_000 }, async () => {
    const w = await testWorld();
    await rejected(w);
    w.forge.faults.add({ service: 'kvs', operation: '*', fault: '503', times: 40 });
    await w.forge.advance(HOUR);
    w.forge.faults.clear();
    await w.forge.advance(DAY);
    const lines = w.forge.log.console.map(({ text }) => text);
    expect(lines.length).toBeGreaterThan(20);
    expect(lines.filter((line) => line.includes('455148-'))).toEqual([]);
    await w.forge.close();
  });
});
