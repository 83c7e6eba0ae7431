import * as v from 'valibot';
import { MandantId } from '../contract/payloads';
import { present } from '../kernel/present';
import { fail, ok, type Result } from '../kernel/result';
import { isPeriod } from '../pipelines/period';
import { PipelineId } from '../pipelines/pipeline';
import { headerOf, type Lists, type Once, parameterOf } from './request';

/** What a hook asks for. */
export type HookEvent =
  | {
      readonly is: 'issue-changed';
      readonly issue:
        | { readonly by: 'id'; readonly id: string }
        | { readonly by: 'key'; readonly key: string };
    }
  /** Another program sent a job to DATEV. */
  | {
      readonly is: 'job-sent';
      readonly mandant: string;
      readonly kind: 'extf' | 'dxso';
      readonly jobId: string;
      readonly file?: string;
    }
  | { readonly is: 'run-pipeline'; readonly pipeline: string; readonly period?: string };

/** An event with what tells repetitions apart. */
export type HookMessage = {
  readonly event: HookEvent;
  readonly from: 'jira' | 'own' | 'looker';
  /** What the sender calls this delivery. Absent: what it says is its name. */
  readonly id?: string;
  /** Milliseconds since the epoch at which the sender says it was sent. */
  readonly at?: number;
};

/** The message, or the name of the part that is not as it should be. */
type Read = Result<HookMessage, string>;

const DELIVERY_ID = 'X-Atlassian-Webhook-Identifier';
const LOOKER_ID = 'X-Looker-Webhook-Id';
const LOOKER_INSTANCE = 'X-Looker-Instance';

const Id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,200}$/));
const IssueId = v.pipe(
  v.union([v.string(), v.pipe(v.number(), v.safeInteger())]),
  v.transform(String),
  v.regex(/^\d{1,20}$/),
);
const IssueKey = v.pipe(v.string(), v.regex(/^[A-Z][A-Z0-9_]{1,99}-\d{1,19}$/));
const Issue = v.pipe(
  v.object({ id: v.optional(IssueId), key: v.optional(IssueKey) }),
  v.check(({ id, key }) => id !== undefined || key !== undefined),
);
const At = v.pipe(v.string(), v.isoTimestamp(), v.transform(Date.parse), v.number());

const FromJira = v.object({
  webhookEvent: v.picklist(['jira:issue_created', 'jira:issue_updated', 'jira:issue_deleted']),
  timestamp: v.pipe(v.number(), v.safeInteger(), v.minValue(0)),
  issue: Issue,
});
const FromAutomation = v.object({ issue: Issue });
const own = { v: v.literal(1) };
const Own = v.variant('event', [
  v.object({
    ...own,
    event: v.literal('issue-changed'),
    issueId: IssueId,
    id: v.optional(Id),
    at: v.optional(At),
  }),
  v.object({
    ...own,
    event: v.literal('job-sent'),
    id: Id,
    at: At,
    mandant: MandantId,
    kind: v.picklist(['extf', 'dxso']),
    jobId: v.pipe(v.string(), v.regex(/^[0-9A-Fa-f-]{32,36}$/)),
    file: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
  }),
  v.object({
    ...own,
    event: v.literal('run-pipeline'),
    id: Id,
    at: At,
    pipeline: PipelineId,
    period: v.pipe(v.string(), v.check(isPeriod)),
  }),
]);
/** What Looker says of the plan is looked at for its shape only: which pipeline runs stands in the address. */
const FromLooker = v.object({
  scheduled_plan: v.object({
    scheduled_plan_id: v.nullable(v.union([v.string(), v.number()])),
    title: v.nullish(v.string()),
    query_id: v.nullish(v.union([v.string(), v.number()])),
  }),
});

