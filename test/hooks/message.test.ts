import { describe, expect, it } from 'vitest';
import { isInTime, rememberedUntil } from '../../src/hooks/in-time';
import { readLooker, readSigned } from '../../src/hooks/message';

const AT = '2026-12-01T08:00:00.000Z';
const JOB = '8d4b6c1e-1111-4222-8333-944455556666';
const sent = {
  ...{ v: 1, event: 'job-sent', id: 'e-1', at: AT, mandant: '455148-1', kind: 'extf', jobId: JOB },
};
const run = { v: 1, event: 'run-pipeline', id: 'e-2', at: AT, pipeline: 'p0123456789ab', period: '2026-11' };
const jira = {
  webhookEvent: 'jira:issue_updated',
  timestamp: Date.parse(AT),
  issue: { id: '10001', key: 'BUCH-1', fields: { summary: 'a secret of the ledger' } },
  user: { displayName: 'x' },
};
const signed = (body: unknown, headers = {}) =>
  readSigned(typeof body === 'string' ? body : JSON.stringify(body), headers);
const at = Date.parse(AT);

describe('a signed message', () => {
  it.each([
    [
      'Jira’s webhook',
      jira,
      { from: 'jira', at, event: { is: 'issue-changed', issue: { by: 'id', id: '10001' } } },
    ],
    [
      'Jira’s webhook of a deleted issue',
      { ...jira, webhookEvent: 'jira:issue_deleted' },
      { from: 'jira', at, event: { is: 'issue-changed', issue: { by: 'id', id: '10001' } } },
    ],
    [
      'an Automation payload with an id',
      { issue: { id: 10001 } },
      { from: 'own', event: { is: 'issue-changed', issue: { by: 'id', id: '10001' } } },
    ],
    [
      'an Automation payload with a key',
      { issue: { key: 'BUCH-1' } },
      { from: 'own', event: { is: 'issue-changed', issue: { by: 'key', key: 'BUCH-1' } } },
    ],
    [
      'issue-changed',
      { v: 1, event: 'issue-changed', issueId: '10001' },
      { from: 'own', event: { is: 'issue-changed', issue: { by: 'id', id: '10001' } } },
    ],
    [
      'issue-changed with id and time in another zone',
      { v: 1, event: 'issue-changed', issueId: 10001, id: 'x', at: '2026-12-01T09:00:00+01:00' },
      { from: 'own', id: 'x', at, event: { is: 'issue-changed', issue: { by: 'id', id: '10001' } } },
    ],
    [
      'job-sent',
      { ...sent, file: ' EXTF_Dezember.csv ' },
      {
        ...{ from: 'own', id: 'e-1', at },
        event: { is: 'job-sent', mandant: '455148-1', kind: 'extf', jobId: JOB, file: 'EXTF_Dezember.csv' },
      },
    ],
    [
      'run-pipeline',
      run,
      {
        ...{ from: 'own', id: 'e-2', at },
        event: { is: 'run-pipeline', pipeline: 'p0123456789ab', period: '2026-11' },
      },
    ],
  ])('%s is understood', (_, body, expected) => {
    expect(signed(body)).toEqual({ ok: true, value: expected });
    expect(signed(`\uFEFF${JSON.stringify(body, null, 2).replaceAll('\n', '\r\n')}\r\n`)).toEqual({
      ok: true,
      value: expected,
    });
  });

  it.each([
    ['nothing', '', 'body'],
    ['no JSON', '{', 'body'],
    ['a list', '[]', 'body'],
    ['a text', '"x"', 'body'],
    ['null', 'null', 'body'],
    ['nothing in it', {}, 'event'],
    ['an unknown event', { v: 1, event: 'format-disk' }, 'event'],
    ['an event that an object has of itself', { v: 1, event: 'constructor' }, 'event'],
    ['another version', { ...sent, v: 2 }, 'v'],
    ['no version', { ...sent, v: undefined }, 'v'],
    ['no id', { ...sent, id: undefined }, 'id'],
    ['an endless id', { ...sent, id: 'x'.repeat(201) }, 'id'],
    ['an id that would be a path', { ...sent, id: '../x' }, 'id'],
    ['no time', { ...sent, at: undefined }, 'at'],
    ['a time without zone', { ...sent, at: '2026-12-01T08:00:00' }, 'at'],
    ['a time that is none', { ...run, at: '2026-13-01T08:00:00Z' }, 'at'],
    ['a Mandant that is none', { ...sent, mandant: '455148' }, 'mandant'],
    ['another kind', { ...sent, kind: 'pdf' }, 'kind'],
    ['a job id that is none', { ...sent, jobId: 'x' }, 'jobId'],
    ['a pipeline that is none', { ...run, pipeline: 'p1' }, 'pipeline'],
    ['a month that is none', { ...run, period: '2026-13' }, 'period'],
    ['no period', { ...run, period: undefined }, 'period'],
    ['Jira’s other events', { ...jira, webhookEvent: 'project_created' }, 'webhookEvent'],
    ['Jira without a time', { ...jira, timestamp: undefined }, 'timestamp'],
    ['Jira with a time as text', { ...jira, timestamp: AT }, 'timestamp'],
    ['Jira without an issue', { ...jira, issue: undefined }, 'issue'],
    ['Jira with an issue without id', { ...jira, issue: {} }, 'issue'],
    ['an issue id that is none', { issue: { id: '1;2' } }, 'issue.id'],
    ['an issue key that is none', { issue: { key: 'buch 1' } }, 'issue.key'],
  ])('with %s is refused, and it is said where', (_, body, field) => {
    expect(signed(body)).toEqual({ ok: false, problem: field });
  });

  it('of Jira has the id of its delivery, once', () => {
    const name = 'x-atlassian-webhook-identifier';
    expect(signed(jira, { [name]: ['d-1'] })).toMatchObject({ value: { id: 'd-1' } });
    for (const values of [['d-1', 'd-1'], ['d 1'], ['x'.repeat(201)]])
      expect(signed(jira, { [name]: values })).toEqual({
        ok: false,
        problem: 'X-Atlassian-Webhook-Identifier',
      });
  });
});

