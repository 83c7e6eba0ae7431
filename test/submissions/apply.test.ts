import { describe, expect, it } from 'vitest';
import { apply } from '../../src/submissions/life/apply';
import { phaseOf } from '../../src/submissions/phase';
import { stateCodeOf } from '../../src/submissions/state-code';
import type { Submission } from '../../src/submissions/submission';
import {
  DISCOVERED,
  file,
  ISSUE,
  live,
  minutes,
  order,
  pendingKeys,
  RESENT,
  T0,
  UPLOADED,
  WITH_ISSUE,
} from './life';

const REFUSED = { what: 'refused', key: 'send:r1', cause: { code: '1008838', faults: [] } } as const;

describe('the life of a submission', () => {
  it('owes exactly one issue for a job that failed elsewhere', () => {
    expect(pendingKeys(live(DISCOVERED))).toEqual(['issue']);
  });

  it('owes nothing to Jira while an own upload is on its way', () => {
    const s = live(UPLOADED, order(1));
    expect(pendingKeys(s)).toEqual(['send:r1']);
    expect(stateCodeOf(s, false)).toBe('sending');
  });

  it('writes our own fields after the issue exists', () => {
    expect(pendingKeys(live(DISCOVERED, ...WITH_ISSUE.slice(0, 2)))).toEqual(['fields:10001:1']);
  });

  it('sends the corrected file as the next revision and tells the issue once', () => {
    const s = live(DISCOVERED, ...RESENT);
    expect(s.attempts.map((a) => [a.revision, a.state])).toEqual([
      [1, 'failed'],
      [2, 'pending'],
    ]);
    expect(pendingKeys(s)).toEqual(['comment:sent:r2']);
    expect(s.candidate).toBeUndefined();
    expect(s.handledHistory).toBe('77');
  });

  it('is delivered when DATEV took it over, and says delivered once', () => {
    const once = {
      what: 'job-succeeded',
      revision: 2,
      jobId: 'job-2',
      label: 'Januar',
      records: 12,
    } as const;
    const s = live(DISCOVERED, ...RESENT, once, once);
    expect(s.end?.as).toBe('delivered');
    expect(pendingKeys(s)).toEqual(['comment:sent:r2', 'comment:delivered:r2']);
    expect(phaseOf(s)).toBe('delivered');
  });

  it('comes back to the same issue when DATEV fails it again', () => {
    const s = live(DISCOVERED, ...RESENT, {
      what: 'job-failed',
      revision: 2,
      jobId: 'job-2',
      cause: { code: '1008836', faults: [] },
    });
    expect(s.issue?.id).toBe(ISSUE.id);
    expect(pendingKeys(s)).toEqual([
      'comment:sent:r2',
      'property:10001:2',
      'fields:10001:2',
      'comment:failed:r2',
      'transition:failed:r2',
    ]);
  });

  it('was sent, at the latest, when DATEV says how it ended, although no answer to the sending came', () => {
    const lost = [order(1), { what: 'trying', key: 'send:r1', leaseUntil: minutes(9) }] as const;
    const job = { revision: 1, jobId: 'job-1' } as const;
    const cause = { code: '1008834', faults: [] };
    const failed = live(UPLOADED, ...lost, { what: 'job-failed', ...job, cause });
    const delivered = live(UPLOADED, ...lost, { what: 'job-succeeded', ...job });
    for (const { attempts } of [failed, delivered])
      expect(attempts[0]).toMatchObject({ sentAt: minutes(3), endedAt: minutes(3) });
    const answered = [...lost, { what: 'done', key: 'send:r1', jobId: 'job-1' }] as const;
    const later = live(UPLOADED, ...answered, { what: 'job-failed', ...job, cause });
    expect(later.attempts[0]).toMatchObject({ sentAt: minutes(3), endedAt: minutes(4) });
  });

  it('is told by what waits for whom: the file, the same bytes, or nothing', () => {
    expect(stateCodeOf(live(DISCOVERED, ...WITH_ISSUE), false)).toBe('rejected');
    const corrected = { what: 'file-given', file: file({ revision: 2 }) } as const;
    expect(stateCodeOf(live(DISCOVERED, ...WITH_ISSUE, corrected), false)).toBe('rejected-has-file');
    const same = { what: 'unchanged-asked', history: '7' } as const;
    expect(stateCodeOf(live(UPLOADED, order(1), REFUSED, same), false)).toBe('asks-unchanged');
  });

  it('does not fail what was already delivered', () => {
    const s = live(
      DISCOVERED,
      ...RESENT,
      { what: 'job-succeeded', revision: 2, jobId: 'job-2' },
      { what: 'job-failed', revision: 2, jobId: 'job-2', cause: { code: '1008834', faults: [] } },
    );
    expect(s.attempts.at(-1)?.state).toBe('succeeded');
    expect(s.end?.as).toBe('delivered');
  });

  it('asks a person when nobody can know whether DATEV has the file, and sends again only on their word', () => {
    const unknown = live(
      UPLOADED,
      order(1),
      { what: 'trying', key: 'send:r1', leaseUntil: minutes(9) },
      { what: 'gave-up', key: 'send:r1' },
    );
    expect(unknown.asks).toMatchObject({ what: 'decide-unknown', revision: 1 });
    expect(pendingKeys(unknown)).toEqual(['issue']);
    const again = live(
      UPLOADED,
      order(1),
      { what: 'gave-up', key: 'send:r1' },
      { what: 'decided', decision: 'send-again' },
    );
    expect(pendingKeys(again)).toContain('send:r1');
    expect(again.attempts).toHaveLength(1);
  });

  it('drops everything owed to an issue that a person deleted, but not a transmission under way', () => {
    const s = live(
      DISCOVERED,
      ...WITH_ISSUE,
      { what: 'file-given', file: file({ revision: 2 }) },
      order(2),
      { what: 'attachment-seen', id: '5', name: 'EXTF_x.csv' },
      { what: 'issue-deleted' },
    );
    expect(pendingKeys(s)).toEqual(['send:r2']);
    expect(s.issue?.deletedAt).toBeDefined();
  });

  it('opens a new issue after a deletion only when asked', () => {
    const deleted = live(DISCOVERED, ...WITH_ISSUE, { what: 'issue-deleted' });
    expect(pendingKeys(deleted)).toEqual([]);
    expect(
      pendingKeys(live(DISCOVERED, ...WITH_ISSUE, { what: 'issue-deleted' }, { what: 'issue-wanted' })),
    ).toHaveLength(1);
  });

  it('never owes the same effect twice', () => {
    const s = live(
      DISCOVERED,
      ...WITH_ISSUE,
      { what: 'sent-back', history: '9' },
      { what: 'sent-back', history: '9' },
    );
    expect(pendingKeys(s)).toEqual(['transition:back:9', 'comment:no-file:9']);
  });

  it('tells once of a file that somebody attached, and takes it once', () => {
    const seen = { what: 'attachment-seen', id: '5', name: 'EXTF_x.csv' } as const;
    const told = live(DISCOVERED, ...WITH_ISSUE, seen, seen);
    expect(told.warnedAttachments).toEqual([{ id: '5', name: 'EXTF_x.csv' }]);
    expect(pendingKeys(told)).toEqual(['comment:attachment:5']);
    const other = { what: 'attachment-seen', id: '6', name: 'EXTF_y.csv' } as const;
    const taken = { what: 'attachment-taken', id: '5', file: file({ revision: 2 }) } as const;
    expect(live(DISCOVERED, ...WITH_ISSUE, seen, other, taken).warnedAttachments).toEqual([
      { id: '6', name: 'EXTF_y.csv' },
      { id: '5', name: 'EXTF_x.csv', gone: true },
    ]);
  });

  it('keeps the hash when retention deletes the bytes', () => {
    const s = live(DISCOVERED, ...RESENT, { what: 'bytes-deleted', revisions: [2] });
    expect(s.files[0]).toMatchObject({ sha256: 'a'.repeat(64), deletedAt: expect.any(String) });
  });
});

