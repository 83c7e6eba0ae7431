import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { closeDuplicates } from '../../src/effects/close-duplicates';
import { DISCOVERED, ISSUE, live, WITH_ISSUE } from '../submissions/life';
import {
  about,
  called,
  carried,
  GONE,
  issue,
  leave,
  loginPage,
  lost,
  no,
  nothing,
  ok,
  problem,
  type Says,
  SETTINGS,
  stage,
  wanted,
  way,
} from './stage';

const APP = { accountId: 'app' };
const found = (...ids: readonly string[]) =>
  ok({ issues: ids.map((id) => ({ id, key: `BUCH-${id}`, fields: { creator: APP } })) });

/** The known issue is 10001, its twin 10000; it can be moved to 4, which an admin chose for closing without sending. */
const TWIN = '10000';
const WORLD: Readonly<Record<string, Says | readonly Says[]>> = {
  'POST /search/jql': found(ISSUE.id, TWIN),
  'GET /myself': ok(APP),
  [`GET /issue/${ISSUE.id}`]: ok(issue(ISSUE.id)),
  [`GET /issue/${TWIN}`]: ok(issue(TWIN)),
  'POST /issueLink': nothing,
  [`GET /issue/${TWIN}/comment`]: ok({ comments: [] }),
  [`POST /issue/${TWIN}/comment`]: ok({ id: '7' }),
  [`GET /project/${ISSUE.projectId}/statuses`]: ok([]),
  [`GET /issue/${TWIN}/transitions`]: ok({
    transitions: [way('21', ['5', 'done']), way('31', ['4', 'done'])],
  }),
  [`POST /issue/${TWIN}/transitions`]: nothing,
};

const act = (says: typeof WORLD = {}, settings = SETTINGS) => {
  stage({ ...WORLD, ...says });
  const subject = about(live(DISCOVERED, ...WITH_ISSUE), { settings });
  return closeDuplicates.act(subject, wanted({ kind: 'close-duplicates' }), leave);
};
const touched = () => called().filter((call) => /^(?:POST|PUT) \/issue/.test(call));
const moves = () => carried(`POST /issue/${TWIN}/transitions`);

