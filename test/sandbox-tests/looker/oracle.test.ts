import { describe, expect, it } from 'vitest';
import { DEMO_KEY } from '../../../packages/sandbox/looker/fresh-state';
import {
  checkLookerAnswer,
  checkLookerOfApp,
  checkLookerRequest,
  lookerOracleMissing,
} from '../../../packages/sandbox/looker/oracle';
import type { ServiceRequest } from '../../../packages/sandbox/world/types';
import { type Ask, formOf, inline, type Query, requestOf } from './bench';

const TOKEN = 'a'.repeat(40);
const asked = (path: string, ask: Ask = {}): ServiceRequest => requestOf(path, ask, TOKEN);
const RUN = asked('/queries/run/json', inline({}, { query: { limit: '500', apply_formatting: 'false' } }));
const LOGIN = requestOf('/login', { method: 'POST', ...formOf(DEMO_KEY) });
const wrongRun = (query: Partial<Query>): ServiceRequest => asked('/queries/run/json', inline(query));
const answered = (status: number, body: unknown, type = 'application/json') => ({
  status,
  headers: { 'content-type': type },
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

describe.skipIf(lookerOracleMissing() !== undefined)('Looker’s document as judge', () => {
  it.each([
    ['a run', RUN],
    ['a login', LOGIN],
    ['a list of ids', asked('/query_tasks/multi_results', { query: { query_task_ids: 'a,b' } })],
    ['a logout', asked('/logout', { method: 'DELETE' })],
    ['the probe', requestOf('/alive', {})],
  ])('finds nothing wrong with %s', (_, request) => {
    expect(checkLookerRequest(request)).toEqual([]);
    expect(checkLookerOfApp(request)).toEqual([]);
  });

  it.each([
    ['a limit as a number', wrongRun({ limit: 5 as unknown as string }), '/requestBody/limit'],
    ['a misspelt member', wrongRun({ sort: [] } as Partial<Query>), 'additional properties'],
    ['no view', asked('/queries/run/json', { json: { model: 'finance' } }), "'view'"],
    ['a filter that is no text', wrongRun({ filters: { a: 1 } as never }), '/filters/a must be string'],
    ['an offset', asked('/queries/run/json', inline({}, { query: { offset: '5' } })), 'offset'],
    ['a limit that is none', asked('/looks/42/run/json', { query: { limit: 'all' } }), '/query/limit'],
    ['no token', requestOf('/user', {}), 'Authorization is missing'],
    ['a password', asked('/user', { headers: { authorization: 'Basic eDp5' } }), 'Authorization is missing'],
    ['secrets in the address', { ...LOGIN, query: new URLSearchParams('client_secret=x') }, 'in the address'],
    [
      'a form with more',
      { ...LOGIN, body: Buffer.from('client_id=a&client_secret=b&user=c') },
      'the form has',
    ],
    ['a login in JSON', asked('/login', { json: { client_id: 'a' } }), 'Content-Type'],
    ['a body that is no JSON', { ...RUN, body: Buffer.from('[') }, 'no JSON object'],
    ['a body where none belongs', { ...asked('/user'), body: Buffer.from('x') }, 'a body where none'],
    ['an unknown path', asked('/nothing'), 'no operation'],
    ['a wrong version', asked('/api/3.1/user'), 'no operation'],
    [
      'an unknown format of tasks',
      asked('/query_tasks', { json: { query_id: 'a', result_format: 'pdf' } }),
      'result_format',
    ],
  ])('sees %s', (_, request, text) => {
    expect(checkLookerRequest(request).join('\n')).toContain(text);
  });

  it.each([
    [
      'a member Looker does not have',
      asked('/user'),
      answered(200, { id: '1', colour: 'red' }),
      'additional',
    ],
    ['an id as a number', asked('/looks/42'), answered(200, { id: 42 }), '/id must be string'],
    ['an unknown task status type', asked('/query_tasks/a'), answered(200, { status: 3 }), '/status'],
    ['a query without its model', asked('/queries/a'), answered(200, { view: 'x' }), "'model'"],
    ['a wrong error', asked('/user'), answered(404, { error: 'x' }), "'message'"],
    ['a page instead of data', asked('/user'), answered(200, '<html>', 'text/html'), 'no JSON'],
    ['an undocumented status', asked('/user'), answered(418, {}), 'status 418'],
    ['a body with 204', asked('/logout', { method: 'DELETE' }), answered(204, 'x'), 'has a body'],
    ['success where there is nothing', asked('/nothing'), answered(200, {}), 'does not have'],
  ])('sees in an answer %s', (_, request, answer, text) => {
    expect(checkLookerAnswer(request, answer).join('\n')).toContain(text);
  });

  it.each([
    ['rows, which the document types as text', RUN, answered(200, [{ a: 1 }])],
    ['a status of the gateway', asked('/user'), answered(502, '<html>', 'text/html')],
    ['what `fields` left', asked('/queries/a', { query: { fields: 'id' } }), answered(200, { id: 'a' })],
    [
      'what a test ordered',
      asked('/user'),
      { ...answered(200, '<html>'), headers: { 'x-sandbox-told': '200' } },
    ],
  ])('lets pass %s', (_, request, answer) => {
    expect(checkLookerAnswer(request, answer)).toEqual([]);
  });
});

describe('our own rules for the app', () => {
  it.each([
    ['Bearer', asked('/user', { headers: { authorization: `Bearer ${TOKEN}` } }), 'has to be "token'],
    ['TOKEN', asked('/user', { headers: { authorization: `TOKEN ${TOKEN}` } }), 'has to be "token'],
    ['an operation it does not need', asked('/users'), 'no business'],
    ['changing things', asked('/looks/42', { method: 'DELETE' }), 'no business'],
    ['acting as somebody else', asked('/login/5', { method: 'POST' }), 'no business'],
  ])('%s', (_, request, text) => {
    expect(checkLookerOfApp(request).join()).toContain(text);
  });
});
