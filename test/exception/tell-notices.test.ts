import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { tellNotices } from '../../src/flows/exception/tell-notices';
import { propertyOf } from '../../src/jira/mirror';
import { decline } from '../../src/notices/declined-store';
import type { Settings } from '../../src/settings/settings';
import { changeStorms, joinStorms, loadStorms } from '../../src/storms/storm-store';
import type { SubmissionEvent } from '../../src/submissions/events';
import { loadSubmission } from '../../src/submissions/submission-store';
import { onRecordAt } from '../effects/datev';
import { called, carried, lost, no, nothing, ok, type Says, SETTINGS } from '../effects/stage';
import { DISCOVERED, ISSUE, T0, WITH_ISSUE } from '../submissions/life';
import { empty, meanwhile, writes } from '../support/forge-globals';
import {
  all,
  at,
  begun,
  ESCALATION,
  found,
  MAIL,
  MAILS,
  MORNING,
  mailed,
  notices,
  round,
  SEARCH,
  SITE,
  STEPS,
  staged,
  TODAY,
} from './notices';

describe('a day’s notices', () => {
  it.each<[string, Settings, string]>([
    ['without any settings for them', SETTINGS, MORNING],
    ['where nobody wants any', notices({ digest: false }), MORNING],
    [
      'where nobody stands in a step',
      notices({ digest: false, escalation: [{ afterDays: 1, people: [] }] }),
      MORNING,
    ],
    ['before people begin to work', MAILS, `${TODAY}T05:59:00.000Z`],
    ['on a Sunday', MAILS, '2026-12-06T09:00:00.000Z'],
    ['on a public holiday', MAILS, '2027-01-06T09:00:00.000Z'],
  ])('are none %s, and Jira is asked nothing', async (_, settings, time) => {
    staged({}, time);
    await tellNotices(settings);
    expect(called()).toEqual([]);
    expect(await round()).toEqual({ day: '', told: [] });
  });

  it('are over once all were told: the next hour asks nothing', async () => {
    staged(at(all(1)));
    await tellNotices(MAILS);
    expect(await round()).toMatchObject({ day: TODAY, isOver: true });
    const before = called().length;
    await tellNotices(MAILS);
    expect(called()).toHaveLength(before);
  });

  it('begin anew each day', async () => {
    staged(at(all(1)));
    await begun({ day: '2026-12-07', told: ['someone'], isOver: true });
    await tellNotices(MAILS);
    expect(mailed()).toHaveLength(1);
    expect((await round()).told).toHaveLength(1);
  });

  it('ask Jira for nothing where no project is configured', async () => {
    staged({ [SITE]: ok({ baseUrl: 'https://kanzlei.atlassian.net' }) });
    const { project: _, ...none } = MAILS;
    await tellNotices({ ...none, statuses: {} });
    expect(called().filter((call) => call !== SITE)).toEqual([]);
    expect((await round()).isOver).toBe(true);
  });

  it.each<[string, Readonly<Record<string, Says>>]>([
    ['whose issues they are', { 'GET /myself': no(503) }],
    ['what waits', { [SEARCH]: no(503) }],
    ['under which address it stands', { [SITE]: no(503) }],
  ])('wait for the next hour while Jira does not tell %s', async (_, says) => {
    staged(at(all(1), says));
    await tellNotices(MAILS);
    expect(mailed()).toEqual([]);
    expect(await round()).not.toHaveProperty('isOver');
    expect((await round()).told).toEqual([]);
  });

  it('are left to whoever is at them', async () => {
    staged(at(all(1)));
    meanwhile(writes('record', 'notices'), () => begun({ day: TODAY, told: ['other'] }));
    await tellNotices(MAILS);
    expect(mailed()).toEqual([]);
    expect(await round()).toEqual({ day: TODAY, told: ['other'] });
  });
});