describe('what nobody knows', () => {
  const SENT = [order(1), { what: 'trying', key: 'send:r1', leaseUntil: minutes(9) }] as const;
  const silent = { what: 'job-silent', revision: 1 } as const;

  it('is said by whether DATEV has named a job: it takes long, or nobody knows whether it arrived', () => {
    const gaveUp = live(UPLOADED, ...SENT, { what: 'gave-up', key: 'send:r1' });
    expect(stateCodeOf(gaveUp, false)).toBe('unknown');
    const named = live(UPLOADED, ...SENT, { what: 'done', key: 'send:r1', jobId: 'job-1' }, silent);
    expect(stateCodeOf(named, false)).toBe('pending-long');
  });

  it('is looked for, and said so, also while all sending is stopped', () => {
    const problem = { code: 'datev.later', retry: 'later' } as const;
    const doubted = live(UPLOADED, ...SENT, { what: 'doubted', key: 'send:r1', notBefore: T0, problem });
    for (const keeps of ['stopped', 'not-production', false] as const)
      expect(stateCodeOf(doubted, keeps)).toBe('doubtful');
    expect(stateCodeOf(live(UPLOADED, order(1)), 'stopped')).toBe('stopped');
    expect(stateCodeOf(live(UPLOADED, order(1)), 'not-production')).toBe('not-production');
    expect(stateCodeOf(live(UPLOADED, ...SENT), 'not-production')).toBe('sending');
  });

  it.each([[true], [undefined]] as const)(
    'is told at the issue when a person says that it is there, unless an earlier version did (%s)',
    (tells) => {
      const asked = live(DISCOVERED, ...RESENT, { what: 'job-silent', revision: 2 });
      const event = { what: 'decided', decision: 'delivered', ...(tells ? { tells } : {}) } as const;
      const s = apply(asked, event, { at: minutes(30), actor: { kind: 'person', id: 'bert' } });
      expect(s.end).toEqual({ as: 'delivered', at: minutes(30), by: 'bert' });
      expect(pendingKeys(s).includes('comment:delivered:r2')).toBe(tells === true);
    },
  );
});

