import { createHash } from 'node:crypto';
import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { type AccountPlan, checkPlan, MAX_ACCOUNTS } from '../../src/accounts/plan';
import { hasPlan, loadPlan, planForRun, planVersion, savePlan } from '../../src/accounts/plan-store';
import { canonical } from '../../src/kernel/canonical';
import { sha256 } from '../../src/platform/bytes';
import { readPages } from '../../src/platform/pages';
import { storage } from '../support/kv-storage';

/** Customers and suppliers as a large Mandant has them. */
const accountsOf = (count: number): AccountPlan['accounts'] =>
  Array.from({ length: count }, (_, n) => ({
    number: String(10_000 + n),
    name: `Müller & Söhne Großhandel ${sha256(String(n)).slice(0, 12)} GmbH`,
    ...(n % 7 === 0 ? { automatic: true as const } : {}),
  }));

const planOf = (count: number, version = 1): AccountPlan => ({
  ...{ v: 1, mandant: '455148-1', version, chart: 'SKR04', accountLength: 4, fiscalYearBegin: '01-01' },
  ...{ accounts: accountsOf(count), changedAt: '2026-12-01T08:00:00.000Z', changedBy: 'petra' },
});
const NONE = { version: 0, data: null };
const KEY_BYTES = 240 * 1024;

describe('a plan beyond one key of storage', () => {
  it.each([2001, MAX_ACCOUNTS])(
    'of %i accounts comes back as it was saved, whole and by its version',
    async (n) => {
      const { kept } = storage();
      const plan = planOf(n);
      expect(checkPlan(plan)).toEqual([]);
      expect(await savePlan(NONE, plan)).toEqual({ ok: true, value: 'done' });
      expect(await loadPlan('455148-1')).toEqual({ version: 1, data: plan });
      const whole = { plan, sha256: sha256(canonical(plan)) };
      expect(await planForRun('455148-1')).toEqual(whole);
      expect(await planVersion('455148-1', 1)).toEqual(whole);
      for (const value of kept.values()) expect(JSON.stringify(value).length).toBeLessThan(KEY_BYTES);
    },
  );

  it('keeps each version, and its log counts instead of listing', async () => {
    const { kept } = storage();
    const [first, second] = [planOf(MAX_ACCOUNTS), planOf(MAX_ACCOUNTS - 10, 2)];
    await savePlan(NONE, first);
    await savePlan(await loadPlan('455148-1'), second);
    expect((await planVersion('455148-1', 1))?.plan).toEqual(first);
    expect((await planVersion('455148-1', 2))?.plan).toEqual(second);
    const entries = [...kept].filter(([key]) => key.startsWith('audit-entry config:'));
    expect(entries).toHaveLength(2);
    const texts = entries.map(([, value]) => JSON.stringify(value));
    for (const text of texts) expect(text.length).toBeLessThan(12_000);
    expect(texts[1]).toContain('"old":"50000"');
    expect(texts[1]).toContain(sha256(canonical(second)));
  });

  it('leaves no mark when it was accepted, and its pages before the record that names them', async () => {
    const { kept } = storage();
    await savePlan(NONE, planOf(20_000));
    const keys = [...kept.keys()];
    expect(keys.filter((key) => key.startsWith('page:')).length).toBeGreaterThan(1);
    expect(keys.filter((key) => key.startsWith('pages-begun:'))).toEqual([]);
    expect(keys.findIndex((key) => key.startsWith('page:'))).toBeLessThan(keys.indexOf('plan:455148-1:1'));
  });

  it('is one of two when two save at once, and the other’s pages stay marked', async () => {
    const { kept } = storage();
    const saved = await Promise.all([savePlan(NONE, planOf(5000)), savePlan(NONE, planOf(6000))]);
    expect(saved.map((one) => (one.ok ? one.value : one)).toSorted()).toEqual(['conflict', 'done']);
    const won = await loadPlan('455148-1');
    expect([5000, 6000]).toContain(won.data?.accounts.length);
    expect([...kept.keys()].filter((key) => key.startsWith('pages-begun:'))).toHaveLength(1);
  });

  it('is known without its pages, and never shown as an emptier one when a page is gone', async () => {
    const { kept } = storage();
    await savePlan(NONE, planOf(20_000));
    const page = [...kept.keys()].find((key) => key.startsWith('page:')) ?? '';
    kept.delete(page);
    expect(await hasPlan('455148-1')).toBe(true);
    await expect(loadPlan('455148-1')).rejects.toThrow('platform.unknown-version');
  });

  it('is refused when it is too big even packed', async () => {
    const { kept } = storage();
    const noise = (n: number) =>
      [n, -n].map((of) => createHash('sha512').update(`${of}`).digest('base64')).join('');
    const accounts = accountsOf(MAX_ACCOUNTS).map((one, n) => ({ ...one, name: noise(n).slice(0, 150) }));
    const plan = { ...planOf(1), accounts };
    expect(checkPlan(plan)).toMatchObject([{ code: 'accounts.too-big', values: { count: MAX_ACCOUNTS } }]);
    expect(await savePlan(NONE, plan)).toMatchObject({ ok: false, problem: { code: 'accounts.too-big' } });
    expect([...kept.keys()]).toEqual([]);
  });

  it('names pages that are another content as trouble', async () => {
    const { kept } = storage();
    await savePlan(NONE, planOf(5000));
    const { accounts } = kept.get('plan:455148-1:1') as { accounts: Parameters<typeof readPages>[0] };
    await expect(readPages({ ...accounts, sha256: '0'.repeat(64) })).rejects.toThrow('unknown-version');
  });
});
