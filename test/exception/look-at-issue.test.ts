import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { markOf } from '../../src/datev/login/end-warning';
import { loadWarning, saveWarning } from '../../src/datev/login/end-warning-store';
import { lookAtIssue } from '../../src/flows/exception/look-at-issue';
import { changeHealth, loadHealth } from '../../src/health/health-store';
import { propertyOf } from '../../src/jira/mirror';
import { linkOwn } from '../../src/jira/own-link-store';
import type { Reason } from '../../src/looks/look';
import type { Settings } from '../../src/settings/settings';
import { changeStorm, joinStorms, loadStorms } from '../../src/storms/storm-store';
import type { SubmissionEvent } from '../../src/submissions/events';
import { append, byApp } from '../../src/submissions/record-store';
import { linkIssue, loadSubmission } from '../../src/submissions/submission-store';
import { MANDANT, onRecord } from '../effects/datev';
import { called, no, nothing, ok, type Says, stage } from '../effects/stage';
import { DISCOVERED, file, ISSUE, WITH_ISSUE } from '../submissions/life';
import { json, meanwhile, runsFor, writes } from '../support/forge-globals';
import { savedBefore } from '../support/saved-settings';
import { issueNow, move } from './an-issue';
import { AT_JIRA } from './list';

const READ = `GET /issue/${ISSUE.id}`;
const GROUPS = 'GET /user/groups';
const PROPERTY = `PUT /issue/${ISSUE.id}/properties/datev`;
const WAYS = `GET /issue/${ISSUE.id}/transitions`;
const GIVEN: SubmissionEvent = { what: 'file-given', file: file({ revision: 2 }) };
const stateOf = async () => (await loadSubmission('s1'))?.state;
const DONE = { ok: true, value: undefined };

/** An issue of ours, where nothing else happens: sending is stopped. */
async function at(
  issue: object | Says,
  {
    events = [GIVEN],
    settings = {},
    says = {},
    since = 7200,
  }: {
    events?: readonly SubmissionEvent[];
    settings?: Partial<Settings>;
    says?: object;
    since?: number;
  } = {},
): Promise<void> {
  stage({
    ...AT_JIRA,
    ...{ [READ]: typeof issue === 'function' ? (issue as Says) : ok(issue), [PROPERTY]: nothing },
    ...{ 'GET /myself': ok({ accountId: 'app' }), [WAYS]: ok({ transitions: [] }) },
    ...says,
  });
  runsFor(300_000);
  await savedBefore(since, {
    stopped: { at: '2026-01-01T00:00:00.000Z', by: 'admin', reason: '' },
    ...settings,
  });
  await onRecord('s1', DISCOVERED, ...WITH_ISSUE, ...events);
  await linkIssue(ISSUE.id, 's1');
}
const look = (reason: Reason = 'event') => lookAtIssue(ISSUE.id, reason);
const moved = (to: string, more: object = {}) =>
  issueNow({}, { status: to, moves: [move({ id: '77', to, ...more })] });
const ordered = async () => (await stateOf())?.attempts.at(-1);

