import '../support/forge-globals';
import { secondsInDay } from 'date-fns/constants';
import { describe, expect, it } from 'vitest';
import { fromProblem, leaveIt } from '../../src/effects/effect-handler';
import { linkParent } from '../../src/effects/link-parent';
import { ownIssue } from '../../src/effects/own-issue';
import { removeAttachment } from '../../src/effects/remove-attachment';
import { retitle } from '../../src/effects/retitle';
import { loadHealth } from '../../src/health/health-store';
import { propertyOf } from '../../src/jira/mirror';
import { plusSeconds } from '../../src/kernel/instant';
import { fail, ok as good } from '../../src/kernel/result';
import type { Settings } from '../../src/settings/settings';
import { NO_STORMS } from '../../src/storms/storm';
import { loadStorms, saveStorms } from '../../src/storms/storm-store';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, ISSUE, live, minutes, WITH_ISSUE } from '../submissions/life';
import { page, seen } from '../support/forge-globals';
import {
  about,
  called,
  carried,
  GONE,
  issue,
  leave,
  loginPage,
  lost,
  NOW,
  no,
  nothing,
  ok,
  problem,
  type Says,
  stage,
  wanted,
} from './stage';

const FAILED = live(DISCOVERED, ...WITH_ISSUE);
const NONE = about(live(DISCOVERED));

describe('a problem at Jira', () => {
  it('is that the issue is gone, or what it is; what nobody needs is left where Jira refuses it', () => {
    const gone = { code: 'jira.issue-gone', retry: 'never' } as const;
    const [later, fix] = [
      { code: 'jira.later', retry: 'later' },
      { code: 'jira.forbidden', retry: 'after-fix' },
    ] as const;
    expect(fromProblem(gone)).toEqual(GONE);
    expect(fromProblem(later)).toEqual({ is: 'problem', problem: later });
    expect(leaveIt(fix)).toEqual({ ...fix, retry: 'never' });
    expect(leaveIt(later)).toEqual(later);
  });
});