describe('the mail of a day', () => {
  it('is one for each person, about all that waits for them, what is due first before the rest', async () => {
    const own = { assignee: { accountId: 'anna' }, creator: { accountId: 'app' } };
    const [first, second, third] = [found(1), found(2, { due: '2026-12-02T08:00:00.000Z' }), found(3)];
    const nobody = { ...found(4), fields: { assignee: null, creator: { accountId: 'app' } } };
    const stranger = found(5, {}, 'mallory');
    staged(
      at([{ ...first, fields: own }, { ...second, fields: own }, third, nobody, stranger], {
        'POST /issue/10002/notify': nothing,
        'POST /issue/10003/notify': nothing,
      }),
    );
    await tellNotices(MAILS);
    expect(mailed().sort()).toEqual(['POST /issue/10002/notify', 'POST /issue/10003/notify']);
    const [mail] = carried('POST /issue/10002/notify') as [{ textBody: string; to: object }];
    expect(mail.to).toEqual({ users: [{ accountId: 'anna' }] });
    expect(mail.textBody).toContain('https://kanzlei.atlassian.net');
    expect(mail.textBody.indexOf('BUCH-2')).toBeLessThan(mail.textBody.indexOf('BUCH-1'));
    expect(mail.textBody).not.toContain('BUCH-3');
    expect((await round()).told).toHaveLength(2);
    // By a hash, no account.
    expect(JSON.stringify(await round())).not.toContain('anna');
  });

  it('is kept back from whoever wants none', async () => {
    staged(at(all(1)));
    await decline('person-1');
    await tellNotices(MAILS);
    expect(mailed()).toEqual([]);
    expect(await round()).toMatchObject({ isOver: true, told: [expect.any(String)] });
  });

  it('goes to nobody twice, also after the invocation died in between', async () => {
    staged(at(all(1)));
    await tellNotices(MAILS);
    const { told } = await round();
    await begun({ day: TODAY, told });
    await tellNotices(MAILS);
    expect(mailed()).toHaveLength(1);
    expect((await round()).isOver).toBe(true);
  });

  it.each<[string, Says, boolean]>([
    ['that Jira sends to nobody is not tried again', no(403), true],
    ['of which nobody knows whether it went is not tried again', lost, true],
    ['that Jira does not take now waits for the next hour', () => empty(429, { 'retry-after': '60' }), false],
  ])('%s', async (_, says, isOver) => {
    staged(at(all(1), { [MAIL]: says }));
    await tellNotices(MAILS);
    expect((await round()).isOver === true).toBe(isOver);
    expect((await round()).told).toHaveLength(isOver ? 1 : 0);
    await tellNotices(MAILS);
    expect(mailed()).toHaveLength(isOver ? 1 : 2);
  });

  it('that is not on record after all does not go', async () => {
    staged(at(all(1)));
    meanwhile(writes('record', 'notices'), async () => {
      // What was written then is gone again when it is read back.
      meanwhile(
        ({ path, body }) => path.endsWith('/get') && (body as { key?: string }).key === 'notices',
        async () => {
          await begun({ day: TODAY, told: [] });
        },
      );
    });
    await tellNotices(MAILS);
    expect(mailed()).toEqual([]);
    expect(await round()).toEqual({ day: TODAY, told: [] });
  });

  it.each([
    [50, 50, true],
    [51, 50, false],
  ])('goes to fifty people in an hour: of %d to %d', async (count, told, isOver) => {
    const mails = Object.fromEntries(
      Array.from({ length: count }, (_, n) => [`POST /issue/${10_001 + n}/notify`, nothing]),
    );
    staged(at(all(count), mails));
    await tellNotices(MAILS);
    expect(mailed()).toHaveLength(told);
    expect((await round()).isOver === true).toBe(isOver);
    await tellNotices(MAILS);
    expect(mailed()).toHaveLength(count);
    expect((await round()).isOver).toBe(true);
  });
});

