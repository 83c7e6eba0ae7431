import { rmSync } from 'node:fs';
import type { Looker40SDK } from '@looker/sdk';
import { LookerNodeSDK, NodeSettings } from '@looker/sdk-node';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEMO_KEY, type Key, SECOND_HOST, SECOND_KEY } from '../../../packages/sandbox/looker/fresh-state';
import { startSandbox, type TestSandbox } from '../../support/sandbox';
import { bundleStubApp } from '../server/stub-bundle';
import { ID, ifJudged, NOVEMBER } from './bench';

let bundleDir: string;
let sandbox: TestSandbox;
beforeAll(async () => {
  // The SDK talks about AbortSignal on every request.
  vi.spyOn(console, 'debug').mockImplementation(() => undefined);
  bundleDir = await bundleStubApp();
  sandbox = await startSandbox({ bundleDir, host: 'b' });
}, 120_000);
afterAll(async () => {
  await sandbox.stop();
  rmSync(bundleDir, { recursive: true, force: true });
});

function client({ clientId, clientSecret }: Key, path = '/looker'): Looker40SDK {
  const own = {
    ...{ base_url: sandbox.url + path, verify_ssl: true, timeout: 30, agentTag: 'test' },
    isConfigured: () => true,
    readConfig: () => ({ client_id: clientId, client_secret: clientSecret }),
  };
  const settings = new NodeSettings('', own);
  settings.readConfig = own.readConfig;
  return LookerNodeSDK.init40(settings);
}

describe('Looker’s own SDK as the caller, over HTTP', () => {
  it('logs in, asks, runs and logs out without breaking Looker’s document', async () => {
    const sdk = client(DEMO_KEY);
    expect(await sdk.ok(sdk.me('id,display_name'))).toEqual({ id: '11', display_name: 'DATEV Dienst' });
    const explore = await sdk.ok(
      sdk.lookml_model_explore({ lookml_model_name: 'finance', explore_name: 'general_ledger' }),
    );
    expect(explore.fields?.dimensions?.find((field) => field.primary_key)?.name).toBe(ID);
    const body = {
      model: 'finance',
      view: 'general_ledger',
      fields: [ID],
      filters: NOVEMBER,
      sorts: [ID],
      limit: '3',
    };
    const rows: unknown = await sdk.ok(sdk.run_inline_query({ result_format: 'json', body }));
    expect(rows).toEqual([1, 2, 3].map((n) => ({ [ID]: 2026113000000 + n })));
    const query = await sdk.ok(sdk.create_query(body));
    const task = await sdk.ok(
      sdk.create_query_task({ body: { query_id: query.id ?? '', result_format: 'json' as never } }),
    );
    expect((await sdk.ok(sdk.query_task(task.id ?? ''))).status).toBe('added');
    await sandbox.advance(2);
    expect((await sdk.ok(sdk.query_task(task.id ?? ''))).status).toBe('complete');
    expect(await sdk.ok(sdk.query_task_results(task.id ?? ''))).toEqual(rows);
    const looks = await sdk.ok(sdk.search_looks({ title: 'Erl%' }));
    expect(looks.map((look) => look.id)).toEqual(['42']);
    expect(await sdk.authSession.logout()).toBe(true);
  });

  it('reaches the second instance under its own name, and is not found with a foreign key', async () => {
    const sdk = client(SECOND_KEY, `/looker/${SECOND_HOST}`);
    expect((await sdk.ok(sdk.me())).id).toBe('21');
    const stranger = client(SECOND_KEY);
    await expect(stranger.ok(stranger.me())).rejects.toThrow('Not found');
    expect((await sandbox.fetch('/looker/alive')).status).toBe(200);
    expect((await sandbox.fetch('/looker/nobody.looker.com/api/4.0/user')).status).toBe(404);
  });

  it('leaves nothing that breaks the document, and no state is lost by kill -9', async () => {
    const sdk = client(DEMO_KEY);
    const { id } = await sdk.ok(sdk.create_query({ model: 'finance', view: 'big_ledger', fields: [ID] }));
    const log = await sandbox.log();
    expect(log.violations).toEqual([]);
    expect(log.refused.filter(({ rule }) => rule !== 'looker.me')).toEqual([]);
    expect(log.checked['looker'] ?? 0).toBeGreaterThanOrEqual(ifJudged(30, 0));
    await sandbox.restart();
    const later = await sdk.ok(sdk.query(id ?? ''));
    expect(later.view).toBe('big_ledger');
  });
});
