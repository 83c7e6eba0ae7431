import { expect, onTestFinished, vi } from 'vitest';
import type { Subject } from '../../src/effects/effect-handler';
import { newWatch } from '../../src/mandanten/watch';
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings';
import type { Effect, PendingEffect, Submission } from '../../src/submissions/submission';
import { minutes, T0 } from '../submissions/life';
import { answerWith, empty, json, type Leaving, page, seen } from '../support/forge-globals';
import { kvsHere } from '../support/kvs-here';

/** What Jira or DATEV says to a call; an error is an answer that never came. */
export type Says = () => Response | Error | Promise<Response | Error>;

/**
 * Effects with their real modules and the model of Forge's storage; what Jira, DATEV and Looker say stands in a table, by call as `called` names
 * it: once, or in turn, the last again and again. A call that is not in the table fails the test.
 */
export function stage(says: Readonly<Record<string, Says | readonly Says[]>> = {}) {
  const kvs = kvsHere();
  const told = new Map(Object.entries(says).map(([call, said]) => [call, [said].flat()]));
  const unasked: string[] = [];
  const silent = vi.spyOn(console, 'log').mockImplementation(() => undefined);
  answerWith((leaving) => {
    if (leaving.to === 'kvs') return kvs.answer(leaving);
    if (leaving.to === 'stargate') return json({}, 201);
    const rest = told.get(nameOf(leaving)) ?? [];
    const [next] = rest.length > 1 ? rest.splice(0, 1) : rest;
    if (next === undefined) unasked.push(nameOf(leaving));
    return next?.() ?? new Error('nobody answers');
  });
  onTestFinished(() => {
    silent.mockRestore();
    expect(unasked).toEqual([]);
  });
}

const isOutside = ({ to }: Leaving) => to !== 'kvs' && to !== 'stargate';

/** Calls to Jira and others in their order, e.g. `PUT /issue/1` or `POST accounting-extf-files/clients/455148-1/extf-files/import`. */
export function called(): readonly string[] {
  return seen().filter(isOutside).map(nameOf);
}

function nameOf({ method, path }: Leaving): string {
  const at = path
    .replace(/\?.*$/, '')
    .replace(/^\/rest\/api\/3/, '')
    .replace(/^https:\/\/([^./]+)[^/]*(?:\/platform-sandbox\/v\d+)?/, '$1');
  return `${method} ${at}`;
}

/** What these calls carried. */
export function carried(call: string): readonly unknown[] {
  return seen()
    .filter((one) => isOutside(one) && nameOf(one) === call)
    .map(({ body }) => body);
}

/** With what looks were queued. */
export function queued(): readonly unknown[] {
  return seen()
    .filter(({ to }) => to === 'stargate')
    .flatMap(({ body }) => (body as { readonly payload: readonly { readonly body: unknown }[] }).payload)
    .map(({ body }) => body);
}

export const ok =
  (body: unknown = {}): Says =>
  () =>
    json(body);
export const nothing: Says = () => empty(204);
/** Jira's own no. */
export const no =
  (status: number, errors: object = {}): Says =>
  () =>
    json({ errorMessages: ['no'], errors }, status);
export const lost: Says = () => new TypeError('fetch failed');
export const loginPage: Says = () => page(200);

/** What an effect makes of an answer of Jira's that is none: the issue is gone, or why not and what then. */
export const GONE = { is: 'issue-gone' } as const;
export const problem = (code: string, retry: string) => ({ is: 'problem', problem: { code, retry } });

export const PROJECT = '10000';
export const SETTINGS: Settings = {
  ...DEFAULT_SETTINGS,
  language: 'de',
  environment: 'sandbox',
  project: { id: PROJECT, key: 'BUCH', issueTypeId: '10002' },
  statuses: { [PROJECT]: { resubmit: ['3'], closeWithout: ['4'] } },
};

/** Half an hour after everything in `life`. */
export const NOW = minutes(30);

export function about(submission: Submission, over: Partial<Subject> = {}): Subject {
  return { submission, settings: SETTINGS, watch: newWatch(submission.mandant), now: NOW, ...over };
}

/** An effect as it is tried for the first time. */
export function wanted<E extends Effect>(effect: E, key: string = effect.kind) {
  const tried: Omit<PendingEffect, 'effect'> = { key, state: 'trying', tries: 1, looks: 0, triedAt: T0 };
  return { ...tried, effect };
}

export const leave = async () => true;

type About = {
  readonly key?: string;
  readonly summary?: string;
  readonly project?: string;
  readonly status?: readonly [id: string, category?: string];
  /** Moves so far, oldest first: from, to. */
  readonly moves?: readonly (readonly [from: string, to: string])[];
};

/** An issue as Jira sends it. */
export function issue(id: string, of: About = {}) {
  const { key = `BUCH-${id}`, summary = 'Abgelehnt', project = PROJECT, status = ['1'], moves = [] } = of;
  const [statusId, category = 'new'] = status;
  return {
    ...{ id, key },
    fields: {
      ...{ summary, updated: NOW, project: { id: project }, issuetype: { id: '10002' } },
      status: { id: statusId, statusCategory: { key: category } },
    },
    changelog: {
      total: moves.length,
      histories: moves.map(([from, to], n) => ({
        ...{ id: String(n + 1), created: minutes(n), author: { accountId: 'anna' } },
        items: [{ field: 'status', from, to }],
      })),
    },
  };
}

/** A way on, as Jira lists it. */
export function way(id: string, to: readonly [status: string, category?: string], asks: boolean = false) {
  const [status, key = 'indeterminate'] = to;
  return {
    ...{ id, name: `nach ${status}`, to: { id: status, statusCategory: { key } } },
    fields: asks ? { resolution: { required: true } } : {},
  };
}
