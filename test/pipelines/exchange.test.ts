import { describe, expect, it } from 'vitest';
import type { AccountPlan } from '../../src/accounts/plan';
import { MAX_CONFIGURATION_BYTES } from '../../src/contract/upload-limits';
import {
  type Configuration,
  exportOf,
  type Holdings,
  planImport,
  readExchange,
} from '../../src/pipelines/exchange';
import type { Pipeline } from '../../src/pipelines/pipeline';
import { problemText } from '../../src/texts/problem-text';

const AT = '2026-11-21T14:00:00.000Z';
const [TEST_LOOKER, LIVE_LOOKER] = ['l000000000001', 'l000000000002'];
const URL_A = 'https://kanzlei.looker.com';

const pipeline: Pipeline = {
  v: 1,
  id: 'p00000000000a',
  version: 7,
  changedAt: AT,
  changedBy: '712020:person',
  fields: [{ name: 'gl.amount', label: 'Amount', type: 'number' }],
  name: 'Monatsabschluss',
  mandant: '455148-1',
  connection: TEST_LOOKER,
  isActive: true,
  source: { is: 'inline', model: 'm', explore: 'gl', fields: ['gl.amount'], filters: {}, sorts: [] },
  reading: { by: 'one-call' },
  periodField: 'gl.date',
  timezone: 'Europe/Berlin',
  unit: 'month',
  schedule: { on: 'business-day', day: 3, at: '07:00', zone: 'Europe/Berlin', land: 'BY' },
  mapping: {
    side: { by: 'sign', positive: 'S' },
    amountIs: 'gross',
    amount: { from: 'column', column: 'gl.amount' },
    account: { from: 'constant', value: '1200' },
    contra: { from: 'constant', value: '8400' },
    date: { from: 'column', column: 'gl.date' },
    zeroLines: 'stop',
  },
  output: { as: 'extf', label: 'Abschluss {period}', isLocked: false, byMonth: false },
  guard: { mayBeEmpty: false },
  needsApproval: false,
  deliverWithinHours: 24,
};
const plan: AccountPlan = {
  v: 1,
  mandant: '455148-1',
  version: 4,
  chart: 'SKR03',
  accountLength: 4,
  fiscalYearBegin: '01-01',
  accounts: [{ number: '1200', name: 'Bank' }],
};
const site: Holdings = {
  pipelines: [pipeline],
  plans: [plan],
  connections: [{ id: TEST_LOOKER, name: 'Looker', url: URL_A }],
};
const production: Holdings = {
  pipelines: [],
  plans: [],
  connections: [{ id: LIVE_LOOKER, name: 'Looker (live)', url: URL_A }],
};
const exported = exportOf({ ...site, at: AT });
const written = (over: object = {}) => JSON.stringify({ ...exported, ...over });
const codeOf = (text: string) => {
  const read = readExchange(text);
  return read.ok ? 'ok' : read.problem.code;
};

describe('exporting', () => {
  it('takes what people decided and leaves behind what belongs to the site', () => {
    const secret = {
      ...site.connections[0],
      clientSecret: 'hush',
      token: 'hush',
    } as Holdings['connections'][0];
    const value = exportOf({
      ...site,
      at: AT,
      pipelines: [{ ...pipeline, clientSecret: 'hush' } as Pipeline],
      connections: [{ ...secret, url: 'https://user:hush@Kanzlei.looker.com/?token=hush#hush' }],
    });
    expect(value).toMatchObject({ format: 'datev-for-jira/configuration', v: 1, at: AT });
    expect(value.connections).toEqual([{ id: TEST_LOOKER, name: 'Looker', url: URL_A }]);
    expect(JSON.stringify(value)).not.toMatch(/hush|712020|changedAt|"version"/);
  });

  it('and reading gives the same again', () => {
    expect(readExchange(JSON.stringify(exported))).toEqual({ ok: true, value: exported });
    expect(readExchange(`\uFEFF${JSON.stringify(exported, null, 2)}`)).toEqual({ ok: true, value: exported });
  });
});