describe('the link to the issue of a storm', () => {
  const LINK = 'POST /issueLink';
  const [parent, READ] = ['10500', 'POST /issue/bulkfetch'];
  const act = (says: Readonly<Record<string, Says>>) => {
    stage(says);
    return linkParent.act(about(FAILED), wanted({ kind: 'link-parent', parent }), leave);
  };
  const both = ok({ issues: [issue(ISSUE.id), issue(parent)] });
  const unlinked = async () => (await loadHealth()).unlinked !== undefined;

  it('is made', async () => {
    expect(await act({ [LINK]: nothing })).toEqual({ is: 'done' });
    expect(carried(LINK)).toEqual([
      { type: { name: 'Relates' }, inwardIssue: { id: ISSUE.id }, outwardIssue: { id: parent } },
    ]);
    expect(await unlinked()).toBe(false);
    stage();
    expect(await linkParent.act(NONE, wanted({ kind: 'link-parent', parent }), leave)).toEqual(GONE);
  });

  it.each([
    ['there is no such type', { [LINK]: no(400) }, true],
    ['the app has no right', { [LINK]: no(403) }, true],
    ['linking is off, for both issues are there', { [LINK]: no(404), [READ]: both }, true],
    ['one of the two is gone', { [LINK]: no(404), [READ]: ok({ issues: [issue(parent)] }) }, false],
    ['nobody can say whether both are there', { [LINK]: no(404), [READ]: no(503) }, false],
    ['one has all the links that it may have', { [LINK]: no(413) }, false],
  ] as const)('is done without where %s', async (_why, says, isTold) => {
    expect(await act(says)).toMatchObject(problem('jira.no-link', 'never'));
    expect(await unlinked()).toBe(isTold);
    // Only a 404 has two meanings.
    expect(called()).toEqual(Object.keys(says));
  });

  const hidden = (since: string, at: string) => ({ hidden: { since, looks: 3, at } });
  it.each<[string, object, object, number]>([
    ['once its storm has looked for it', {}, { retry: 'later', retryAfterSeconds: 360 }, 2],
    [
      'not before the round in which its storm looks for it',
      hidden(minutes(10), NOW),
      { retry: 'later', retryAfterSeconds: 60 },
      0,
    ],
    [
      'not before it is looked for again, once it is known to be hidden',
      hidden(minutes(10), plusSeconds(NOW, secondsInDay)),
      { retry: 'later', retryAfterSeconds: secondsInDay + 60 },
      0,
    ],
    [
      'not once it is hidden for an hour',
      hidden(plusSeconds(NOW, -3600), plusSeconds(NOW, 600)),
      { retry: 'never' },
      0,
    ],
    ['not once somebody deleted the issue of the storm', { goneAt: NOW }, { retry: 'never' }, 0],
  ])('is tried again where only its own issue is there: %s', async (_what, change, how, calls) => {
    const own = { id: parent, key: 'BUCH-500', projectId: '1' };
    const storm = { id: 'a1', cause: 'x', since: NOW, joinedAt: NOW, issue: own, ...change };
    stage({ [LINK]: no(404), [READ]: ok({ issues: [issue(ISSUE.id)] }) });
    await saveStorms({ version: 0, data: NO_STORMS }, { v: 1, storms: [{ most: 1, ...storm }] });
    const subject = about({ ...FAILED, storm: 'a1' });
    const outcome = await linkParent.act(subject, wanted({ kind: 'link-parent', parent }), leave);
    expect(outcome).toMatchObject({ is: 'problem', problem: { code: 'jira.no-link', ...how } });
    expect(called()).toHaveLength(calls);
    expect(await unlinked()).toBe(false);
  });

  it('that is refused tells the storm that its issue is not there, and the next one asks nothing', async () => {
    stage({ [LINK]: no(404), [READ]: ok({ issues: [issue(ISSUE.id)] }) });
    const storm = {
      ...{ id: 'a1', cause: 'x', since: NOW, joinedAt: NOW, most: 1 },
      issue: { id: parent, key: 'BUCH-500', projectId: '1' },
    };
    const nextAt = plusSeconds(NOW, 900);
    await saveStorms({ version: 0, data: NO_STORMS }, { v: 1, storms: [storm], nextAt });
    const link = () =>
      linkParent.act(about({ ...FAILED, storm: 'a1' }), wanted({ kind: 'link-parent', parent }), leave);
    const later = { is: 'problem', problem: { retry: 'later', retryAfterSeconds: 960 } };
    expect([await link(), await link()]).toMatchObject([later, later]);
    expect(called()).toHaveLength(2);
    expect((await loadStorms()).data.storms[0]?.hidden).toMatchObject({ since: NOW, looks: 1 });
  });

  it.each([
    ['trouble', no(503), problem('jira.unavailable', 'later')],
    ['nothing', lost, problem('jira.unreachable', 'later')],
    ['a page', loginPage, problem('jira.unreadable', 'later')],
    ['a page that says 404', () => page(404), problem('jira.unreadable', 'later')],
  ])('is tried again when Jira answers %s, of which nobody has to know', async (_what, says, outcome) => {
    expect(await act({ [LINK]: says })).toMatchObject(outcome);
    expect(await unlinked()).toBe(false);
    expect(called()).toEqual([LINK]);
  });
});

