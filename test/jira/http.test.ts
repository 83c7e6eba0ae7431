import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { addComment } from '../../src/jira/comment-api';
import { linkDuplicate, readIssue, writeProperty } from '../../src/jira/issue-api';
import { createIssue } from '../../src/jira/new-issue-api';
import { transition } from '../../src/jira/transition-api';
import { answerInTurn, cutOff, empty, json, page } from '../support/forge-globals';

type Answer = ReturnType<typeof answers>;
const refused = (status: number, headers = {}) =>
  json({ errorMessages: ['Nein.'], errors: {} }, status, headers);

/** Every way in which Jira, a gateway or the network may answer. */
function answers() {
  return {
    unauthorised: refused(401),
    forbidden: refused(403),
    forbiddenPage: page(403),
    goneByGateway: page(404),
    busy: refused(409),
    full: refused(413),
    limited: refused(429, { 'retry-after': '30' }),
    broken: refused(500),
    brokenPage: page(502),
    unavailable: refused(503, { 'retry-after': '5' }),
    loginPage: page(200),
    lost: new TypeError('fetch failed'),
    proxy: Object.assign(new Error('proxy'), { name: 'PROXY_ERR', status: 403 }),
    proxyBroken: Object.assign(new Error('proxy'), { name: 'PROXY_ERR', status: 504 }),
  };
}

const READ = () => readIssue('10001', { changelog: false });
const ONCE = [
  () =>
    createIssue({
      projectId: '1',
      issueTypeId: '2',
      summary: 's',
      description: {},
      fields: {},
      property: {},
    }),
  () => addComment('10001', {}, 'e1'),
  () => transition('10001', '31'),
];
const AGAIN = [() => writeProperty('10001', {}), () => linkDuplicate('2', '1')];

/** What a lost outcome means for the three kinds of calls. */
const DECISIONS: readonly [keyof Answer, string, string][] = [
  ['unauthorised', 'jira.not-signed-in', 'later'],
  ['forbidden', 'jira.forbidden', 'after-fix'],
  ['forbiddenPage', 'jira.unreadable', 'unsure'],
  ['goneByGateway', 'jira.unreadable', 'unsure'],
  ['busy', 'jira.busy', 'later'],
  ['full', 'jira.issue-full', 'after-fix'],
  ['limited', 'jira.later', 'later'],
  ['broken', 'jira.unavailable', 'unsure'],
  ['brokenPage', 'jira.unreadable', 'unsure'],
  ['unavailable', 'jira.unavailable', 'unsure'],
  ['loginPage', 'jira.unreadable', 'unsure'],
  ['lost', 'jira.unreachable', 'unsure'],
  ['proxy', 'jira.forbidden', 'after-fix'],
  ['proxyBroken', 'jira.unavailable', 'unsure'],
];

describe('a call to Jira', () => {
  it.each(DECISIONS)('reads %s as %s (%s)', async (name, code, retry) => {
    const decided = async (call: () => Promise<unknown>) => {
      answerInTurn(answers()[name]);
      return call();
    };
    const expected = (unsure: string) => ({
      ok: false,
      problem: { code, retry: retry === 'unsure' ? unsure : retry },
    });
    expect(await decided(READ)).toMatchObject(expected('later'));
    for (const call of AGAIN) expect(await decided(call)).toMatchObject(expected('later'));
    for (const call of ONCE) expect(await decided(call)).toMatchObject(expected('look-up'));
  });

  it('hands on how long Jira wants to be left alone', async () => {
    answerInTurn(answers().limited);
    expect(await READ()).toMatchObject({ problem: { status: 429, retryAfterSeconds: 30 } });
    answerInTurn(answers().unavailable);
    expect(await READ()).toMatchObject({ problem: { status: 503, retryAfterSeconds: 5 } });
  });

  it.each([
    ['cut off', () => cutOff(201)],
    ['without an id', () => json({ key: 'BUCH-1' }, 201)],
    ['empty', () => empty(201)],
  ])('does not know whether an issue exists when the answer is %s', async (_what, answer) => {
    for (const call of ONCE.slice(0, 2)) {
      answerInTurn(answer());
      expect(await call()).toMatchObject({
        ok: false,
        problem: { code: 'jira.unreadable', retry: 'look-up' },
      });
    }
  });

  it('keeps no message of Jira in a problem', async () => {
    answerInTurn(json({ errorMessages: ['Konto 8400'], errors: { customfield_1: 'Betrag 12,50' } }, 400));
    expect(JSON.stringify(await ONCE[0]?.())).not.toMatch(/8400|12,50/);
  });

  it('stops at an answer that is far too big', async () => {
    answerInTurn(new Response('{}', { headers: { 'content-length': String(100 * 1024 * 1024) } }));
    expect(await READ()).toMatchObject({
      ok: false,
      problem: { code: 'platform.answer-too-big', retry: 'later' },
    });
  });
});
