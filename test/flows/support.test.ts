import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { expectClean } from '../support/audit';
import { rejected } from '../support/story';
import { ACCOUNTS, call, DAY, must, pass, type TestWorld, testWorld } from '../support/world';

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

async function sealedLog(w: TestWorld, withTexts = false): Promise<string> {
  const parts: string[] = [];
  let cursor: string | undefined;
  do {
    const page: { part: string; cursor?: string } = await must(
      call(w, 'datev-admin', 'support.log', {
        as: ACCOUNTS.admin,
        payload: { withTexts, ...(cursor === undefined ? {} : { cursor }) },
      }),
    );
    parts.push(page.part);
    cursor = page.cursor;
  } while (cursor !== undefined);
  return `${parts.join('\n')}\n`;
}

/** As the vendor reads it. */
function opened(sealed: string, key: string): readonly Record<string, unknown>[] {
  const folder = mkdtempSync(join(tmpdir(), 'log-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'key.pem'), key);
  writeFileSync(join(folder, 'log'), sealed);
  const args = ['tools/open-log.mjs', join(folder, 'key.pem'), join(folder, 'log')];
  const text = execFileSync(process.execPath, args, {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('the technical log', () => {
  it('has every call in its order with DATEV’s ids, never a token, and only the vendor can read it', async () => {
    const variables = { SUPPORT_PUBLIC_KEY: publicKey.replaceAll('\n', '\\n') };
    const w = await testWorld({ variables, fresh: true });
    await rejected(w);
    const sealed = await sealedLog(w, true);
    const log = opened(sealed, privateKey);
    const made = w.forge.log.requests.filter(
      ({ service, operation }) =>
        service === 'datev' &&
        /^(listClients|getClient|listExtfJobs|getDxsoClient|getDocumentsClient)$/.test(operation),
    );
    expect(log.length).toBe(made.length);
    expect(log.map(({ at }) => String(at))).toEqual(log.map(({ at }) => String(at)).toSorted());
    for (const entry of log) {
      expect(entry).toMatchObject({
        status: 200,
        method: 'GET',
        url: expect.stringContaining('api.datev.de'),
      });
      expect(entry['responseHeaders']).toMatchObject({ 'x-global-transaction-id': expect.any(String) });
    }
    expect(log.some(({ body }) => String(body).includes('1008834'))).toBe(true);
    const text = JSON.stringify(log);
    expect(w.datev.secrets().filter((secret) => text.includes(secret))).toEqual([]);
    expect(/authorization/i.test(text)).toBe(false);
    expect(sealed).not.toContain('datev.de');
    const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
      type: 'pkcs8',
      format: 'pem',
    });
    expect(() => opened(sealed, String(other))).toThrow();
    await expectClean(w);
  });

  it('leaves DATEV’s own texts out unless the administrator wants them in: they may quote bookings', async () => {
    const variables = { SUPPORT_PUBLIC_KEY: publicKey.replaceAll('\n', '\\n') };
    const w = await testWorld({ variables, fresh: true });
    await rejected(w);
    const log = opened(await sealedLog(w), privateKey);
    expect(log.length).toBeGreaterThan(2);
    expect(log.filter((entry) => 'body' in entry || 'sealed' in entry)).toEqual([]);
  });

  it('keeps no body and leaves nothing without the vendor’s key, and forgets after fifteen days', {
    timeout: 120_000,
  }, async () => {
    const w = await testWorld();
    await rejected(w);
    const kept = () =>
      w.forge.storage.dump({ maskSecrets: true }).filter(({ key }) => key.startsWith('http:'));
    expect(kept().length).toBeGreaterThan(2);
    expect(JSON.stringify(kept())).not.toContain('sealed');
    const refused = await call(w, 'datev-admin', 'support.log', { as: ACCOUNTS.admin, payload: {} });
    expect(refused).toMatchObject({ ok: false, problem: { code: 'support.no-key' } });
    const [first] = kept();
    await pass(w, 18 * DAY);
    expect(kept().map(({ key }) => key)).not.toContain(first?.key);
  });

  it('costs no call when it cannot be written', async () => {
    const w = await testWorld();
    w.forge.faults.add({ service: 'kvs', operation: '*', fault: '503', times: 50, match: { key: 'http:' } });
    await rejected(w);
  });
});
