import { publishGlobal, signRealtimeToken } from '@forge/realtime';
import { endWithin } from './http';
import { log } from './log';

/**
 * A channel of this installation. Global ones ask for no right of the product, so whoever may listen has a token: name and claims make
 * the channel, and both ends need the same (Forge, "Authorizing Realtime channels").
 */
export type Channel = { readonly name: string; readonly claims: Readonly<Record<string, string>> };

/** What a browser needs to listen; `until` is an instant. */
export type Line = { readonly channel: string; readonly token: string; readonly until: string };

/** A line for somebody who may look there; `undefined` where Forge gives none: whoever listens asks from time to time instead. */
export async function lineTo({ name, claims }: Channel): Promise<Line | undefined> {
  const signed = await sign(name, claims, 'subscribe');
  if (signed === undefined) return undefined;
  const until = new Date(signed.expiresAt * 1000).toISOString();
  return { channel: name, token: signed.token, until };
}

/** Says that something changed, and never what. A signal that does not arrive costs time and nothing else, so its fault is none of ours. */
export async function signal({ name, claims }: Channel): Promise<void> {
  const signed = await sign(name, claims, 'publish');
  if (signed === undefined) return;
  const published = await inTime(() => publishGlobal(name, 'changed', { token: signed.token }));
  if (published === undefined || (published.errors ?? []).length > 0)
    log('realtime.lost', { doing: 'publish' });
}

type Signed = { readonly token: string; readonly expiresAt: number };

async function sign(
  name: string,
  claims: Channel['claims'],
  permission: 'subscribe' | 'publish',
): Promise<Signed | undefined> {
  const signed = await inTime(() => signRealtimeToken(name, claims, [permission]));
  if (typeof signed?.token === 'string' && typeof signed.expiresAt === 'number') return signed;
  log('realtime.lost', { doing: 'sign' });
  return undefined;
}

/** The package takes no signal that ends its call: nobody waits for it any longer. */
const LONGEST_SECONDS = 3;

/** What came of it; `undefined` when nothing did, or not in time. Where no time is left it is not begun. */
function inTime<T>(begin: () => Promise<T>): Promise<T | undefined> {
  const end = endWithin(LONGEST_SECONDS);
  if (end === undefined) return Promise.resolve(undefined);
  return new Promise((resolve) => {
    const giveUp = () => resolve(undefined);
    end.addEventListener('abort', giveUp, { once: true });
    begin().then(resolve, giveUp);
  });
}
