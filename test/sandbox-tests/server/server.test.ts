import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startSandbox, type TestSandbox } from '../../support/sandbox';
import { bundleStubApp } from './stub-bundle';

const BUILT = join(import.meta.dirname, '../../../static/dist/panel/index.html');
let bundleDir: string;
let sandbox: TestSandbox;
beforeAll(async () => {
  bundleDir = await bundleStubApp();
  sandbox = await startSandbox({ bundleDir, host: 'b' });
}, 120_000);
afterAll(async () => {
  await sandbox.stop();
  rmSync(bundleDir, { recursive: true, force: true });
});

async function firstFace(): Promise<{ readonly url: string; readonly path: string }> {
  const config = (await (await sandbox.fetch('/_shell/config')).json()) as {
    readonly faces: readonly { readonly url: string }[];
  };
  const url = config.faces[0]?.url ?? '';
  return { url, path: new URL(url).pathname };
}
async function storedCount(key: string): Promise<unknown> {
  return (await sandbox.storage()).find((record) => record.key === key)?.value;
}

describe('the titles of the pages', () => {
  it.each([
    ['de-DE', 'DATEV-Desk', 'DATEV: Auftrag'],
    ['en-US', 'DATEV desk', 'DATEV job ID'],
    ['fr-FR', 'DATEV desk', 'DATEV job ID'],
  ])(
    'are in the language of the person, as are the names of the app’s fields: %s',
    async (locale, title, field) => {
      const answer = await sandbox.fetch(`/_shell/config?locale=${locale}`);
      const { faces, fieldNames } = (await answer.json()) as {
        readonly faces: readonly { readonly key: string; readonly title: string }[];
        readonly fieldNames: Readonly<Record<string, string>>;
      };
      expect(faces.find(({ key }) => key === 'datev-desk')?.title).toBe(title);
      expect(fieldNames['datev-job-id']).toBe(field);
    },
  );
});