describe('a look at an issue', () => {
  it('that stands for nothing of ours asks Jira nothing', async () => {
    stage();
    expect(await lookAtIssue('10099', 'event')).toEqual(DONE);
    expect(called()).toEqual([]);
  });

  it('at which nothing happened changes nothing', async () => {
    await at(issueNow());
    const before = (await loadSubmission('s1'))?.version;
    expect(await look()).toEqual(DONE);
    expect(await stateOf()).toMatchObject({ attempts: [{ revision: 1 }] });
    expect((await stateOf())?.handledHistory).toBeUndefined();
    expect((await loadSubmission('s1'))?.version).toBeLessThanOrEqual((before ?? 0) + 1);
  });

  it.each<[string, Says, object]>([
    ['is tried again where Jira does not answer', no(503), { code: 'jira.unavailable' }],
    ['is tried again where Jira refuses it', no(403), { code: 'jira.forbidden' }],
  ])('%s', async (_, answer, problem) => {
    await at(answer);
    expect(await look()).toMatchObject({ ok: false, problem });
  });

  it('is tried again where Jira does not say who we are', async () => {
    await at(moved('3'), { says: { 'GET /myself': no(503) } });
    expect(await look()).toMatchObject({ ok: false, problem: { code: 'jira.unavailable' } });
    expect((await stateOf())?.handledHistory).toBeUndefined();
  });

  it.each<[string, Reason, object]>([
    ['is hidden', 'event', { hidden: expect.anything() }],
    ['is hidden, found by the hourly run', 'reconcile', { hidden: expect.anything() }],
    ['was deleted, as Jira told', 'deleted', { deletedAt: expect.any(String) }],
  ])('that Jira does not show %s', async (_, reason, then) => {
    await at(no(404));
    expect(await look(reason)).toEqual(DONE);
    expect((await stateOf())?.issue).toMatchObject(then);
  });

  it('that is there again is told so', async () => {
    await at(issueNow(), { events: [{ what: 'issue-hidden' }] });
    await look('again');
    expect((await stateOf())?.issue).not.toHaveProperty('hidden');
  });

  it('does what is due at its submission', async () => {
    await at(issueNow(), { events: [{ what: 'attachment-seen', id: 'a1', name: 'EXTF_x.csv' }] });
    expect((await stateOf())?.pendingEffects).not.toEqual([]);
    await look();
    expect((await stateOf())?.pendingEffects).toEqual([]);
  });

  it('writes what somebody has changed of what the issue says, and no more', async () => {
    let says: unknown;
    await at(() => json(issueNow({ properties: { datev: says } })));
    await look();
    const state = await stateOf();
    const written = () => called().filter((call) => call === PROPERTY).length;
    expect(written()).toBe(1);
    says = state && propertyOf(state);
    await look();
    expect(written()).toBe(1);
    says = { v: 1, externalId: 's9' };
    await look();
    expect(written()).toBe(2);
  });
});

describe('an attachment', () => {
  const attached = (...names: readonly string[]) =>
    issueNow(
      {},
      {
        attachments: names.map((filename, n) => ({
          id: `a${n}`,
          filename,
          size: 9,
          mimeType: 'text/csv',
          author: null,
        })),
      },
    );

  it('that looks like a booking file is warned of, once, and no other', async () => {
    await at(attached('EXTF_Buchungen.csv', 'Foto.png', 'EXTF_2.csv'));
    await look();
    await look();
    expect((await stateOf())?.warnedAttachments).toMatchObject([
      { id: 'a0', name: 'EXTF_Buchungen.csv' },
      { id: 'a2', name: 'EXTF_2.csv' },
    ]);
  });

  it('that two looks see at once is warned of once', async () => {
    await at(attached('EXTF_Buchungen.csv'));
    meanwhile(writes('submission'), async () => {
      const on = await loadSubmission('s1');
      if (on === undefined) return;
      await append(on, { what: 'attachment-seen', id: 'a0', name: 'EXTF_Buchungen.csv' }, byApp());
    });
    await look();
    expect((await stateOf())?.warnedAttachments).toHaveLength(1);
  });
});

