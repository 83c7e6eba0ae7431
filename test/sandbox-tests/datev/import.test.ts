import { describe, expect, it } from 'vitest';
import { correctFile } from '../../../packages/sandbox/booking-files';
import { MAX_FILE_BYTES } from '../../../packages/sandbox/datev/extf-api';
import { SCOPES } from '../../../packages/sandbox/datev/model';
import { bench, ifJudged, OTHER } from './bench';

const PATTERN = String.raw`[-0-9A-Za-z_äöüÄÖÜß_. +\\?;]{0,254}`;
const bytes = correctFile().bytes;

describe('taking a file over', () => {
  it('answers 202 with Retry-After, a relative Location and no body', () => {
    const answer = bench().post(bytes);
    expect(answer.status).toBe(202);
    expect(answer.wrong).toEqual([]);
    expect(answer.body).toBe('');
    expect(answer.headers['retry-after']).toBe('5');
    expect(answer.headers['location']).toMatch(/^\/clients\/455148-1\/extf-files\/jobs\/[0-9a-f-]{36}$/);
  });

  it('remembers what it took, from whom, and the bytes’ hash', () => {
    const on = bench();
    on.post(bytes, { headers: { filename: 'EXTF_A.csv', 'reference-id': 'A-1' } });
    on.post(bytes, {
      mandant: '455148-3',
      headers: { ...OTHER, filename: 'EXTF_B.csv', 'reference-id': undefined },
    });
    const [first, second] = on.datev.accepted();
    expect(first).toMatchObject({
      mandant: '455148-1',
      filename: 'EXTF_A.csv',
      referenceId: 'A-1',
      program: 'DATEV for Jira',
      environment: 'sandbox',
    });
    expect(second).toMatchObject({
      mandant: '455148-3',
      filename: 'EXTF_B.csv',
      program: 'Kanzlei-Export',
      bytes: bytes.length,
    });
    expect(second).not.toHaveProperty('referenceId');
    expect(first?.sha256).toBe(second?.sha256);
    expect(first?.sha256).toMatch(/^[0-9a-f]{64}$/);
  });

  it('makes two jobs of the same file sent twice', () => {
    const on = bench();
    const ids = [on.post(bytes), on.post(bytes)].map((answer) => answer.headers['location']);
    expect(new Set(ids).size).toBe(2);
    expect(JSON.parse(on.extf('/clients/455148-1/extf-files/jobs').body)).toHaveLength(2);
  });

  it('replaces characters a file name may not have', () => {
    const on = bench();
    const answer = on.post(bytes, { headers: { filename: 'EXTF_Ä/b:c*.csv' } });
    expect(JSON.parse(on.extf(answer.headers['location'] ?? '').body).filename).toBe('EXTF_Ä_b_c_.csv');
  });

  it.each(['EXTF_.csv', `EXTF_${'x'.repeat(51)}.csv`])('takes the file name %s', (filename) => {
    expect(bench().post(bytes, { headers: { filename } }).status).toBe(202);
  });

  it.each(['', 'Über-Größe_1. +?;', 'x'.repeat(254)])('takes the Reference-Id "%s"', (reference) => {
    expect(bench().post(bytes, { headers: { 'reference-id': reference } }).status).toBe(202);
  });
});

