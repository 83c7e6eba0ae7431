import '../support/forge-globals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listClients } from '../../src/datev/clients-api';
import { type FileToImport, importFile, listJobs, readJob } from '../../src/datev/extf-files/extf-files-api';
import { SERVICES } from '../../src/datev/preflight';
import { answerInTurn, answerWith, cutOff, empty, json, only, page, seen } from '../support/forge-globals';

const TOKEN = { access: 'SECRET-access', clientId: 'client-1' };
const PLACE = { environment: 'sandbox', mandant: '455148-1', token: TOKEN } as const;
const FILE: FileToImport = {
  fileName: 'EXTF_455148-1_2026-11_ab12_r1.csv',
  referenceId: 'inst.s-1.r1',
  appVersion: '1.2.3',
  bytes: new Uint8Array([0x45, 0x58, 0xe4, 0x00, 0xff]),
};
const BASE = 'https://accounting-extf-files.api.datev.de/platform-sandbox/v3/clients/455148-1/extf-files';

const lines: string[] = [];
beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, 'log').mockImplementation((line: string) => lines.push(line));
});
afterEach(() => vi.restoreAllMocks());

const importIt = () => importFile(PLACE, FILE);
const reads = [
  () => listJobs(PLACE, { skip: 0, top: 100 }),
  () => readJob(PLACE, 'job-1'),
  () => listClients(PLACE),
];
const details = (status: number, code: string, headers = {}) =>
  json(
    {
      type: `http://www.datev.de/hilfe/${code}`,
      title: 'Invalid header fields',
      detail: 'Konto 8400',
      affected_elements: [{ name: 'Filename', reason: 'empty' }],
      request_id: 'r',
      status,
    },
    status,
    headers,
  );

