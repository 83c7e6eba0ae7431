import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { readFile } from '../../src/files/file-store';
import { looseBytes } from '../../src/files/loose-store';
import { advance } from '../../src/flows/advance';
import { loadHealth, noteQuiet } from '../../src/health/health-store';
import { budgetOf } from '../../src/kernel/budget';
import { plusSeconds } from '../../src/kernel/instant';
import { now } from '../../src/platform/clock';
import { readHint } from '../../src/platform/due-store';
import { loadSettings, saveSettings } from '../../src/settings/settings-store';
import type { SubmissionEvent } from '../../src/submissions/events';
import { append, byApp } from '../../src/submissions/record-store';
import { loadSubmission } from '../../src/submissions/submission-store';
import { onRecord, onRecordAt, stored } from '../effects/datev';
import { called, carried, nothing, ok, queued, type Says, SETTINGS, stage } from '../effects/stage';
import { DISCOVERED, file, ISSUE, order, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { empty, type Leaving, meanwhile, runsFor } from '../support/forge-globals';

type Table = Readonly<Record<string, Says | readonly Says[]>>;
/** Settings are saved, and the invocation is as long as the manifest asks for. */
async function staged(says: Table = {}, seconds = 300): Promise<void> {
  stage(says);
  runsFor(seconds * 1000);
  const before = await loadSettings();
  await saveSettings(before, SETTINGS, { kind: 'app' });
}
const stateOf = async (id: string) => (await loadSubmission(id))?.state;
const pendingOf = async (id: string) => (await stateOf(id))?.pendingEffects ?? [];
const look = (more: object = {}) => ({ v: 1, look: 'submission', id: 's1', ...more });
const CREATE = 'POST /issue';
const SCREEN = 'GET /issue/createmeta/10000/issuetypes/10002';
const COMMENT = `POST /issue/${ISSUE.id}/comment`;
const PROPERTY = `PUT /issue/${ISSUE.id}/properties/datev`;
const AT_JIRA = {
  [SCREEN]: ok({ fields: [], total: 0 }),
  [CREATE]: ok({ id: ISSUE.id, key: ISSUE.key }),
  'GET /project/10000/statuses': ok([]),
  'GET /field': ok([]),
  [COMMENT]: ok({ id: '7' }),
  [`GET /issue/${ISSUE.id}`]: ok({ fields: { assignee: null } }),
  [`PUT /issue/${ISSUE.id}`]: nothing,
  [PROPERTY]: nothing,
};
/** An issue is owed. */
const failed = () => onRecord('s1', DISCOVERED);
/** A batch of this size is owed to DATEV. */
const ordered = (bytes = 900) => onRecord('s1', { ...UPLOADED, file: file({ bytes }) }, order(1));
const attachments = (count: number): readonly SubmissionEvent[] =>
  Array.from(
    { length: count },
    (_, n) => ({ what: 'attachment-seen', id: `a${n}`, name: `a${n}.csv` }) as const,
  );

describe('the loop', () => {
  it('does what is owed, one after the other, until nothing is', async () => {
    await staged(AT_JIRA);
    await failed();
    await advance('s1');
    expect(called().filter((call) => call === CREATE)).toHaveLength(1);
    expect(await stateOf('s1')).toMatchObject({ issue: ISSUE, pendingEffects: [] });
    await advance('s1');
    expect(called().filter((call) => call === CREATE)).toHaveLength(1);
  });

  it('does nothing for what is not there', async () => {
    await staged();
    await advance('s9');
    expect([called(), queued()]).toEqual([[], []]);
  });

  it('ends after forty turns, and the next look goes on', async () => {
    await staged(AT_JIRA);
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE, ...attachments(45));
    await advance('s1', { calls: budgetOf(1000) });
    expect(carried(COMMENT)).toHaveLength(40);
    expect(queued()).toEqual([look()]);
    await advance('s1', { calls: budgetOf(1000) });
    expect(carried(COMMENT)).toHaveLength(45);
    expect(queued()).toHaveLength(1);
  });

  it('ends when the calls of the invocation are used up, and asks for one of its own', async () => {
    await staged(AT_JIRA);
    await onRecord('s1', DISCOVERED, ...WITH_ISSUE, ...attachments(5));
    await advance('s1', { calls: budgetOf(7) });
    expect(carried(COMMENT)).toHaveLength(3);
    expect(queued()).toEqual([look({ alone: true })]);
  });

  it('leaves Jira alone until Jira wants to be asked again, which is no doubt about what was not tried', async () => {
    await staged(AT_JIRA);
    await failed();
    const until = plusSeconds(now(), 600);
    await noteQuiet(until);
    await advance('s1');
    expect(called()).toEqual([]);
    expect(await pendingOf('s1')).toMatchObject([
      { key: 'issue', state: 'due', notBefore: until, problem: { code: 'jira.later' } },
    ]);
  });

  it('leaves what is in doubt there in doubt while Jira wants to be left alone', async () => {
    await staged(AT_JIRA);
    const problem = { code: 'jira.unreachable', retry: 'look-up' } as const;
    await onRecord(
      's1',
      DISCOVERED,
      { what: 'trying', key: 'issue', leaseUntil: now() },
      { what: 'doubted', key: 'issue', problem, notBefore: now() },
    );
    const until = plusSeconds(now(), 600);
    await noteQuiet(until);
    await advance('s1');
    expect(await pendingOf('s1')).toMatchObject([{ key: 'issue', state: 'doubtful', notBefore: until }]);
  });

  it('notes from an answer of Jira’s until when it is to be left alone', async () => {
    for (const [seconds, isQuiet] of [
      ['120', true],
      ['5', false],
    ] as const) {
      await staged({ ...AT_JIRA, [CREATE]: () => empty(429, { 'retry-after': seconds }) });
      await failed();
      await advance('s1');
      expect((await loadHealth()).quiet !== undefined).toBe(isQuiet);
    }
  });
});

