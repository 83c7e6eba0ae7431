import { expect, it } from 'vitest';
import type { ForgeWorld } from '../../../packages/sandbox/forge/host';
import { act, changedManifest, fixture } from './fixture';

const SCOPES = '[read:jira-work, storage:app]';
const withScope = changedManifest(SCOPES, '[read:jira-work, storage:app, read:app-global-channel:realtime]');
const HOUR = 3600 * 1000;

type Signed = {
  readonly ok: { readonly token: string; readonly expiresAt: number; readonly errors?: unknown };
};
type Published = {
  readonly ok: { readonly eventId: string | null; readonly errors?: { message: string }[] };
};

async function tokenFor(world: ForgeWorld, claims: object, permissions?: readonly string[]): Promise<string> {
  const { ok } = (await act(world, 'signLine', { channel: 'file', claims, permissions })) as Signed;
  return ok.token;
}
const published = async (world: ForgeWorld, token?: string, channel = 'file') =>
  ((await act(world, 'publishGlobal', { channel, token })) as Published).ok;

function listen(world: ForgeWorld, token?: string): { readonly heard: unknown[]; readonly end: () => void } {
  const heard: unknown[] = [];
  const order = { channelName: 'file', isGlobal: true, options: token === undefined ? {} : { token } };
  return { heard, end: world.realtime.subscribe(order, (payload) => heard.push(payload)) };
}

it('whoever has a token with the same claims hears it; others, and those without, do not', async () => {
  const { world } = await fixture({ manifest: withScope });
  const same = listen(world, await tokenFor(world, { id: 'a', of: 'x' }));
  const other = listen(world, await tokenFor(world, { id: 'b', of: 'x' }));
  const none = listen(world);
  const result = await published(world, await tokenFor(world, { of: 'x', id: 'a' }));
  expect(result).toMatchObject({ eventId: expect.any(String) });
  expect([same.heard, other.heard, none.heard]).toEqual([['changed'], [], []]);
  same.end();
  expect(await published(world, await tokenFor(world, { id: 'a', of: 'x' })), 'nobody listens').toMatchObject(
    {
      eventId: null,
    },
  );
});

it('a token is for one channel, for what it permits, for an hour, and not written by hand', async () => {
  const { world } = await fixture({ manifest: withScope });
  const [both, hearing, telling] = [
    await tokenFor(world, { id: 'a' }),
    await tokenFor(world, { id: 'a' }, ['subscribe']),
    await tokenFor(world, { id: 'a' }, ['publish']),
  ];
  expect(() => listen(world, telling)).toThrow('MISSING_PERMISSION');
  expect(() => listen(world, `${both}x`)).toThrow('INVALID_TOKEN');
  expect((await published(world, hearing)).errors?.[0]?.message).toContain('MISSING_PERMISSION');
  expect((await published(world, both, 'other')).errors?.[0]?.message).toContain('CHANNEL_NAME_MISMATCH');
  await world.advance(HOUR);
  expect(() => listen(world, both)).toThrow('TOKEN_EXPIRED');
  expect((await published(world, both)).errors?.[0]?.message).toContain('TOKEN_EXPIRED');
  expect(world.log.violations).toEqual([]);
});

it('wants its scope, knows global channels only, and fifty calls a second', async () => {
  const without = (await fixture()).world;
  await act(without, 'signLine', { channel: 'file', claims: {} });
  expect(without.log.violations.map(({ rule }) => rule)).toEqual(['scope']);
  expect(() => listen(without)).toThrow('Unauthorized');

  const { world } = await fixture({ manifest: withScope });
  await act(world, 'publishHere', { channel: 'file' });
  expect(world.log.violations.map(({ rule }) => rule)).toEqual(['realtime']);
  const before = world.snapshot();
  for (let n = 0; n < 50; n++) await published(world);
  expect((await published(world)).errors?.[0]?.message).toBe('RATE_LIMIT_EXCEEDED');
  // A world that stands as it did before has made none of them.
  world.restore(before);
  for (let n = 0; n < 50; n++) expect((await published(world)).errors).toBeUndefined();
  expect((await published(world)).errors?.[0]?.message).toBe('RATE_LIMIT_EXCEEDED');
  await world.advance(1000);
  expect((await published(world)).errors).toBeUndefined();
});
