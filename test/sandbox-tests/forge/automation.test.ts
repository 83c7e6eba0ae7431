import { describe, expect, it } from 'vitest';
import { createAutomation, RuleRefused } from '../../../packages/sandbox/forge/automation';
import type { Core } from '../../../packages/sandbox/forge/core';
import type { ActionModule } from '../../../packages/sandbox/forge/manifest';

/** Jira Automation as far as it is documented (Forge: actions of Automation): what it does not take, the sandbox refuses. */

const SEND: ActionModule = {
  key: 'send',
  function: 'send-fn',
  inputs: { issue: { type: 'string', required: true }, note: { type: 'string' } },
  outputs: { outcome: { type: 'string' }, count: { type: 'integer', nullable: true } },
};

function automation(how: { actions?: readonly string[]; modules?: readonly ActionModule[] } = {}) {
  const { actions = ['send'], modules = [SEND] } = how;
  const violations: string[] = [];
  const core = {
    manifest: { modules: { action: modules, 'automation:actionProvider': [{ key: 'all', actions }] } },
    clock: { now: () => 7 },
    log: { addViolation: ({ message }: { message: string }) => violations.push(message) },
    changed: () => undefined,
  };
  return { rules: createAutomation(core as unknown as Core), violations };
}

const rule = (inputs: Readonly<Record<string, unknown>>, action = 'send') => ({
  ...{ name: 'When moved', action, connection: 'somebody' },
  inputs: inputs as Readonly<Record<string, string>>,
});
const KEY = '{{issue.key}}';
const returned = (value: unknown) => ({ kind: 'returned', value }) as const;

describe('a rule with an action of the app', () => {
  it.each([
    [
      'an input that the action does not declare',
      rule({ issue: KEY, account: 'x' }),
      'declares no input account',
    ],
    ['a required input that is missing', rule({ note: 'x' }), 'the input issue is required'],
    ['a required input that is empty', rule({ issue: ' ' }), 'the input issue is required'],
    ['an input that is no text', rule({ issue: 7 }), 'the input issue is no text'],
    ['an action that no provider offers', rule({ issue: KEY }, 'other'), 'offers no action other'],
    ['more than 100 kB', rule({ issue: KEY, note: 'x'.repeat(100 * 1024) }), 'at most 102400 bytes'],
  ])('is refused with %s', (_, wish, why) => {
    const { rules } = automation();
    expect(() => rules.save(wish)).toThrow(RuleRefused);
    expect(() => rules.save(wish)).toThrow(why);
    expect(rules.rules()).toEqual([]);
  });

  it('may have just 100 kB', () => {
    const { rules } = automation();
    const empty = Buffer.byteLength(JSON.stringify({ issue: KEY, note: '' }));
    const note = 'x'.repeat(100 * 1024 - empty);
    expect(rules.save(rule({ issue: KEY, note })).id).toBe('rule-1');
    expect(() => rules.save(rule({ issue: KEY, note: `${note}x` }))).toThrow(RuleRefused);
  });

  it('takes the place of the one with its id', () => {
    const { rules } = automation();
    const first = rules.save(rule({ issue: KEY }));
    rules.save({ ...rule({ issue: 'BUCH-1' }), id: first.id });
    expect(rules.rules()).toEqual([{ ...rule({ issue: 'BUCH-1' }), id: first.id }]);
  });
});

describe('an app', () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => ({ ...SEND, key: `send-${n}` }));

  it('offers at most twenty actions, each of which is there', () => {
    const keysOf = (modules: readonly ActionModule[]) => modules.map(({ key }) => key);
    const [twenty, more] = [many(20), many(21)];
    expect(automation({ modules: twenty, actions: keysOf(twenty) }).rules.actions()).toHaveLength(20);
    expect(() => automation({ modules: more, actions: keysOf(more) })).toThrow('at most 20 actions');
    expect(() => automation({ actions: ['nobody'] })).toThrow(RuleRefused);
  });
});

describe('smart values', () => {
  it.each([
    ['{{issue.key}}', 'BUCH-7'],
    ['{{ issue.id }}', '10007'],
    ['{{issue.key}}/{{issue.id}}', 'BUCH-7/10007'],
    ['{{issue.reporter}}', ''],
    ['BUCH-1', 'BUCH-1'],
  ])('%s becomes %s', (text, becomes) => {
    const { rules } = automation();
    const { id } = rules.save(rule({ issue: text }));
    expect(rules.begin(id, { key: 'BUCH-7', id: '10007' }).inputs).toEqual({ issue: becomes });
  });

  it('of an issue are nothing where the rule has none', () => {
    const { rules } = automation();
    const { id } = rules.save(rule({ issue: KEY }));
    expect(rules.begin(id, undefined).inputs).toEqual({ issue: '' });
  });
});

describe('the log of a rule', () => {
  function ran(outcome: Parameters<ReturnType<typeof createAutomation>['end']>[1]) {
    const { rules, violations } = automation();
    const { id } = rules.save(rule({ issue: 'BUCH-1' }));
    return { run: rules.end(rules.begin(id, undefined), outcome), violations, log: rules.log() };
  }

  it('has the outputs of what was done', () => {
    const { run, violations, log } = ran(returned({ outcome: 'ordered', count: null }));
    expect(run).toMatchObject({ is: 'done', at: 7, outputs: { outcome: 'ordered' } });
    expect(violations).toEqual([]);
    expect(log).toEqual([run]);
  });

  it('says returned errors word for word, and stops', () => {
    const { run } = ran(returned({ errors: [{ message: 'No file.' }] }));
    expect(run).toMatchObject({ is: 'stopped', messages: ['No file.'], outputs: {} });
  });

  it('says of what was thrown nothing that was in it', () => {
    const thrown = { kind: 'threw', errorType: 'Error', message: 'secret', stack: '' } as const;
    const { run } = ran(thrown);
    expect(run.is).toBe('failed');
    expect(run.messages.join()).not.toContain('secret');
  });

  it.each([
    ['an undeclared output', { outcome: 'x', more: 'y' }, 'more, which the manifest does not declare'],
    ['an output of another type', { outcome: 7 }, 'no string as outcome'],
    ['a missing output', {}, 'no string as outcome'],
    ['nothing at all', null, 'returned no object'],
  ])('finds a violation in %s', (_, value, why) => {
    expect(ran(returned(value)).violations).toEqual([expect.stringContaining(why)]);
  });

  it('comes back with the world', () => {
    const { rules } = automation();
    rules.save(rule({ issue: KEY }));
    const other = automation().rules;
    other.restore(structuredClone(rules.snapshot()));
    expect(other.rules()).toEqual(rules.rules());
    other.restore(undefined);
    expect(other.rules()).toEqual([]);
  });
});
