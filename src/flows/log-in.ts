import type { DatevEnvironment } from '../datev/hosts';
import { type Connection, ended, type Tokens } from '../datev/login/connection';
import { type Callback, LOGIN_SECONDS, type Login } from '../datev/login/login';
import type { LoginMode } from '../datev/login/oidc';
import { authorizeUrl, type Endpoints, type ExtraService, scopesFor } from '../datev/login/oidc';
import { plusSeconds } from '../kernel/instant';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import type { Actor } from '../submissions/events';

type Held<T> = { readonly version: number; readonly data: T };

/** What logging in needs of the world. */
export type LoginPorts = {
  now(): string;
  /** The Jira site this runs for, where Forge says. */
  cloudId(): string | undefined;
  /** 32 random bytes in base64url. */
  random(): string;
  /** Base64url of the SHA-256. */
  challenge(verifier: string): string;
  registration(environment: DatevEnvironment): Promise<
    | {
        readonly clientId: string;
        readonly isConfidential: boolean;
        readonly redirectUri: string;
        readonly services: readonly ExtraService[];
      }
    | undefined
  >;
  discover(environment: DatevEnvironment): Promise<Endpoints>;
  /** The state as it goes out: a fixed page of the vendor needs to know whose it is. */
  outward(state: string, redirectUri: string): Promise<string>;
  begin(login: Login): Promise<void>;
  load(state: string): Promise<Login | undefined>;
  callback(state: string): Promise<Callback | undefined>;
  isConfirmed(state: string): Promise<boolean>;
  claim(state: string): Promise<boolean>;
  forget(state: string): Promise<void>;
  redeem(login: Login, callback: Callback): Promise<Result<Tokens, { readonly problem: Problem }>>;
  person(login: Login, tokens: Tokens): Promise<string>;
  connection(id: string): Promise<Held<Connection | null>>;
  /** With its entry in the log of the configuration. */
  decide(before: Held<Connection | null>, connection: Connection, by: Actor): Promise<'done' | 'conflict'>;
  keepTokens(id: string, generation: number, tokens: Tokens): Promise<boolean>;
  tokens(id: string, generation: number): Promise<Tokens | undefined>;
  forgetTokens(id: string, generation: number): Promise<void>;
  /** Ends both tokens at DATEV, as far as it can be reached; whether DATEV said yes. */
  revoke(connection: Connection, tokens: Tokens): Promise<boolean>;
};

export type Begin = {
  readonly environment: DatevEnvironment;
  readonly mode: LoginMode;
  readonly mandant?: string | undefined;
  readonly accountId: string;
  readonly startedBy: string;
  readonly site: string;
};

/** Begins a login: everything that must not leave us is stored, the rest is the address at which the person logs in. */
export async function beginLogin(
  ports: LoginPorts,
  begin: Begin,
): Promise<Result<{ readonly url: string; readonly state: string }, Problem>> {
  const app = await ports.registration(begin.environment);
  if (app === undefined) return fail({ code: 'datev.not-registered', retry: 'after-fix' });
  const endpoints = await ports.discover(begin.environment);
  const [state, nonce, verifier] = [ports.random(), ports.random(), ports.random()];
  const expiresAt = plusSeconds(ports.now(), LOGIN_SECONDS);
  const { services, ...registered } = app;
  const scopes = scopesFor(begin.mode, begin.mandant, services);
  await ports.begin({ ...begin, ...registered, scopes, state, nonce, verifier, endpoints, expiresAt });
  const url = authorizeUrl({
    ...{ endpoint: endpoints.authorization, clientId: app.clientId, redirectUri: app.redirectUri },
    ...{ scopes, nonce, challenge: ports.challenge(verifier) },
    state: await ports.outward(state, app.redirectUri),
  });
  return ok({ url, state });
}

/** How far a login is. */
export type LoginProgress = { readonly is: 'waiting' | 'over' | 'connected' };

/**
 * Finishes a login once the person confirmed it on the page DATEV sent them to. Only the account that began it may: a code
 * that somebody else's browser brought is worthless to them.
 */
