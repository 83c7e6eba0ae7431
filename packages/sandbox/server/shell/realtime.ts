/// <reference lib="dom" />
import type { Heard } from '../shell-types';

/** The channels that faces on this page listen to; the connection is opened with the first. */
const listeners = new Map<string, (payload: unknown) => void>();
const page = crypto.randomUUID();
let isConnected = false;

type Order = {
  readonly channelName: string;
  readonly isGlobal?: boolean;
  readonly options?: Readonly<Record<string, unknown>>;
};

/** Answers the id of the subscription. @throws what Forge rejects with: the token does not count, or too many at once */
export async function listen(order: Order, tell: (payload: unknown) => void): Promise<string> {
  const subscription = crypto.randomUUID();
  const { channelName, isGlobal, options } = order;
  const answer = await fetch('/_shell/realtime', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ page, subscription, channelName, isGlobal, options }),
  });
  const { error } = (await answer.json()) as { readonly error?: string };
  if (error !== undefined) throw new Error(error);
  listeners.set(subscription, tell);
  if (!isConnected) connect();
  return subscription;
}

export function unlisten(subscription: string): boolean {
  if (!listeners.delete(subscription)) return false;
  void fetch(`/_shell/realtime/${page}/${subscription}`, { method: 'DELETE' });
  return true;
}

function connect(): void {
  isConnected = true;
  const source = new EventSource(`/_shell/realtime/${page}`);
  source.addEventListener('message', ({ data }: MessageEvent<string>) => {
    const { subscription, payload } = JSON.parse(data) as Heard;
    listeners.get(subscription)?.(payload);
  });
}