describe('the summary of an issue', () => {
  const [READ, WRITE] = [`GET /issue/${ISSUE.id}`, `PUT /issue/${ISSUE.id}`];
  const DELIVERED: Submission = { ...FAILED, end: { as: 'delivered', at: minutes(9) } };
  const act = (summary: string, submission = DELIVERED, says: Readonly<Record<string, Says>> = {}) => {
    stage({ [READ]: ok(issue(ISSUE.id, { summary })), [WRITE]: nothing, ...says });
    return retitle.act(about(submission), wanted({ kind: 'retitle' }), leave);
  };
  const SAYS = 'An DATEV übergeben. Vorher:';

  it('says first that the file is delivered, then what it said; the property goes with it', async () => {
    const mirrored = propertyOf(DELIVERED);
    expect(await act('Januar prüfen')).toEqual({ is: 'done', mirrored });
    expect(carried(WRITE)).toEqual([
      {
        fields: { summary: `${SAYS} Januar prüfen` },
        properties: [{ key: 'datev', value: mirrored }],
      },
    ]);
  });

  it('is due, where it is taken back, on the day that a filing rule of the Mandant names', async () => {
    const settings = {
      ...about(FAILED).settings,
      routing: { land: 'BY', rules: [{ dueDays: 9 }] },
    } as Settings;
    stage({ [READ]: ok(issue(ISSUE.id, { summary: `${SAYS} Januar` })), [WRITE]: nothing });
    const outcome = await retitle.act({ ...about(FAILED), settings }, wanted({ kind: 'retitle' }), leave);
    expect(outcome).toEqual({ is: 'done', mirrored: propertyOf(FAILED, settings.routing) });
    expect(propertyOf(FAILED, settings.routing)).not.toEqual(propertyOf(FAILED));
  });

  it.each([
    ['says so already', `${SAYS} Januar`, DELIVERED],
    ['does not say so, of what is closed', 'Januar', { ...FAILED, end: { as: 'closed-without-sending' } }],
    ['does not say so, of what is not over', 'Januar', FAILED],
  ])('is left alone when it %s', async (_what, summary, submission) => {
    expect(await act(summary, submission as Submission)).toEqual({ is: 'done' });
    expect(called()).toEqual([READ]);
  });

  it('is changed without a mail where many have one cause: the issue of their storm says how they stand', async () => {
    const isSilent = () => seen().some(({ path }) => path.endsWith(`${ISSUE.id}?notifyUsers=false`));
    await act('Januar');
    expect(isSilent()).toBe(false);
    await act('Januar', { ...DELIVERED, storm: 'storm-1' });
    expect(isSilent()).toBe(true);
  });

  it('loses the words again when it turns out not to be delivered', async () => {
    expect(await act(`${SAYS} Januar`, FAILED)).toMatchObject({ is: 'done' });
    expect(carried(WRITE)).toMatchObject([{ fields: { summary: 'Januar' } }]);
  });

  it.each([
    [READ, no(404), GONE],
    [READ, no(503), problem('jira.unavailable', 'later')],
    [WRITE, no(404), GONE],
    [WRITE, no(400), problem('jira.field-refused', 'never')],
    [WRITE, no(403), problem('jira.forbidden', 'never')],
    [WRITE, no(503), problem('jira.unavailable', 'later')],
  ])('stays where Jira does not take it: %s', async (step, says, outcome) => {
    expect(await act('Januar', DELIVERED, { [step]: says })).toMatchObject(outcome);
  });

  it('needs an issue', async () => {
    stage();
    expect(await retitle.act(NONE, wanted({ kind: 'retitle' }), leave)).toEqual(GONE);
  });
});

describe('an attachment that was taken over', () => {
  const REMOVE = 'DELETE /attachment/55';
  const act = (says: Says) => {
    stage({ [REMOVE]: says });
    return removeAttachment.act(
      about(FAILED),
      wanted({ kind: 'remove-attachment', attachmentId: '55' }),
      leave,
    );
  };
  it.each([
    ['is removed', nothing, { is: 'done' }],
    ['is removed where it is gone already', no(404), { is: 'done' }],
    ['stays where the app has no right', no(403), problem('jira.forbidden', 'after-fix')],
    ['is tried again', no(503), problem('jira.unavailable', 'later')],
  ])('%s', async (_what, says, outcome) => {
    expect(await act(says)).toMatchObject(outcome);
    expect(called()).toEqual([REMOVE]);
  });
});

describe('an issue about no submission', () => {
  const APP = { accountId: 'app' };
  const found = (...ids: readonly string[]) =>
    ok({ issues: ids.map((id) => ({ id, key: `BUCH-${id}`, fields: { creator: APP } })) });
  const LATER = { code: 'jira.later', retry: 'later' } as const;

  it('is made, or says why not', async () => {
    expect(await ownIssue('storm:1', async () => good(ISSUE)).act()).toEqual({ is: 'done', issue: ISSUE });
    const outcome = await ownIssue('storm:1', async () => fail(LATER)).act();
    expect(outcome).toEqual({ is: 'problem', problem: LATER });
  });

  const UNREAD = { 'GET /issue/9': no(503) };
  it.each([
    [
      'is found by its mark, of two the older',
      found('12', '9'),
      {},
      { is: 'found', issue: { key: 'BUCH-9' } },
    ],
    ['is absent', found(), {}, { is: 'absent' }],
    ['stays in doubt', no(503), {}, problem('jira.unavailable', 'later')],
    ['stays in doubt while Jira does not give it', found('9'), UNREAD, problem('jira.unavailable', 'later')],
  ])('%s', async (_what, says, read, outcome) => {
    stage({
      'POST /search/jql': says,
      'GET /myself': ok(APP),
      ...Object.fromEntries(['9', '12'].map((id) => [`GET /issue/${id}`, ok(issue(id))])),
      ...read,
    });
    expect(await ownIssue('storm:1', async () => good(ISSUE)).lookUp()).toMatchObject(outcome);
    expect(JSON.stringify(carried('POST /search/jql'))).toContain('storm:1');
  });
});
