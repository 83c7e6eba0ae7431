import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { OTHER_TOKEN } from '../../packages/sandbox/datev/fresh-state';
import { bookingDraft, seedBooking } from '../../packages/sandbox/world/booking';
import { expectClean } from '../support/audit';
import { leaks } from '../support/leaks';
import { ours, rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  DAY,
  fault,
  HOUR,
  type Issue,
  issuesOf,
  MINUTE,
  moveTo,
  must,
  pass,
  postElsewhere,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

const MARK = 'Bewirtung-Krause-4711';
const MANDANT = '455148-1';

type Open = TestWorld & { readonly secrets: { signed: string; old: string; token: string } };

const admin = <T>(w: TestWorld, name: string, payload: object = {}) =>
  must<T>(call(w, 'datev-admin', name, { payload, as: ACCOUNTS.admin }));
const make = async (w: TestWorld, kind: 'signed' | 'looker') =>
  (await admin<{ secret: string }>(w, 'hooks.make', { kind })).secret;

/** A world whose doors an administrator opened; the signed one is in the middle of a rotation. */
async function openDoors(options: Parameters<typeof testWorld>[0] = {}): Promise<Open> {
  const w = await testWorld(options);
  const [old, signed, token] = [await make(w, 'signed'), await make(w, 'signed'), await make(w, 'looker')];
  return { ...w, secrets: { signed, old, token } };
}

const iso = (w: TestWorld) => new Date(w.forge.clock.now()).toISOString();
const signatureOf = (body: string, secret: string) =>
  `sha256=${createHmac('sha256', secret).update(body, 'utf8').digest('hex')}`;

type Sending = {
  readonly secret?: string;
  readonly headers?: Readonly<Record<string, readonly string[]>>;
  readonly query?: Readonly<Record<string, readonly string[]>>;
  readonly method?: string;
};

/** A message with its signature; given headers come in addition, or instead. */
async function send(w: Open, message: unknown, how: Sending = {}) {
  const body = typeof message === 'string' ? message : JSON.stringify(message);
  const answer = await w.forge.webtrigger('inbound', {
    method: how.method ?? 'POST',
    path: '/',
    headers: { 'X-Hub-Signature': [signatureOf(body, how.secret ?? w.secrets.signed)], ...how.headers },
    queryParameters: how.query ?? {},
    body,
  });
  return { status: answer.status, headers: answer.headers, said: JSON.parse(answer.body) as Said };
}
type Said = {
  readonly done?: string;
  readonly error?: string;
  readonly text?: string;
  readonly field?: string;
};

/** A scheduled plan of Looker. */
async function looker(
  w: Open,
  how: {
    readonly token?: string;
    readonly id?: string;
    readonly query: Readonly<Record<string, readonly string[]>>;
  },
) {
  const body = JSON.stringify({ scheduled_plan: { scheduled_plan_id: 7, title: MARK, query_id: 1 } });
  const headers = {
    'X-Looker-Webhook-Token': [how.token ?? w.secrets.token],
    'X-Looker-Instance': ['acme'],
    'X-Looker-Webhook-Id': [how.id ?? 'w-1'],
  };
  const request = { method: 'POST', headers, queryParameters: how.query, body };
  const answer = await w.forge.webtrigger('inbound', request);
  return { status: answer.status, said: JSON.parse(answer.body) as Said };
}
const moved = (w: TestWorld, issue: Issue, more: object = {}) => ({
  ...{ webhookEvent: 'jira:issue_updated', timestamp: w.forge.clock.now() },
  issue: { id: issue.id, key: issue.key, fields: { summary: MARK } },
  ...more,
});
const delivery = (id: string) => ({ headers: { 'X-Atlassian-Webhook-Identifier': [id] } });
const stored = (w: TestWorld, prefix: string) =>
  w.forge.storage.dump({ maskSecrets: true }).filter(({ key }) => key.startsWith(prefix));
const looks = (w: TestWorld) => w.forge.agenda().filter(({ kind }) => kind === 'queue').length;

/** An issue with a corrected file in it, ready to be moved. */
async function corrected(w: TestWorld): Promise<Issue> {
  const issue = await rejected(w, failingFile({ label: 'Januar' }));
  await upload(w, correctFile({ label: 'Januar' }), { issue });
  await w.forge.advance(MINUTE);
  return issue;
}

function expectSecret(w: Open): void {
  const marks = [...Object.values(w.secrets), MARK];
  expect(leaks(w, marks)).toEqual([]);
  expect(JSON.stringify(w.forge.log.console)).not.toMatch(/sha256=[0-9a-f]/);
}

describe('an issue that is moved', () => {
  it('and told by the product trigger, by Jira’s webhook and by Automation is sent once', async () => {
    const w = await openDoors();
    const issue = await corrected(w);
    const comments = commentsOf(w, issue.key).length;
    moveTo(w, issue.key, 'Done');
    const hook = moved(w, issue);
    const answers = await Promise.all([
      send(w, hook, delivery('d-1')),
      send(w, hook, delivery('d-1')),
      send(w, moved(w, issue, { user: 'x' }), delivery('d-2')),
      send(w, { issue: { key: issue.key } }),
      send(w, { v: 1, event: 'issue-changed', issueId: issue.id, id: 'e-1', at: iso(w) }),
    ]);
    for (const { status } of answers) expect([200, 202]).toContain(status);
    await w.forge.advance(10 * MINUTE);
    expect(await send(w, hook, delivery('d-1'))).toMatchObject({ status: 200, said: { done: 'already' } });
    await w.forge.advance(3 * HOUR);
    expect(ours(w)).toHaveLength(1);
    expect(issuesOf(w)).toHaveLength(1);
    // One that the file was sent, one that it was delivered.
    expect(commentsOf(w, issue.key).length - comments).toBeLessThanOrEqual(2);
    expectSecret(w);
    await expectClean(w);
  });

  it('is sent by the hook alone when Jira’s events get lost, without waiting for the hour', async () => {
    const w = await openDoors();
    const issue = await corrected(w);
    fault(w, { service: 'events', operation: '*', fault: 'lost', times: 50 });
    moveTo(w, issue.key, 'Done');
    await w.forge.advance(MINUTE);
    expect(ours(w)).toEqual([]);
    expect((await send(w, moved(w, issue), delivery('d-1'))).status).toBe(202);
    await w.forge.advance(MINUTE);
    expect(ours(w)).toHaveLength(1);
  });

  it.each([
    ['queue', 'push', 'crash-before'],
    ['queue', 'push', 'crash-after'],
    ['queue', 'push', '503'],
    ['kvs', 'set', 'crash-before'],
    ['kvs', 'set', 'crash-after'],
    ['kvs', 'set', '503'],
    ['kvs', 'set', 'lost-response'],
  ] as const)(
    'is sent once although we fall over at %s %s (%s), when Jira tells it again',
    async (service, operation, what) => {
      // One push; two names claimed and two called done.
      for (const after of service === 'queue' ? [0] : [0, 1, 2, 3]) {
        const w = await openDoors();
        const issue = await corrected(w);
        fault(w, { service: 'events', operation: '*', fault: 'lost', times: 50 });
        moveTo(w, issue.key, 'Done');
        const hook = moved(w, issue);
        fault(w, { service, operation, fault: what, after, match: { functionKey: 'inbound-fn' } });
        const answers: number[] = [];
        for (let n = 0; n < 3; n++) answers.push(await sendRaw(w, hook, 'd-1'));
        expect(w.forge.faults.list().filter((f) => f.service === service)).toEqual([]);
        expect([200, 202]).toContain(answers.at(-1));
        await w.forge.advance(10 * MINUTE);
        expect(ours(w)).toHaveLength(1);
        expectSecret(w);
      }
    },
  );

  it('and told by its key alone is none where Jira has none, and is to be told again where Jira does not answer', async () => {
    const w = await openDoors();
    const { key } = await rejected(w, failingFile({ label: 'Januar' }));
    const told = async (of: string) => {
      const { status } = await send(w, { issue: { key: of } });
      // What is ours is remembered.
      return [status, stored(w, 'hook-seen:').length];
    };
    expect(await told('BUCH-4711')).toEqual([202, 0]);
    fault(w, { service: 'jira', operation: 'getIssue', fault: '503', times: 9 });
    expect(await told(key)).toEqual([503, 0]);
    w.forge.faults.clear();
    expect(await told(key)).toEqual([202, 1]);
  });

  it('and is none of ours costs no write', async () => {
    const w = await openDoors();
    const [before, queued] = [w.forge.storage.dump({ maskSecrets: true }).length, looks(w)];
    const foreign = { ...moved(w, { id: '99', key: 'OPS-9' } as Issue) };
    // The first use of a secret is noted.
    await send(w, foreign, delivery('d-1'));
    const writes = () => w.forge.trace().filter(({ operation }) => /set|transact/.test(operation)).length;
    const noted = writes();
    for (let n = 0; n < 20; n++) expect((await send(w, foreign, delivery(`d-${n}`))).status).toBe(202);
    expect(writes()).toBe(noted);
    expect(w.forge.storage.dump({ maskSecrets: true })).toHaveLength(before);
    expect(looks(w)).toBe(queued);
  });
});

/** The status alone: a function that fell over has no JSON to say. */
async function sendRaw(w: Open, message: unknown, id: string): Promise<number> {
  const body = JSON.stringify(message);
  const headers = {
    'X-Hub-Signature': [signatureOf(body, w.secrets.signed)],
    'X-Atlassian-Webhook-Identifier': [id],
  };
  return (await w.forge.webtrigger('inbound', { method: 'POST', headers, body })).status;
}

describe('a job that another program sent', () => {
  const JOB = '8d4b6c1e-1111-4222-8333-944455556666';
  const sent = (w: TestWorld, more: object = {}) => ({
    ...{ v: 1, event: 'job-sent', id: 'j-1', at: iso(w), mandant: MANDANT, kind: 'extf', jobId: JOB },
    ...more,
  });

  it('is looked at when it is told, not at the hour, and a hundred of them make few calls', async () => {
    const w = await openDoors();
    await w.forge.advance(10 * MINUTE);
    postElsewhere(w, failingFile({ label: 'Januar' }));
    await w.forge.advance(5 * MINUTE);
    expect(issuesOf(w)).toEqual([]);
    const lists = () => w.forge.log.requests.filter(({ operation }) => operation === 'listExtfJobs').length;
    const before = lists();
    for (let n = 0; n < 100; n++) expect((await send(w, sent(w, { id: `j-${n}` }))).status).toBe(202);
    await w.forge.advance(2 * MINUTE);
    expect(issuesOf(w)).toHaveLength(1);
    expect(lists() - before).toBeGreaterThan(0);
    expect(lists() - before).toBeLessThanOrEqual(3);
    await expectClean(w);
  });

  it('for a Mandant that nobody watches is refused with a sentence, and taken when it is watched', async () => {
    const w = await openDoors();
    for (const kind of ['extf', 'dxso']) {
      const answer = await send(w, sent(w, { mandant: '455148-2', kind }));
      expect(answer).toMatchObject({ status: 409, said: { error: 'not-watched' } });
      expect(answer.said.text).toContain('The Mandant 455148-2 is not watched.');
    }
    expect(stored(w, 'hook-seen:')).toEqual([]);
    await admin(w, 'mandant.watch', { mandant: '455148-2', lookBackDays: 0 });
    expect((await send(w, sent(w, { mandant: '455148-2' }))).status).toBe(202);
  });

  it('as a package is watched once, however often it is told', async () => {
    const w = await openDoors();
    const jobId = openPackage(w);
    const answers = [
      await send(w, sent(w, { kind: 'dxso', jobId, file: 'Dezember' })),
      await send(w, sent(w, { kind: 'dxso', jobId, file: 'Dezember' })),
      await send(w, sent(w, { kind: 'dxso', jobId, id: 'j-2' })),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 200, 202]);
    const watched = w.forge.storage
      .dump({ maskSecrets: true })
      .filter(({ entity, value }) => entity === 'submission' && JSON.stringify(value).includes(jobId));
    expect(watched).toHaveLength(1);
    expect(JSON.stringify(watched)).not.toContain('"startedBy"');
  });

  it('as a package is to be told again where DATEV does not answer', async () => {
    const w = await openDoors();
    const wanted = sent(w, { kind: 'dxso', jobId: openPackage(w) });
    fault(w, { service: 'datev', operation: '*', fault: '503', times: 9 });
    const first = await send(w, wanted);
    expect([first.status, first.headers['Retry-After']]).toEqual([503, ['60']]);
    w.forge.faults.clear();
    // DATEV said how long it wants to be left alone: whoever asks before that hears so, and it is not asked.
    expect((await send(w, wanted)).status).toBe(503);
    await w.forge.advance(60_000);
    expect((await send(w, wanted)).status).toBe(202);
  });

  it('that DATEV does not know is refused', async () => {
    const w = await openDoors();
    expect(await send(w, sent(w, { kind: 'dxso' }))).toMatchObject({
      status: 409,
      said: { error: 'datev.no-such-job' },
    });
  });
});

