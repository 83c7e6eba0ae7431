import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import type { ReceiveHookPorts, RunAnswer } from '../../src/flows/booking/hook-world';
import { receiveHook } from '../../src/flows/booking/receive-hook';
import type { HookRequest, Lists } from '../../src/hooks/request';
import { constantTimeEqual, hmacSha256, sha256, utf8 } from '../../src/platform/bytes';

const NOW = '2026-12-01T08:00:00.000Z';
const JOB = '8d4b6c1e-1111-4222-8333-944455556666';
const PIPELINE = 'p0123456789ab';
const SECRETS = {
  signed: [
    { id: 'new', secret: 'new-secret' },
    { id: 'old', secret: 'old-secret' },
  ],
  looker: [{ id: 'token', secret: 'looker-token' }],
};
const look = { v: 1, event: 'issue-changed', id: 'e-1', at: NOW, issueId: '10001' };
const job = { v: 1, event: 'job-sent', id: 'e-2', at: NOW, mandant: '455148-1', kind: 'extf', jobId: JOB };
const run = { v: 1, event: 'run-pipeline', id: 'e-3', at: NOW, pipeline: PIPELINE, period: '2026-11' };
const plan = { scheduled_plan: { scheduled_plan_id: 7, title: 'x', query_id: 1 } };

function door() {
  const did: string[] = [];
  const refusals: string[] = [];
  const used: string[] = [];
  const reads: string[] = [];
  const names = new Map<string, 'begun' | 'done'>();
  const world = {
    ...{
      did,
      refusals,
      used,
      reads,
      names,
      now: NOW,
      secrets: SECRETS as Record<string, typeof SECRETS.signed>,
    },
    run: 'begun' as RunAnswer,
    watched: true,
    ports: {} as ReceiveHookPorts,
  };
  world.ports = {
    now: () => world.now,
    hashing: { utf8, hmac: hmacSha256, equal: constantTimeEqual },
    sha256,
    secrets: async (which) => {
      reads.push(which);
      return world.secrets[which] ?? [];
    },
    noteUse: async (which, id) => void used.push(`${which}:${id}`),
    countRefusal: async (reason) => void refusals.push(reason),
    claim: async (sha) => {
      const found = names.get(sha);
      if (found === undefined) names.set(sha, 'begun');
      return found ?? 'fresh';
    },
    finish: async (sha) => void names.set(sha, 'done'),
    release: async (sha) => void names.delete(sha),
    issueIdOf: async (key) => ({ ok: true, value: key === 'BUCH-1' ? '10001' : undefined }),
    isOurs: async (id) => id === '10001',
    lookAtIssue: async (id) => void did.push(`look ${id}`),
    isWatched: async () => world.watched,
    watchJob: async ({ mandant, jobId, label }) => {
      did.push(`watch ${mandant} ${jobId} ${label}`);
      return { ok: true, value: null };
    },
    lookAtMandant: async (mandant) => void did.push(`mandant ${mandant}`),
    runPipeline: async (pipeline, period, { by }) => {
      did.push(`run ${pipeline} ${period} ${by}`);
      return world.run;
    },
  };
  return world;
}

function signed(body: unknown, how: { secret?: string; headers?: Lists } = {}): HookRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const signature = `sha256=${hmacSha256(how.secret ?? 'new-secret', text)}`;
  return { body: text, query: {}, headers: { 'X-Hub-Signature': [signature], ...how.headers } };
}

function looker(headers: Lists = {}, query: Lists = { pipeline: [PIPELINE] }): HookRequest {
  const its = { 'X-Looker-Webhook-Token': ['looker-token'], 'X-Looker-Webhook-Id': ['w-1'] };
  return { body: JSON.stringify(plan), query, headers: { ...its, ...headers } };
}

const UNAUTHORIZED = { status: 401, body: { error: 'unauthorized' } };
const good = `sha256=${hmacSha256('new-secret', JSON.stringify(look))}`;
const at = (headers: Lists): HookRequest => ({ body: JSON.stringify(look), query: {}, headers });

