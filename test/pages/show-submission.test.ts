import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { keepProtocol } from '../../src/datev/dxso-jobs/protocol-store';
import { keepVerbatim } from '../../src/datev/verbatim-store';
import type { CrossCheck } from '../../src/discrepancies/cross-check';
import { changeCrossCheck, keepPage } from '../../src/discrepancies/cross-check-store';
import type { Discrepancy } from '../../src/discrepancies/discrepancy';
import { keepFindings } from '../../src/files/file-store';
import { showCrossCheck, showPage } from '../../src/flows/pages/show-cross-check';
import { checkHistory, newestEntries, olderEntries } from '../../src/flows/pages/show-history';
import { lineOf, seenDesk, seenSubmission, versionByTicket } from '../../src/flows/pages/show-news';
import { showSubmission } from '../../src/flows/pages/show-submission';
import { plusSeconds } from '../../src/kernel/instant';
import { changeWatch } from '../../src/mandanten/watch-store';
import { now } from '../../src/platform/clock';
import type { Caller } from '../../src/security/caller';
import type { OnSubmission } from '../../src/security/caller-api';
import type { SubmissionEvent } from '../../src/submissions/events';
import { notePresence } from '../../src/submissions/presence-store';
import { append, byApp } from '../../src/submissions/record-store';
import type { Stored } from '../../src/submissions/stored';
import { loadSubmission } from '../../src/submissions/submission-store';
import { MANDANT, onRecord } from '../effects/datev';
import { uploaded } from '../effects/dxso';
import { no, ok, type Says, SETTINGS } from '../effects/stage';
import { ago, watched } from '../exception/list';
import { DISCOVERED, file, order, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { answersFirst, empty } from '../support/forge-globals';
import { savedSettings } from '../support/saved-settings';
import { failed, petra, shows } from './desk';

const stored = async (id = 's1'): Promise<Stored> => {
  const found = await loadSubmission(id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
};
async function on(change: Partial<OnSubmission> = {}, id = 's1'): Promise<OnSubmission> {
  const { who } = petra();
  return {
    stored: await stored(id),
    settings: SETTINGS,
    settingsVersion: 1,
    mayAct: true,
    mayRead: true,
    who,
    ...change,
  };
}
const view = async (change: Partial<OnSubmission> = {}, id = 's1') =>
  showSubmission(await on(change, id), 'de');

const STATUSES = 'GET /project/10000/statuses';
const named = ok([{ id: '1', name: 'Task', statuses: [{ id: '3', name: 'Erledigt' }] }]);

describe('what a submission shows', () => {
  it.each<[string, Says, string]>([
    ['as it is called', named, 'auf „Erledigt“'],
    ['in general, where Jira does not tell', no(503), 'auf den Status für „erneut senden“'],
  ])('is the status to which a corrected file’s issue is moved, %s', async (_, says, words) => {
    shows({ says: { [STATUSES]: says } });
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE, { what: 'file-given', file: file({ revision: 2 }) });
    expect((await view()).nextAction).toContain(words);
  });

  it('are DATEV’s own words and findings of a file, to whom may read them only', async () => {
    shows({ says: { [STATUSES]: named } });
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE, {
      what: 'file-given',
      file: file({ revision: 2, fileId: 'f2' }),
    });
    await keepVerbatim('s1', 1, { title: 'Originalwort', elements: [] });
    await keepFindings('f2', [{ severity: 'warning', code: 'extf.row.amount-decimals', values: {}, row: 7 }]);
    const [reads, other] = [JSON.stringify(await view()), JSON.stringify(await view({ mayRead: false }))];
    expect(reads).toContain('Originalwort');
    expect(other).not.toContain('Originalwort');
    expect(reads).toContain('amount-decimals');
    expect(other).not.toContain('amount-decimals');
  });

  it('is DATEV’s protocol of a package, to whom may read it', async () => {
    shows();
    const package_ = { ledger: 'cashLedger', month: '2026-11', parts: 2 } as const;
    await onRecord('s1', uploaded(file({ kind: 'dxso', package: package_ })), order(1));
    await keepProtocol('s1', 1, [{ time: '', text: 'Beleg fehlt', type: 'error' }]);
    expect(JSON.stringify(await view())).toContain('Beleg fehlt');
    expect(JSON.stringify(await view({ mayRead: false }))).not.toContain('Beleg fehlt');
    await onRecord('s2', UPLOADED, order(1));
    await keepProtocol('s2', 1, [{ time: '', text: 'Beleg fehlt', type: 'error' }]);
    expect(JSON.stringify(await view({}, 's2'))).not.toContain('Beleg fehlt');
  });

  it('is who else is at it, and not oneself', async () => {
    shows();
    await failed('s1');
    await notePresence('s1', 'anna');
    await notePresence('s1', 'petra');
    const text = JSON.stringify((await view()).others ?? (await view()));
    expect(text).toContain('Frau anna');
    expect(JSON.stringify((await view()).others ?? [])).not.toContain('Frau petra');
  });

  it('is how many others of the Mandant need somebody for the same cause', async () => {
    shows();
    for (const id of ['s1', 's2', 's3']) await failed(id);
    await failed('s4', { mandant: '455148-3' });
    expect(await view()).toMatchObject({ alike: 2 });
    expect((await view({}, 's4')).alike ?? 0).toBe(0);
    await failed('s5', { events: [{ what: 'closed', reason: 'x' }] });
    expect((await view({}, 's5')).alike ?? 0).toBe(0);
  });

  it('is when somebody looks next: at DATEV or at what is owed, the sooner', async () => {
    shows();
    await onRecord('s1', DISCOVERED, { what: 'trying', key: 'issue', leaseUntil: plusSeconds(now(), 600) });
    const owed = (await view()).nextPollAt;
    expect(owed).toBeDefined();
    const at = plusSeconds(now(), 100);
    const open = [{ submissionId: 's1', revision: 1, referenceId: 'r', since: now() }];
    await watched({ open, poll: { at, step: 1 } });
    expect((await view()).nextPollAt).toBe(at);
    const notBefore = plusSeconds(now(), 300);
    await changeWatch(MANDANT, (w) => ({ ...w, notBefore }));
    expect((await view()).nextPollAt, 'DATEV wants to be left alone until then').toBe(notBefore);
    await changeWatch(MANDANT, (w) => ({ ...w, open: [{ ...open[0], submissionId: 's9' }] as typeof open }));
    expect((await view()).nextPollAt).toBe(owed);
    await onRecord('s2', DISCOVERED, ...WITH_ISSUE);
    expect(await view({}, 's2')).not.toHaveProperty('nextPollAt');
    await onRecord('s3', DISCOVERED, ...WITH_ISSUE, { what: 'closed', reason: 'x' });
    expect(await view({}, 's3')).not.toHaveProperty('nextPollAt');
  });
});