/** Another program begins a package at DATEV. */
function openPackage(w: TestWorld): string {
  const answer = w.datev.handle({
    method: 'POST',
    path: `/platform-sandbox/v2/clients/${MANDANT}/dxso-jobs`,
    query: new URLSearchParams(),
    headers: {
      ...{ host: 'accounting-dxso-jobs.api.datev.de', authorization: `Bearer ${OTHER_TOKEN}` },
      ...{ 'x-datev-client-id': 'kanzlei-export', accept: 'application/json' },
      'content-type': 'application/json',
    },
    body: new TextEncoder().encode(
      JSON.stringify({ import_type: 'accountsPayableLedgerImport', accounting_month: '2026-11' }),
    ),
    caller: { kind: 'program' },
  });
  const text = typeof answer.body === 'string' ? answer.body : Buffer.from(answer.body).toString('utf8');
  if (answer.status >= 300) throw new Error(`The fake DATEV answers ${answer.status}: ${text}`);
  return (JSON.parse(text) as { id: string }).id;
}

describe('a message', () => {
  const look = (w: TestWorld, issueId = '10001') => ({
    ...{ v: 1, event: 'issue-changed', id: 'e-1', at: iso(w), issueId },
  });

  it.each([
    ['umlauts and emoji', (json: string) => json.replace('{', '{"note":"Größe 😀 „Krause“ €",')],
    ['a byte order mark', (json: string) => `\uFEFF${json}`],
    ['CRLF', (json: string) => json.replaceAll(',', ',\r\n')],
  ])('with %s counts as it is, byte for byte', async (_, written) => {
    const w = await openDoors();
    const body = written(JSON.stringify(look(w)));
    expect((await send(w, body)).status).toBe(202);
    const headers = { 'X-Hub-Signature': [signatureOf(JSON.stringify(look(w)), w.secrets.signed)] };
    expect((await send(w, body, { headers })).status).toBe(401);
  });

  it('under the old secret counts for seven days beside the new one', async () => {
    const w = await openDoors();
    const message = (id: string) => ({ ...look(w), id });
    expect((await send(w, message('e-1'), { secret: w.secrets.old })).status).toBe(202);
    expect((await send(w, message('e-2'))).status).toBe(202);
    await pass(w, 7 * DAY - MINUTE);
    expect((await send(w, message('e-3'), { secret: w.secrets.old })).status).toBe(202);
    await w.forge.advance(MINUTE);
    expect((await send(w, message('e-4'), { secret: w.secrets.old })).status).toBe(401);
    expect((await send(w, message('e-4'))).status).toBe(202);
  });

  it('under a secret that a person ended or removed does not count from then on', async () => {
    const w = await openDoors();
    const message = (id: string) => ({ ...look(w), id });
    await admin(w, 'hooks.end-old', { kind: 'signed' });
    expect((await send(w, message('e-1'), { secret: w.secrets.old })).status).toBe(401);
    expect((await send(w, message('e-1'))).status).toBe(202);
    await admin(w, 'hooks.remove', { kind: 'signed' });
    expect((await send(w, message('e-2'))).status).toBe(401);
    const kept = w.forge.storage
      .dump({ maskSecrets: false })
      .filter(({ key }) => key.startsWith('hook-secret:'));
    expect(kept.map(({ key }) => key.split(':')[1])).toEqual(['looker']);
    expect(JSON.stringify(await admin(w, 'hooks.view'))).not.toContain(w.secrets.token);
  });

  it.each<readonly [string, (body: string, w: Open) => Sending]>([
    ['no signature', () => ({ headers: { 'X-Hub-Signature': [] } })],
    ['a wrong one', () => ({ secret: 'another' })],
    [
      'one that is cut off',
      (b, w) => ({ headers: { 'X-Hub-Signature': [signatureOf(b, w.secrets.signed).slice(0, 70)] } }),
    ],
    [
      'one in upper case',
      (b, w) => ({
        headers: { 'X-Hub-Signature': [`sha256=${signatureOf(b, w.secrets.signed).slice(7).toUpperCase()}`] },
      }),
    ],
    [
      'one of SHA-1',
      (b, w) => ({
        headers: {
          'X-Hub-Signature': [`sha1=${createHmac('sha1', w.secrets.signed).update(b).digest('hex')}`],
        },
      }),
    ],
    [
      'two',
      (b, w) => ({
        headers: { 'X-Hub-Signature': [signatureOf(b, w.secrets.signed), signatureOf(b, w.secrets.signed)] },
      }),
    ],
    [
      'two spellings of its header',
      (b, w) => ({ headers: { 'x-hub-signature': [signatureOf(b, w.secrets.signed)] } }),
    ],
    ['the empty secret', () => ({ secret: '' })],
    ['a wrong token', () => ({ headers: { 'X-Hub-Signature': [], 'X-Looker-Webhook-Token': ['x'] } })],
    ['signature and token', (_b, w) => ({ headers: { 'X-Looker-Webhook-Token': [w.secrets.token] } })],
  ])('with %s hears no more than any other, and leaves nothing behind but a count', async (_, how) => {
    const w = await openDoors();
    const body = JSON.stringify({ ...look(w), note: MARK });
    const [before, queued] = [w.forge.storage.dump({ maskSecrets: false }), looks(w)];
    const answer = await send(w, body, how(body, w));
    expect([answer.status, answer.said]).toEqual([401, { error: 'unauthorized' }]);
    expect(answer.headers).toMatchObject({
      'Cache-Control': ['no-store'],
      'Content-Type': ['application/json; charset=utf-8'],
    });
    const after = w.forge.storage.dump({ maskSecrets: false });
    expect(after.filter((a) => !before.some((b) => JSON.stringify(b) === JSON.stringify(a)))).toMatchObject([
      { entity: 'record', key: 'hook-refusals' },
    ]);
    expect(looks(w)).toBe(queued);
    expectSecret(w);
    expect(JSON.stringify(w.forge.log.console)).not.toContain(signatureOf(body, w.secrets.signed).slice(7));
  });

  it('is counted when it is refused, five times a minute at most, however many knock at once', async () => {
    const w = await openDoors();
    const writes = () =>
      w.forge
        .trace()
        .filter((t) => t.functionKey === 'inbound-fn' && t.key?.includes('hook-refusals'))
        .filter((t) => t.operation !== 'get' && !t.operation.startsWith('get'));
    const before = writes().length;
    for (let n = 0; n < 10; n++)
      await Promise.all(Array.from({ length: 30 }, () => send(w, look(w), { secret: 'x' })));
    const done = writes().slice(before);
    expect(done.filter(({ status }) => status === 200 || status === 204)).toHaveLength(5);
    const [day] = Object.values(refusals(w));
    expect(day).toEqual({ counts: { signature: 5 }, isAtLeast: true });
    expect(w.forge.log.console.filter(({ text }) => text.includes('hook.refused'))).toHaveLength(5);
  });

  it('comes by POST; GET is DATEV’s way back', async () => {
    const w = await openDoors();
    for (const method of ['PUT', 'DELETE', 'PATCH', 'HEAD', 'OPTIONS']) {
      const answer = await send(w, look(w), { method });
      expect([answer.status, answer.said, answer.headers['Allow']]).toEqual([
        ...[405, { error: 'method' }],
        ['GET, POST'],
      ]);
    }
    expect((await w.forge.webtrigger('inbound', { method: 'GET' })).status).toBe(404);
    expect((await w.forge.webtrigger('inbound', { method: 'POST' })).status).toBe(401);
  });

  it('is 256 KiB long at most', async () => {
    const w = await openDoors();
    const filled = (bytes: number) => {
      const start = JSON.stringify({ ...look(w), note: '' }).slice(0, -2);
      return `${start}${'x'.repeat(bytes - Buffer.byteLength(start) - 2)}"}`;
    };
    expect((await send(w, filled(256 * 1024))).status).toBe(202);
    expect(await send(w, filled(256 * 1024 + 1))).toMatchObject({
      status: 413,
      said: { error: 'too-big', mostBytes: 262_144 },
    });
  });

  it('that storage cannot take is to come again', async () => {
    const w = await openDoors();
    fault(w, {
      service: 'kvs',
      operation: '*',
      fault: '503',
      times: 20,
      match: { functionKey: 'inbound-fn' },
    });
    const answer = await send(w, look(w));
    expect([answer.status, answer.said, answer.headers['Retry-After']]).toEqual([
      ...[503, { error: 'later' }],
      ['60'],
    ]);
    w.forge.faults.clear();
    expect((await send(w, look(w))).status).toBe(202);
  });
});