describe('who is not known', () => {
  it.each<readonly [string, HookRequest, string, number]>([
    ['no signature', at({}), 'unsigned', 0],
    ['an empty one', at({ 'X-Hub-Signature': [''] }), 'unsigned', 0],
    ['one that is cut off', at({ 'X-Hub-Signature': [good.slice(0, -2)] }), 'unsigned', 0],
    ['one in upper case', at({ 'X-Hub-Signature': [good.toUpperCase()] }), 'unsigned', 0],
    ['one of another algorithm', at({ 'X-Hub-Signature': [good.replace('256', '1')] }), 'unsigned', 0],
    ['one in another header', at({ 'X-Hub-Signature-256': [good] }), 'unsigned', 0],
    ['the right one twice', at({ 'X-Hub-Signature': [good, good] }), 'twice', 0],
    [
      'the right one in two spellings',
      at({ 'X-Hub-Signature': [good], 'x-hub-signature': [good] }),
      'twice',
      0,
    ],
    [
      'signature and token',
      at({ 'X-Hub-Signature': [good], 'X-Looker-Webhook-Token': ['looker-token'] }),
      'twice',
      0,
    ],
    ['one of another secret', signed(look, { secret: 'looker-token' }), 'signature', 1],
    ['one of another body', { ...signed(look), body: JSON.stringify(job) }, 'signature', 1],
    ['a wrong token', looker({ 'X-Looker-Webhook-Token': ['looker-tokem'] }), 'token', 1],
    ['an empty token', looker({ 'X-Looker-Webhook-Token': [''] }), 'token', 1],
    ['a token of the other door', looker({ 'X-Looker-Webhook-Token': ['new-secret'] }), 'token', 1],
    ['the token twice', looker({ 'X-Looker-Webhook-Token': ['looker-token', 'looker-token'] }), 'twice', 0],
  ])('with %s hears what everybody hears', async (_, request, reason, reads) => {
    const world = door();
    expect(await receiveHook(request, world.ports)).toEqual(UNAUTHORIZED);
    expect([world.refusals, world.did, world.names.size, world.used]).toEqual([[reason], [], 0, []]);
    expect(world.reads).toHaveLength(reads);
  });

  it('hears the same when there are no secrets at all', async () => {
    const world = door();
    world.secrets = {};
    for (const request of [signed(look), looker()])
      expect(await receiveHook(request, world.ports)).toEqual(UNAUTHORIZED);
  });

  it('is not listened to beyond 256 KiB, counted in bytes', async () => {
    const world = door();
    const text = (bytes: number) => `"${'ä'.repeat((bytes - 2) / 2)}"`;
    const atLimit = await receiveHook(signed(text(256 * 1024)), world.ports);
    expect(atLimit.status).toBe(400);
    expect(await receiveHook(signed(`${text(256 * 1024)} `), world.ports)).toEqual({
      status: 413,
      body: { error: 'too-big', mostBytes: 262_144 },
    });
    expect(world.refusals).toEqual(['content', 'too-big']);
    expect(world.reads).toHaveLength(1);
  });
});

