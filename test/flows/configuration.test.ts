import { describe, expect, it } from 'vitest';
import { atDesk, givePlan } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { type Booked, bookedWorld, MANDANT } from '../support/booking';
import { newEntries } from '../support/config-log';
import { ACCOUNTS, call, fault } from '../support/world';

/** The configuration as a file, from one site to another; here the other site is the same one, later. */

type Plan = { readonly mandant: string; readonly fiscalYearBegin: string };
type Carried = {
  readonly connections: readonly { readonly id: string; readonly url: string }[];
  readonly pipelines: readonly { readonly id: string; readonly name: string }[];
  readonly plans: readonly Plan[];
};
type Items = {
  readonly items: readonly { readonly kind: string; readonly name: string; readonly what: string }[];
};

const exported = ({ w }: Booked) => asAdmin<Carried>(w.forge, 'configuration.export', {});
const ask = (b: Booked, name: 'configuration.plan' | 'configuration.import', file: object | string) => {
  const text = typeof file === 'string' ? file : JSON.stringify(file);
  return call<Items>(b.w, 'datev-admin', name, { as: ACCOUNTS.admin, payload: { text } });
};
const planAt = ({ w }: Booked) =>
  atDesk<{ version: number; plan: Plan & { version: number } }>(w.forge, 'accounts.view', {
    mandant: MANDANT,
  });
const pipelineAt = ({ w, pipeline: id }: Booked) =>
  atDesk<{ version: number; pipeline: { name: string; version: number; isActive: boolean } }>(
    w.forge,
    'pipeline.view',
    { id },
  );
const renamed = (file: Carried, name: string): Carried => ({
  ...file,
  pipelines: file.pipelines.map((one) => ({ ...one, name })),
});
const begunIn = (file: Carried, fiscalYearBegin: string): Carried => ({
  ...file,
  plans: file.plans.map((one) => ({ ...one, fiscalYearBegin })),
});

describe('a configuration that is taken along', () => {
  it('has no pipeline that was just removed, though the index still lists it, and no plan that was never saved to its end', async () => {
    const b = await bookedWorld('en');
    const file = await exported(b);
    expect([file.pipelines.length, file.plans.length]).toEqual([1, 1]);
    await atDesk(b.w.forge, 'pipeline.remove', { id: b.pipeline });
    fault(b.w, {
      service: 'kvs',
      operation: 'transact',
      fault: 'crash-before',
      match: { functionKey: 'desk-resolver-fn' },
    });
    await expect(givePlan(b.w.forge, '455148-3')).rejects.toThrow('killed');
    expect(await exported(b)).toMatchObject({ pipelines: [], plans: [{ mandant: MANDANT }] });
  });
});

describe('a configuration that is brought in', () => {
  it('as it is here changes nothing', async () => {
    const b = await bookedWorld('en');
    const file = await exported(b);
    const same = {
      items: [
        { kind: 'accounts', name: MANDANT, what: 'same' },
        { kind: 'pipeline', name: 'Erlöse und Kosten je Kostenstelle', what: 'same' },
      ],
    };
    expect(await ask(b, 'configuration.plan', file)).toMatchObject({ ok: true, value: same });
    const added = await newEntries(b.w, async () => {
      expect(await ask(b, 'configuration.import', file)).toMatchObject({ ok: true, value: same });
    });
    expect(added).toEqual([]);
  });

  it('becomes the next version of what it changes, the pipeline switched off, as it was said before', async () => {
    const b = await bookedWorld('en');
    const file = begunIn(renamed(await exported(b), 'Abschluss'), '07-01');
    const [plan, pipeline] = [await planAt(b), await pipelineAt(b)];
    const planned = await ask(b, 'configuration.plan', file);
    expect(planned).toMatchObject({
      value: {
        items: [
          { kind: 'accounts', name: MANDANT, what: 'changed' },
          { kind: 'pipeline', name: 'Abschluss', what: 'changed' },
        ],
      },
    });
    expect([await planAt(b), await pipelineAt(b)]).toEqual([plan, pipeline]);
    expect(await ask(b, 'configuration.import', file)).toMatchObject({ ok: true });
    expect((await planAt(b)).plan).toMatchObject({
      ...{ fiscalYearBegin: '07-01', version: plan.plan.version + 1, changedBy: ACCOUNTS.admin },
    });
    expect((await pipelineAt(b)).pipeline).toMatchObject({
      ...{ name: 'Abschluss', version: pipeline.pipeline.version + 1, isActive: false },
    });
  });

  it('for the second time changes nothing, though what came in is switched off', async () => {
    const b = await bookedWorld('en');
    const file = renamed(await exported(b), 'Abschluss');
    expect(await ask(b, 'configuration.import', file)).toMatchObject({ ok: true });
    const stored = await pipelineAt(b);
    expect(stored.pipeline).toMatchObject({ name: 'Abschluss', isActive: false });
    const added = await newEntries(b.w, async () => {
      expect(await ask(b, 'configuration.import', file)).toMatchObject({
        value: { items: [{ what: 'same' }, { name: 'Abschluss', what: 'same' }] },
      });
    });
    expect([added, await pipelineAt(b)]).toEqual([[], stored]);
  });

  it('says which Looker this site lacks', async () => {
    const b = await bookedWorld('en');
    const file = await exported(b);
    const elsewhere = {
      ...file,
      connections: file.connections.map((one) => ({ ...one, url: 'https://other.cloud.looker.com' })),
    };
    expect(await ask(b, 'configuration.plan', elsewhere)).toMatchObject({
      value: {
        items: [
          { kind: 'connection', name: 'Looker (https://other.cloud.looker.com)', what: 'to-connect' },
          { what: 'same' },
          { kind: 'pipeline' },
        ],
      },
    });
  });

  it.each(['configuration.plan', 'configuration.import'] as const)(
    'in a file that is none is refused (%s)',
    async (name) => {
      const b = await bookedWorld('en');
      expect(await ask(b, name, 'Konto;Bezeichnung')).toMatchObject({
        ...{ ok: false, problem: { code: 'exchange.other-file' } },
      });
    },
  );

  it.each([
    [
      'account plan',
      (file: Carried, n: number) => begunIn(file, `0${n}-01`),
      async (b: Booked) => (await planAt(b)).plan.version,
    ],
    [
      'pipeline',
      (file: Carried, n: number) => renamed(file, `Abschluss ${n}`),
      async (b: Booked) => (await pipelineAt(b)).pipeline.version,
    ],
  ] as const)(
    'while others save the same %s is in, or said to be too late',
    async (_, changed, versionAt) => {
      const b = await bookedWorld('en');
      const file = await exported(b);
      const before = await versionAt(b);
      const answers = await Promise.all(
        [2, 3, 4, 5, 6, 7].map((n) => ask(b, 'configuration.import', changed(file, n))),
      );
      const late = answers.flatMap((answer) => (answer.ok ? [] : [answer.problem.code]));
      expect(late.length).toBeGreaterThan(0);
      expect(new Set(late)).toEqual(new Set(['pipeline.conflict']));
      expect(await versionAt(b)).toBe(before + answers.length - late.length);
    },
  );
});