describe('refusing a file', () => {
  it.each([
    [{ filename: undefined }, 'Filename is empty'],
    [{ filename: '' }, 'Filename is empty'],
    [{ filename: 'Buchungen.csv' }, "Filename must conform to following pattern'EXTF_.{0,51}.csv"],
    [{ filename: 'extf_a.csv' }, "Filename must conform to following pattern'EXTF_.{0,51}.csv"],
    [{ filename: 'EXTF_a.CSV' }, "Filename must conform to following pattern'EXTF_.{0,51}.csv"],
    [
      { filename: `EXTF_${'x'.repeat(52)}.csv` },
      "Filename must conform to following pattern'EXTF_.{0,51}.csv",
    ],
    [{ 'reference-id': 'a/b' }, `Reference-Id must conform to following pattern'${PATTERN}`],
    [{ 'reference-id': 'x'.repeat(255) }, `Reference-Id must conform to following pattern'${PATTERN}`],
    [
      { 'client-application-version': '1,0' },
      `Client-Application-Version must conform to following pattern'${PATTERN}`,
    ],
  ])('says for the headers %o: %s', (headers, detail) => {
    const on = bench();
    const answer = on.post(bytes, { headers });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'http://www.datev.de/hilfe/1008832',
      title: 'Invalid header fields',
      detail,
      status: 400,
    });
    expect(answer.wrong.length).toBe(ifJudged(1));
    expect(on.datev.accepted()).toEqual([]);
  });

  it('says that the body is missing', () => {
    const answer = bench().post(new Uint8Array());
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'http://www.datev.de/hilfe/1008831',
      title: 'Invalid message-body',
      detail: 'Message body for request is missing',
    });
  });

  it('takes 50 MB and refuses one byte more with 413', () => {
    const on = bench();
    expect(on.post(new Uint8Array(MAX_FILE_BYTES)).status).toBe(202);
    const answer = on.post(new Uint8Array(MAX_FILE_BYTES + 1));
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'http://www.datev.de/hilfe/1008833',
      title: 'Invalid file',
      detail: 'File size exceeds 50 MB',
    });
  });

  it.each(['application/json', 'text/csv', undefined])('is 415 for Content-Type %s', (type) => {
    const answer = bench().post(bytes, { headers: { 'content-type': type } });
    expect(answer.status).toBe(415);
    expect(JSON.parse(answer.body)).toMatchObject({ title: 'Unsupported Media Type', status: 415 });
  });

  it('is 406 for an Accept without JSON and 405 for another method', () => {
    const on = bench();
    expect(on.post(bytes, { headers: { accept: 'text/csv' } }).status).toBe(406);
    expect(on.extf('/clients/455148-1/extf-files/import').status).toBe(405);
    expect(on.extf('/clients/455148-1/extf-files/jobs', { method: 'POST' }).status).toBe(405);
  });

  it.each([
    ['import', 'POST', 'Invalid request URI path'],
    ['jobs', 'GET', 'Invalid query parameters'],
    ['jobs/c9755451-57af-4811-8865-b0243ca5660d', 'GET', 'Invalid request URI path'],
  ] as const)('names the path segment that is no client-id (%s)', (end, method, title) => {
    const headers = { 'content-type': 'application/octet-stream', filename: 'EXTF_a.csv' };
    const answer = bench().extf(`/clients/4551481/extf-files/${end}`, { method, headers, body: bytes });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'http://www.datev.de/hilfe/1008835',
      title,
      detail: 'Request-URI contains one or more invalid path segments',
      affected_elements: [{ name: 'client-id', reason: 'Path segment client-id is invalid' }],
    });
  });

  it('is 404 for a Mandant that is not there and 403 for one that may not be seen', () => {
    const on = bench();
    expect(on.post(bytes, { mandant: '455148-9' }).status).toBe(404);
    on.datev.setAccess('455148-1', false);
    expect(on.post(bytes).status).toBe(403);
    expect(on.datev.accepted()).toEqual([]);
  });

  it('names the missing scope', () => {
    const on = bench();
    on.datev.addToken('narrow', {
      environment: 'sandbox',
      clientId: '*',
      displayName: 'Schmal',
      vendor: 'V',
      scopes: [SCOPES.clients],
    });
    const answer = on.post(bytes, { headers: { authorization: 'Bearer narrow' } });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'http://www.datev.de/hilfe/1008829',
      title: 'Missing required scope',
      detail: 'Missing scope(s): datev:accounting:extf-files-import',
    });
  });
});

describe('failures on demand', () => {
  it('answers 503 with "Try again" for an import, takes nothing, and then works again', () => {
    const on = bench();
    on.datev.answerNext(503, { operation: 'importExtfFile' });
    expect(on.extf('/clients/455148-1/extf-files/jobs').status).toBe(200);
    const answer = on.post(bytes);
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'http://www.datev.de/hilfe/1008837',
      title: 'Try again',
      detail: 'An internal error occurred. Job failed. Try again',
    });
    expect(on.datev.accepted()).toEqual([]);
    expect(on.post(bytes).status).toBe(202);
  });

  it('answers 500 although the file was taken, if asked to', () => {
    const on = bench();
    on.datev.answerNext(500, { mandant: '455148-1', afterEffect: true });
    const answer = on.post(bytes);
    expect(answer.status).toBe(500);
    expect(JSON.parse(answer.body)).toEqual({
      title: 'Internal Server Error',
      request_id: expect.any(String),
      status: 500,
    });
    expect(on.datev.accepted()).toHaveLength(1);
  });

  it('answers 500 and 503 for the lists as often as asked', () => {
    const on = bench();
    on.datev.answerNext(503, { operation: 'listClients', times: 2 });
    expect([1, 2, 3].map(() => on.clients('/clients').status)).toEqual([503, 503, 200]);
    on.datev.answerNext(500);
    expect(on.extf('/clients/455148-1/extf-files/jobs').status).toBe(500);
  });
});

describe('production', () => {
  const host = 'accounting-extf-files.api.datev.de';
  const production = {
    authorization: 'Bearer production-app-access-token',
    'x-datev-client-id': 'datev-for-jira',
  };

  it('is closed to every sandbox token', () => {
    const on = bench();
    for (const headers of [{}, OTHER]) {
      expect(on.send(host, '/platform/v3/clients/29098-55003/extf-files/jobs', { headers }).status).toBe(401);
    }
  });

  it('has Mandanten and jobs of its own', () => {
    const on = bench();
    const headers = { ...production, 'content-type': 'application/octet-stream', filename: 'EXTF_Echt.csv' };
    const path = '/platform/v3/clients/29098-55003/extf-files';
    expect(on.send(host, `${path}/import`, { method: 'POST', headers, body: bytes }).status).toBe(202);
    expect(on.datev.accepted()[0]?.environment).toBe('production');
    expect(JSON.parse(on.send(host, `${path}/jobs`, { headers: production }).body)).toHaveLength(1);
    const sandboxed = on.send(host, '/platform/v3/clients/455148-1/extf-files/jobs', { headers: production });
    expect(sandboxed.status).toBe(404);
  });
});