/** A body that came with a right signature: Jira's webhook, Jira Automation, or one of our own events. */
export function readSigned(body: string, headers: Lists): Read {
  const given = jsonOf(body);
  if (given === undefined) return fail('body');
  if ('webhookEvent' in given) return fromJira(given, headers);
  if ('event' in given || !('issue' in given)) return fromOwn(given);
  const read = v.safeParse(FromAutomation, given);
  return read.success
    ? ok({ from: 'own', event: issueChanged(read.output.issue) })
    : fail(fieldOf(read.issues));
}

/** A scheduled plan that came with a right token; which pipeline it is for stands in the address. */
export function readLooker(body: string, query: Lists, headers: Lists): Read {
  const given = v.safeParse(FromLooker, jsonOf(body));
  if (!given.success) return fail(fieldOf(given.issues));
  const pipeline = single(parameterOf(query, 'pipeline'), PipelineId);
  const period = single(parameterOf(query, 'period'), v.pipe(v.string(), v.check(isPeriod)));
  const id = single(headerOf(headers, LOOKER_ID), Id);
  const instance = single(headerOf(headers, LOOKER_INSTANCE), v.pipe(v.string(), v.maxLength(300)));
  if (!pipeline.ok || pipeline.value === undefined) return fail('pipeline');
  if (!period.ok) return fail('period');
  if (!id.ok) return fail(LOOKER_ID);
  if (!instance.ok) return fail(LOOKER_INSTANCE);
  return ok({
    from: 'looker',
    event: {
      is: 'run-pipeline',
      pipeline: pipeline.value,
      ...present({ period: period.value }),
    },
    // Two instances may count alike; two plans of one delivery are for different pipelines.
    ...(id.value === undefined ? {} : { id: `${instance.value ?? ''}|${id.value}|${pipeline.value}` }),
  });
}

function fromJira(given: object, headers: Lists): Read {
  const read = v.safeParse(FromJira, given);
  if (!read.success) return fail(fieldOf(read.issues));
  const id = single(headerOf(headers, DELIVERY_ID), Id);
  if (!id.ok) return fail(DELIVERY_ID);
  const { issue, timestamp } = read.output;
  return ok({
    from: 'jira',
    event: issueChanged(issue),
    at: timestamp,
    ...present({ id: id.value }),
  });
}

function fromOwn(given: object): Read {
  const read = v.safeParse(Own, given);
  if (!read.success) return fail(fieldOf(read.issues));
  const said = read.output;
  const about = {
    from: 'own' as const,
    ...present({ id: said.id, at: said.at }),
  };
  switch (said.event) {
    case 'issue-changed':
      return ok({ ...about, event: issueChanged({ id: said.issueId }) });
    case 'job-sent': {
      const { mandant, kind, jobId, file } = said;
      return ok({ ...about, event: { is: 'job-sent', mandant, kind, jobId, ...(file ? { file } : {}) } });
    }
    case 'run-pipeline':
      return ok({ ...about, event: { is: 'run-pipeline', pipeline: said.pipeline, period: said.period } });
  }
}

function issueChanged(issue: { id?: string | undefined; key?: string | undefined }): HookEvent {
  return issue.id === undefined
    ? { is: 'issue-changed', issue: { by: 'key', key: issue.key ?? '' } }
    : { is: 'issue-changed', issue: { by: 'id', id: issue.id } };
}

/** A value that may be absent, but neither come twice nor have another form. */
function single(given: Once, schema: v.GenericSchema<unknown, string>): Result<string | undefined, null> {
  if (given.is === 'absent') return ok(undefined);
  const read = given.is === 'once' ? v.safeParse(schema, given.value) : undefined;
  return read?.success === true ? ok(read.output) : fail(null);
}

/** A JSON object. A byte order mark in front counts for the signature, but it is no part of the text. */
function jsonOf(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body.replace(/^\uFEFF/, ''));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** The name of the first part that does not fit; names come from the schemas, never from the sender. */
function fieldOf([first]: readonly v.BaseIssue<unknown>[]): string {
  return (first === undefined ? undefined : v.getDotPath(first)) ?? 'body';
}
