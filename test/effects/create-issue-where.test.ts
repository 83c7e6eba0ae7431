import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { createIssue } from '../../src/effects/create-issue';
import { changeHealth, loadHealth } from '../../src/health/health-store';
import type { Settings } from '../../src/settings/settings';
import { ISSUE } from '../submissions/life';
import { begun, made, ran } from '../submissions/run-life';
import {
  act,
  bodies,
  type Case,
  CREATE,
  description,
  extra,
  FAILED,
  field,
  fields,
  rules,
  SCREEN,
  screen,
  WORLD,
} from './new-issue';
import {
  about,
  called,
  carried,
  issue,
  leave,
  loginPage,
  lost,
  no,
  ok,
  PROJECT,
  problem,
  type Says,
  SETTINGS,
  stage,
  wanted,
} from './stage';

describe('whose it is', () => {
  const assigned = () => (fields()['assignee'] as { accountId: string } | undefined)?.accountId;

  it.each([
    ['whoever has the Mandant', { assignee: 'cara', settings: { defaultAssignee: 'bert' } }, 'cara'],
    ['else everybody’s', { settings: { defaultAssignee: 'bert' } }, 'bert'],
    ['nobody’s', {}, undefined],
    [
      'nobody’s where the screen takes nobody',
      { settings: { defaultAssignee: 'bert' }, says: { [SCREEN]: screen() } },
      undefined,
    ],
  ] satisfies readonly (readonly [string, Case, string | undefined])[])('%s', async (_whose, of, who) => {
    expect(await act(of)).toMatchObject({ is: 'done' });
    expect(assigned()).toBe(who);
  });

  it('nobody’s where Jira refuses the person, which the issue says', async () => {
    const settings = { defaultAssignee: 'bert' };
    const says = { [CREATE]: [no(400, { assignee: 'no' }), ok({ id: ISSUE.id, key: ISSUE.key })] };
    expect(await act({ settings, says })).toMatchObject({ is: 'done' });
    expect(assigned()).toBeUndefined();
    expect(description()).toContain('assignee');
  });

  const waits = ran(begun(), made(1, { needsApproval: true }));
  const DEMANDED = { [SCREEN]: screen(field('assignee', { type: 'user', required: true })) };
  const people = (...ids: readonly string[]) => ({
    'GET /user/assignable/search': ok(ids.map((accountId) => ({ accountId, displayName: accountId }))),
  });
  const many = ['b1', 'b2', 'b3', 'b4', 'b5', 'b6'];
  it.each([
    ['the only one who may, before everybody’s', people('bert'), 'cara', 'bert'],
    ['of several everybody’s, if they may', people('dora', 'cara'), 'cara', 'cara'],
    ['of several nobody’s', people('dora', 'emil'), 'cara', undefined],
    [
      'of several one, where the project demands somebody',
      { ...people('dora', 'emil'), ...DEMANDED },
      'cara',
      'dora',
    ],
    ['of too many to name nobody’s', people(...many), 'cara', undefined],
    [
      'of too many to name one, where the project demands somebody',
      { ...people(...many), ...DEMANDED },
      'cara',
      'b1',
    ],
    [
      'everybody’s, where the project demands somebody and nobody may',
      { ...people(), ...DEMANDED },
      'cara',
      'cara',
    ],
    ['nobody’s, where nobody may', people(), 'cara', undefined],
    ['of several nobody’s, where nobody is named for all', people('dora', 'emil'), undefined, undefined],
  ] as const)('of a run that waits for an approval: %s', async (_whose, says, usual, who) => {
    const settings = usual === undefined ? {} : { defaultAssignee: usual };
    expect(await act({ of: waits, key: 'issue:approval:r1', settings, says })).toMatchObject({ is: 'done' });
    expect(assigned()).toBe(who);
    expect(fields()['summary']).toContain('Freigabe');
  });

  it('of a run that waits: whoever may is named in it', async () => {
    await act({ of: waits, key: 'issue:approval:r1', says: people('dora', 'emil') });
    expect(description()).toContain('"id":"emil"');
  });
});