describe('a move', () => {
  it('into a status that sends orders the corrected file, by whoever moved it', async () => {
    await at(moved('3'));
    expect(await look()).toEqual(DONE);
    expect(await ordered()).toMatchObject({ revision: 2, state: 'sending', by: 'anna' });
    expect(await stateOf()).toMatchObject({ handledHistory: '77' });
    const before = (await stateOf())?.attempts;
    await look();
    expect((await stateOf())?.attempts).toEqual(before);
  });

  it('into a closing status closes, by whoever moved it', async () => {
    await at(moved('4'));
    await look();
    expect(await stateOf()).toMatchObject({ end: { as: 'closed-without-sending', by: 'anna' } });
  });

  it.each<[string, object]>([
    ['by ourselves', { by: 'app', type: 'app' }],
    ['by Automation that nobody admits', { by: 'robot', type: 'app' }],
  ])('%s does not count', async (_, more) => {
    await at(moved('3', more));
    expect(await look()).toEqual(DONE);
    expect((await stateOf())?.handledHistory).toBeUndefined();
  });

  it('by Automation counts where the administrator admits it, whatever groups may send', async () => {
    const groups = { resubmit: ['g1'], mappings: [] };
    await at(moved('3', { by: 'robot', type: 'app' }), {
      settings: { automationMayTransition: true, groups },
    });
    expect(await look()).toEqual(DONE);
    expect(await ordered()).toMatchObject({ revision: 2, byAutomation: true });
    expect(called()).not.toContain(GROUPS);
  });

  describe('where a group may send', () => {
    const settings = { groups: { resubmit: ['g1'], mappings: [] } };
    const groups = (answer: Says) => ({ settings, says: { [GROUPS]: answer } });

    it('counts for one of them', async () => {
      await at(moved('3'), groups(ok([{ groupId: 'g1' }])));
      await look();
      expect(await ordered()).toMatchObject({ revision: 2, by: 'anna' });
    });

    it('of somebody else is sent back', async () => {
      await at(moved('3'), groups(ok([{ groupId: 'g2' }])));
      expect(await look()).toEqual(DONE);
      expect(await ordered()).toMatchObject({ revision: 1 });
      expect(await stateOf()).toMatchObject({ handledHistory: '77' });
      expect(JSON.stringify(called())).toContain('comment');
    });

    it('waits while Jira does not tell who is in it; nothing is handled then', async () => {
      await at(moved('3'), groups(no(503)));
      expect(await look()).toMatchObject({ ok: false, problem: { code: 'access.not-asked' } });
      expect((await stateOf())?.handledHistory).toBeUndefined();
      expect(await ordered()).toMatchObject({ revision: 1 });
    });

    it('that changes nothing is told without asking who may', async () => {
      await at(moved('3'), {
        ...groups(no(503)),
        events: [GIVEN, { what: 'ordered', mode: 'file', fileName: 'x.csv', referenceId: 'r2' }],
      });
      expect(await look()).toEqual(DONE);
      expect(called()).not.toContain(GROUPS);
      expect(await stateOf()).toMatchObject({ handledHistory: '77' });
    });
  });

  it('from before its status had a meaning does not count', async () => {
    await at(moved('3'), { since: 600 });
    expect(await look()).toEqual(DONE);
    expect((await stateOf())?.handledHistory).toBeUndefined();
  });

  it('of an issue that its submission has not (any more) does not count', async () => {
    const other = {
      [`PUT /issue/10009/properties/datev`]: nothing,
      'GET /issue/10009': ok(issueNow({ id: '10009' })),
    };
    const taken: SubmissionEvent = { what: 'issue-taken', issue: { ...ISSUE, id: '10009' } };
    await at(moved('3'), { events: [GIVEN, taken], says: other });
    await look();
    expect(await ordered()).toMatchObject({ revision: 1 });
  });

  it('that two looks find at once orders once', async () => {
    await at(moved('3'));
    meanwhile(writes('submission'), () => look());
    await look();
    expect((await stateOf())?.attempts).toHaveLength(2);
  });

  it('tells by the hourly run that Jira’s events are missing, and by an event that they are there again', async () => {
    await at(moved('3'));
    await look('reconcile');
    expect((await loadHealth()).eventsMissingSince).toBeDefined();
    await at(moved('3'));
    await changeHealth((h) => ({ ...h, eventsMissingSince: '2026-01-01T00:00:00.000Z' }));
    await look('event');
    expect((await loadHealth()).eventsMissingSince).toBeUndefined();
  });

  it('that was handled before tells nothing of events', async () => {
    await at(issueNow());
    await look('reconcile');
    expect((await loadHealth()).eventsMissingSince).toBeUndefined();
  });
});

describe('an issue that stands for no submission', () => {
  const CAUSE = '1008834:extf.header.14';
  const goneAt = { goneAt: expect.any(String) };
  async function ofStorm() {
    const { storms } = await joinStorms(new Map([[CAUSE, { begins: true }]]));
    const id = storms[0]?.id ?? '';
    await changeStorm(id, (one) => ({ ...one, issue: ISSUE }));
    await linkOwn(ISSUE.id, id);
    return async () => (await loadStorms()).data.storms[0];
  }
  async function ofApproval() {
    await saveWarning(MANDANT, await loadWarning(MANDANT), { number: 1, issueId: ISSUE.id, told: 7 });
    await linkOwn(ISSUE.id, markOf(MANDANT, 1));
    return async () => (await loadWarning(MANDANT)).data;
  }

  it.each([
    ['a storm', ofStorm],
    ['the end of an approval', ofApproval],
  ])('but for %s is gone only where Jira told that somebody deleted it', async (_, made) => {
    stage({ ...AT_JIRA, [READ]: no(404) });
    const known = await made();
    for (const reason of ['reconcile', 'again', 'hook', 'event'] as const)
      expect(await look(reason)).toEqual(DONE);
    expect(await known()).not.toMatchObject(goneAt);
    expect(called(), 'Jira is not even asked').toEqual([]);
    await look('deleted');
    expect(await known()).toMatchObject(goneAt);
  });
});