describe('what no invocation has room for', () => {
  it('is handed on to one with more memory, and stays alone where it was', async () => {
    for (const [begun, more] of [
      [{}, {}],
      [{ alone: true }, { alone: true }],
    ]) {
      await staged();
      await ordered(20_000_000);
      await advance('s1', begun);
      expect(queued()).toEqual([look({ ...more, big: true })]);
      expect(called()).toEqual([]);
    }
  });

  it('asks for an invocation of its own first, and one that is big stays so', async () => {
    await staged({}, 12);
    await ordered();
    await advance('s1');
    expect(queued()).toEqual([look({ alone: true })]);
    await advance('s1', { big: true });
    expect(queued().at(-1)).toEqual(look({ alone: true, big: true }));
    expect(called()).toEqual([]);
  });

  it('is tried ever less often, hourly at last, and health says how many seconds it needs', async () => {
    await staged({}, 12);
    await ordered();
    const gaps: number[] = [];
    let before = now();
    for (let n = 0; n < 8; n++) {
      before = now();
      await advance('s1', { alone: true });
      const [pending] = await pendingOf('s1');
      expect(pending).toMatchObject({ state: 'due', tries: 0, problem: { code: 'platform.time-short' } });
      gaps.push(Math.round((Date.parse(pending?.notBefore ?? '') - Date.parse(before)) / 1000));
      await forcedDue();
    }
    expect(gaps).toEqual([60, 120, 240, 480, 960, 1920, 3600, 3600]);
    expect((await loadHealth()).short).toMatchObject({ seconds: 12, needs: 16 });
    expect(called()).toEqual([]);
  });

  it('is tried after a minute at first, whatever was wrong before', async () => {
    await staged({}, 12);
    const problem = { code: 'datev.later', retry: 'later', retryAfterSeconds: 900 } as const;
    await onRecord('s1', UPLOADED, order(1), {
      what: 'postponed',
      key: 'send:r1',
      problem,
      notBefore: now(),
    });
    const before = now();
    await advance('s1', { alone: true });
    const [pending] = await pendingOf('s1');
    expect(Math.round((Date.parse(pending?.notBefore ?? '') - Date.parse(before)) / 1000)).toBe(60);
  });

  it('stays in doubt where it was', async () => {
    await staged({}, 3);
    await onRecord('s1', UPLOADED, order(1), { what: 'trying', key: 'send:r1', leaseUntil: now() });
    await advance('s1', { alone: true });
    expect(await pendingOf('s1')).toMatchObject([
      { key: 'send:r1', state: 'doubtful', problem: { code: 'platform.time-short' } },
    ]);
  });

  /** Its time has come. */
  async function forcedDue(): Promise<void> {
    const on = await loadSubmission('s1');
    const [pending] = on?.state.pendingEffects ?? [];
    if (on === undefined || pending?.problem === undefined) throw new Error('nothing is owed');
    const { key, problem } = pending;
    await append(on, { what: 'postponed', key, problem, notBefore: now() } as never, byApp());
  }
});

