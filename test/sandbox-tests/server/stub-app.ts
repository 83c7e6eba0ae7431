import { asApp, route } from '@forge/api';
import { kvs } from '@forge/kvs';
import { makeResolver } from '@forge/resolver';

/*
 * The smallest app that has every door of the real one: what the server's tests talk to. The real packages run in it.
 */
type Request = { readonly payload: Record<string, unknown>; readonly context: Record<string, unknown> };

function fine(value: unknown): unknown {
  return { ok: true, now: new Date().toISOString(), value };
}

function resolver(): unknown {
  return makeResolver<Readonly<Record<string, (payload: unknown) => unknown>>>({
    'admin.view': async () => fine({ version: 0, settings: {} }),
    'admin.save': async ({ payload }: Request) => fine(await kvs.set('settings', payload)),
    'mandant.watch': async ({ payload }: Request) =>
      fine(await kvs.set(`watch:${String(payload['mandant'])}`, payload)),
    'datev.register': async ({ payload }: Request) => {
      await kvs.setSecret('secret', 'a-secret-of-the-stub');
      return fine(await kvs.set('registered', payload));
    },
    // The booking way that the sandbox begins with.
    'looker.save': () => fine({ id: 'l000000000000' }),
    'looker.test': () => fine({ user: 'Stub', models: 1 }),
    'accounts.preset': () => fine([]),
    'accounts.view': () => fine({ version: 0 }),
    'accounts.save': () => fine(null),
    'pipeline.save': () => fine({ id: 'p000000000000', version: 1 }),
    echo: ({ payload, context }: Request) => fine({ payload, context }),
    boom: () => {
      throw new Error('kaboom');
    },
    remember: async ({ payload }: Request) => fine(await kvs.set('remembered', payload)),
    recall: async () => fine((await kvs.get('remembered')) ?? null),
    'ask-jira': async () => fine((await asApp().requestJira(route`/rest/api/3/myself`)).status),
  } as never);
}

async function count(key: string): Promise<void> {
  await kvs.set(key, Number((await kvs.get(key)) ?? 0) + 1);
}

export const issueResolver = resolver();
export const adminResolver = resolver();
export const deskResolver = resolver();
export const issueChanged = (): Promise<void> => count('issue-changed');
export const installed = (): Promise<void> => count('installed');
export const fiveMinutes = (): Promise<void> => count('five-minutes');
export const hourly = (): Promise<void> => count('hourly');
export const daily = (): Promise<void> => count('daily');
export const uninstalling = (): Promise<void> => count('uninstalling');
export const work = (): Promise<void> => count('work');
export const inbound = (event: { readonly method: string; readonly body?: string }): unknown => ({
  statusCode: 200,
  headers: { 'content-type': ['application/json'] },
  body: JSON.stringify({ method: event.method, body: event.body ?? null }),
});