describe('another program that sent the same', () => {
  const superseded = { what: 'superseded', jobId: 'job-9', program: 'Kanzlei-Export' } as const;

  it('is asked about once, and told at the issue once', () => {
    const s = live(DISCOVERED, ...WITH_ISSUE, superseded);
    expect(s.asks).toMatchObject({ what: 'close-superseded', jobId: 'job-9' });
    expect(pendingKeys(s)).toEqual(['comment:superseded:job-9']);
    const told = { what: 'done', key: 'comment:superseded:job-9' } as const;
    const corrected = { what: 'file-given', file: file({ revision: 2 }) } as const;
    // Whoever went on has answered.
    const again = live(DISCOVERED, ...WITH_ISSUE, superseded, told, corrected, superseded);
    expect(again.asks).toBeUndefined();
    expect(pendingKeys(again)).toEqual([]);
  });

  it('asks nothing of what has ended', () => {
    const closed = live(DISCOVERED, ...WITH_ISSUE, { what: 'closed', reason: 'doppelt' });
    const after = apply(closed, superseded, { at: minutes(30), actor: { kind: 'datev' } });
    expect(after).toEqual({ ...closed, changedAt: minutes(30) });
  });
});

describe('an issue of which there may be two', () => {
  const tried = (times: number) => [
    ...Array.from(
      { length: times },
      () => ({ what: 'trying', key: 'issue', leaseUntil: minutes(5) }) as const,
    ),
    { what: 'done', key: 'issue', issue: ISSUE } as const,
  ];
  const looks = (times: number) =>
    live(DISCOVERED, ...tried(times)).pendingEffects.flatMap(({ effect, key, notBefore }) =>
      effect.kind === 'close-duplicates' ? [[key, notBefore]] : [],
    );

  it('is looked for an hour and a day after it was made at the second try', () => {
    expect(looks(2)).toEqual([
      ['twins:10001:1h', minutes(3 + 60)],
      ['twins:10001:24h', minutes(3 + 24 * 60)],
    ]);
  });

  it('is not looked for when the first try made it', () => {
    expect(looks(1)).toEqual([]);
  });

  const inDoubt = (joins?: true) => {
    const pendingEffects: Submission['pendingEffects'] = [
      { key: 'issue:r2', effect: { kind: 'create-issue' }, state: 'doubtful', tries: 1, looks: 1 },
    ];
    const s = { ...live(DISCOVERED, ...WITH_ISSUE), pendingEffects };
    const found = {
      what: 'done',
      key: 'issue:r2',
      issue: ISSUE,
      found: true,
      ...(joins ? { joins } : {}),
    } as const;
    const after = apply(s, found, { at: minutes(3), actor: { kind: 'app' } });
    return after.pendingEffects.map(({ key }) => key).filter((key) => key.startsWith('twins:'));
  };

  it('is looked for where the answer of its first try was lost and there is another issue, which stays', () => {
    expect(inDoubt(true)).toEqual(['twins:10001:1h', 'twins:10001:24h']);
    expect(inDoubt(), 'in histories of earlier versions').toEqual([]);
  });
});