describe('bytes whose time is over', () => {
  it('are deleted, and no others are', async () => {
    await staged();
    const [old, newer] = [await stored(new Uint8Array([1])), await stored(new Uint8Array([2]))];
    await onRecordAt('2026-01-01T08:00:00.000Z', 's1', [
      { ...UPLOADED, file: old },
      order(1),
      { what: 'job-succeeded', revision: 1, jobId: 'j1' },
    ]);
    await advance('s1');
    const [first] = (await stateOf('s1'))?.files ?? [];
    expect(first?.deletedAt).toBeDefined();
    expect((await readFile(old)).ok).toBe(false);
    expect((await readFile(newer)).ok).toBe(true);
  });
});

describe('bytes whose time is over, when somebody is faster or the invocation ends', () => {
  const over = async () => {
    await staged();
    const old = await stored(new Uint8Array([1]));
    const cause = { source: 'preflight', code: 'preflight-no-service', faults: [] } as const;
    await onRecordAt('2026-01-01T08:00:00.000Z', 's1', [
      { ...UPLOADED, file: old },
      order(1),
      { what: 'refused', key: 'send:r1', cause },
      { what: 'closed', reason: 'x' },
    ]);
    return old;
  };

  it('stay where the file is ordered once more before that is on record', async () => {
    const old = await over();
    const says = ({ to, path, body }: Leaving) =>
      to === 'kvs' && path.endsWith('/transaction') && JSON.stringify(body).includes('bytes-deleted');
    meanwhile(says, async () => {
      const on = await loadSubmission('s1');
      if (on !== undefined) await append(on, { ...order(2), mode: 'unchanged' } as never, byApp());
    });
    await advance('s1');
    expect(await pendingOf('s1')).toMatchObject([{ key: 'send:r2' }]);
    expect((await readFile(old)).ok).toBe(true);
  });

  it('are not lost sight of where they are on record as deleted and lie there still', async () => {
    const old = await over();
    const deletes = ({ to, path, body }: Leaving) =>
      to === 'kvs' && path.endsWith('/delete') && JSON.stringify(body).includes(`file:${old.fileId}`);
    meanwhile(deletes, async () => {
      throw new Error('the invocation ends');
    });
    await advance('s1').catch(() => undefined);
    const [file] = (await stateOf('s1'))?.files ?? [];
    expect([file?.deletedAt !== undefined, (await readFile(old)).ok]).toEqual([true, true]);
    expect((await looseBytes()).all.map(({ fileId }) => fileId)).toEqual([old.fileId]);
  });
});

describe('a look that finds nothing to do', () => {
  it('makes sure of the next one, which is what somebody who is at it leaves behind', async () => {
    await staged();
    const until = plusSeconds(now(), 100);
    await onRecord('s1', DISCOVERED, { what: 'trying', key: 'issue', leaseUntil: until });
    await advance('s1');
    expect((await readHint()).at <= until).toBe(true);
    expect(queued()).toEqual([look()]);
    expect(called()).toEqual([]);
  });

  it('asks for a look at the issue that Jira hid, once that is due', async () => {
    await staged();
    await onRecordAt('2026-01-01T08:00:00.000Z', 's1', [DISCOVERED, ...WITH_ISSUE, { what: 'issue-hidden' }]);
    await advance('s1');
    expect(queued()).toEqual([{ v: 1, look: 'issue', id: ISSUE.id, reason: 'again' }]);
    expect(called()).toEqual([]);
  });
});

describe('what somebody wrote since it was read', () => {
  it('counts: an effect that was done meanwhile is not done again', async () => {
    await staged(AT_JIRA);
    await failed();
    const read = await loadSubmission('s1');
    await advance('s1');
    await advance('s1', { read });
    expect(called().filter((call) => call === CREATE)).toHaveLength(1);
  });

  it('counts also where nothing but the time was to be noted', async () => {
    await staged(AT_JIRA);
    await failed();
    const read = await loadSubmission('s1');
    await advance('s1');
    await noteQuiet(plusSeconds(now(), 600));
    await advance('s1', { read });
    expect(await stateOf('s1')).toMatchObject({ issue: ISSUE, pendingEffects: [] });
  });
});
