/**
 * Forge Realtime as `@forge/realtime` and `@forge/bridge` call it: global channels of one installation (DOC "Authorizing Realtime
 * channels", runtime-reference/realtime-events-api, limits-realtime; package out/publish.js). What makes a channel is its name and the
 * claims of the token: who has none hears nothing of it. An event that nobody listens to has no id. The other kind of channel, of one
 * module at one issue, is not modelled and says so.
 */
import { createHash } from 'node:crypto';
import type { Active, Core, PlainAnswer } from './core';
import { jsonAnswer } from './core';

export type Listener = (payload: unknown) => void;
export type Subscribing = {
  readonly channelName: string;
  readonly isGlobal?: boolean;
  readonly options?: { readonly token?: string; readonly replaySeconds?: number };
};
export type Realtime = {
  /** GraphQL of the backend package. */
  graphql(body: string, invocation: Active): PlainAnswer;
  /** Answers how to end it. @throws what the bridge rejects with */
  subscribe(order: Subscribing, listener: Listener): () => void;
  /** Events of all channels so far, for tests. */
  events(): readonly RealtimeEvent[];
  snapshot(): unknown;
  restore(state: unknown): void;
};
export type RealtimeEvent = { readonly at: number; readonly channel: string; readonly heard: number };

type Permission = 'subscribe' | 'publish';
type Token = {
  readonly channel: { readonly name: string };
  readonly claims: Readonly<Record<string, unknown>>;
  readonly permissions?: readonly Permission[];
  readonly installation: string;
  readonly exp: number;
};
type Variables = {
  readonly name?: string;
  readonly channelName?: string;
  readonly payload?: string;
  readonly isGlobal?: boolean;
  readonly token?: string | null;
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly permissions?: readonly string[];
  readonly installationId?: string;
};

const SCOPE = 'read:app-global-channel:realtime';
const [OPERATIONS, WINDOW_MS] = [50, 1000];
/** The documents name no lifetime; an hour is what programs that model Forge take. */
const LASTS_SECONDS = 3600;
const PERMISSIONS: readonly string[] = ['subscribe', 'publish'];

export function createRealtime(core: Core): Realtime {
  const listeners = new Map<string, Set<Listener>>();
  const events: RealtimeEvent[] = [];
  const recent: number[] = [];
  const isTooMany = () => {
    const at = core.clock.now();
    while (recent[0] !== undefined && recent[0] <= at - WINDOW_MS) recent.shift();
    recent.push(at);
    return recent.length > OPERATIONS;
  };
  const publish = (variables: Variables): PlainAnswer => {
    const { name = '', payload = 'null' } = variables;
    const token = readToken(core, variables.token ?? undefined, { name, wants: 'publish' });
    if (typeof token === 'string') return errors(token);
    const heard = listeners.get(channelOf(name, token)) ?? new Set<Listener>();
    events.push({ at: core.clock.now(), channel: name, heard: heard.size });
    for (const listener of heard) listener(JSON.parse(payload));
    const told = heard.size > 0;
    const published = {
      eventId: told ? `event-${events.length}` : null,
      eventTimestamp: told ? String(core.clock.now()) : null,
    };
    return jsonAnswer(200, { data: { ecosystem: { publishRealtimeChannel: published } } });
  };
  return {
    graphql(body, invocation) {
      const { query, variables } = JSON.parse(body) as { query: string; variables: Variables };
      const problem = refusal(core, { variables, isSigning: isSigning(query) });
      if (problem !== undefined) {
        core.log.addViolation({ invocation: invocation.id, ...problem });
        return errors(problem.message);
      }
      // The answer to the 51st of a second, as the package reads it: the status text says it.
      if (isTooMany()) return { ...jsonAnswer(429, {}), body: '' };
      return isSigning(query) ? signed(core, variables) : publish(variables);
    },
    subscribe({ channelName, isGlobal, options = {} }, listener) {
      if (isGlobal !== true) throw new Error('The sandbox models global channels only.');
      if (!core.scopes.includes(SCOPE)) throw new Error('Unauthorized request');
      if (isTooMany()) throw new Error('RATE_LIMIT_EXCEEDED');
      const token = readToken(core, options.token, { name: channelName, wants: 'subscribe' });
      if (typeof token === 'string') throw new Error(token);
      const channel = channelOf(channelName, token);
      const own = new Set([...(listeners.get(channel) ?? []), listener]);
      listeners.set(channel, own);
      return () => listeners.get(channel)?.delete(listener);
    },
    events: () => events,
    snapshot: () => [...recent],
    // Earlier versions did not keep it.
    restore: (state) =>
      void recent.splice(0, recent.length, ...((state as readonly number[] | undefined) ?? [])),
  };
}