describe('in another project', () => {
  const OTHER = { id: '20000', key: 'SPEZ' };
  const there = { 'GET /issue/createmeta/20000/issuetypes/20002': screen(field('customfield_7')) };
  const settings = {
    ...rules({ project: OTHER, issueTypeId: '20002' }),
    fields: { externalId: 'customfield_7', errorCode: 'customfield_8' },
  };
  const missed = async () => (await loadHealth()).missed;
  const says = { ...there, 'GET /project/20000/statuses': ok([]) };

  it('it is made where a rule says, with those mapped fields that are there, of which none is missing', async () => {
    const outcome = await act({ settings, says });
    expect(fields()).toMatchObject({ project: { id: '20000' }, issuetype: { id: '20002' } });
    expect(extra()).toEqual({ customfield_7: 's1' });
    expect(outcome).toMatchObject({ is: 'done', issue: { projectId: '20000' } });
    expect(outcome).not.toHaveProperty('unwritten');
    expect(await missed()).toBeUndefined();
  });

  it('it is made in the usual one where Jira clearly does not take it there; it says so, and health, too', async () => {
    const refusing = { ...says, [CREATE]: [no(403), ok({ id: ISSUE.id, key: ISSUE.key })] };
    const outcome = await act({ settings, says: refusing });
    expect(fields()).toMatchObject({ project: { id: PROJECT } });
    expect(description()).toContain('SPEZ');
    expect(outcome).toMatchObject({ is: 'done', issue: { projectId: PROJECT }, unwritten: true });
    expect(await missed()).toMatchObject({ [OTHER.id]: { key: 'SPEZ', code: 'jira.forbidden' } });
  });

  it('health is told when it takes issues again', async () => {
    stage({ ...WORLD, ...says, [CREATE]: [no(403), ok({ id: ISSUE.id, key: ISSUE.key })] });
    const subject = about(FAILED, { settings: { ...SETTINGS, ...settings } });
    await createIssue.act(subject, wanted({ kind: 'create-issue' }), leave);
    expect(Object.keys((await missed()) ?? {})).toEqual([OTHER.id]);
    await createIssue.act(subject, wanted({ kind: 'create-issue' }), leave);
    expect(await missed()).toEqual({});
  });

  it('a project that goes on taking none is told from the beginning on', async () => {
    const since = '2026-11-01T08:00:00.000Z';
    stage({ ...WORLD, ...says, [CREATE]: no(403) });
    await changeHealth((h) => ({
      ...h,
      missed: { [OTHER.id]: { key: 'SPEZ', since, code: 'jira.forbidden' } },
    }));
    const subject = about(FAILED, { settings: { ...SETTINGS, ...settings } });
    const outcome = await createIssue.act(subject, wanted({ kind: 'create-issue' }), leave);
    expect(outcome).toMatchObject(problem('jira.forbidden', 'after-fix'));
    expect(await missed()).toMatchObject({ [OTHER.id]: { since } });
  });

  it('it is not made elsewhere while nobody knows whether it was made there', async () => {
    expect(await act({ settings, says: { ...says, [CREATE]: lost } })).toMatchObject(
      problem('jira.unreachable', 'look-up'),
    );
    expect(bodies()).toHaveLength(1);
    expect(await missed()).toBeUndefined();
  });
});

describe('an issue in doubt', () => {
  const APP = { accountId: 'app' };
  const found = (...ids: readonly string[]) =>
    ok({ issues: ids.map((id) => ({ id, key: `BUCH-${id}`, fields: { creator: APP } })) });
  const look = (search: Says, settings: Partial<Settings> = {}, says: Record<string, Says> = {}) => {
    const read = ['12', '9'].map((id) => [`GET /issue/${id}`, ok(issue(id))]);
    stage({ 'POST /search/jql': search, 'GET /myself': ok(APP), ...Object.fromEntries(read), ...says });
    const subject = about(FAILED, { settings: { ...SETTINGS, ...settings } });
    return createIssue.lookUp?.(subject, wanted({ kind: 'create-issue' }));
  };
  const first = { id: '9', key: 'BUCH-9', projectId: PROJECT };

  it('is adopted, of two the older', async () => {
    expect(await look(found('12', '9'))).toEqual({ is: 'found', issue: first, tells: true });
    expect(JSON.stringify(carried('POST /search/jql'))).toContain('\\"s1\\"');
  });

  it('is not looked for where another one is there by now: nobody is led back to the older one', async () => {
    stage({});
    const there = { id: '12', key: 'BUCH-12', projectId: PROJECT };
    const subject = about({ ...FAILED, issue: there });
    expect(await createIssue.lookUp?.(subject, wanted({ kind: 'create-issue' }))).toEqual({
      is: 'found',
      issue: there,
      joins: true,
    });
    expect(called()).toEqual([]);
  });

  it('but for one that was deleted', async () => {
    const deleted = { ...first, id: '7', deletedAt: FAILED.changedAt };
    const says = { 'POST /search/jql': found('9'), 'GET /myself': ok(APP), 'GET /issue/9': ok(issue('9')) };
    stage(says);
    const subject = about({ ...FAILED, issue: deleted });
    expect(await createIssue.lookUp?.(subject, wanted({ kind: 'create-issue' }))).toMatchObject({
      is: 'found',
      issue: first,
    });
  });

  it('whose mapped fields nobody knows gets them written', async () => {
    expect(await look(found('9'), { fields: { jobId: 'customfield_7' } })).toEqual({
      ...{ is: 'found', issue: { ...first, mapped: true } },
      ...{ tells: true, unwritten: true },
    });
  });

  it.each([
    ['is absent where Jira’s index knows none', found(), { is: 'absent' }],
    ['stays so while Jira does not say', no(503), problem('jira.unavailable', 'later')],
  ])('%s', async (_what, says, outcome) => {
    expect(await look(says)).toMatchObject(outcome);
  });

  it.each([
    ['does not give it', no(503), problem('jira.unavailable', 'later')],
    ['has no time', no(429), problem('jira.later', 'later')],
    ['answers with a page', loginPage, problem('jira.unreadable', 'later')],
    ['says that it is gone', no(404), { is: 'absent' }],
  ])('which Jira’s index knows, where Jira %s', async (_what, says, outcome) => {
    expect(await look(found('9'), {}, { 'GET /issue/9': says })).toMatchObject(outcome);
  });

  it('stays so while one of two is not read, or the younger could be taken', async () => {
    const unread = { 'GET /issue/9': no(503) };
    expect(await look(found('12', '9'), {}, unread)).toMatchObject(problem('jira.unavailable', 'later'));
    const gone = { 'GET /issue/9': no(404) };
    expect(await look(found('12', '9'), {}, gone)).toMatchObject({ is: 'found', issue: { id: '12' } });
  });

  it('is made again when all looks found nothing', () => {
    expect(createIssue.afterLooks).toBeUndefined();
  });
});