describe('who is known', () => {
  it.each<readonly [string, HookRequest, readonly string[]]>([
    ['issue-changed', signed(look), ['look 10001']],
    ['issue-changed under the old secret', signed(look, { secret: 'old-secret' }), ['look 10001']],
    ['Automation by key', signed({ issue: { key: 'BUCH-1' } }), ['look 10001']],
    ['Automation by an unknown key', signed({ issue: { key: 'BUCH-9' } }), []],
    ['an issue that is not ours', signed({ ...look, issueId: '7' }), []],
    ['job-sent of a batch', signed(job), ['mandant 455148-1']],
    [
      'job-sent of a package',
      signed({ ...job, kind: 'dxso', file: 'a.zip' }),
      [`watch 455148-1 ${JOB} a.zip`],
    ],
    ['run-pipeline', signed(run), [`run ${PIPELINE} 2026-11 hook`]],
    ['a plan of Looker', looker(), [`run ${PIPELINE} undefined looker`]],
    [
      'a plan with its period',
      looker({}, { pipeline: [PIPELINE], period: ['2026-Q4'] }),
      [`run ${PIPELINE} 2026-Q4 looker`],
    ],
    ['a header in odd case', { ...signed(look), headers: { 'x-hUb-sIgNaTuRe': [good] } }, ['look 10001']],
  ])('is heard: %s', async (_, request, did) => {
    const world = door();
    expect(await receiveHook(request, world.ports)).toEqual({ status: 202, body: { done: 'accepted' } });
    expect([world.did, world.refusals]).toEqual([did, []]);
  });

  it('leaves no name of an issue that is not ours', async () => {
    const world = door();
    await receiveHook(signed({ ...look, issueId: '7' }), world.ports);
    expect(world.names.size).toBe(0);
  });

  it('is heard once', async () => {
    for (const request of [
      signed(look),
      signed(job),
      signed(run),
      looker(),
      signed({ issue: { id: 10001 } }),
    ]) {
      const world = door();
      expect((await receiveHook(request, world.ports)).status).toBe(202);
      expect(await receiveHook(request, world.ports)).toEqual({ status: 200, body: { done: 'already' } });
      expect(world.did).toHaveLength(1);
    }
  });

  it('is not new because the header changed that no signature covers, nor because the body did', async () => {
    const world = door();
    const jira = (id: string, timestamp: number) =>
      signed(
        { webhookEvent: 'jira:issue_updated', timestamp, issue: { id: '10001' } },
        { headers: { 'X-Atlassian-Webhook-Identifier': [id] } },
      );
    const sent = Date.parse(NOW) - 1000;
    expect((await receiveHook(jira('d-1', sent), world.ports)).status).toBe(202);
    expect((await receiveHook(jira('d-2', sent), world.ports)).status).toBe(200);
    expect((await receiveHook(jira('d-1', sent + 1), world.ports)).status).toBe(200);
    expect((await receiveHook(jira('d-3', sent + 2), world.ports)).status).toBe(202);
    expect(world.did).toHaveLength(2);
  });

  it.each<readonly [string, HookRequest, string, string | undefined, string]>([
    ['an unknown event', signed({ v: 1, event: 'x' }), 'content', 'event', 'at “event”'],
    ['a message too old', signed({ ...look, at: '2026-12-01T07:49:59.999Z' }), 'time', 'at', 'too far'],
    [
      'a message from the future',
      signed({ ...look, at: '2026-12-01T08:10:00.001Z' }),
      'time',
      'at',
      'too far',
    ],
    [
      'a day-old webhook',
      signed({
        webhookEvent: 'jira:issue_updated',
        timestamp: Date.parse(NOW) - 86_400_001,
        issue: { id: '10001' },
      }),
      'time',
      'timestamp',
      'too far',
    ],
  ])('hears what is wrong with %s', async (_, request, error, field, text) => {
    const world = door();
    const answer = await receiveHook(request, world.ports);
    expect(answer).toMatchObject({ status: 400, body: { error, field } });
    expect(answer.body['text']).toContain(text);
    expect([world.refusals, world.did, world.names.size]).toEqual([[error], [], 0]);
  });

  it.each<readonly [string, HookRequest, Partial<ReturnType<typeof door>>, string]>([
    ['a Mandant nobody watches', signed(job), { watched: false }, 'not-watched'],
    ['a package of one', signed({ ...job, kind: 'dxso' }), { watched: false }, 'not-watched'],
    ['a pipeline there is not', signed(run), { run: 'unknown-pipeline' }, 'no-pipeline'],
    ['a pipeline that is off', looker(), { run: 'inactive' }, 'pipeline-inactive'],
    ['a period of another unit', signed(run), { run: 'wrong-period' }, 'wrong-period'],
  ])('hears that %s has to be put right, and may then say it again', async (_, request, state, error) => {
    const world = Object.assign(door(), state);
    expect(await receiveHook(request, world.ports)).toMatchObject({ status: 409, body: { error } });
    expect([world.refusals, world.names.size]).toEqual([['refused'], 0]);
    Object.assign(world, { watched: true, run: 'begun' });
    expect((await receiveHook(request, world.ports)).status).toBe(202);
  });

  it('hears that a run which asks somebody is taken', async () => {
    const world = Object.assign(door(), { run: 'asks' });
    expect(await receiveHook(signed(run), world.ports)).toMatchObject({ status: 202 });
  });

  it('hears that a run is there already', async () => {
    const world = Object.assign(door(), { run: 'already' });
    expect(await receiveHook(signed(run), world.ports)).toEqual({ status: 200, body: { done: 'already' } });
  });

  it('is asked to come again when DATEV or Jira does not answer, and nothing is lost', async () => {
    const world = door();
    const { watchJob, issueIdOf } = world.ports;
    const later = { ok: false, problem: { code: 'datev.later', retry: 'later' } } as const;
    Object.assign(world.ports, { watchJob: async () => later, issueIdOf: async () => later });
    const requests = [signed({ ...job, kind: 'dxso' }), signed({ issue: { key: 'BUCH-1' } })];
    for (const request of requests) expect((await receiveHook(request, world.ports)).status).toBe(503);
    expect(world.refusals).toEqual([]);
    Object.assign(world.ports, { watchJob, issueIdOf });
    for (const request of requests) expect((await receiveHook(request, world.ports)).status).toBe(202);
    expect(world.did).toHaveLength(2);
  });

  it.each([
    ['now', 503],
    ['later', 503],
    ['look-up', 503],
    ['after-fix', 409],
    ['never', 409],
  ] as const)('of a trouble to be tried again %s hears %i', async (retry, status) => {
    const world = door();
    Object.assign(world.ports, {
      watchJob: async () => ({ ok: false, problem: { code: 'datev.later', retry } }),
    });
    expect((await receiveHook(signed({ ...job, kind: 'dxso' }), world.ports)).status).toBe(status);
    // Only what the sender got wrong counts as refused; in both cases the same message may come again.
    expect([world.refusals, world.names.size]).toEqual([status === 409 ? ['refused'] : [], 0]);
  });

  it('hears to come again not before DATEV wants to be asked', async () => {
    for (const [retryAfterSeconds, hears] of [
      [3600, 3600],
      [5, 60],
    ] as const) {
      const world = door();
      const problem = { code: 'datev.later', retry: 'later', retryAfterSeconds } as const;
      Object.assign(world.ports, { watchJob: async () => ({ ok: false, problem }) });
      const answer = await receiveHook(signed({ ...job, kind: 'dxso' }), world.ports);
      expect(answer.retryAfterSeconds).toBe(hears);
    }
  });

  it('loses nothing when we fall over between taking and doing, or between doing and noting', async () => {
    for (const broken of ['lookAtIssue', 'finish'] as const) {
      const world = door();
      const whole = world.ports[broken];
      Object.assign(world.ports, { [broken]: () => Promise.reject(new Error('gone')) });
      await expect(receiveHook(signed(look), world.ports)).rejects.toThrow('gone');
      Object.assign(world.ports, { [broken]: whole });
      expect((await receiveHook(signed(look), world.ports)).status).toBe(202);
      expect(await receiveHook(signed(look), world.ports)).toMatchObject({ status: 200 });
      expect(new Set(world.did)).toEqual(new Set(['look 10001']));
    }
  });
});