function isSigning(query: string): boolean {
  return query.includes('signRealtimeToken(');
}

/** What is wrong with the call itself: an app that does this has a mistake. */
function refusal(
  core: Core,
  { variables, isSigning }: { variables: Variables; isSigning: boolean },
): { rule: string; message: string } | undefined {
  if (!core.scopes.includes(SCOPE)) return { rule: 'scope', message: `realtime needs ${SCOPE}` };
  if (isSigning) return signingFault(variables);
  if (variables.isGlobal !== true)
    return { rule: 'realtime', message: 'the sandbox models global channels only' };
  if (variables.installationId !== core.ids.installationId)
    return { rule: 'realtime', message: `no channel of installation ${variables.installationId}` };
  return undefined;
}

function signingFault({ channelName, claims, permissions }: Variables) {
  const isWhole =
    typeof channelName === 'string' && channelName !== '' && typeof claims === 'object' && claims !== null;
  const areKnown = permissions === undefined || permissions.every((one) => PERMISSIONS.includes(one));
  return isWhole && areKnown && permissions?.length !== 0
    ? undefined
    : { rule: 'realtime', message: 'a token needs a channel, claims, and permissions that there are' };
}

function signed(core: Core, { channelName = '', claims = {}, permissions }: Variables): PlainAnswer {
  const exp = Math.floor(core.clock.now() / 1000) + LASTS_SECONDS;
  const token: Token = {
    channel: { name: channelName },
    claims,
    ...(permissions === undefined ? {} : { permissions: permissions as readonly Permission[] }),
    installation: core.ids.installationId,
    exp,
  };
  const text = Buffer.from(JSON.stringify(token)).toString('base64url');
  const forgeRealtimeToken = { jwt: `eyJhbGciOiJTQU5EQk9YIn0.${text}.${seal(text)}`, expiresAt: exp };
  return jsonAnswer(200, {
    data: { ecosystem: { signRealtimeToken: { errors: [], success: true, forgeRealtimeToken } } },
  });
}

function seal(text: string): string {
  return createHash('sha256').update(`sandbox ${text}`).digest('base64url');
}

/** The token, none, or why it does not count. */
function readToken(
  core: Core,
  given: string | undefined,
  { name, wants }: { readonly name: string; readonly wants: Permission },
): Token | undefined | string {
  if (given === undefined) return undefined;
  const [, text = '', mark = ''] = given.split('.');
  if (mark !== seal(text)) return 'INVALID_TOKEN';
  const token = JSON.parse(Buffer.from(text, 'base64url').toString()) as Token;
  if (token.installation !== core.ids.installationId) return 'INVALID_TOKEN';
  if (core.clock.now() / 1000 >= token.exp) return 'TOKEN_EXPIRED';
  if (token.channel.name !== name) return 'CHANNEL_NAME_MISMATCH';
  return token.permissions?.includes(wants) === false ? 'MISSING_PERMISSION' : token;
}

/** The order of the claims makes no other channel. */
function channelOf(name: string, token: Token | undefined): string {
  const claims = Object.entries(token?.claims ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([name, token === undefined ? null : claims]);
}

function errors(message: string): PlainAnswer {
  return jsonAnswer(200, { data: null, errors: [{ message }] });
}