describe('a scheduled plan of Looker', () => {
  const plan = JSON.stringify({
    scheduled_plan: { scheduled_plan_id: 7, title: 'Dezember', query_id: 12, url: 'https://x' },
    data: [{ 'gl.amount': 1 }],
  });
  const query = { pipeline: ['p0123456789ab'] };
  const headers = { 'X-Looker-Webhook-Id': ['w-1'], 'x-looker-instance': ['acme'] };

  it.each([
    ['without period', query, { is: 'run-pipeline', pipeline: 'p0123456789ab' }],
    [
      'with period',
      { ...query, period: ['2026-Q4'] },
      { is: 'run-pipeline', pipeline: 'p0123456789ab', period: '2026-Q4' },
    ],
  ])('%s is understood', (_, given, event) => {
    expect(readLooker(plan, given, headers)).toEqual({
      ok: true,
      value: { from: 'looker', event, id: 'acme|w-1|p0123456789ab' },
    });
  });

  it.each([
    ['no pipeline', plan, {}, headers, 'pipeline'],
    ['two pipelines', plan, { pipeline: ['p0123456789ab', 'p0123456789ac'] }, headers, 'pipeline'],
    ['a pipeline that is none', plan, { pipeline: ['x'] }, headers, 'pipeline'],
    ['a period that is none', plan, { ...query, period: ['today'] }, headers, 'period'],
    ['two periods', plan, { ...query, period: ['2026-10', '2026-11'] }, headers, 'period'],
    ['its id twice', plan, query, { 'X-Looker-Webhook-Id': ['1', '2'] }, 'X-Looker-Webhook-Id'],
    ['its instance twice', plan, query, { 'X-Looker-Instance': ['1', '2'] }, 'X-Looker-Instance'],
    ['no plan', '{}', query, headers, 'scheduled_plan'],
    ['a plan without id', '{"scheduled_plan":{}}', query, headers, 'scheduled_plan.scheduled_plan_id'],
    ['no JSON', 'x', query, headers, 'body'],
  ])('with %s is refused, and it is said where', (_, body, given, its, field) => {
    expect(readLooker(body, given, its)).toEqual({ ok: false, problem: field });
  });
});

describe('the time of a message', () => {
  const NOW = '2026-12-01T12:00:00.000Z';
  const MINUTE = 60_000;
  const now = Date.parse(NOW);

  it.each([
    ['own', -10 * MINUTE, true],
    ['own', -10 * MINUTE - 1, false],
    ['own', 10 * MINUTE, true],
    ['own', 10 * MINUTE + 1, false],
    ['jira', -24 * 60 * MINUTE, true],
    ['jira', -24 * 60 * MINUTE - 1, false],
    ['jira', 10 * MINUTE, true],
    ['jira', 10 * MINUTE + 1, false],
  ] as const)('of %s at %d ms: %s', (from, away, expected) => {
    expect(isInTime({ from, at: now + away }, NOW)).toBe(expected);
  });

  it('may be missing', () => {
    expect(isInTime({ from: 'looker' }, NOW)).toBe(true);
  });

  it.each([
    ['own', -10 * MINUTE],
    ['own', 10 * MINUTE],
    ['jira', -24 * 60 * MINUTE],
    ['jira', 10 * MINUTE],
  ] as const)('of %s at %d ms is remembered longer than it could come again', (from, away) => {
    const message = { from, at: now + away };
    expect(isInTime(message, rememberedUntil(message, NOW))).toBe(false);
  });

  it.each([
    [{ from: 'own' }, MINUTE],
    [{ from: 'own', id: 'x' }, 24 * 60 * MINUTE],
    [{ from: 'looker', id: 'x' }, 60 * MINUTE],
    [{ from: 'looker' }, 60 * MINUTE],
  ] as const)('%j is remembered for %d ms', (message, ms) => {
    expect(Date.parse(rememberedUntil(message, NOW)) - now).toBe(ms);
  });
});