function refusals(w: TestWorld): Readonly<Record<string, unknown>> {
  const { data } = w.forge.storage.getEntity('record', 'hook-refusals') as {
    data: { days: Record<string, unknown> };
  };
  return data.days;
}

describe('a run', () => {
  const NONE = { pipeline: ['p0123456789ab'] };
  const runs = (w: TestWorld) =>
    w.forge.storage
      .dump({ maskSecrets: true })
      .filter(
        ({ entity, value }) => entity === 'submission' && JSON.stringify(value).includes('"kind":"run"'),
      );

  it('of Looker’s plan needs the token, and a pipeline that there is', async () => {
    const w = await openDoors();
    for (const token of ['wrong', w.secrets.signed, ''])
      expect(await looker(w, { token, query: NONE })).toEqual({
        status: 401,
        said: { error: 'unauthorized' },
      });
    expect(await looker(w, { query: NONE })).toMatchObject({ status: 409, said: { error: 'no-pipeline' } });
    expect(await looker(w, { query: { pipeline: ['x'] } })).toMatchObject({
      status: 400,
      said: { error: 'content', field: 'pipeline' },
    });
    const second = await make(w, 'looker');
    for (const token of [second, w.secrets.token])
      expect((await looker(w, { token, query: NONE })).status).toBe(409);
    await admin(w, 'hooks.end-old', { kind: 'looker' });
    expect((await looker(w, { query: NONE })).status).toBe(401);
    expect((await looker(w, { token: second, query: NONE })).status).toBe(409);
    expectSecret(w);
  });

  it('that Looker and another program both want, and tell twice, begins once and is delivered once', async () => {
    const w = await openDoors();
    const { pipeline } = await seedBooking(w.forge);
    const query = { pipeline: [pipeline] };
    const wish = { v: 1, event: 'run-pipeline', at: iso(w), pipeline, period: '2026-11' };
    const answers = [
      await looker(w, { query }),
      await looker(w, { query }),
      await looker(w, { query: { ...query, period: ['2026-11'] }, id: 'w-2' }),
      await send(w, { ...wish, id: 'r-1' }),
      await send(w, { ...wish, id: 'r-1' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 200, 200, 200, 200]);
    expect(answers.slice(1).map(({ said }) => said)).toEqual(Array(4).fill({ done: 'already' }));
    expect(runs(w)).toHaveLength(1);
    await w.forge.advance(HOUR);
    expect(runs(w)).toHaveLength(1);
    expect(ours(w)).toHaveLength(1);
    expectSecret(w);
  });

  it('for a period of another unit, or of a pipeline that is off, is refused, and may be wanted again', async () => {
    const w = await openDoors();
    const { pipeline } = await seedBooking(w.forge);
    const wish = { v: 1, event: 'run-pipeline', id: 'r-1', at: iso(w), pipeline };
    expect(await send(w, { ...wish, period: '2026-Q4' })).toMatchObject({
      status: 409,
      said: { error: 'wrong-period' },
    });
    const draft = bookingDraft(
      (await admin<{ connections: { id: string }[] }>(w, 'looker.view')).connections[0]?.id ?? '',
    );
    const off = { id: pipeline, version: 1, draft: { ...draft, isActive: false } };
    await must(call(w, 'datev-desk', 'pipeline.save', { payload: off, as: ACCOUNTS.admin }));
    expect(await send(w, { ...wish, period: '2026-11' })).toMatchObject({
      status: 409,
      said: { error: 'pipeline-inactive' },
    });
    expect([runs(w), stored(w, 'hook-seen:')]).toEqual([[], []]);
    const on = { id: pipeline, version: 2, draft };
    await must(call(w, 'datev-desk', 'pipeline.save', { payload: on, as: ACCOUNTS.admin }));
    expect((await send(w, { ...wish, period: '2026-11' })).status).toBe(202);
    expect(runs(w)).toHaveLength(1);
  });
});