describe('the second issue of a job', () => {
  it('is linked to the known one, says where the work goes on and is closed; the known one stays as it is, although it is younger', async () => {
    expect(await act()).toEqual({ is: 'done' });
    expect(touched()).toEqual([
      'POST /issueLink',
      `POST /issue/${TWIN}/comment`,
      `POST /issue/${TWIN}/transitions`,
    ]);
    expect(carried('POST /issueLink')).toEqual([
      { type: { name: 'Duplicate' }, inwardIssue: { id: TWIN }, outwardIssue: { id: ISSUE.id } },
    ]);
    expect(JSON.stringify(carried(`POST /issue/${TWIN}/comment`))).toContain(ISSUE.key);
    expect(moves()).toEqual([{ transition: { id: '31' } }]);
  });

  it('is none where only the known one is found, and where there is no known one nothing is looked for', async () => {
    expect(await act({ 'POST /search/jql': found(ISSUE.id) })).toEqual({ is: 'done' });
    expect(touched()).toEqual([]);
    stage();
    const none = about(live(DISCOVERED));
    expect(await closeDuplicates.act(none, wanted({ kind: 'close-duplicates' }), leave)).toEqual(GONE);
    expect(called()).toEqual([]);
  });

  it('is told once, however often this is repeated, and a closed one is left alone', async () => {
    const marked = { values: [{ properties: [{ key: 'datev', value: { event: 'comment:twin' } }] }] };
    const there = { [`GET /issue/${TWIN}/comment`]: ok({ comments: [{ id: '7' }] }) };
    expect(await act({ ...there, 'POST /comment/list': ok(marked) })).toEqual({ is: 'done' });
    expect(touched()).toEqual(['POST /issueLink', `POST /issue/${TWIN}/transitions`]);
    const closed = ok(issue(TWIN, { status: ['4', 'done'] }));
    expect(await act({ [`GET /issue/${TWIN}`]: closed })).toEqual({ is: 'done' });
    expect(touched()).toEqual([]);
  });

  it.each([
    ['the one that an admin chose', [way('21', ['5', 'done']), way('31', ['4', 'new'])], '31'],
    ['else any final one', [way('11', ['6']), way('21', ['5', 'done'])], '21'],
    ['none that demands something', [way('31', ['4', 'done'], true), way('21', ['5', 'done'])], '21'],
    ['none that goes on', [way('11', ['6'])], undefined],
    ['none where all demand something', [way('31', ['4', 'done'], true)], undefined],
  ])('is closed by a way into a final status: %s', async (_which, transitions, taken) => {
    expect(await act({ [`GET /issue/${TWIN}/transitions`]: ok({ transitions }) })).toEqual({ is: 'done' });
    expect(moves()).toEqual(taken === undefined ? [] : [{ transition: { id: taken } }]);
  });

  it('is closed in any final status where nobody chose one in its project', async () => {
    expect(await act({}, { ...SETTINGS, statuses: {} })).toEqual({ is: 'done' });
    expect(moves()).toEqual([{ transition: { id: '21' } }]);
  });

  it('does without a link where Jira has none', async () => {
    for (const status of [400, 404]) {
      expect(await act({ 'POST /issueLink': no(status) })).toEqual({ is: 'done' });
      expect(moves()).toHaveLength(1);
    }
  });

  const steps = [
    `GET /issue/${TWIN}`,
    `GET /issue/${TWIN}/comment`,
    `POST /issue/${TWIN}/comment`,
    `GET /issue/${TWIN}/transitions`,
    `POST /issue/${TWIN}/transitions`,
  ];
  it.each(steps)('troubles nobody where it is gone meanwhile: 404 at %s', async (step) => {
    // Its own link is read by `ownLinks` first, when it was still there.
    const says = step === `GET /issue/${TWIN}` ? [ok(issue(TWIN)), no(404)] : no(404);
    expect(await act({ [step]: says })).toEqual({ is: 'done' });
    expect(called().at(-1)).toBe(step);
  });

  it.each([
    ['POST /search/jql', no(503), 'jira.unavailable', 'later'],
    [`GET /issue/${TWIN}`, no(503), 'jira.unavailable', 'later'],
    [`GET /issue/${TWIN}`, [ok(issue(TWIN)), no(503)], 'jira.unavailable', 'later'],
    [`GET /issue/${TWIN}`, [ok(issue(TWIN)), loginPage], 'jira.unreadable', 'later'],
    ['POST /issueLink', no(403), 'jira.forbidden', 'after-fix'],
    ['POST /issueLink', lost, 'jira.unreachable', 'later'],
    [`POST /issue/${TWIN}/comment`, lost, 'jira.unreachable', 'look-up'],
    [`GET /issue/${TWIN}/transitions`, no(429), 'jira.later', 'later'],
    [`POST /issue/${TWIN}/transitions`, no(400), 'jira.transition-refused', 'after-fix'],
  ] as const)('waits where Jira does not take it: %s', async (step, says, code, retry) => {
    expect(await act({ [step]: says })).toMatchObject(problem(code, retry));
    expect(called().at(-1)).toBe(step === 'POST /search/jql' ? 'GET /myself' : step);
  });

  it('is not the last: also a third one is closed', async () => {
    const third = Object.fromEntries(
      Object.entries(WORLD).map(([call, says]) => [call.replace(TWIN, '10002'), says]),
    );
    const says = {
      ...third,
      'POST /search/jql': found('10002', ISSUE.id, TWIN),
      'GET /issue/10002': ok(issue('10002')),
    };
    expect(await act(says)).toEqual({ is: 'done' });
    expect(touched().filter((call) => call.endsWith('/transitions'))).toEqual([
      `POST /issue/${TWIN}/transitions`,
      'POST /issue/10002/transitions',
    ]);
  });
});