describe('what is overdue', () => {
  const live = (...events: readonly SubmissionEvent[]) =>
    onRecordAt(T0, 's1', [DISCOVERED, ...WITH_ISSUE, ...events]);
  const steps = async (id = 's1') => (await loadSubmission(id))?.state.reminded;

  it('is told once, of each step, to whom the settings name', async () => {
    staged(at([found(1)]));
    const state = await live();
    expect(propertyOf(state).needsSince).toBe(T0);
    await tellNotices(STEPS);
    expect(await steps()).toMatchObject({ since: T0, step: 1 });
    expect(await round()).toMatchObject({ day: TODAY, isOver: true, told: [] });
    const before = await loadSubmission('s1');
    await begun({ day: TODAY, told: [] });
    await tellNotices(STEPS);
    expect((await loadSubmission('s1'))?.version).toBe(before?.version);
    // No mail, where nobody wants one.
    expect(called()).not.toContain(SITE);
  });

  it.each<[string, object, readonly SubmissionEvent[]]>([
    ['what Jira’s index has as due later', { due: '2026-12-09T08:00:00.000Z' }, []],
    ['what waits for something else by now', { needsSince: '2026-11-01T08:00:00.000Z' }, []],
    ['what somebody closed', {}, [{ what: 'closed', reason: 'doppelt' }]],
  ])('does not count: %s', async (_, change, events) => {
    staged(at([found(1, change)]));
    await live(...events);
    await tellNotices(STEPS);
    expect(await steps()).toBeUndefined();
    expect((await round()).isOver).toBe(true);
  });

  it('counts where the index does not know when it is due: the record decides', async () => {
    staged(at([found(1, { due: 'bald' })]));
    await live();
    await tellNotices(STEPS);
    expect(await steps()).toMatchObject({ step: 1 });
  });

  it('counts in its own issue only, and of what is not stored nothing is told', async () => {
    staged(at([{ ...found(1), id: '10099' }, found(9)]));
    await live();
    await tellNotices(STEPS);
    expect(await steps()).toBeUndefined();
    expect((await round()).isOver).toBe(true);
  });

  it('is told besides the mails, which go on with the next hour where there is more', async () => {
    staged(at([found(1)]));
    await live();
    await tellNotices(notices({ escalation: ESCALATION }));
    expect(await steps()).toMatchObject({ step: 1 });
    expect(mailed()).toHaveLength(1);
    expect(await round()).toMatchObject({ isOver: true, told: [expect.any(String)] });
  });
});

describe('a storm that is overdue', () => {
  const COMMENTS = 'GET /issue/10001/comment';
  const COMMENT = 'POST /issue/10001/comment';
  const PEOPLE = 'GET /user/bulk';
  const says = {
    ...{ [COMMENTS]: ok({ comments: [] }), [COMMENT]: ok({ id: '1' }) },
    [PEOPLE]: ok({ values: [{ accountId: 'chef', displayName: 'Chef' }] }),
  };
  const storms = async () => {
    await joinStorms(new Map([['1008834', { begins: true }]]));
    await changeStorms((before) => ({
      ...before,
      storms: before.storms.map((one) => ({ ...one, since: T0, issue: ISSUE })),
    }));
  };
  const reminded = async () => (await loadStorms()).data.storms.map((one) => one.reminded);

  it('is told of once in its own issue', async () => {
    staged(at([], says));
    await storms();
    await tellNotices(STEPS);
    expect(carried(COMMENT)).toHaveLength(1);
    expect(JSON.stringify(carried(COMMENT))).toContain('chef');
    expect(await reminded()).toEqual([1]);
    expect((await round()).isOver).toBe(true);
    await begun({ day: TODAY, told: [] });
    await tellNotices(STEPS);
    expect(carried(COMMENT)).toHaveLength(1);
  });

  it('is not told of where nobody stands in a step', async () => {
    staged(at([]));
    await storms();
    await tellNotices(MAILS);
    expect(called()).not.toContain(COMMENTS);
    expect((await round()).isOver).toBe(true);
  });

  it.each<[string, Says, boolean]>([
    ['that Jira does not take now comes again with the next hour', no(503), false],
    ['that Jira refuses is left for today', no(403), true],
    ['whose answer is lost is looked for with the next hour', lost, false],
  ])('and %s', async (_, answer, isOver) => {
    staged(at([], { ...says, [COMMENT]: answer }));
    await storms();
    await tellNotices(STEPS);
    expect(await reminded()).toEqual([undefined]);
    expect((await round()).isOver === true).toBe(isOver);
  });

  it('keeps no other from being told', async () => {
    const OTHER = 'POST /issue/10009/comment';
    staged(
      at([], {
        ...says,
        ...{ [COMMENT]: no(503), 'GET /issue/10009/comment': ok({ comments: [] }), [OTHER]: ok({ id: '2' }) },
      }),
    );
    await joinStorms(
      new Map([
        ['1', { begins: true }],
        ['2', { begins: true }],
      ]),
    );
    await changeStorms((before) => ({
      ...before,
      storms: before.storms.map((one, n) => ({
        ...{ ...one, since: T0 },
        issue: n === 0 ? ISSUE : { ...ISSUE, id: '10009' },
      })),
    }));
    await tellNotices(STEPS);
    expect(await reminded()).toEqual([undefined, 1]);
    expect(await round()).not.toHaveProperty('isOver');
  });
});