describe('a history', () => {
  const grown = async (count: number) => {
    shows();
    const seen = Array.from(
      { length: count - 1 },
      (_, n) => ({ what: 'attachment-seen', id: `a${n}`, name: `${n}.csv` }) as SubmissionEvent,
    );
    await onRecord('s1', DISCOVERED, ...seen);
    return stored();
  };

  it('of a page is shown and checked whole', async () => {
    const all = await grown(50);
    const { newest, entries, intact } = await newestEntries(all);
    expect([newest.length, entries, intact]).toEqual([50, 50, true]);
  });

  it('of more shows the newest page, and says only of a broken one that it is so', async () => {
    const all = await grown(51);
    const { newest, entries, ...more } = await newestEntries(all);
    expect([newest.length, newest[0]?.seq, entries, more]).toEqual([50, 2, 51, {}]);
    expect(await newestEntries({ ...all, lastHash: 'x' })).toMatchObject({ intact: false });
    const older = await olderEntries(all, 2, 'de');
    expect([older.timeline.length, older.before]).toEqual([1, undefined]);
    expect(await checkHistory(all)).toEqual({ entries: 51, intact: true });
    expect(await checkHistory({ ...all, state: { ...all.state, program: 'x' } })).toMatchObject({
      intact: false,
    });
  });

  it('goes back page by page', async () => {
    const all = await grown(120);
    const first = await olderEntries(all, 71, 'de');
    expect([first.timeline.length, first.before]).toEqual([50, 21]);
    const second = await olderEntries(all, 21, 'de');
    expect([second.timeline.length, second.before]).toEqual([20, undefined]);
    expect((await olderEntries(all, 9999, 'de')).before).toBe(71);
  });
});