describe('handing a file to DATEV', () => {
  it('sends the bytes as they are, with names, token and client id', async () => {
    const location = '/clients/455148-1/extf-files/jobs/8a77-1';
    answerInTurn(empty(202, { location, 'retry-after': '5' }));
    expect(await importIt()).toEqual({ ok: true, value: { jobId: '8a77-1', retryAfterSeconds: 5 } });
    expect(only()).toMatchObject({
      to: 'web',
      method: 'POST',
      path: `${BASE}/import`,
      headers: {
        authorization: 'Bearer SECRET-access',
        'x-datev-client-id': 'client-1',
        'content-type': 'application/octet-stream',
        filename: FILE.fileName,
        'reference-id': 'inst.s-1.r1',
        'client-application-version': '1.2.3',
      },
      body: FILE.bytes,
    });
  });

  it('goes to production only when told so', async () => {
    answerInTurn(empty(202));
    await importFile({ ...PLACE, environment: 'production' }, FILE);
    expect(only().path).toBe(`${BASE.replace('platform-sandbox', 'platform')}/import`);
  });

  it('takes 201 for accepted like the documented 202', async () => {
    answerInTurn(empty(201, { location: '/clients/455148-1/extf-files/jobs/8a77-1' }));
    expect(await importIt()).toEqual({ ok: true, value: { jobId: '8a77-1' } });
  });

  it('has no job id when DATEV does not say where to look', async () => {
    answerInTurn(empty(202));
    expect(await importIt()).toEqual({ ok: true, value: {} });
  });

  it.each([
    ['400', () => details(400, '1008832'), 'datev.refused', 'after-fix', '1008832'],
    ['403', () => details(403, '1008829'), 'datev.no-permission', 'after-fix', '1008829'],
    ['404', () => details(404, '1008835'), 'datev.not-found', 'after-fix', '1008835'],
    ['404 without words', () => empty(404), 'datev.not-found', 'after-fix', undefined],
    ['413', () => details(413, '1008833'), 'datev.refused', 'after-fix', '1008833'],
    ['413 of a gateway', () => page(413), 'datev.refused', 'after-fix', undefined],
    ['415', () => json({ title: 'x' }, 415), 'datev.refused', 'after-fix', undefined],
    ['401', () => empty(401), 'datev.token', 'now', undefined],
    ['401 with a page', () => page(401), 'datev.token', 'now', undefined],
    ['408', () => empty(408), 'datev.unavailable', 'look-up', undefined],
    ['429', () => empty(429), 'datev.later', 'later', undefined],
    ['500', () => details(500, '1008837'), 'datev.unavailable', 'look-up', undefined],
    ['502', () => empty(502), 'datev.unavailable', 'look-up', undefined],
    ['503', () => details(503, '1008837'), 'datev.later', 'later', '1008837'],
    ['503 without a word', () => empty(503), 'datev.later', 'later', undefined],
    [
      '503 of a proxy',
      () => new Response('upstream connect error', { status: 503 }),
      'datev.later',
      'look-up',
      undefined,
    ],
    ['503 with a page', () => page(503), 'datev.unreadable', 'look-up', undefined],
    ['501', () => empty(501), 'datev.unavailable', 'look-up', undefined],
    ['504', () => empty(504), 'datev.unavailable', 'look-up', undefined],
    ['507', () => empty(507), 'datev.unavailable', 'look-up', undefined],
    ['599', () => empty(599), 'datev.unavailable', 'look-up', undefined],
    ['400 of a service that is away', () => details(400, '1008837'), 'datev.later', 'later', '1008837'],
    ['a login page', () => page(200), 'datev.unreadable', 'look-up', undefined],
    ['another success', () => json({}, 200), 'datev.unreadable', 'look-up', undefined],
    [
      'a redirect',
      () => empty(302, { location: 'https://login.datev.de' }),
      'datev.unavailable',
      'look-up',
      undefined,
    ],
    ['a lost answer', () => new TypeError('fetch failed'), 'platform.unreachable', 'look-up', undefined],
    [
      'a time-out',
      () => new DOMException('The operation was aborted due to timeout', 'TimeoutError'),
      'platform.unreachable',
      'look-up',
      undefined,
    ],
    [
      'a blocked host',
      () => new Response('no', { status: 403, headers: { 'forge-proxy-error': 'BLOCKED_EGRESS' } }),
      'platform.egress-blocked',
      'after-fix',
      undefined,
    ],
  ])('reads %s as the right decision', async (_what, answer, code, retry, datevCode) => {
    answerInTurn(answer());
    const sent = await importIt();
    expect(sent).toMatchObject({ ok: false, problem: { problem: { code, retry } } });
    expect(sent.ok || sent.problem.problem.values?.['code']).toBe(datevCode);
  });

  it('keeps the words of DATEV apart from the problem', async () => {
    answerInTurn(details(400, '1008832'));
    const sent = await importIt();
    if (sent.ok) throw new Error('taken');
    expect(sent.problem.verbatim).toEqual({
      type: 'http://www.datev.de/hilfe/1008832',
      title: 'Invalid header fields',
      detail: 'Konto 8400',
      elements: [{ name: 'Filename', reason: 'empty' }],
    });
    expect(JSON.stringify(sent.problem.problem)).not.toContain('8400');
  });

  it.each([
    ['429', () => empty(429, { 'retry-after': '60' })],
    ['503', () => details(503, '1008837', { 'retry-after': '60' })],
    ['500', () => details(500, '1008837', { 'retry-after': '60' })],
  ])('hands on how long DATEV wants to be left alone: %s', async (_what, answer) => {
    answerInTurn(answer());
    expect(await importIt()).toMatchObject({ problem: { problem: { retryAfterSeconds: 60 } } });
  });

  it.each([
    ['a name without its prefix', { fileName: 'BS.csv' }],
    ['a name that is too long', { fileName: `EXTF_${'a'.repeat(52)}.csv` }],
    ['an umlaut in the name', { fileName: 'EXTF_Verkäufe.csv' }],
    ['a line break in the reference', { referenceId: 'a\r\nx: y' }],
    ['a reference that is too long', { referenceId: 'a'.repeat(255) }],
  ])('refuses %s before anything leaves', async (_what, wrong) => {
    answerInTurn();
    await expect(importFile(PLACE, { ...FILE, ...wrong })).rejects.toThrow(RangeError);
    expect(seen()).toEqual([]);
  });

  it('takes the longest names that DATEV takes', async () => {
    answerInTurn(empty(202));
    const file = { ...FILE, fileName: `EXTF_${'a'.repeat(51)}.csv`, referenceId: 'a'.repeat(254) };
    expect((await importFile(PLACE, file)).ok).toBe(true);
  });
});