describe('the issue of one of many', () => {
  const STORM = { ...DISCOVERED, storm: 'st1' };

  it('waits for its turn, and is linked to the issue of the storm when it comes', () => {
    const waits = live(STORM);
    expect(waits.pendingEffects).toMatchObject([{ key: 'issue', turn: true }]);
    const s = live(STORM, { what: 'admitted', key: 'issue', parent: 'BUCH-7' });
    expect(s.pendingEffects[0]).not.toHaveProperty('turn');
    expect(s.pendingEffects[0]?.effect).toEqual({ kind: 'create-issue', parent: 'BUCH-7' });
  });

  it('that does not wait is not let in', () => {
    const s = live(DISCOVERED, { what: 'admitted', key: 'issue', parent: 'BUCH-7' });
    expect(s.pendingEffects[0]?.effect).toEqual({ kind: 'create-issue' });
  });
});

describe('what a person has put right after a cross-check', () => {
  const DELIVERED = [...RESENT, { what: 'job-succeeded', revision: 2, jobId: 'job-2' }] as const;
  const cause = { code: '1008834', faults: [] };
  const overturned = { what: 'overturned', revision: 2, jobId: 'job-2', cause } as const;

  it('takes “delivered” back, tells the issue and brings it back, once', () => {
    const s = live(DISCOVERED, ...DELIVERED, overturned, overturned);
    expect(s.end).toBeUndefined();
    expect(s.attempts.at(-1)).toMatchObject({ state: 'failed', cause });
    expect(phaseOf(s)).toBe('needs-you');
    const keys = pendingKeys(s);
    expect(keys).toContain('comment:failed:r2');
    expect(keys).toContain('transition:failed:r2');
    expect(keys.filter((key) => key.startsWith('title:'))).toHaveLength(1);
  });

  it('opens an issue where there was none, and where somebody deleted it while all was well', () => {
    const sent = [order(1), { what: 'done', key: 'send:r1', jobId: 'job-1' }] as const;
    const done = { what: 'job-succeeded', revision: 1, jobId: 'job-1' } as const;
    const without = live(UPLOADED, ...sent, done, { ...overturned, revision: 1 });
    expect(pendingKeys(without)).toEqual([expect.stringMatching(/^issue:/)]);
    const deleted = [DISCOVERED, ...DELIVERED, { what: 'issue-deleted' }] as const;
    const anew = live(...deleted, { ...overturned, tells: true });
    expect(pendingKeys(anew)).toEqual([expect.stringMatching(/^issue:/)]);
    expect(anew).not.toHaveProperty('issue');
    expect(pendingKeys(live(...deleted, overturned)), 'in earlier versions it opened none').toEqual([]);
  });

  it.each([
    ['what is not delivered', live(DISCOVERED, ...RESENT), overturned],
    ['an earlier revision', live(DISCOVERED, ...DELIVERED), { ...overturned, revision: 1 }],
  ])('does not take back %s', (_what, before, event) => {
    const after = apply(before, event, { at: before.changedAt, actor: { kind: 'person', id: 'anna' } });
    expect(after).toEqual(before);
  });

  it('takes up an issue, and makes no other one', () => {
    const s = live(DISCOVERED, { what: 'issue-taken', issue: { ...ISSUE, deletedAt: minutes(0) } });
    expect(s.issue).toEqual(ISSUE);
    expect(pendingKeys(s).some((key) => key.startsWith('issue'))).toBe(false);
  });

  it.each([
    ['join', /^twins:10001:/],
    ['move-back', /^transition:back:/],
    ['move-on', /^transition:delivered:/],
    ['move-closed', /^transition:closed:/],
    ['write-marks', /^property:10001:/],
  ] as const)('%s is an effect, and none without an issue', (repair, key) => {
    const keys = pendingKeys(live(DISCOVERED, ...WITH_ISSUE, { what: 'put-right', repair }));
    expect(keys.some((one) => key.test(one))).toBe(true);
    expect(pendingKeys(live(UPLOADED, { what: 'put-right', repair }))).toEqual([]);
  });
});
