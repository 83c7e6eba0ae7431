import { describe, expect, it } from 'vitest';
import { accountsIn } from '../../src/privacy/accounts';
import { afterPage, begun, isDue, NO_ROUND, PLACES, type Round } from '../../src/privacy/round';
import { settingsWithout, vacantInSettings, withVacancies } from '../../src/privacy/vacancies';
import { DEFAULT_SETTINGS } from '../../src/settings/settings';
import { nameOf } from '../../src/views/person';

const ANNA = '5b10a2844c20165700ede21g';
const BERND = '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077';

describe('accounts in a record', () => {
  it.each([
    ['an actor', { actor: { kind: 'person', id: ANNA } }, [ANNA]],
    ['who gave a file', { files: [{ by: ANNA }, { by: BERND }] }, [ANNA, BERND]],
    ['who changed, began, approved', { changedBy: ANNA, run: { approvedBy: BERND } }, [ANNA, BERND]],
    ['assignees', { assignee: ANNA, defaultAssignee: BERND }, [ANNA, BERND]],
    [
      'turns, and steps of escalation',
      { rules: [{ assignees: [ANNA] }], escalation: [{ people: [BERND] }] },
      [ANNA, BERND],
    ],
    [
      'turns as the log has them',
      [{ path: ['assignees', '1'], old: ANNA }, { new: { people: { 1: BERND } } }],
      [ANNA, BERND],
    ],
    ['a list of authors', { authors: [ANNA, BERND] }, [ANNA, BERND]],
    ['a table of authors', { authors: { [ANNA]: 2, [BERND]: 1 } }, [ANNA, BERND]],
    ['a field of Jira', { requiredValues: { customfield_1: [{ accountId: ANNA }] } }, [ANNA]],
    ['a change of the configuration', { path: ['defaultAssignee'], old: ANNA, new: BERND }, [ANNA, BERND]],
    ['the same twice', [{ by: ANNA }, { by: ANNA }], [ANNA]],
    ['words under the same name', { by: 'schedule', reading: { by: 'one-call' } }, []],
    ['the app and DATEV', [{ actor: { kind: 'app' } }, { kind: 'datev' }], []],
    ['ids of other things', { kind: 'run', id: ANNA, jobId: BERND }, []],
    ['an erased one', { connectedBy: '' }, []],
  ])('of %s', (_what, value, expected) => {
    expect(accountsIn(value)).toEqual(expected);
  });
});

describe('a round', () => {
  const NOW = '2026-12-08T08:05:00.000Z';

  it('begins a week after the last one began, not earlier', () => {
    const last: Round = { v: 1, lastBegunAt: '2026-12-01T08:05:00.000Z' };
    expect(begun(last, '2026-12-08T08:04:59.999Z')).toBe(last);
    expect(begun(last, NOW).going).toEqual({ begunAt: NOW, place: PLACES[0] });
  });

  it('goes through every page of every place once, and ends', () => {
    let round = begun(NO_ROUND, NOW);
    const seen: string[] = [];
    for (let n = 0; round.going !== undefined && n < 100; n++) {
      const { place, cursor } = round.going;
      seen.push(`${place}${cursor ?? ''}`);
      round = afterPage(round, round.going, cursor === undefined ? '+1' : undefined);
    }
    expect(seen).toEqual(PLACES.flatMap((place) => [place, `${place}+1`]));
    expect(round).toEqual({ v: 1, lastBegunAt: NOW });
  });

  it('goes on where it stands, whatever day it is', () => {
    const round: Round = { ...NO_ROUND, going: { begunAt: NOW, place: 'audit', cursor: 'x' } };
    expect(begun(round, '2027-01-01T00:00:00.000Z')).toBe(round);
  });

  it('reports an account once, and a closed one never again', () => {
    const going = { begunAt: NOW, place: 'report' } as const;
    const known = { v: 1, updatedAt: '2026-11-01T00:00:00.000Z' } as const;
    expect(isDue(known, going)).toBe(true);
    expect(isDue({ ...known, reportedAt: NOW }, going)).toBe(false);
    expect(isDue({ ...known, closedAt: '2026-11-02T00:00:00.000Z' }, going)).toBe(false);
  });
});

describe('settings without somebody', () => {
  it('stay the very same when the account is not in them', () => {
    expect(settingsWithout(DEFAULT_SETTINGS, ANNA)).toBe(DEFAULT_SETTINGS);
  });

  it('lose the account and nothing else', () => {
    const stopped = { at: '2026-12-01T00:00:00.000Z', by: ANNA, reason: 'Monatswechsel' };
    const requiredValues = { customfield_1: { id: ANNA }, customfield_2: [{ value: 'x' }] };
    const before = { ...DEFAULT_SETTINGS, defaultAssignee: BERND, stopped, paused: stopped, requiredValues };
    expect(settingsWithout(before, ANNA)).toEqual({
      ...before,
      stopped: { ...stopped, by: '' },
      paused: { ...stopped, by: '' },
      requiredValues: { customfield_2: [{ value: 'x' }] },
    });
  });

  it('name nobody whose account was closed in a step of escalation, which is told as vacant', () => {
    const steps = (people: readonly string[]) => ({
      ...{ land: 'BY' as const, digest: true },
      escalation: [{ afterDays: 2, people: [...people] }],
    });
    const before = { ...DEFAULT_SETTINGS, notices: steps([ANNA, BERND]) };
    expect(settingsWithout(before, ANNA)).toEqual({ ...before, notices: steps([BERND]) });
    expect(vacantInSettings(before, ANNA, 'now')).toEqual([{ at: 'now', what: 'notices', of: 'notices' }]);
    expect(vacantInSettings(before, 'somebody-else-12345', 'now')).toEqual([]);
  });

  it('tell of each empty place once, and of at most 50', () => {
    const at = '2026-12-01T00:00:00.000Z';
    const many = Array.from({ length: 60 }, (_, n) => ({ at, what: 'assignee', of: `1001-${n}` }) as const);
    const kept = withVacancies([], many);
    expect(kept).toHaveLength(50);
    expect(withVacancies(kept, kept)).toBe(kept);
  });
});

describe('the name of a person', () => {
  const names = new Map([
    [ANNA, 'Anna Admin'],
    [BERND, ''],
  ]);

  it.each([
    ['known to Jira', ANNA, 'Anna Admin', 'Anna Admin'],
    ['whose account Jira no longer knows', BERND, 'Ehemalige Person', 'Former user'],
    ['who was erased', '', 'Ehemalige Person', 'Former user'],
    ['who could not be asked for', '5b10a2844c20165700ede99g', 'Jemand', 'Somebody'],
  ])('%s', (_who, id, de, en) => {
    expect([nameOf(id, names, 'de'), nameOf(id, names, 'en')]).toEqual([de, en]);
  });
});