describe('reading', () => {
  it.each([
    ['', 'exchange.other-file'],
    ['no JSON', 'exchange.other-file'],
    ['null', 'exchange.other-file'],
    ['[]', 'exchange.other-file'],
    ['{"format":"something-else","v":1}', 'exchange.other-file'],
    ['{"format":"datev-for-jira/configuration"}', 'exchange.other-file'],
    [written({ v: 2 }), 'exchange.version'],
    [written({ at: 'yesterday' }), 'exchange.unreadable'],
    [written({ pipelines: undefined }), 'exchange.unreadable'],
    [written({ pipelines: [{ ...exported.pipelines[0], mandant: '1' }] }), 'exchange.unreadable'],
    [written({ connections: [{ id: TEST_LOOKER, name: 'L', url: 'http://x.de' }] }), 'exchange.unreadable'],
    [
      written({ connections: [{ id: TEST_LOOKER, name: 'L', url: 'https://u:p@x.de' }] }),
      'exchange.unreadable',
    ],
    [
      written({ connections: [{ id: TEST_LOOKER, name: 'L', url: 'https://x.de/?k=1' }] }),
      'exchange.unreadable',
    ],
    ...[
      { accounts: [{ number: '123456' }] },
      { accounts: [{ number: '420' }, { number: '0420' }] },
      { fiscalYearBegin: '02-30' },
    ].map((change) => [written({ plans: [{ ...plan, ...change }] }), 'exchange.unreadable']),
    [written({ pipelines: [exported.pipelines[0], exported.pipelines[0]] }), 'exchange.doubled'],
    [written({ plans: [exported.plans[0], exported.plans[0]] }), 'exchange.doubled'],
    [
      written({ connections: [...exported.connections, { id: LIVE_LOOKER, name: 'x', url: URL_A }] }),
      'exchange.doubled',
    ],
    [`"${'ä'.repeat(MAX_CONFIGURATION_BYTES / 2)}"`, 'exchange.too-big'],
  ])('refuses %.80s', (text, code) => {
    expect(codeOf(text)).toBe(code);
    const read = readExchange(text);
    if (read.ok) throw new Error('refused');
    expect(read.problem.retry).toBe('after-fix');
    for (const lang of ['de', 'en'] as const)
      expect(Object.values(problemText(read.problem, lang)).join('')).not.toMatch(
        /[{}–]|hat nicht geklappt|did not work/,
      );
  });

  it('names the place of what is wrong, not what stands there', () => {
    const read = readExchange(written({ pipelines: [{ ...exported.pipelines[0], mandant: 'geheim' }] }));
    expect(read).toMatchObject({ ok: false, problem: { values: { place: 'pipelines.0.mandant' } } });
    expect(JSON.stringify(read)).not.toContain('geheim');
    expect(readExchange(written({ v: 2 }))).toMatchObject({ problem: { values: { version: '2' } } });
  });

  it('takes a file up to the limit', () => {
    const room = MAX_CONFIGURATION_BYTES - new TextEncoder().encode(JSON.stringify(exported)).length;
    expect(codeOf(JSON.stringify(exported) + ' '.repeat(room))).toBe('ok');
    expect(codeOf(JSON.stringify(exported) + ' '.repeat(room + 1))).toBe('exchange.too-big');
  });
});

describe('planning an import', () => {
  it('on the site it came from finds everything the same', () => {
    const planned = planImport(exported, site);
    expect(planned.toBeConnected).toEqual([]);
    expect([...planned.pipelines, ...planned.plans].map(({ is }) => is)).toEqual(['same', 'same']);
  });

  it('on another site puts pipelines on the connection with the same address', () => {
    const planned = planImport(exported, production);
    expect(planned.toBeConnected).toEqual([]);
    expect(planned.pipelines).toEqual([
      { is: 'new', pipeline: { ...exported.pipelines[0], connection: LIVE_LOOKER }, lacksConnection: false },
    ]);
    expect(planned.plans.map(({ is }) => is)).toEqual(['new']);
  });

  it('is the same again after it was done', () => {
    const [first] = planImport(exported, production).pipelines;
    const stored = { ...pipeline, ...first?.pipeline, v: 1 as const, version: 1, changedBy: 'other' };
    // As it is stored, switched off; and switched on, after somebody has looked at it.
    for (const isActive of [false, true]) {
      const again = planImport(exported, {
        ...production,
        pipelines: [{ ...stored, isActive }],
        plans: [{ ...plan, version: 1 }],
      });
      expect([...again.pipelines, ...again.plans].map(({ is }) => is)).toEqual(['same', 'same']);
    }
  });

  it('lists Lookers to be connected and keeps their pipelines inactive', () => {
    const planned = planImport(exported, { ...production, connections: [] });
    expect(planned.toBeConnected).toEqual([{ name: 'Looker', url: URL_A }]);
    expect(planned.pipelines).toMatchObject([
      { is: 'new', lacksConnection: true, pipeline: { isActive: false } },
    ]);
  });

  it('keeps pipelines inactive whose connection the file itself does not have', () => {
    const torn: Configuration = { ...exported, connections: [] };
    expect(planImport(torn, site)).toMatchObject({
      toBeConnected: [],
      pipelines: [{ is: 'changed', lacksConnection: true, pipeline: { isActive: false } }],
    });
  });

  it.each<[string, Holdings]>([
    [
      'changed',
      { ...site, pipelines: [{ ...pipeline, name: 'Anders' }], plans: [{ ...plan, accountLength: 5 }] },
    ],
    [
      'changed',
      { ...site, pipelines: [{ ...pipeline, fields: [] }], plans: [{ ...plan, closedThrough: '2026-10' }] },
    ],
    ['same', { ...site, pipelines: [{ ...pipeline, version: 9 }], plans: [{ ...plan, version: 9 }] }],
    [
      'new',
      {
        ...site,
        pipelines: [{ ...pipeline, id: 'p00000000000b' }],
        plans: [{ ...plan, mandant: '455148-2' }],
      },
    ],
  ])('finds %s', (is, existing) => {
    const planned = planImport(exported, existing);
    expect([...planned.pipelines, ...planned.plans].map((item) => item.is)).toEqual([is, is]);
  });

  it('knows an address in another spelling', () => {
    const connections = [{ id: LIVE_LOOKER, name: 'x', url: 'https://KANZLEI.looker.com:443/' }];
    expect(planImport(exported, { ...production, connections }).toBeConnected).toEqual([]);
  });
});
