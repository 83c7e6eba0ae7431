import { describe, expect, it } from 'vitest';
import { mirrorDue, mirrorOf, propertyOf, withSeen } from '../../src/jira/mirror';
import { needsOf } from '../../src/jira/needs';
import { phaseOf } from '../../src/submissions/phase';
import type { Stored } from '../../src/submissions/stored';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, file, ISSUE, live, minutes, order, T0, UPLOADED, WITH_ISSUE } from '../submissions/life';

const failed = live(DISCOVERED, ...WITH_ISSUE);
const LATER = minutes(90);

function state(over: Partial<Submission>): Submission {
  return { ...failed, ...over };
}
function failedBy(code: string): Submission {
  const [attempt] = failed.attempts;
  return attempt === undefined ? failed : state({ attempts: [{ ...attempt, cause: { code, faults: [] } }] });
}
function held(code: string): Submission {
  const effect = { kind: 'send-extf', revision: 1 } as const;
  const at = { key: 'send:r1', effect, state: 'held', tries: 1, looks: 0, triedAt: LATER } as const;
  return state({ pendingEffects: [{ ...at, problem: { code: code as never, retry: 'after-fix' } }] });
}

describe('whom a submission needs', () => {
  it.each<readonly [string, Submission, string | undefined, string | undefined]>([
    ['DATEV does not take the file', failed, 'accountant', T0],
    ['the firm has to book a service at DATEV', failedBy('preflight-extf-service'), 'tax-firm', T0],
    ['DATEV does not know the app', failedBy('1008829'), 'admin', T0],
    ['only the vendor can help', failedBy('1008828'), 'admin', T0],
    ['Looker does not accept the key', failedBy('looker.wrong-key'), 'admin', T0],
    ['rows have no account', failedBy('mapping.no-entry'), 'accountant', T0],
    ['the connection has ended', held('datev.reconnect'), 'admin', LATER],
    ['the Mandant is not found at DATEV', held('datev.not-found'), 'tax-firm', LATER],
    ['what would be sent is not approved', held('run.not-approved'), 'approver', LATER],
    ['something died', held('platform.dies'), 'accountant', LATER],
    [
      'a run waits for a second person',
      state({ asks: { what: 'approve-run', revision: 1, at: LATER } }),
      'approver',
      LATER,
    ],
    ['the corrected file is there', state({ ...failedBy('1008829'), candidate: file() }), 'accountant', T0],
    ['it is handed in', live(UPLOADED), 'accountant', T0],
    ['it was ordered', live(UPLOADED, order(1)), undefined, undefined],
    ['it is delivered', state({ end: { as: 'delivered', at: LATER } }), undefined, undefined],
    ['it was closed', state({ end: { as: 'closed-without-sending', at: LATER } }), undefined, undefined],
  ])('%s', (_, s, who, since) => {
    expect(needsOf(s)).toEqual(who === undefined ? undefined : { who, since });
    expect(needsOf(s) === undefined).toBe(phaseOf(s) !== 'needs-you');
  });
});

describe('what the property says', () => {
  it('names no file, no person and no text', () => {
    const s = state({ candidate: file({ label: 'Geheimes', by: 'anna' }), program: 'Kanzlei-Export' });
    expect(propertyOf(s)).toEqual({
      v: 1,
      externalId: 's1',
      jobId: 'job-1',
      mandant: '455148-1',
      errorCode: '1008834',
      state: 'needs-you',
      needs: 'accountant',
      needsSince: T0,
      due: '2026-12-04T08:00:00.000Z',
    });
  });

  it('says until when as long as it is not over: of a run as its pipeline wants, else three days after it began to need somebody', () => {
    const run = {
      pipeline: 'p000000000001',
      name: 'Monat',
      period: '2026-Q4',
      revision: 1,
      by: 'person',
      expectedBy: LATER,
    } as const;
    expect(propertyOf(state({ kind: 'run', run }))).toMatchObject({
      due: LATER,
      period: '2026-Q4',
      pipeline: run.pipeline,
    });
    expect(propertyOf(state({ kind: 'run', run, end: { as: 'delivered', at: LATER } }))).not.toHaveProperty(
      'due',
    );
    expect(propertyOf(live(UPLOADED, order(1)))).not.toHaveProperty('due');
  });
});

function stored(of: Submission, mirror?: Stored['mirror']): Stored {
  return { state: of, version: 3, lastHash: 'h', genesis: {}, ...(mirror === undefined ? {} : { mirror }) };
}

describe('when the property is written', () => {
  const said = mirrorOf(ISSUE.id, propertyOf(failed));

  it('at once where it says nothing yet, or something else, or of another issue; never twice', () => {
    expect(mirrorDue(stored(failed))).toBe(failed.changedAt);
    expect(mirrorDue(stored(failed, said))).toBeUndefined();
    expect(mirrorDue(stored(failedBy('1008829'), said))).toBe(failed.changedAt);
    expect(mirrorDue(stored(failed, { ...said, issue: '10002' }))).toBe(failed.changedAt);
  });

  it('not before Jira may be asked again', () => {
    expect(mirrorDue(stored(failed, { issue: ISSUE.id, again: LATER }))).toBe(LATER);
  });

  it.each<readonly [string, Submission]>([
    ['without an issue', live(DISCOVERED)],
    ['of a deleted issue', state({ issue: { ...ISSUE, deletedAt: T0 } })],
    ['of a hidden issue', state({ issue: { ...ISSUE, hidden: { since: T0, looks: 1, at: T0 } } })],
    [
      'while something is under way',
      live(DISCOVERED, ...WITH_ISSUE, { what: 'file-given', file: file({ revision: 2 }) }, order(2)),
    ],
  ])('never %s', (_, of) => {
    expect(mirrorDue(stored(of))).toBeUndefined();
  });

  it('again where the issue was seen to say something else', () => {
    expect(withSeen(stored(failed, said), { ...propertyOf(failed) })).toMatchObject({ mirror: said });
    for (const seen of [undefined, null, 'x', { ...propertyOf(failed), needs: 'admin' }])
      expect(mirrorDue(withSeen(stored(failed, said), seen))).toBe(failed.changedAt);
  });
});
