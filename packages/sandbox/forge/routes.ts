/** Which part of the platform a call is for. Anything unknown is 501 and a violation, never silent. */
import type { Active, Core, Routed } from './core';
import { jsonAnswer } from './core';
import type { Egress } from './egress';
import { jsonOf, type Kvs } from './kvs';
import type { Spent } from './kvs-budget';
import type { Privacy } from './privacy';
import type { Product } from './product';
import type { Queue } from './queue';
import type { Realtime } from './realtime';
import { graphqlOperation, type Webtriggers } from './webtriggers';
import type { OutCall } from './wire';

export type Destinations = {
  readonly core: Core;
  readonly kvs: Kvs;
  readonly queue: Queue;
  readonly webtriggers: Webtriggers;
  readonly product: Product;
  readonly egress: Egress;
  readonly privacy: Privacy;
  readonly realtime: Realtime;
};

export function route(destinations: Destinations, call: OutCall, invocation: Active): Routed {
  const { meta } = call;
  if (meta.type === 'kvs') return kvsRoute(destinations, call, invocation);
  if (meta.type === 'egress') return destinations.egress.route(call, invocation);
  if (meta.type === 'realtime') return realtimeRoute(destinations, call, invocation);
  if (meta.type === 'fpp' && meta.remote === 'stargate') return stargateRoute(destinations, call, invocation);
  const toJira =
    meta.remote === 'jira' || (meta.remote === undefined && meta.contextAri === destinations.core.contextAri);
  if (meta.type === 'fpp' && toJira) return destinations.product.route(call, invocation);
  return unknown(destinations.core, call, invocation);
}

function unknown(core: Core, call: OutCall, invocation: Active): Routed {
  const path = call.target.split('?')[0] ?? '';
  const where = [call.meta.type, call.meta.remote ?? call.meta.contextAri].filter(Boolean).join(' ');
  return {
    service: 'platform',
    operation: 'unknown',
    key: path,
    as: 'app',
    host: where,
    path: call.target,
    perform() {
      core.log.addViolation({
        invocation: invocation.id,
        rule: 'unknown-route',
        message: `${call.method} ${where} ${path}`,
      });
      return jsonAnswer(
        501,
        { code: 'NOT_MODELLED', message: `the sandbox knows no ${where} ${path}` },
        { 'forge-proxy-error': 'NOT_MODELLED' },
      );
    },
  };
}

function kvsRoute({ core, kvs }: Destinations, call: OutCall, invocation: Active): Routed {
  const body = text(call);
  const json = jsonOf(body);
  return {
    service: 'kvs',
    operation: kvsOperation(call.target),
    key: kvsKey(call.target, json ?? {}),
    as: 'app',
    host: 'kvs',
    path: call.target,
    perform() {
      if (!core.scopes.includes('storage:app')) {
        core.log.addViolation({
          invocation: invocation.id,
          rule: 'scope',
          message: 'storage needs storage:app',
        });
        return jsonAnswer(403, { code: 'FORBIDDEN', message: 'scope storage:app is missing' });
      }
      const before = kvs.spent();
      const answer = kvs.handle(call.target, body, json);
      if (answer.status === 501)
        core.log.addViolation({
          invocation: invocation.id,
          rule: 'unknown-route',
          message: `kvs ${call.target}`,
        });
      return { ...jsonAnswer(answer.status, answer.body), spent: difference(before, kvs.spent()) };
    },
  };
}

function difference(before: Spent, after: Spent): Spent {
  return {
    readUnits: after.readUnits - before.readUnits,
    writeUnits: after.writeUnits - before.writeUnits,
    readBytes: after.readBytes - before.readBytes,
    writtenBytes: after.writtenBytes - before.writtenBytes,
  };
}

