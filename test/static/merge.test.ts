import { describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings';
import { changed, type Draft, rebased, settled } from '../../static/admin/saving/draft';
import { merge, takeTheirs } from '../../static/admin/saving/merge';
import { wholeIn } from '../../static/admin/whole';

const BASE: Settings = {
  ...DEFAULT_SETTINGS,
  project: { id: '10000', key: 'BUCH', issueTypeId: '1' },
  statuses: { '10000': { resubmit: ['3'], closeWithout: ['4'] } },
  groups: { resubmit: ['a', 'b'], mappings: [] },
  requiredValues: { customfield_1: { id: '7' } },
};
const set = (part: Partial<Settings>): Settings => ({ ...BASE, ...part });

describe('two admins at once', () => {
  it.each<readonly [string, Partial<Settings>, Partial<Settings>, Partial<Settings>]>([
    ['nobody changed anything', {}, {}, {}],
    ['only I changed the language', { language: 'de' }, {}, { language: 'de' }],
    ['only they changed the language', {}, { language: 'de' }, { language: 'de' }],
    ['both chose the same', { language: 'de' }, { language: 'de' }, { language: 'de' }],
    [
      'different fields of one part',
      { discovery: { ...BASE.discovery, fromHour: 8 } },
      { discovery: { ...BASE.discovery, toHour: 18 } },
      { discovery: { ...BASE.discovery, fromHour: 8, toHour: 18 } },
    ],
    [
      'groups: one added, another removed',
      { groups: { resubmit: ['a', 'b', 'c'], mappings: [] } },
      { groups: { resubmit: ['b'], mappings: ['x'] } },
      { groups: { resubmit: ['b', 'c'], mappings: ['x'] } },
    ],
    [
      'statuses of different projects',
      { statuses: { ...BASE.statuses, '10001': { resubmit: ['9'], closeWithout: [] } } },
      { statuses: { '10000': { resubmit: ['3', '5'], closeWithout: [] } } },
      {
        statuses: {
          '10000': { resubmit: ['3', '5'], closeWithout: [] },
          '10001': { resubmit: ['9'], closeWithout: [] },
        },
      },
    ],
    [
      'a value was taken away by them',
      { language: 'de' },
      { requiredValues: {} },
      { language: 'de', requiredValues: {} },
    ],
  ])('%s', (_, mine, theirs, merged) => {
    expect(merge(BASE, set(mine), set(theirs))).toEqual({ settings: set(merged), conflicts: [] });
  });

  it('a contradiction keeps mine and is told with both values', () => {
    const mine = set({ retentionDays: 10 });
    const theirs = set({ retentionDays: 60, language: 'de' });
    const { settings, conflicts } = merge(BASE, mine, theirs);
    expect(settings).toEqual(set({ retentionDays: 10, language: 'de' }));
    expect(conflicts).toEqual([{ path: 'retentionDays', mine: 10, theirs: 60 }]);
    expect(conflicts.reduce(takeTheirs, settings)).toEqual(theirs);
  });

  it('a project is chosen as a whole', () => {
    const mine = set({ project: { id: '10001', key: 'TEAM', issueTypeId: '5' } });
    const theirs = set({ project: { id: '10000', key: 'BUCH', issueTypeId: '2' } });
    const { settings, conflicts } = merge(BASE, mine, theirs);
    expect(settings.project).toEqual(mine.project);
    expect(conflicts.map((c) => c.path)).toEqual(['project']);
    expect(conflicts.reduce(takeTheirs, settings).project).toEqual(theirs.project);
  });

  it('the stop switch is never undone by a form', () => {
    const stopped = { at: '2026-12-01T08:00:00Z', by: 'anna', reason: 'Umstellung' };
    expect(merge(BASE, set({ language: 'de' }), set({ stopped })).settings.stopped).toEqual(stopped);
    const { stopped: _, ...without } = set({ stopped });
    expect(
      merge(set({ stopped }), set({ stopped, language: 'de' }), without).settings.stopped,
    ).toBeUndefined();
  });
});

describe('a draft', () => {
  const stored = { version: 1, settings: BASE };

  it('is bound to the version it began with, and merges once when another one comes', () => {
    const mine = changed(undefined, stored, (s) => ({ ...s, retentionDays: 10 }));
    const theirs = { version: 2, settings: set({ retentionDays: 60, language: 'de' }) };
    const merged = rebased(mine, theirs);
    expect(merged).toMatchObject({
      version: 2,
      settings: { retentionDays: 10, language: 'de' },
      isMerged: true,
    });
    expect(rebased(merged, theirs)).toBe(merged);
    expect(rebased(mine, stored)).toBe(mine);
  });

  it('a contradiction stays until it is settled, also over a third save', () => {
    const mine = changed(undefined, stored, (s) => ({ ...s, retentionDays: 10 }));
    const second = rebased(mine, { version: 2, settings: set({ retentionDays: 60 }) });
    const third: Draft = rebased(second, {
      version: 3,
      settings: set({ retentionDays: 60, language: 'de' }),
    });
    const [conflict, ...more] = third.conflicts;
    expect(more).toEqual([]);
    if (conflict === undefined) throw new Error('The contradiction is lost.');
    expect(settled(third, conflict, 'theirs')).toMatchObject({
      conflicts: [],
      settings: { retentionDays: 60 },
    });
    expect(settled(third, conflict, 'mine')).toMatchObject({
      conflicts: [],
      settings: { retentionDays: 10 },
    });
  });
});

describe('a whole number', () => {
  it.each([
    ['15', 15],
    [' 60 ', 60],
    ['1440', 1440],
    ['14', undefined],
    ['1441', undefined],
    ['', undefined],
    ['6O', undefined],
    ['1.5', undefined],
    ['-20', undefined],
  ])('%j is %s', (text, value) => {
    expect(wholeIn(text, [15, 1440])).toBe(value);
  });
});
