/** Calls to Jira: as the app, for a user, from the browser. Scopes are enforced per operation. */
import { readFileSync } from 'node:fs';
import type { Caller, Method, Service, ServiceAnswer, ServiceRequest } from '../world/types';
import { type Active, type Core, jsonAnswer, type PlainAnswer, type Routed } from './core';
import type { Validators } from './validators';
import type { OutCall } from './wire';
import type { OperationScopes, Services } from './world-options';
import type { ProductRequest } from './world-told';

export type Product = {
  route(call: OutCall, invocation: Active): Routed;
  browser(request: ProductRequest): Routed & { readonly method: string };
};
type Plain = Pick<OutCall, 'method' | 'target' | 'headers' | 'body'>;

const SCOPES = new Map<string, OperationScopes>();

/**
 * Reads `specs/jira/operation-scopes.json`: `{operations: {"GET /rest/api/3/…": {classic, granular}}}`. Once a process: it is
 * third-party data that nobody edits meanwhile.
 */
export function readOperationScopes(path: string): OperationScopes {
  const scopes = SCOPES.get(path) ?? scopesIn(path);
  SCOPES.set(path, scopes);
  return scopes;
}

function scopesIn(path: string): OperationScopes {
  const document = JSON.parse(readFileSync(path, 'utf8')) as {
    readonly operations: Readonly<
      Record<string, { readonly classic: readonly string[]; readonly granular: readonly string[] }>
    >;
  };
  return Object.entries(document.operations).map(([name, { classic, granular }]) => {
    const [method = '', template = ''] = name.split(' ');
    return { method, path: template, classic, granular };
  });
}

export function createProduct(core: Core, services: Services, ask: Validators['ask']): Product {
  const scopeRules = rulesOf(core.options.operationScopes ?? []);
  const routed = (plain: Plain, caller: Caller, invocation: string): Omit<Routed, 'as'> => {
    const request = serviceRequest(plain, 'jira', caller);
    const operation = services.jira.operation(request);
    return {
      service: 'jira',
      operation,
      key: request.path,
      host: 'jira',
      path: plain.target,
      ...(operation === 'doTransition' ? { first: (then) => ask(request, then) } : {}),
      perform: () =>
        missingScope(core, scopeRules, { request, invocation }) ??
        exchange(core, services.jira, request, invocation),
    };
  };
  return {
    route(call, invocation) {
      const caller = callerOf(core, call, invocation);
      const as = call.meta.provider === 'app' ? 'app' : call.meta.provider === 'user' ? 'user' : 'none';
      if (caller.kind !== 'refused') return { ...routed(call, caller, invocation.id), as };
      return { ...routed(call, { kind: 'program' }, invocation.id), as, perform: caller.answer };
    },
    browser(request) {
      const plain = {
        method: request.method,
        target: request.path,
        headers: request.headers ?? {},
        ...(request.body === undefined ? {} : { body: request.body }),
      };
      const caller = { kind: 'app-user', accountId: request.accountId, scopes: core.scopes } as const;
      return { ...routed(plain, caller, 'browser'), as: 'user', method: request.method };
    },
  };
}

type Refused = { readonly kind: 'refused'; readonly answer: () => PlainAnswer };

function callerOf(core: Core, { meta }: OutCall, invocation: Active): Caller | Refused {
  if (meta.provider === 'app') return { kind: 'app', scopes: core.scopes };
  if (meta.provider === 'user') {
    const accountId = meta.accountId ?? invocation.accountId;
    const own = accountId !== undefined && accountId === invocation.accountId;
    if (own || (accountId !== undefined && mayImpersonate(core)))
      return { kind: 'app-user', accountId, scopes: core.scopes };
    return {
      kind: 'refused',
      answer: () => jsonAnswer(401, undefined, { 'forge-proxy-error': 'NEEDS_AUTHENTICATION_ERR' }),
    };
  }
  return {
    kind: 'refused',
    answer: () => {
      core.log.addViolation({
        invocation: invocation.id,
        rule: 'product-call-as-nobody',
        message: 'requestJira without asApp() or asUser()',
      });
      return jsonAnswer(401, { code: 401, message: 'Unauthorized' });
    },
  };
}

