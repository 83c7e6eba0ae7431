import { describe, expect, it } from 'vitest';
import type { Core } from '../../../packages/sandbox/forge/core';
import type { Launch } from '../../../packages/sandbox/forge/engine';
import { createValidators, NO_VERDICT } from '../../../packages/sandbox/forge/validators';
import type { Outcome } from '../../../packages/sandbox/forge/world-told';
import type { Service, ServiceAnswer, ServiceRequest } from '../../../packages/sandbox/world/types';
import { APP, bench } from '../jira/bench';

/** Validators of workflows as Forge documents them: `{result, errorMessage}` before a transition, and nothing else. */

const MODULES = [
  { key: 'one', function: 'one-fn' },
  { key: 'two', function: 'two-fn' },
];
const yes = { kind: 'returned', value: { result: true } } as const;
const REQUEST = {} as ServiceRequest;

/** Asks validators that end so, by key; answers Jira's refusal, and what was called. */
function asking(ends: Readonly<Record<string, Outcome>>, keys: readonly string[]) {
  const violations: string[] = [];
  const launched: Launch[] = [];
  const core = {
    manifest: { modules: { 'jira:workflowValidator': MODULES } },
    log: { addViolation: ({ message }: { message: string }) => violations.push(message) },
  } as unknown as Core;
  const jira = {
    validators: () => keys.map((moduleKey) => ({ moduleKey, event: {} })),
  } as unknown as Service;
  const launch = (what: Launch) => {
    launched.push(what);
    what.onEnd(ends[what.moduleKey] ?? yes);
  };
  const heard: (ServiceAnswer | undefined)[] = [];
  createValidators(core, jira, launch).ask(REQUEST, (refusal) => heard.push(refusal));
  const [refusal] = heard;
  const said = refusal && (JSON.parse(String(refusal.body)) as { errorMessages: string[] }).errorMessages;
  return { times: heard.length, status: refusal?.status, said, violations, launched };
}

describe('validators of a transition', () => {
  it('are asked one after the other until one says no, whose words are Jira’s answer', () => {
    const no = { kind: 'returned', value: { result: false, errorMessage: 'First a file.' } } as const;
    const stopped = asking({ one: no }, ['one', 'two']);
    expect(stopped).toMatchObject({ times: 1, status: 400, said: ['First a file.'], violations: [] });
    expect(stopped.launched.map(({ functionKey, accountId }) => [functionKey, accountId])).toEqual([
      ['one-fn', undefined],
    ]);
    expect(asking({}, ['one', 'two'])).toMatchObject({ times: 1, status: undefined, violations: [] });
    expect(asking({}, [])).toMatchObject({ times: 1, status: undefined, launched: [] });
  });

  it.each<[string, Outcome]>([
    ['throws', { kind: 'threw', errorType: 'Error', message: 'secret', stack: '' }],
    ['runs out of time', { kind: 'killed', reason: 'time-limit', message: '' }],
  ])('that %s stops it, and tells nothing of why', (_, outcome) => {
    expect(asking({ one: outcome }, ['one'])).toMatchObject({
      status: 400,
      said: [NO_VERDICT],
      violations: [],
    });
  });

  it.each([undefined, {}, { result: 'yes' }, { result: false }, { result: false, errorMessage: ' ' }, true])(
    'that answers %j is wrong',
    (value) => {
      const { said, violations } = asking({ one: { kind: 'returned', value } }, ['one']);
      expect(said).toEqual([NO_VERDICT]);
      expect(violations).toHaveLength(1);
    },
  );

  it('of an app that has it no longer stops it', () => {
    expect(asking({}, ['gone'])).toMatchObject({ status: 400, said: [NO_VERDICT], launched: [] });
  });
});

describe('what Jira tells a validator', () => {
  const on = bench();
  const key = on.made();
  on.jira.setValidator({ workflow: 'task', transition: '21' }, 'one', true);
  const asked = (body: unknown, path = `/issue/${key}/transitions`) =>
    on.jira.validators?.({
      method: 'POST',
      path: `/rest/api/3${path}`,
      query: new URLSearchParams(),
      headers: { 'content-type': 'application/json' },
      body: new TextEncoder().encode(JSON.stringify(body)),
      caller: APP,
    });

  it('is the key, the statuses and what the screen changes – not who moves', () => {
    const from = { id: '10000' };
    expect(asked({ transition: { id: '21' } })).toEqual([
      {
        moduleKey: 'one',
        event: {
          issue: { key },
          configuration: {},
          transition: { from, to: { id: '10002' }, modifiedFields: {} },
        },
      },
    ]);
  });

  it('is nothing for another transition, what cannot be done, and what is no transition', () => {
    expect(asked({ transition: { id: '11' } })).toEqual([]);
    expect(asked({ transition: { id: '31' } })).toEqual([]);
    expect(asked({ transition: 21 })).toEqual([]);
    expect(asked({ transition: { id: '21' } }, '/issue/NO-1/transitions')).toEqual([]);
    expect(asked({ fields: {} }, `/issue/${key}/comment`)).toEqual([]);
    on.jira.setValidator({ workflow: 'task', transition: '21' }, 'one', false);
    expect(asked({ transition: { id: '21' } })).toEqual([]);
    expect(() => on.jira.setValidator({ workflow: 'task', transition: '9' }, 'one', true)).toThrow(
      'transition 9',
    );
  });
});