describe('two origins on one port', () => {
  it.each(['/', '/browse/BUCH-1', '/admin', '/desk', '/desk/causes/7?month=10', '/admin/looker'])(
    'the shell shows %s',
    async (path) => {
      const page = await sandbox.fetch(path);
      expect(page.status).toBe(200);
      expect(page.headers.get('content-security-policy')).toContain(`frame-src ${sandbox.facesUrl}`);
    },
  );
  it.each([
    '/',
    '/admin',
    '/_shell/shell.js',
    '/_sandbox/log',
    '/jira/rest/api/3/myself',
    '/datev/accounting-clients/platform-sandbox/v2/clients',
  ])('the Custom UI origin does not know %s', async (path) => {
    expect((await fetch(sandbox.facesUrl + path)).status).toBe(404);
  });
  it('the shell does not know the paths of the Custom UI', async () => {
    const { path } = await firstFace();
    expect((await sandbox.fetch(path)).status).toBe(404);
    expect((await sandbox.fetch('/__forge/bridge.js')).status).toBe(404);
  });
  it('a page of the Custom UI origin may not call the shell', async () => {
    const answer = await sandbox.fetch('/_sandbox/log', { headers: { origin: sandbox.facesUrl } });
    expect(answer.status).toBe(403);
  });
  it('sends the Custom UI with the policy of Forge’s CDN and the bridge in front of the bundle', async () => {
    const page = await fetch((await firstFace()).url);
    // Built before the tests by `npm test`; without it there is nothing to send.
    if (page.status === 404) return expect(existsSync(BUILT)).toBe(false);
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self' https://forge.cdn.prod.atlassian-dev.net");
    expect(policy).toMatch(new RegExp(`frame-ancestors [^;]*${sandbox.url}`));
    expect(policy).toMatch(/style-src [^;]*'unsafe-inline'/);
    expect(policy).not.toMatch(/script-src [^;]*'unsafe-/);
    const scripts = [...(await page.text()).matchAll(/<script[^>]*src="([^"]+)"/g)].map((found) => found[1]);
    expect(scripts[0]).toBe('/__forge/bridge.js');
    expect(scripts.length).toBeGreaterThan(1);
  });
  it('serves the bridge, the theme and nothing outside of the built folder', async () => {
    const bridge = await (await fetch(`${sandbox.facesUrl}/__forge/bridge.js`)).text();
    expect(bridge).toContain('callBridge');
    expect(await (await fetch(`${sandbox.facesUrl}/__forge/theme.css`)).text()).toContain('--ds-text');
    const { url } = await firstFace();
    const outside = await fetch(url.replace('index.html', '..%2f..%2fpackage.json'));
    expect(outside.status).toBe(404);
  });
});

describe('the fake systems', () => {
  it('lets the caller be chosen, the admin by default', async () => {
    const name = async (user?: string): Promise<string> =>
      (
        (await (await sandbox.jira('/myself', user === undefined ? {} : { user })).json()) as {
          displayName: string;
        }
      ).displayName;
    expect(await name()).not.toBe(await name('accountant'));
    expect((await sandbox.jira('/project/BUCH', { user: 'outsider' })).status).toBe(404);
  });
  it('takes attachments as multipart and gives the same bytes back', async () => {
    const created = await sandbox.jira('/issue', {
      json: { fields: { project: { key: 'BUCH' }, issuetype: { name: 'Task' }, summary: 'Mit Anhang' } },
    });
    const { key } = (await created.json()) as { readonly key: string };
    const form = new FormData();
    form.append('file', new Blob([new Uint8Array([0, 200, 255, 13, 10])]), 'EXTF_Test.csv');
    const added = await sandbox.jira(`/issue/${key}/attachments`, {
      body: form,
      headers: { 'x-atlassian-token': 'no-check' },
    });
    expect(added.status).toBe(200);
    const [attachment] = (await added.json()) as readonly { readonly id: string }[];
    const bytes = await (
      await sandbox.jira(`/attachment/content/${attachment?.id ?? ''}`, { headers: { accept: '*/*' } })
    ).arrayBuffer();
    expect([...new Uint8Array(bytes)]).toEqual([0, 200, 255, 13, 10]);
  });
  it('answers another program as DATEV', async () => {
    const answer = await sandbox.datev('accounting-clients/platform-sandbox/v2/clients');
    expect(answer.status).toBe(200);
    expect(JSON.stringify(await answer.json())).toContain('455148');
  });
  it('puts a bad request of another program under refused, not under violations', async () => {
    const before = await sandbox.log();
    const answer = await sandbox.datev(
      'accounting-extf-files/platform-sandbox/v3/clients/455148-1/extf-files/import',
      {
        body: 'no file',
        headers: { 'content-type': 'application/octet-stream', filename: 'wrong.txt' },
      },
    );
    expect(answer.status).toBe(400);
    const after = await sandbox.log();
    expect(after.violations).toEqual(before.violations);
    if (Object.keys(after.checked).length === 0) return;
    expect(after.refused.length).toBeGreaterThan(before.refused.length);
  });
  it('runs the web trigger of the app under its address', async () => {
    const urls = (await (await sandbox.fetch('/_sandbox/webtriggers')).json()) as Record<string, string>;
    expect(urls['inbound']).toMatch(new RegExp(`^${sandbox.url}/x1/`));
    const answer = await fetch(urls['inbound'] ?? '', { method: 'POST', body: 'hello' });
    expect(await answer.json()).toEqual({ method: 'POST', body: 'hello' });
    expect((await sandbox.fetch('/x1/nobody')).status).toBe(404);
  });
});

describe('resolvers', () => {
  it('run as the chosen person, with the issue of the page in the context', async () => {
    const created = await sandbox.jira('/issue', {
      json: { fields: { project: { key: 'BUCH' }, issuetype: { name: 'Task' }, summary: 'Kontext' } },
    });
    const { key, id } = (await created.json()) as { readonly key: string; readonly id: string };
    const me = (await (await sandbox.jira('/myself', { user: 'accountant' })).json()) as {
      readonly accountId: string;
    };
    const echo = await sandbox.resolver<{ value: { payload: unknown; context: Record<string, unknown> } }>(
      'datev-panel',
      'echo',
      {
        payload: { a: 1 },
        user: 'accountant',
        issueKey: key,
      },
    );
    expect(echo.value.payload).toEqual({ a: 1 });
    expect(echo.value.context).toMatchObject({
      accountId: me.accountId,
      extension: { type: 'jira:issuePanel', issue: { id, key }, project: { key: 'BUCH' } },
    });
  });
  it('hand the message of what they throw to the caller', async () => {
    await expect(sandbox.resolver('datev-panel', 'boom', {})).rejects.toThrow('kaboom');
  });
});

describe('the clock', () => {
  it('begins on Tuesday, 1 December 2026, 09:00 in Berlin', async () => {
    await sandbox.reset();
    expect(await sandbox.now()).toBe('2026-12-01T08:00:00.000Z');
  });
  it('runs what falls due when it is moved and tells how much that was', async () => {
    await sandbox.reset();
    const { now, ran } = await sandbox.advance(3 * 3600);
    expect(now).toBe('2026-12-01T11:00:00.000Z');
    expect(ran).toBeGreaterThanOrEqual(3 * 12);
    expect(await storedCount('hourly')).toBe(3);
  });
  it('flows by itself unless it is stopped', async () => {
    const order = (freeze: boolean) =>
      sandbox.fetch('/_sandbox/clock', { method: 'POST', body: JSON.stringify({ freeze }) });
    const before = await sandbox.now();
    await order(false);
    await expect.poll(() => sandbox.now(), { timeout: 20_000 }).not.toBe(before);
    expect(await (await order(true)).json()).toMatchObject({ frozen: true, ran: 0 });
  });
  it('runs one scheduled trigger on demand', async () => {
    const before = Number((await storedCount('daily')) ?? 0);
    await sandbox.trigger('daily');
    expect(await storedCount('daily')).toBe(before + 1);
    expect((await sandbox.fetch('/_sandbox/trigger/unknown', { method: 'POST' })).status).toBe(404);
  });
  it.each([{}, { advanceSeconds: -1 }, { advanceSeconds: 'x' }, { freeze: 'yes' }])(
    'refuses %j',
    async (order) => {
      const answer = await sandbox.fetch('/_sandbox/clock', { method: 'POST', body: JSON.stringify(order) });
      expect(answer.status).toBe(400);
    },
  );
});

describe('faults', () => {
  it('strike what the app calls, as often as ordered', async () => {
    await sandbox.faults({ service: 'jira', operation: '*', fault: '503', times: 1 });
    const ask = async (): Promise<number> =>
      (await sandbox.resolver<{ value: number }>('datev-admin', 'ask-jira', {})).value;
    expect(await ask()).toBe(503);
    expect(await ask()).toBe(200);
  });
  it('can be taken back', async () => {
    await sandbox.faults({ service: 'jira', operation: '*', fault: '500', times: 5 });
    expect(await sandbox.faults({ clear: true })).toEqual([]);
  });
  it('that nobody knows are refused', async () => {
    const answer = await sandbox.fetch('/_sandbox/faults', {
      method: 'POST',
      body: JSON.stringify({ service: 'jira', operation: '*', fault: 'flood' }),
    });
    expect(answer.status).toBe(400);
  });
});

describe('a fresh installation', () => {
  it('tells the app, as Forge does, that it was installed', async () => {
    await sandbox.reset({ empty: true });
    expect(await storedCount('installed')).toBeUndefined();
    await sandbox.advance(600);
    expect(await storedCount('installed')).toBe(1);
  });
});

describe('starting over', () => {
  it('brings the installation back as it was set up: settings saved and two Mandanten watched', async () => {
    await sandbox.resolver('datev-admin', 'remember', { payload: { a: 1 } });
    await sandbox.reset();
    expect(await storedCount('remembered')).toBeUndefined();
    expect(await storedCount('settings')).toMatchObject({
      settings: { environment: 'sandbox', project: { key: 'BUCH' } },
    });
    const keys = (await sandbox.storage()).map((record) => record.key);
    expect(keys).toEqual(expect.arrayContaining(['watch:455148-1', 'watch:455148-3', 'registered']));
  });
  it('with empty leaves the app as just installed', async () => {
    await sandbox.reset({ empty: true });
    const keys = (await sandbox.storage()).map((record) => record.key);
    expect(keys).not.toContain('settings');
    expect(keys).not.toContain('registered');
  });
  it('never shows a secret', async () => {
    await sandbox.reset();
    const shown = JSON.stringify(await sandbox.storage());
    expect(shown).toContain('registered');
    expect(shown).not.toContain('a-secret-of-the-stub');
  });
});