/** Forge, offline users: acting for a user who is not there needs `allowImpersonation` in the scope map. */
function mayImpersonate(core: Core): boolean {
  const scopes = core.manifest.permissions?.scopes;
  if (scopes === undefined || Array.isArray(scopes)) return false;
  return Object.values(scopes).some(
    (options) => (options as { readonly allowImpersonation?: boolean } | null)?.allowImpersonation === true,
  );
}

export function serviceRequest(plain: Plain, host: string, caller: Caller): ServiceRequest {
  const url = new URL(plain.target, 'https://host.invalid');
  const { body } = plain;
  const bytes =
    body === undefined ? new Uint8Array() : typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const headers = { ...plain.headers, host };
  return {
    method: plain.method.toUpperCase() as Method,
    path: url.pathname,
    query: url.searchParams,
    headers,
    body: bytes,
    caller,
  };
}

/** Asks a fake, and lets the judge look at what was said on both sides. */
export function exchange(
  core: Core,
  service: Service,
  request: ServiceRequest,
  invocation: string,
): ServiceAnswer {
  const operation = service.operation(request);
  const answer = service.handle(request);
  const judged = core.options.judge?.({ service: service.name, operation, request, answer });
  if (judged) {
    core.log.addChecked(service.name, judged.checks);
    for (const message of judged.findings)
      core.log.addViolation({ invocation, rule: `${service.name}-contract`, message });
  }
  return answer;
}

type ScopeRule = {
  readonly pattern: RegExp;
  readonly classic: readonly string[];
  readonly granular: readonly string[];
};

/** By method and number of segments: the vendor's table has hundreds of lines. */
type ScopeRules = ReadonlyMap<string, readonly ScopeRule[]>;
const COMPILED = new WeakMap<OperationScopes, ScopeRules>();

/** Compiled once for each table, however many worlds use it. */
function rulesOf(scopes: OperationScopes): ScopeRules {
  const rules = COMPILED.get(scopes) ?? compileScopes(scopes);
  COMPILED.set(scopes, rules);
  return rules;
}

function compileScopes(scopes: OperationScopes): ScopeRules {
  const exactFirst = [...scopes].sort((one, other) => placeholders(one.path) - placeholders(other.path));
  const rules = new Map<string, ScopeRule[]>();
  for (const { method, path, classic, granular } of exactFirst) {
    const pattern = new RegExp(
      `^${path.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{[^}]+\}/g, '[^/]+')}$`,
    );
    const key = likely({ method, path });
    rules.set(key, [...(rules.get(key) ?? []), { classic, granular, pattern }]);
  }
  return rules;
}
function placeholders(path: string): number {
  return path.split('{').length - 1;
}
function likely({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path.split('/').length}`;
}

function missingScope(
  core: Core,
  rules: ScopeRules,
  { request, invocation }: { readonly request: ServiceRequest; readonly invocation: string },
): PlainAnswer | undefined {
  const rule = rules.get(likely(request))?.find(({ pattern }) => pattern.test(request.path));
  if (!rule || (rule.classic.length === 0 && rule.granular.length === 0)) return undefined;
  core.log.addChecked('scopes', 1);
  const has = (scope: string) => core.scopes.includes(scope);
  if (rule.classic.some(has) || (rule.granular.length > 0 && rule.granular.every(has))) return undefined;
  const message = `${request.method} ${request.path} needs ${rule.classic.join(' or ')} or all of ${rule.granular.join(', ')}`;
  core.log.addViolation({ invocation, rule: 'scope', message });
  return jsonAnswer(401, { code: 401, message: 'Unauthorized; scope does not match' });
}