describe('reading from DATEV', () => {
  it.each([
    ['401', () => empty(401), 'datev.token', 'now'],
    ['403', () => details(403, '1008829'), 'datev.no-permission', 'after-fix'],
    ['403 of a gateway', () => page(403), 'datev.unreadable', 'later'],
    ['404', () => empty(404), 'datev.not-found', 'after-fix'],
    ['429', () => empty(429), 'datev.later', 'later'],
    ['500', () => json({ title: 'x', status: 500 }, 500), 'datev.unavailable', 'later'],
    ['503', () => empty(503), 'datev.later', 'later'],
    ['a login page', () => page(200), 'datev.unreadable', 'later'],
    ['a cut-off body', () => cutOff(), 'datev.unreadable', 'later'],
    ['an empty body', () => empty(200), 'datev.unreadable', 'later'],
    ['another shape', () => json({ jobs: 'none' }), 'datev.unreadable', 'later'],
    ['a network error', () => new TypeError('fetch failed'), 'platform.unreachable', 'later'],
    [
      'a huge body',
      () => new Response('[]', { headers: { 'content-length': String(50 * 1024 * 1024) } }),
      'platform.answer-too-big',
      'later',
    ],
  ])('never throws on %s', async (_what, answer, code, retry) => {
    for (const read of reads) {
      answerInTurn(answer());
      expect(await read()).toMatchObject({ ok: false, problem: { problem: { code, retry } } });
    }
  });

  it('lists jobs with their number, and passes over what it cannot read', async () => {
    const jobs = [
      { id: 'a', result: 'pending', filename: 'EXTF_a.csv' },
      { id: 'b', result: 'postponed' },
      { result: 'failed' },
      'odd',
      { id: 'c', result: 'failed' },
    ];
    answerInTurn(json(jobs, 200, { 'total-items': '248' }));
    const found = await listJobs(PLACE, { skip: 100, top: 50 });
    expect(found).toMatchObject({ ok: true, value: { total: 248, unreadable: 3 } });
    expect(found.ok && found.value.jobs.map((job) => job.id)).toEqual(['a', 'c']);
    expect(only().path).toBe(`${BASE}/jobs?skip=100&top=50`);
  });

  it('reads one job', async () => {
    answerInTurn(json({ id: 'job-1', result: 'succeeded', number_of_accounting_records: 127 }));
    expect(await readJob(PLACE, 'job-1')).toEqual({
      ok: true,
      value: { id: 'job-1', fileName: '', result: 'succeeded', records: 127 },
    });
    expect(only().path).toBe(`${BASE}/jobs/job-1`);
  });

  const client = (n: number) => ({
    id: `455148-${n}`,
    name: `Mandant ${n}`,
    consultant_number: 455_148,
    client_number: n,
    services: [{ name: SERVICES.extf, scopes: ['x'] }],
  });
  const pageOf = (path: string, all: readonly unknown[]) => {
    const skip = Number(new URL(path).searchParams.get('skip'));
    return all.slice(skip, skip + 100);
  };

  it('lists all Mandanten, page by page, by the total', async () => {
    const all = Array.from({ length: 250 }, (_, n) => client(n + 1));
    answerWith(({ path }) => json(pageOf(path, all), 200, { 'total-items': '250' }));
    const found = await listClients(PLACE);
    expect(found.ok && found.value).toHaveLength(250);
    expect(found.ok && found.value[0]).toEqual({
      id: '455148-1',
      name: 'Mandant 1',
      consultant: 455_148,
      client: 1,
      services: ['Buchungsdatenservice'],
    });
    expect(seen()).toHaveLength(3);
    expect(seen()[0]?.path).toBe(
      'https://accounting-clients.api.datev.de/platform-sandbox/v2/clients?skip=0&top=100',
    );
  });

  it('lists all Mandanten by the link when there is no total', async () => {
    const all = Array.from({ length: 150 }, (_, n) => client(n + 1));
    answerWith(({ path }) => {
      const part = pageOf(path, all);
      return json(part, 200, part.length === 100 ? { link: '<?skip=100&top=100>;rel="next"' } : {});
    });
    const found = await listClients(PLACE);
    expect(found.ok && found.value).toHaveLength(150);
  });

  it('does not show half a list', async () => {
    answerInTurn(json([client(1)], 200, { 'total-items': '150' }), empty(503));
    expect(await listClients(PLACE)).toMatchObject({
      ok: false,
      problem: { problem: { code: 'datev.later' } },
    });
  });
});

describe('the technical log', () => {
  it('names call, status and DATEV-side ids, without token, Mandant and words', async () => {
    answerInTurn(details(400, '1008832', { 'x-global-transaction-id': 'tx-1', 'v-cap-request-id': 'cap-1' }));
    await importIt();
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      event: 'datev.call',
      operation: 'importFile',
      method: 'POST',
      url: `${BASE}/import`.replace(/\d+-\d+/, '[Mandant]'),
      status: 400,
      transactionId: 'tx-1',
      requestId: 'cap-1',
    });
    expect(lines[0]).not.toMatch(/SECRET|8400|Invalid/);
  });

  it('names why no answer came', async () => {
    answerInTurn(new TypeError('fetch failed: SECRET-access'));
    await importIt();
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ problem: 'platform.unreachable' });
    expect(lines[0]).not.toContain('SECRET');
  });
});
