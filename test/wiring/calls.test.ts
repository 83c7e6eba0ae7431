import { describe, expectTypeOf, it } from 'vitest';
import type { Answer } from '../../src/contract/answers';
import type { Answered, Asked } from '../../src/contract/call';
import type { AllCalls, CallName, SHARED_CALLS } from '../../src/contract/calls';
import type { Handlers, resolverOf } from '../../src/entry/answering';
import type { ADMIN_RIGHTS } from '../../src/security/permissions';
import type { call } from '../../static/backend';

/**
 * Name, payload and answer of every call are one map. The type check of this file is the test: what is wrong has to stay an error.
 */

type Resolver = typeof resolverOf;
type Presence = { readonly 'submission.presence': (typeof SHARED_CALLS)['submission.presence'] };
declare const resolver: Resolver;
declare const calls: Presence;
declare const shared: Handlers<Presence>;
declare const rights: typeof ADMIN_RIGHTS;

/** Never run. */
function handlers() {
  const about = { face: 'desk', rights: { 'submission.presence': rights['admin.view'] } } as const;
  resolver(calls, about, shared);
  // @ts-expect-error a name of the map without a handler
  resolver(calls, about, {});
  const more = { ...shared, 'desk.beside': shared['submission.presence'] };
  // @ts-expect-error a handler without a name in the map, though a spread brings it
  resolver(calls, about, more);
  // @ts-expect-error a handler that answers something else
  resolver(calls, about, { 'submission.presence': async () => ({ ok: true, value: 7 }) });
}

type Unknown<K extends CallName> = K extends CallName
  ? unknown extends Answered<AllCalls[K]>
    ? K
    : never
  : never;

describe('the calls', () => {
  it('have an answer of their own, each', () => {
    expectTypeOf<Unknown<CallName>>().toBeNever();
  });

  it('have one handler each, with that answer', () => {
    expectTypeOf(handlers).returns.toBeVoid();
  });

  it('are asked and answered in the browser as the map says', () => {
    expectTypeOf<typeof call<'job.watch'>>().parameters.toEqualTypeOf<
      ['job.watch', Asked<AllCalls['job.watch']>]
    >();
    expectTypeOf<typeof call<'job.watch'>>().returns.toEqualTypeOf<
      Promise<Answer<{ readonly submissionId: string }>>
    >();
  });
});
