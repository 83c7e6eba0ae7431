import { describe, expect, it } from 'vitest';
import { checkAdf, checkJira, jiraOracleMissing } from '../../../packages/sandbox/jira/oracle';
import type { Method, ServiceAnswer } from '../../../packages/sandbox/world/types';
import { type Ask, doc, requestOf } from './bench';

const json = (status: number, body: unknown): ServiceAnswer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});
const NOTHING: ServiceAnswer = { status: 204, headers: {}, body: '' };
const created = json(201, { id: '1', key: 'A-1', self: 'https://a.example/1' });
const user = { self: 'https://a.example/u', accountId: 'a' };

describe.skipIf(jiraOracleMissing() !== undefined)('what Jira’s own document says', () => {
  it.each<readonly [string, Method, string, Ask, ServiceAnswer, RegExp]>([
    ['an unknown path', 'GET', '/nothing', {}, json(200, {}), /no operation GET/],
    [
      'an unknown query parameter',
      'GET',
      '/issue/A-1?feilds=summary',
      {},
      json(200, {}),
      /request: .*feilds/,
    ],
    [
      'a misspelt member of a closed body',
      'POST',
      '/search/jql',
      { body: { jqll: 'project = A' } },
      json(200, {}),
      /request: .*jqll/,
    ],
    [
      'a number where ids are texts',
      'POST',
      '/issue/A-1/transitions',
      { body: { transition: { id: 5 } } },
      NOTHING,
      /request: .*must be string/,
    ],
    ['a missing body', 'POST', '/issue', {}, created, /request: the JSON body is missing/],
    [
      'a text that is no ADF',
      'POST',
      '/issue/A-1/comment',
      { body: { body: { type: 'doc', version: 1, content: [{ type: 'text', text: 'x' }] } } },
      json(201, { id: '1' }),
      /request: not ADF/,
    ],
    [
      'a status the operation does not have',
      'POST',
      '/issue',
      { body: { fields: {} } },
      json(418, {}),
      /createIssue does not document status 418/,
    ],
    [
      'a member the answer must not have',
      'POST',
      '/issue',
      { body: { fields: {} } },
      json(201, { id: '1', colour: 'red' }),
      /answer: .*colour/,
    ],
    [
      'an answer that is no JSON',
      'GET',
      '/myself',
      {},
      { status: 200, headers: { 'content-type': 'text/html' }, body: '<html>' },
      /the body is no JSON/,
    ],
    [
      'an error without Jira’s shape',
      'GET',
      '/issue/A-1',
      {},
      json(404, { message: 'gone' }),
      /no error collection/,
    ],
    [
      'a wrong type deep in the answer',
      'GET',
      '/user/bulk?accountId=a',
      {},
      json(200, { values: [{ ...user, active: 'yes' }] }),
      /answer: .*must be boolean/,
    ],
  ])('finds %s', (_what, method, path, ask, answer, fault) => {
    expect(checkJira(requestOf(method, path, ask), answer).join('\n')).toMatch(fault);
  });

  it.each<readonly [string, Method, string, Ask, ServiceAnswer]>([
    ['a created issue', 'POST', '/issue', { body: { fields: { description: doc('a') } } }, created],
    [
      'a throttled call, which is never documented',
      'POST',
      '/issue',
      { body: { fields: {} } },
      json(429, {}),
    ],
    ['a removed operation', 'GET', '/search?jql=a', {}, json(410, { errorMessages: [], errors: {} })],
    [
      'null in a changelog, which the document forgets',
      'GET',
      '/issue/A-1/changelog',
      {},
      json(200, {
        values: [
          { id: '1', items: [{ field: 'status', from: null, fromString: null, to: '1', toString: 'x' }] },
        ],
      }),
    ],
    [
      'an account id sent once or twice',
      'GET',
      '/user/bulk?accountId=a&accountId=b',
      {},
      json(200, { values: [user] }),
    ],
    [
      'multipart, which it cannot judge',
      'POST',
      '/issue/A-1/attachments',
      { body: new Uint8Array(1), headers: { 'content-type': 'multipart/form-data; boundary=x' } },
      json(200, []),
    ],
  ])('passes %s', (_what, method, path, ask, answer) => {
    expect(checkJira(requestOf(method, path, ask), answer)).toEqual([]);
  });

  it('judges rich text alone', () => {
    expect(checkAdf(doc('gut'))).toEqual([]);
    expect(
      checkAdf({
        type: 'doc',
        version: 1,
        content: [{ type: 'paragraph', content: [{ type: 'text', text: 'x', marks: [{ type: 'bold' }] }] }],
      }),
    ).toHaveLength(1);
  });
});