export async function finishLogin(
  ports: LoginPorts,
  wish: { readonly state: string; readonly accountId: string },
): Promise<Result<LoginProgress, Problem>> {
  const login = await ports.load(wish.state);
  if (login === undefined || login.accountId !== wish.accountId) return ok({ is: 'over' });
  const callback = await ports.callback(wish.state);
  if (callback === undefined) return ok({ is: 'waiting' });
  if (callback.parameters['error'] !== undefined) return denied(ports, wish.state);
  if (!(await ports.isConfirmed(wish.state))) return ok({ is: 'waiting' });
  if (!(await ports.claim(wish.state))) return ok({ is: 'waiting' });
  return exchange(ports, login, callback);
}

async function denied(ports: LoginPorts, state: string): Promise<Result<LoginProgress, Problem>> {
  await ports.forget(state);
  return fail({ code: 'datev.login-denied', retry: 'after-fix' });
}

/** What was claimed is redeemed once; whatever happens then, this login is over. */
async function exchange(
  ports: LoginPorts,
  login: Login,
  callback: Callback,
): Promise<Result<LoginProgress, Problem>> {
  const id = login.mandant ?? 'main';
  await endBefore(ports, id, { kind: 'person', id: login.accountId });
  const answer = await ports.redeem(login, callback);
  await ports.forget(login.state);
  if (!answer.ok) return fail(answer.problem.problem);
  const tokens = answer.value;
  const person = await ports.person(login, tokens);
  await store(ports, { id, login, tokens, person });
  return ok({ is: 'connected' });
}

/** DATEV: never more than one valid refresh token per connection, so the one before is revoked first. */
async function endBefore(ports: LoginPorts, id: string, by: Actor): Promise<void> {
  const { data: before } = await ports.connection(id);
  if (before === null || before.state === 'ended') return;
  await disconnect(ports, id, by);
}

type Gained = {
  readonly id: string;
  readonly login: Login;
  readonly tokens: Tokens;
  readonly person: string;
};

/** Tokens first, then the record that points at them: nobody ever looks for tokens that are not there. */
async function store(ports: LoginPorts, { id, login, tokens, person }: Gained): Promise<void> {
  for (;;) {
    const before = await ports.connection(id);
    const generation = (before.data?.generation ?? 0) + 1;
    const scopes = tokens.scopes.length > 0 ? tokens.scopes : login.scopes;
    // Left behind by a login that ended here: nothing points at it.
    if (!(await ports.keepTokens(id, generation, { ...tokens, scopes }))) {
      await ports.forgetTokens(id, generation);
      continue;
    }
    const { environment, clientId, isConfidential, endpoints, mode } = login;
    const connection: Connection = {
      ...{ v: 2, id, generation, environment, clientId, isConfidential, endpoints, mode, state: 'live' },
      ...{ accessUntil: tokens.accessUntil, refreshUntil: tokens.refreshUntil, scopes, person },
      ...{ connectedAt: ports.now(), connectedBy: login.accountId },
      ...present({ cloudId: ports.cloudId() }),
    };
    const by = { kind: 'person', id: login.accountId } as const;
    if ((await ports.decide(before, connection, by)) === 'done') return;
    await ports.forgetTokens(id, generation);
  }
}

/**
 * Ends a connection: nobody uses it from now on, and DATEV no longer accepts its tokens. Answers whether DATEV said so of all
 * that were there.
 */
export async function disconnect(ports: LoginPorts, id: string, by: Actor): Promise<boolean> {
  for (;;) {
    const before = await ports.connection(id);
    if (before.data === null || before.data.why === 'disconnected') return true;
    const { generation } = before.data;
    const over = ended(before.data, 'disconnected');
    if ((await ports.decide(before, over, by)) === 'conflict') continue;
    let isRevoked = true;
    // A refresh that was under way may have stored the next generation already.
    for (const one of [generation, generation + 1]) {
      const tokens = await ports.tokens(id, one);
      if (tokens === undefined) continue;
      isRevoked = (await ports.revoke(before.data, tokens)) && isRevoked;
      await ports.forgetTokens(id, one);
    }
    return isRevoked;
  }
}