describe('whether something changed', () => {
  const caller = (more: object = {}): Caller => ({ accountId: 'petra', heard: new Map(), ...more }) as Caller;

  it('tells a number that grows with the submission, what its run made, and the settings', async () => {
    shows();
    await savedSettings();
    await failed('s1');
    const { version } = await seenSubmission(caller(), 's1', await on());
    const now_ = await seenSubmission(caller(), 's1', await on({ settingsVersion: 2 }));
    expect(now_.version).toBe(version + 1);
    const more = await stored();
    await append(more, { what: 'attachment-seen', id: 'a', name: 'x' }, byApp());
    expect((await seenSubmission(caller(), 's1', await on())).version).toBe(version + 1);
    const state = { ...(await stored()).state, run: { children: ['s1', 's9'] } as never };
    const parent = { ...(await stored()), state };
    const sum = await seenSubmission(caller(), 's1', await on({ stored: parent }));
    expect(sum.version).toBe(version + 1 + parent.version);
  });

  it('is told to nobody who does not want to hear of it', async () => {
    shows();
    expect(await lineOf('s1', false)).toEqual({});
  });

  it('is asked by a ticket, for the place that was shown', async () => {
    shows();
    await savedSettings();
    await failed('s1');
    expect(await versionByTicket(caller())).toBeUndefined();
    const pass = (id?: string) =>
      caller({ pass: { account: 'petra', place: 'x', until: now(), ...(id ? { id } : {}) } });
    const { version } = await seenSubmission(caller(), 's1', await on());
    expect(await versionByTicket(pass('s1'))).toBe(version);
    expect(await versionByTicket(pass('s9'))).toBeUndefined();
    const desk = await versionByTicket(pass());
    expect(desk).toBeGreaterThan(Date.parse('2026-01-01T00:00:00.000Z'));
    await failed('s2', { seconds: 0 });
    expect(await versionByTicket(pass())).toBeGreaterThan(desk ?? 0);
    expect((await seenDesk(caller(), petra())).version).toBeGreaterThan(desk ?? 0);
  });
});

