import { APP_CLIENT_ID } from '../datev/fresh-state';
import type { ForgeWorld } from '../forge/host';
import { asAdmin } from './set-up';
import type { ServiceAnswer } from './types';

/** Mandanten with a long-term approval of their own, besides the session for all. */
const APPROVED = ['455148-1', '455148-2', '455148-3', '455148-4', '455148-5', '455148-6'] as const;

/**
 * The app is registered with DATEV and connected: through its own login, the way a person clicks it together – begin in the
 * admin page, log in at DATEV, confirm, finish.
 */
export async function setUpConnection(world: ForgeWorld): Promise<void> {
  // The smallest app, with which the server is tested, knows no DATEV.
  const registered = await asAdmin(world, 'datev.register', {
    environment: 'sandbox',
    clientId: APP_CLIENT_ID,
  });
  if (registered !== null) return;
  await logIn(world, { mode: 'session' });
  for (const mandant of APPROVED) await logIn(world, { mode: 'long-term', mandant });
}

export type LoginWish = {
  readonly mode: 'session' | 'long-term';
  readonly mandant?: string;
  /** Who logs in at DATEV. */
  readonly as?: string;
};

/** One login from the first click to the last. */
export async function logIn(world: ForgeWorld, { as = 'petra', ...wish }: LoginWish): Promise<void> {
  const { url, state } = await asAdmin<{ readonly url: string; readonly state: string }>(
    world,
    'datev.login',
    {
      environment: 'sandbox',
      ...wish,
    },
  );
  const back = loggedIn(world, url, as);
  const shown = await world.webtrigger('inbound', knock(back));
  const link = /href="(\?[^"]+)"/.exec(String(shown.body))?.[1]?.replaceAll('&#38;', '&');
  if (link === undefined) throw new Error(`Setting up: no link to confirm in ${String(shown.body)}`);
  await world.webtrigger('inbound', knock(new URL(link, back)));
  const done = await asAdmin<{ readonly is: string }>(world, 'datev.login-state', { state });
  if (done.is !== 'connected') throw new Error(`Setting up: the login is ${done.is}`);
}

/** What the browser does at DATEV's page; the address it is sent back to. */
export function loggedIn(world: ForgeWorld, url: string, as: string): URL {
  const asked = atDatev(world, new URL(url));
  const request = /login\?request=([^&"]+)/.exec(String(asked.body))?.[1];
  if (request === undefined)
    throw new Error(`Setting up: DATEV does not let us log in: ${String(asked.body)}`);
  const page = new URL(`login?${new URLSearchParams({ request, as }).toString()}`, url);
  return new URL(atDatev(world, page).headers['location'] ?? '');
}

function atDatev(world: ForgeWorld, url: URL): ServiceAnswer {
  return world.services.datev.handle({
    method: 'GET',
    path: url.pathname,
    query: url.searchParams,
    headers: { host: url.host, accept: 'text/html' },
    body: new Uint8Array(),
    caller: { kind: 'program' },
  });
}

/** A browser at the app's public door. */
export function knock(url: URL) {
  const lists: Record<string, string[]> = {};
  for (const [name, value] of url.searchParams) lists[name] = [...(lists[name] ?? []), value];
  return {
    method: 'GET',
    path: url.pathname,
    headers: { 'Accept-Language': ['de'] },
    queryParameters: lists,
  };
}
