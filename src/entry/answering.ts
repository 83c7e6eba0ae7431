import { makeResolver } from '@forge/resolver';
import * as v from 'valibot';
import type { Answer, PackedAnswer } from '../contract/answers';
import type { Answered, Calls, Parsed } from '../contract/call';
import { clickView } from '../datev/problem-words';
import { canonical } from '../kernel/canonical';
import { plusSeconds } from '../kernel/instant';
import type { Lang } from '../kernel/lang';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { ok, type Result } from '../kernel/result';
import { sha256 } from '../platform/bytes';
import { now, nowMs } from '../platform/clock';
import { measured } from '../platform/context';
import { log } from '../platform/log';
import type { Versioned } from '../platform/records';
import { isUsedUp } from '../platform/storage-quota';
import { PlatformTrouble } from '../platform/trouble';
import { authorise, targetOf, type View } from '../security/authorise-api';
import type { Caller } from '../security/caller';
import type { Right } from '../security/permissions';
import { noteRefusal, refusedLately } from '../security/refusal-store';
import { mayRemember, type Used } from '../security/share';
import { busy, noteRefused, noteShare, withinShare } from '../security/share-store';
import { readTicket } from '../security/ticket-store';
import type { Actor } from '../submissions/events';
import { known } from '../texts/problem-text';
import { fitting, questionOf } from './big-messages';

/** The caller as whoever did what is logged. */
export function person({ accountId }: Caller): Actor {
  return { kind: 'person', id: accountId };
}

/** One handler per call of the contract, with its payload and its answer. */
export type Handlers<C extends Calls> = {
  readonly [K in keyof C]: (
    payload: Parsed<C[K]>,
    caller: Caller,
  ) => Promise<Result<Answered<C[K]>, Problem>>;
};
/** No handler beside the contract, not even one that a spread brings along. */
type Only<K extends PropertyKey, H> = { readonly [N in Exclude<keyof H, K>]: never };

const Context = v.object({
  accountId: v.pipe(v.string(), v.nonEmpty()),
  extension: v.optional(
    v.object({ issue: v.optional(v.object({ id: v.pipe(v.string(), v.regex(/^\d{1,20}$/)) })) }),
  ),
});

/** The rows of the table of permissions for one resolver; a function without a row does not compile. */
type RightsOf<C extends Calls> = { readonly [K in keyof C]: Right };

/** A resolver that answers every call of the contract, each with its schema and the table of permissions in front. */
export function resolverOf<C extends Calls, H extends Handlers<C>>(
  calls: C,
  { face, rights }: { readonly face: View; readonly rights: RightsOf<C> },
  handlers: H & Only<keyof C, H>,
) {
  const names = Object.keys(calls) as (keyof C & string)[];
  const defined = names.map((name) => {
    const define = ({ payload, context }: { payload: unknown; context: unknown }) =>
      measured(() =>
        answer(
          { name, face, right: rights[name], payload, context },
          calls[name]?.payload as never,
          handlers[name] as never,
        ),
      );
    return [name, define] as const;
  });
  return makeResolver<Definitions>(Object.fromEntries(defined));
}

type Definitions = Readonly<Record<string, (payload: unknown) => Answer<unknown> | PackedAnswer>>;
type Call = {
  readonly name: string;
  readonly face: View;
  readonly right: Right;
  readonly payload: unknown;
  readonly context: unknown;
};
type Handler = (payload: never, caller: Caller) => Promise<Result<unknown, Problem>>;

async function answer(
  call: Call,
  schema: v.GenericSchema<unknown, { readonly lang: Lang }>,
  handle: Handler,
): Promise<Answer<unknown> | PackedAnswer> {
  const lang = langOf(call.payload);
  const context = v.safeParse(Context, call.context);
  try {
    const payload = context.success ? await questionOf(call.payload, context.output.accountId) : call.payload;
    const parsed = v.safeParse(schema, payload ?? {});
    if (!parsed.success) return refusal({ code: 'platform.bad-payload', retry: 'never' }, lang);
    if (!context.success) return refusal({ code: 'access.not-signed-in', retry: 'never' }, lang);
    const { accountId, extension } = context.output;
    const issueId = extension?.issue?.id;
    const caller = { accountId, heard: new Map(), ...present({ issueId }) };
    const result = await answered(call, { payload: parsed.output, caller }, handle);
    const said = result.ok ? fitting(result.value ?? null) : result;
    return said.ok ? { ok: true, now: now(), ...said.value } : refusal(said.problem, lang);
  } catch (error) {
    if (!(error instanceof PlatformTrouble)) throw error;
    log('resolver.trouble', { call: call.name, code: error.problem.code });
    return refusal(isUsedUp(error.problem) ? busy() : error.problem, lang);
  }
}

type Told = { readonly payload: Readonly<Record<string, unknown>>; readonly caller: Caller };

/** Within the share of storage that screens have; what was used of it is noted, whatever came of it. */
async function answered(call: Call, told: Told, handle: Handler): Promise<Result<unknown, Problem>> {
  const free = await withinShare(call.name);
  if (!free.ok) return free;
  try {
    const caller = await recognised(call, told);
    const allowed =
      caller.pass === undefined ? await permitted(call, { ...told, caller }, free.value) : ok(undefined);
    return allowed.ok ? await handle(told.payload as never, caller) : allowed;
  } finally {
    await noteShare(free.value);
  }
}

/** The small question of an open page comes with a ticket, so that Jira is asked only once a minute. */
async function recognised({ name }: Call, { payload, caller }: Told): Promise<Caller> {
  if (!name.endsWith('.version')) return caller;
  const { submissionId, ticket } = payload;
  const of = typeof submissionId === 'string' ? submissionId : undefined;
  return { ...caller, ...present({ pass: await readTicket(ticket, caller, of) }) };
}

/** Asks the table, unless the same was refused just now: a refusal costs points of Jira that all customers share. */
async function permitted(
  { name, face, right }: Call,
  { payload, caller }: Told,
  used: Versioned<Used>,
): Promise<Result<void, Problem>> {
  const what = [face, name, caller.issueId ?? '', sha256(canonical(targetOf(payload)))].join(' ');
  const before = mayRemember(used.data, nowMs()) ? await refusedLately(caller.accountId, what) : undefined;
  if (before !== undefined) return { ok: false, problem: known({ code: before, retry: 'later' }) };
  const allowed = await authorise({ face, right, payload }, caller);
  if (!allowed.ok && allowed.problem.code.startsWith('access.')) {
    await noteRefusal(caller.accountId, { what, code: allowed.problem.code });
    await noteRefused(used);
  }
  return allowed;
}

function refusal(problem: Problem, lang: Lang): Answer<never> {
  const { code, retryAfterSeconds = 0 } = problem;
  const again = code === 'platform.busy' ? plusSeconds(now(), retryAfterSeconds) : undefined;
  return { ok: false, now: now(), problem: { ...clickView(problem, lang), ...present({ again }) } };
}

function langOf(payload: unknown): Lang {
  return typeof payload === 'object' && payload !== null && 'lang' in payload && payload.lang === 'de'
    ? 'de'
    : 'en';
}