describe('a page of a cross-check', () => {
  const one = (n: number, over: Partial<Discrepancy> = {}): Discrepancy => ({
    ...{ kind: 'job-unknown', mandant: MANDANT, job: `j${n}`, fileName: `EXTF_${n}.csv` },
    ...over,
  });
  const some = (from: number, count: number, over: Partial<Discrepancy> = {}) =>
    Array.from({ length: count }, (_, n) => one(from + n, over));
  const read = { submissions: 1, issues: 1, mandanten: 1, jobs: 1, unread: 0 };
  const begunAt = '2026-12-01T08:00:00.000Z';
  async function found(change: Partial<CrossCheck> = {}, of: object = {}): Promise<void> {
    shows({ hides: ['99'] });
    await keepPage(begunAt, { kind: 'job-unknown', n: 0, items: some(0, 20) });
    await changeCrossCheck(() => ({
      ...{ v: 1, settled: [] },
      last: {
        ...{ begunAt, doneAt: begunAt, read },
        found: [
          {
            kind: 'job-unknown',
            count: 22,
            pages: 1,
            mandanten: [MANDANT],
            rest: some(20, 2),
            ...of,
          } as never,
        ],
      },
      ...change,
    }));
  }
  const scope = (reads = (_: string): boolean => true) => ({ admin: false, reads });
  const shown = async (who = scope()) => {
    const told = await showCrossCheck(who, 'de');
    if (!told.ok) throw new Error(told.problem.code);
    return told.value;
  };

  it('is the first one of each kind, with how many there are', async () => {
    await found();
    await watched({ name: 'Muster' });
    const { groups } = await shown();
    expect(groups).toHaveLength(1);
    expect(groups[0]).toMatchObject({ kind: 'job-unknown', items: { length: 20 }, next: 1, count: 22 });
    expect(JSON.stringify(groups)).toContain('Muster');
    expect(await showPage({ kind: 'job-unknown', n: 1 }, scope())).toMatchObject({
      ...{ ok: true, value: { items: { length: 2 } } },
    });
    expect(await showPage({ kind: 'job-unknown', n: 0 }, scope())).toMatchObject({ value: { next: 1 } });
    expect(await showPage({ kind: 'job-unknown', n: 2 }, scope())).toEqual({
      ok: true,
      value: { items: [] },
    });
    expect(await showPage({ kind: 'sent-twice', n: 0 }, scope())).toEqual({ ok: true, value: { items: [] } });
  });

  it('goes on behind a full one where one more is left', async () => {
    await found({}, { count: 21, rest: some(20, 1) });
    expect(await showPage({ kind: 'job-unknown', n: 0 }, scope())).toMatchObject({ value: { next: 1 } });
  });

  it('ends with the last full one where nothing is left', async () => {
    await found({}, { count: 20, rest: [] });
    expect(await showPage({ kind: 'job-unknown', n: 0 }, scope())).toEqual({
      ok: true,
      value: { items: expect.anything() },
    });
    expect((await shown()).groups[0]).not.toHaveProperty('next');
  });

  it('tells nothing of Mandanten of whom somebody may not read', async () => {
    await found();
    const nobody = scope((mandant) => mandant !== MANDANT);
    const { groups } = await shown(nobody);
    expect(JSON.stringify(groups)).not.toContain('EXTF_');
    expect(JSON.stringify(groups)).not.toContain('22');
    expect(await showPage({ kind: 'job-unknown', n: 1 }, nobody)).toEqual({ ok: true, value: { items: [] } });
  });

  it('hides what Jira hides from the person, and is none while Jira does not tell', async () => {
    const issue = { id: '99', key: 'BUCH-99' };
    await found({}, { pages: 0, count: 2, mandanten: undefined, rest: [one(1), one(2, { issue })] });
    expect(JSON.stringify((await shown()).groups)).not.toContain('BUCH-99');
    answersFirst(({ path }) => (path.includes('bulkfetch') ? empty(503) : undefined));
    expect(await showCrossCheck(scope(), 'de')).toMatchObject({ ok: false });
    expect(await showPage({ kind: 'job-unknown', n: 0 }, scope())).toMatchObject({ ok: false });
  });

  it('says that the one under way waits for DATEV’s hours', async () => {
    const going = { begunAt: ago(60), place: 'datev', found: [], read } as const;
    await found({ going } as never);
    await savedSettings({
      discovery: { ...SETTINGS.discovery, days: [1, 2, 3, 4, 5, 6, 7], fromHour: 0, toHour: 24 },
    });
    const open = JSON.stringify(await shown());
    const closed = ((new Date().getUTCDay() + 2) % 7) + 1;
    await savedSettings({ discovery: { ...SETTINGS.discovery, days: [closed] } });
    const waits = JSON.stringify(await shown());
    expect(waits).not.toBe(open);
    await found({ going: { ...going, place: 'issues' } } as never);
    await savedSettings({ discovery: { ...SETTINGS.discovery, days: [closed] } });
    expect(JSON.stringify(await shown())).not.toBe(waits);
  });

  it('is none before the first one', async () => {
    shows();
    expect(await shown()).toMatchObject({ groups: [] });
    expect(await showPage({ kind: 'job-unknown', n: 0 }, scope())).toEqual({
      ok: true,
      value: { items: [] },
    });
  });
});
