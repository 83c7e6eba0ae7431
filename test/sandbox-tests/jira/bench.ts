import { expect } from 'vitest';
import { createJira } from '../../../packages/sandbox/jira/create-jira';
import { checkJira, jiraOracleMissing } from '../../../packages/sandbox/jira/oracle';
import { ACCOUNTS, type SiteOptions, site } from '../../../packages/sandbox/jira/site';
import type { Caller, Method, ProductEvent, ServiceRequest } from '../../../packages/sandbox/world/types';

export const START = Date.UTC(2026, 11, 1, 8, 0, 0);
export const SCOPES = ['read:jira-work', 'write:jira-work', 'read:jira-user', 'write:app-data:jira'];
export const APP: Caller = { kind: 'app', scopes: SCOPES };
export const person = (accountId: string): Caller => ({ kind: 'person', accountId });
export const ADMIN = person(ACCOUNTS.admin);
export const ACCOUNTANT = person(ACCOUNTS.accountant);
export const OUTSIDER = person(ACCOUNTS.outsider);

export type Ask = {
  readonly as?: Caller;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request breaks Jira's document on purpose. */
  readonly bad?: true;
};
// Answers are read like Jira's clients do: deep and by name. `json` is untyped JSON on purpose.
export type Got = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly json: Tree;
};
/** JSON one can walk into; an absent member reads as an empty leaf. */
export type Tree = {
  readonly value: unknown;
  at(...path: readonly (string | number)[]): Tree;
  all(...path: readonly (string | number)[]): readonly Tree[];
};

export function tree(value: unknown): Tree {
  const walk = (path: readonly (string | number)[]) =>
    path.reduce<unknown>(
      (inner, name) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, name) : undefined),
      value,
    );
  return {
    value,
    at: (...path) => tree(walk(path)),
    all: (...path) => {
      const found = walk(path);
      return Array.isArray(found) ? found.map(tree) : [];
    },
  };
}

export const doc = (...lines: readonly string[]) => ({
  type: 'doc',
  version: 1,
  content: lines.map((text) => ({ type: 'paragraph', content: [{ type: 'text', text }] })),
});

/** A fake Jira on a table: a clock to move, chance that counts up, every request and answer put before Jira's document. */
export function bench(options: SiteOptions = {}) {
  let now = START;
  let thrown = 0;
  const events: ProductEvent[] = [];
  const world = {
    clock: { now: () => now },
    random: {
      next: () => {
        thrown += 1;
        return (thrown * 0.37) % 1;
      },
    },
    emit: (event: ProductEvent) => {
      events.push(event);
    },
  };
  const jira = createJira({ world, site: site(options) });

  function send(method: Method, path: string, ask: Ask = {}): Got {
    const request = requestOf(method, path, ask);
    const answer = jira.handle(request);
    const faults = checkJira(request, answer);
    const judged = ask.bad === true ? faults.filter((fault) => fault.startsWith('answer: ')) : faults;
    expect(judged, `${method} ${path} → ${answer.status}`).toEqual([]);
    if (ask.bad === true && jiraOracleMissing() === undefined) expect(faults.length).toBeGreaterThan(0);
    const text = typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body).toString('utf8');
    const json = (answer.headers['content-type'] ?? '').includes('json') ? JSON.parse(text) : undefined;
    return { status: answer.status, headers: answer.headers, text, json: tree(json) };
  }
  const create = (
    fields: Readonly<Record<string, unknown>> = {},
    ask: Ask & { readonly properties?: unknown } = {},
  ) => {
    const { properties, ...rest } = ask;
    const base = {
      project: { key: 'BUCH' },
      issuetype: { id: id(10001) },
      summary: 'DATEV hat den Buchungsstapel abgelehnt',
    };
    return send('POST', '/issue', {
      as: APP,
      ...rest,
      body: { fields: { ...base, ...fields }, ...(properties === undefined ? {} : { properties }) },
    });
  };
  const id = (n: number) => String(n + (options.idOffset ?? 0));
  return {
    jira,
    world,
    events,
    id,
    send,
    create,
    /** Creates and gives the key. */
    made: (
      fields: Readonly<Record<string, unknown>> = {},
      ask: Ask & { readonly properties?: unknown } = {},
    ): string => {
      const got = create(fields, ask);
      expect(got.status, got.text).toBe(201);
      return String(got.json.at('key').value);
    },
    get: (path: string, as: Caller = APP) => send('GET', path, { as }),
    move: (key: string, transition: string, ask: Ask = {}) =>
      send('POST', `/issue/${key}/transitions`, {
        as: ACCOUNTANT,
        ...ask,
        body: { transition: { id: transition }, ...(ask.body as object | undefined) },
      }),
    /** Keys found, after the index had its time unless told otherwise. */
    find: (jql: string, as: Caller = APP): readonly string[] => {
      const got = send('POST', '/search/jql', { as, body: { jql, fields: ['summary'], maxResults: 100 } });
      expect(got.status, got.text).toBe(200);
      return got.json.all('issues').map((issue) => String(issue.at('key').value));
    },
    now: () => now,
    advance: (ms: number) => {
      now += ms;
    },
  };
}
export type Bench = ReturnType<typeof bench>;

export function requestOf(method: Method, path: string, ask: Ask): ServiceRequest {
  const [bare = '', query = ''] = path.split('?');
  const raw = ask.body instanceof Uint8Array;
  const body =
    ask.body === undefined
      ? new Uint8Array()
      : raw
        ? (ask.body as Uint8Array)
        : Buffer.from(JSON.stringify(ask.body));
  const type: Readonly<Record<string, string>> =
    ask.body === undefined ? {} : { 'content-type': 'application/json' };
  return {
    method,
    path: `/rest/api/3${bare}`,
    query: new URLSearchParams(query),
    headers: { accept: 'application/json', ...type, ...ask.headers },
    body,
    caller: ask.as ?? ADMIN,
  };
}

const missing = jiraOracleMissing();
if (missing !== undefined) process.stdout.write(`${missing}\n`);
