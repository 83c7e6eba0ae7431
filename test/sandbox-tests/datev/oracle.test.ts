import { describe, expect, it } from 'vitest';
import { correctFile } from '../../../packages/sandbox/booking-files';
import { createDatev } from '../../../packages/sandbox/datev/datev';
import { checkDatevAnswer, checkDatevRequest, oracleMissing } from '../../../packages/sandbox/datev/oracle';
import type { ServiceRequest } from '../../../packages/sandbox/world/types';
import { requestOf } from './bench';
import { DOCUMENTS, DXSO } from './dco-bench';

const EXTF = 'accounting-extf-files.api.datev.de';
const V2 = '/platform-sandbox/v2/clients/455148-1';
const LIST = requestOf(EXTF, '/platform-sandbox/v3/clients/455148-1/extf-files/jobs', {});
const IMPORT = requestOf(EXTF, '/platform-sandbox/v3/clients/455148-1/extf-files/import', {
  method: 'POST',
  headers: { 'content-type': 'application/octet-stream', filename: 'EXTF_a.csv' },
  body: correctFile().bytes,
});
const with_ = (request: ServiceRequest, headers: Record<string, string>): ServiceRequest => ({
  ...request,
  headers: { ...request.headers, ...headers },
});
const answered = (status: number, body: unknown, headers: Record<string, string> = {}) => ({
  status,
  headers: {
    'x-global-transaction-id': 'x',
    'content-type': 'application/json;charset=utf-8',
    'total-items': '1',
    ...headers,
  },
  body: JSON.stringify(body),
});

describe.skipIf(oracleMissing() !== undefined)('DATEV’s documents as judge', () => {
  it('find nothing wrong with right requests', () => {
    expect(checkDatevRequest(LIST)).toEqual([]);
    expect(checkDatevRequest(IMPORT)).toEqual([]);
  });

  it.each([
    ['a file name that breaks the pattern', with_(IMPORT, { filename: 'a EXTF_a.csv' }), '/header/filename'],
    ['a reference that breaks the pattern', with_(IMPORT, { 'reference-id': 'a/b' }), '/header/reference-id'],
    ['a wrong media type', with_(IMPORT, { 'content-type': 'text/csv' }), 'Content-Type "text/csv"'],
    ['an empty body', { ...IMPORT, body: new Uint8Array() }, 'body is missing'],
    ['no client id', with_(LIST, { 'x-datev-client-id': '' }), 'X-DATEV-Client-Id'],
    ['no token', with_(LIST, { authorization: '' }), 'Authorization'],
    ['an unknown query parameter', { ...LIST, query: new URLSearchParams('filter=x') }, '/query'],
    ['a wrong paging parameter', { ...LIST, query: new URLSearchParams('top=x') }, '/query/top'],
    ['an unknown path', { ...LIST, path: '/platform-sandbox/v3/nothing' }, 'no operation'],
    ['an unknown host', with_(LIST, { host: 'example.org' }), 'no API'],
    ['a wrong method', { ...LIST, method: 'DELETE' as const }, 'no operation'],
  ])('see %s', (_, request, text) => {
    expect(checkDatevRequest(request).join('\n')).toContain(text);
  });

  it.each([
    ['a result DATEV does not have', answered(200, [{ result: 'done' }]), 'must be equal to one of'],
    ['a null', answered(200, [{ label: null }]), 'must be string'],
    ['a member DATEV does not have', answered(200, [{ colour: 'red' }]), 'additional properties'],
    ['a timestamp that is none', answered(200, [{ timestamp: '01.12.2026' }]), 'date-time'],
    ['an undocumented status', answered(418, {}), 'status 418'],
    ['HTML', { ...answered(200, []), headers: { 'content-type': 'text/html' } }, 'Content-Type'],
    ['a body cut off', { ...answered(200, []), body: '[{"id":' }, 'no JSON'],
    [
      'a list without its total',
      {
        ...answered(200, []),
        headers: { 'x-global-transaction-id': 'x', 'content-type': 'application/json;charset=utf-8' },
      },
      'Total-Items',
    ],
  ])('see %s in an answer', (_, answer, text) => {
    expect(checkDatevAnswer(LIST, answer).join('\n')).toContain(text);
  });

  it('see a body or missing headers in a 202', () => {
    const faults = checkDatevAnswer(IMPORT, { status: 202, headers: {}, body: '{}' }).join('\n');
    for (const text of ['a body', 'Retry-After', 'Location', 'X-Global-Transaction-ID'])
      expect(faults).toContain(text);
  });
});

