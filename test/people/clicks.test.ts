import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { admitted, closeByRule, resubmitByRule } from '../../src/flows/people/act-by-rule';
import { actOnClick } from '../../src/flows/people/act-on-click';
import { checkMove } from '../../src/flows/people/check-move';
import { saveAdminSettings, switchPause, switchStop } from '../../src/flows/people/save-settings';
import { changeHealth, loadHealth } from '../../src/health/health-store';
import { now } from '../../src/platform/clock';
import { DEFAULT_SETTINGS } from '../../src/settings/settings';
import { loadSettings } from '../../src/settings/settings-store';
import { changeStorms, joinStorms } from '../../src/storms/storm-store';
import type { SubmissionEvent } from '../../src/submissions/events';
import { append, byApp } from '../../src/submissions/record-store';
import { linkIssue, loadSubmission } from '../../src/submissions/submission-store';
import { onRecord } from '../effects/datev';
import { called, no, ok, queued, type Says, SETTINGS, stage } from '../effects/stage';
import { deletions } from '../exception/upload';
import { DISCOVERED, file, ISSUE, order, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { meanwhile, writes } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';

const stateOf = async (id = 's1') => (await loadSubmission(id))?.state;
const given = (errors?: number): SubmissionEvent => ({
  what: 'file-given',
  file: file({ revision: 2, fileId: 'f2', ...(errors === undefined ? {} : { errors }) }),
});
const GIVEN = given();
const failed = (...events: readonly SubmissionEvent[]) =>
  onRecord('s1', DISCOVERED, ...WITH_ISSUE, ...events);
const look = { v: 1, look: 'submission', id: 's1' };

describe('a click', () => {
  it('that withdraws a file takes its bytes with it', async () => {
    stage();
    await failed(GIVEN);
    expect(await actOnClick('s1', { by: 'anna', click: { click: 'withdraw' } })).toMatchObject({ ok: true });
    expect((await stateOf())?.candidate).toBeUndefined();
    expect(deletions('f2')).toBe(1);
    expect(queued()).toEqual([look]);
  });

  it('that withdraws a file which was sent before leaves its bytes', async () => {
    stage();
    const sent = file({ fileId: 'f1' });
    await onRecord(
      's1',
      { ...UPLOADED, file: sent as typeof UPLOADED.file },
      order(1),
      { what: 'trying', key: 'send:r1', leaseUntil: now() },
      { what: 'done', key: 'send:r1', jobId: 'j1' },
      { what: 'job-failed', revision: 1, jobId: 'j1', cause: { code: '1', faults: [] } },
      { what: 'file-given', file: { ...sent, revision: 2 } },
    );
    await actOnClick('s1', { by: 'anna', click: { click: 'withdraw' } });
    expect((await stateOf())?.candidate).toBeUndefined();
    expect(deletions('f1')).toBe(0);
  });

  it('that closes takes the bytes that waited with it, and one that sends does not', async () => {
    stage();
    await failed(GIVEN);
    await actOnClick('s1', { by: 'anna', click: { click: 'close', reason: 'doppelt' } });
    expect(deletions('f2')).toBe(1);
    expect(await stateOf()).toMatchObject({ end: { as: 'closed-without-sending', by: 'anna' } });
    stage();
    await failed(GIVEN);
    await actOnClick('s1', { by: 'anna', click: { click: 'send-checked' } });
    expect(deletions('f2')).toBe(0);
  });

  it('is decided anew where somebody was faster', async () => {
    stage();
    await failed(GIVEN);
    meanwhile(writes('submission'), async () => {
      const on = await loadSubmission('s1');
      if (on !== undefined) await append(on, { what: 'closed', reason: 'x' }, byApp());
    });
    expect(await actOnClick('s1', { by: 'anna', click: { click: 'send-checked' } })).toMatchObject({
      ok: false,
    });
    expect((await stateOf())?.attempts).toHaveLength(1);
    expect(queued()).toEqual([]);
  });

  it.each<[string, object, boolean]>([
    ['sends the checked file', {}, true],
    ['does not send while sending is stopped', { stopped: { at: now(), by: 'admin', reason: '' } }, false],
  ])('%s', async (_, settings, isSent) => {
    stage();
    await savedSettings(settings);
    await failed(GIVEN);
    const told = await actOnClick('s1', { by: 'anna', click: { click: 'send-checked' } });
    expect(told.ok).toBe(isSent);
    expect((await stateOf())?.attempts).toHaveLength(isSent ? 2 : 1);
  });
});

describe('a rule', () => {
  it('may change something where an administrator admits it', () => {
    expect(admitted({ ...SETTINGS, automationMayTransition: true })).toMatchObject({ ok: true });
    expect(admitted(SETTINGS)).toMatchObject({ ok: false, problem: { code: 'automation.not-admitted' } });
  });

  it('sends what is checked; done twice it says so', async () => {
    stage();
    const state = await failed(GIVEN);
    expect(await resubmitByRule(state, 'anna')).toMatchObject({
      ok: true,
      value: { outcome: 'ordered', submissionId: 's1' },
    });
    expect(await resubmitByRule(state, 'anna')).toMatchObject({ ok: true, value: { outcome: 'already' } });
    expect((await stateOf())?.attempts).toHaveLength(2);
  });

  it.each<[string, readonly SubmissionEvent[], object]>([
    ['has no checked file', [], { ok: false }],
    ['has a file with errors', [given(3)], { ok: false }],
    ['was closed', [{ what: 'closed', reason: 'x' }], { ok: false }],
  ])('does not send what %s', async (_, events, told) => {
    stage();
    const state = await failed(...events);
    expect(await resubmitByRule(state, 'anna')).toMatchObject(told);
    expect((await stateOf())?.attempts).toHaveLength(1);
  });

  it('says of what was delivered that it is there already, and of what nobody knows that it is not', async () => {
    const sent = [
      ...[order(1), { what: 'trying', key: 'send:r1', leaseUntil: now() }],
      { what: 'done', key: 'send:r1', jobId: 'j1' },
    ] as readonly SubmissionEvent[];
    stage();
    const delivered = await onRecord('s1', UPLOADED, ...sent, {
      what: 'job-succeeded',
      revision: 1,
      jobId: 'j1',
    });
    expect(await resubmitByRule(delivered, 'anna')).toMatchObject({
      ok: true,
      value: { outcome: 'already' },
    });
    stage();
    const silent = await onRecord('s1', UPLOADED, ...sent, { what: 'job-silent', revision: 1 });
    expect(await resubmitByRule(silent, 'anna')).toMatchObject({ ok: false });
  });

  it('closes; done twice it says so', async () => {
    stage();
    const state = await failed();
    const close = () => closeByRule(state, { by: 'anna', reason: 'doppelt' });
    expect(await close()).toMatchObject({ ok: true, value: { outcome: 'ordered' } });
    expect(await close()).toMatchObject({ ok: true, value: { outcome: 'already' } });
  });

  it('does not close what was delivered', async () => {
    stage();
    const delivered = await onRecord('s1', UPLOADED, order(1), {
      what: 'job-succeeded',
      revision: 1,
      jobId: 'j1',
    });
    expect(await closeByRule(delivered, { by: 'anna', reason: 'x' })).toMatchObject({ ok: false });
  });
});

describe('a move that is about to happen', () => {
  const READ = 'GET /issue/BUCH-1';
  const issue = (over: object = {}) => ({
    ...{ id: ISSUE.id, fields: { project: { id: '10000' } }, properties: { datev: { v: 1 } } },
    ...over,
  });
  const MOVE = { issue: 'BUCH-1', from: '1', to: '3' };
  async function at(says: Says, ...events: readonly SubmissionEvent[]) {
    stage({ [READ]: says });
    await savedSettings();
    await failed(...events);
    await linkIssue(ISSUE.id, 's1');
  }

  it('into a status that sends is kept from happening without a file, in words', async () => {
    await at(ok(issue()));
    const told = await checkMove(MOVE);
    expect(told).toMatchObject({ ok: true, value: expect.any(String) });
    expect(told.ok ? (told.value?.length ?? 0) : 0).toBeGreaterThan(20);
  });

  it.each<[string, object, readonly SubmissionEvent[], object]>([
    ['there is a file', {}, [GIVEN], {}],
    ['it closes without sending', {}, [], { to: '4' }],
    ['it is taken up again', {}, [], { from: '3', to: '2' }],
    ['the issue is none of ours', { properties: {} }, [], {}],
    ['the issue stands for nothing here', { id: '10099' }, [], {}],
    ['the submission has another issue', {}, [{ what: 'issue-taken', issue: { ...ISSUE, id: '10009' } }], {}],
  ])('is let happen where %s', async (_, change, events, move) => {
    await at(ok(issue(change)), ...events);
    expect(await checkMove({ ...MOVE, ...move })).toEqual({ ok: true, value: undefined });
  });

  it('is let happen where the issue is gone, and unknown while Jira does not answer', async () => {
    await at(no(404));
    expect(await checkMove(MOVE)).toEqual({ ok: true, value: undefined });
    await at(no(503));
    expect(await checkMove(MOVE)).toMatchObject({ ok: false });
    expect(called()).toEqual([READ]);
  });
});

describe('settings', () => {
  const version = async () => (await loadSettings()).version;

  it('are saved as they were seen, without the switches; what waits is let go', async () => {
    stage();
    const stopped = { at: now(), by: 'admin', reason: 'x' };
    await savedSettings({ stopped });
    await changeHealth((h) => ({ ...h, missed: {} }));
    const { stopped: _, ...wanted } = {
      ...SETTINGS,
      retentionDays: 7,
      paused: { at: now(), by: 'x', reason: '' },
    };
    expect(await saveAdminSettings({ version: await version(), settings: wanted }, 'anna')).toEqual({
      ok: true,
      value: null,
    });
    const { data } = await loadSettings();
    expect(data).toMatchObject({ retentionDays: 7, stopped });
    expect(data).not.toHaveProperty('paused');
    expect(await loadHealth()).not.toHaveProperty('missed');
    expect(queued()).toEqual([
      { v: 1, look: 'held', phase: 'needs-you' },
      { v: 1, look: 'held', phase: 'moving' },
    ]);
  });

  it('that contradict themselves are not saved, nor those of another version', async () => {
    stage();
    await savedSettings();
    const statuses = { '10000': { resubmit: ['3'], closeWithout: ['4'], deliveredTo: '3' } };
    const wrong = { ...SETTINGS, statuses } as typeof SETTINGS;
    expect(await saveAdminSettings({ version: await version(), settings: wrong }, 'anna')).toMatchObject({
      problem: { code: 'settings.delivered-sends' },
    });
    expect(await saveAdminSettings({ version: 99, settings: SETTINGS }, 'anna')).toMatchObject({
      problem: { code: 'settings.conflict' },
    });
    expect(queued()).toEqual([]);
  });

  it('stop sending, whatever else is saved at the time, and let it go on', async () => {
    stage();
    await savedSettings();
    meanwhile(writes('record', 'settings'), () => savedSettings({ retentionDays: 9 }));
    expect(await switchStop({ stopped: true, reason: 'Prüfung' }, 'anna')).toMatchObject({ ok: true });
    expect((await loadSettings()).data).toMatchObject({
      ...{ retentionDays: 9, stopped: { by: 'anna', reason: 'Prüfung' } },
    });
    expect(await switchStop({ stopped: false, reason: '' }, 'anna')).toMatchObject({ ok: true });
    expect((await loadSettings()).data).not.toHaveProperty('stopped');
  });

  it('let the issues of storms wait, and go on: who waits is looked at at once', async () => {
    stage();
    await savedSettings();
    await joinStorms(new Map([['1', { begins: true }]]));
    await changeStorms((all) => ({ ...all, nextAt: '2099-01-01T00:00:00.000Z' }));
    expect(await switchPause({ paused: false, reason: '' }, 'anna')).toMatchObject({ ok: true });
    expect(queued()).toEqual([]);
    await switchPause({ paused: true, reason: 'Prüfung' }, 'anna');
    expect((await loadSettings()).data.paused).toMatchObject({ by: 'anna', reason: 'Prüfung' });
    expect(queued()).toEqual([]);
    await switchPause({ paused: false, reason: '' }, 'anna');
    expect((await loadSettings()).data).not.toHaveProperty('paused');
    expect(queued()).toEqual([{ v: 1, look: 'storms', id: 'all' }]);
    expect(DEFAULT_SETTINGS).not.toHaveProperty('paused');
  });
});