/** `/api/v1/entity/get` → `getEntity`, `/api/v1/batch/set` → `batchSet`, `/api/v1/transaction` → `transact`. */
function kvsOperation(path: string): string {
  const [what = '', operation = ''] = path.replace('/api/v1/', '').split('/');
  if (what === 'transaction') return 'transact';
  if (what === 'batch') return `batch${operation.charAt(0).toUpperCase()}${operation.slice(1)}`;
  if (what === 'secret') return `${operation}Secret`;
  if (what === 'entity') return `${operation}Entity`;
  return what;
}

type KeyedBody = {
  readonly key?: string;
  readonly entityName?: string;
  readonly indexName?: string;
  readonly partition?: readonly unknown[];
  readonly where?: readonly { readonly values: readonly unknown[] }[];
};
type Operations = Readonly<Record<'set' | 'delete' | 'check', readonly KeyedBody[] | undefined>>;

/** Names what is touched, never a value. */
function kvsKey(path: string, parsed: unknown): string {
  const one = (item: KeyedBody) =>
    item.entityName === undefined ? (item.key ?? '') : `${item.entityName}/${item.key ?? ''}`;
  if (Array.isArray(parsed)) return (parsed as readonly KeyedBody[]).map(one).join(',');
  if (path.endsWith('/transaction')) {
    const { set = [], delete: removed = [], check = [] } = parsed as Operations;
    return [
      ...set.map((item) => `+${one(item)}`),
      ...removed.map((item) => `-${one(item)}`),
      ...check.map((item) => `?${one(item)}`),
    ].join(',');
  }
  const item = parsed as KeyedBody;
  if (path.endsWith('/entity/query'))
    return `${item.entityName}/${item.indexName}[${(item.partition ?? []).join(',')}]`;
  if (path.endsWith('/query'))
    return `${(item.where ?? []).flatMap((condition) => condition.values).join(',')}*`;
  return one(item);
}

function realtimeRoute({ core, realtime }: Destinations, call: OutCall, invocation: Active): Routed {
  const body = text(call);
  const operation = ['publishRealtimeChannel', 'signRealtimeToken'].find((name) => body.includes(name));
  if (call.method !== 'POST' || operation === undefined) return unknown(core, call, invocation);
  return {
    ...{ service: 'realtime', operation, key: 'global', as: 'app', host: 'realtime', path: call.target },
    perform: () => realtime.graphql(body, invocation),
  };
}

function stargateRoute(destinations: Destinations, call: OutCall, invocation: Active): Routed {
  const { core, queue, webtriggers, privacy } = destinations;
  const body = text(call);
  const common = {
    as: call.meta.provider === 'user' ? 'user' : 'app',
    host: 'stargate',
    path: call.target,
  } as const;
  // The braces are literal: the platform fills them in.
  const action =
    /^\/webhook\/queue\/(publish|stats|cancel)\/\{contextAri\}\/\{environmentId\}\/\{appId\}\/\{appVersion\}$/.exec(
      call.target,
    )?.[1];
  if (action) {
    const key = (jsonOf(body) as { readonly queueName?: string } | null | undefined)?.queueName ?? '';
    if (action === 'publish')
      return {
        ...common,
        service: 'queue',
        operation: 'push',
        key,
        perform: () => queue.push(body, invocation),
      };
    if (action === 'stats')
      return { ...common, service: 'queue', operation: 'getStats', key, perform: () => queue.stats(body) };
    return { ...common, service: 'queue', operation: 'cancel', key, perform: () => queue.cancel(body) };
  }
  if (call.target === '/app/report-accounts' && call.method === 'POST')
    return {
      ...common,
      service: 'privacy',
      operation: 'report',
      perform: () => privacy.report(body, invocation),
    };
  const operation = call.target === '/graphql' ? graphqlOperation(body) : undefined;
  if (operation)
    return { ...common, service: 'webtrigger', operation, perform: () => webtriggers.graphql(body) };
  return unknown(core, call, invocation);
}

function text(call: OutCall): string {
  const { body = '' } = call;
  return typeof body === 'string' ? body : new TextDecoder().decode(body);
}