describe.skipIf(oracleMissing() !== undefined)('the documents that show errors by example only', () => {
  const JOBS = '/platform-sandbox/v2/clients/455148-1/dxso-jobs';
  const create = requestOf(DXSO, JOBS, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{}'),
  });
  it.each([
    ['a member of a job DATEV does not have', create, answered(201, { id: 'x', status: 0 }), 'additional'],
    ['a member of an error', create, answered(400, { code: '#DCO01002' }), 'additional'],
    ['a number for a code', create, answered(400, { error: 1002 }), 'must be string'],
    ['an undocumented status', create, answered(418, {}), 'status 418'],
    [
      'truth as text',
      requestOf(DXSO, '/platform-sandbox/v2/clients/455148-1', {}),
      answered(200, { is_document_management_available: 'true' }),
      'must be boolean',
    ],
    [
      'an instant for a day',
      requestOf(DOCUMENTS, '/platform-sandbox/v2/clients/455148-1', {}),
      answered(200, { basic_accounting_information: [{ fiscal_year_start: '2026-01-01T00:00:00.000Z' }] }),
      'date',
    ],
  ])('see %s', (_, request, answer, text) => {
    expect(checkDatevAnswer(request, answer).join('\n')).toContain(text);
  });

  it('leave 401, 405 and the like to the gateway', () => {
    for (const status of [401, 405, 406, 413, 415, 429, 500, 502])
      expect(checkDatevAnswer(create, answered(status, { whatever: 1 }))).toEqual([]);
  });
});

describe('operations by name', () => {
  const datev = createDatev({
    world: { clock: { now: () => 0 }, random: { next: () => 0 }, emit: () => undefined },
  });
  it.each([
    ['accounting-clients.api.datev.de', '/platform-sandbox/v2/clients', 'GET', 'listClients'],
    ['accounting-clients.api.datev.de', '/platform/v2/clients/455148-1', 'GET', 'getClient'],
    [EXTF, '/platform-sandbox/v3/clients/455148-1/extf-files/import', 'POST', 'importExtfFile'],
    [EXTF, '/platform-sandbox/v3/clients/455148-1/extf-files/jobs', 'GET', 'listExtfJobs'],
    [`${EXTF}:443`, '/platform-sandbox/v3/clients/455148-1/extf-files/jobs/x', 'GET', 'getExtfJob'],
    [EXTF, '/platform-sandbox/v3/clients/455148-1/extf-files/jobs', 'DELETE', 'unknown'],
    ['example.org', '/platform-sandbox/v3/clients', 'GET', 'unknown'],
    [DXSO, '/platform/v2/clients', 'GET', 'listDxsoClients'],
    [DXSO, V2, 'GET', 'getDxsoClient'],
    [DXSO, `${V2}/dxso-jobs`, 'POST', 'createDxsoJob'],
    [DXSO, `${V2}/dxso-jobs`, 'GET', 'unknown'],
    [DXSO, `${V2}/dxso-jobs/x/files`, 'POST', 'uploadDxsoFile'],
    [DXSO, `${V2}/dxso-jobs/x`, 'PUT', 'finishDxsoJob'],
    [DXSO, `${V2}/dxso-jobs/x`, 'GET', 'getDxsoJob'],
    [DXSO, `${V2}/dxso-jobs/x`, 'DELETE', 'deleteDxsoJob'],
    [DXSO, `${V2}/dxso-jobs/x`, 'PATCH', 'unknown'],
    [DXSO, `${V2}/dxso-jobs/x/protocol-entries`, 'GET', 'getDxsoProtocol'],
    [DXSO, `${V2}/dxso-jobs/x/protocol-entries/y`, 'GET', 'unknown'],
    [DXSO, `${V2}/documents`, 'POST', 'unknown'],
    [DOCUMENTS, '/platform/v2/clients', 'GET', 'listDocumentsClients'],
    [DOCUMENTS, V2, 'GET', 'getDocumentsClient'],
    [DOCUMENTS, `${V2}/document-types`, 'GET', 'listDocumentTypes'],
    [DOCUMENTS, `${V2}/duo-version`, 'GET', 'getDuoVersion'],
    [DOCUMENTS, `${V2}/documents`, 'POST', 'postDocument'],
    [DOCUMENTS, `${V2}/documents/x`, 'PUT', 'putDocument'],
    [DOCUMENTS, `${V2}/documents/stapled`, 'PUT', 'putStapledDocuments'],
    [DOCUMENTS, `${V2}/documents/x`, 'GET', 'unknown'],
  ] as const)('%s%s %s is %s', (host, path, method, name) => {
    expect(datev.operation(requestOf(host, path, { method }))).toBe(name);
  });
});
