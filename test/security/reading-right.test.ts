import { describe, expect, it } from 'vitest';
import { mayRead } from '../../src/security/access';
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings';
import { settingsChange } from '../../src/settings/settings-change';

const settings = (groups: Partial<Settings['groups']>): Settings => ({
  ...DEFAULT_SETTINGS,
  groups: { ...DEFAULT_SETTINGS.groups, ...groups },
});
const who = (...groups: string[]) => ({ accountId: 'a', admin: false, groups });
const A = '455148-1';
const B = '455148-2';

describe('the reading right', () => {
  it.each([true, false])('is, while no group is named, whoever may by default: %s', (byDefault) => {
    for (const s of [settings({}), settings({ readers: [], readersOf: { [A]: [] } })])
      expect(mayRead(s, who('g'), { mandant: A, byDefault })).toBe(byDefault);
  });

  it('goes to the groups for all, and then by default to nobody', () => {
    const s = settings({ readers: ['all'] });
    expect(mayRead(s, who('all'), { mandant: A, byDefault: false })).toBe(true);
    expect(mayRead(s, who('other'), { mandant: A, byDefault: true })).toBe(false);
  });

  it('goes to the groups of a Mandant instead of those for all, and to no other Mandant', () => {
    const s = settings({ readers: ['all'], readersOf: { [A]: ['of-a'] } });
    expect(mayRead(s, who('of-a'), { mandant: A, byDefault: false })).toBe(true);
    expect(mayRead(s, who('all'), { mandant: A, byDefault: true })).toBe(false);
    expect(mayRead(s, who('of-a'), { mandant: B, byDefault: true })).toBe(false);
    expect(mayRead(s, who('all'), { mandant: B, byDefault: false })).toBe(true);
  });

  it('is never asked of Jira administrators', () => {
    const s = settings({ readersOf: { [A]: ['of-a'] } });
    expect(mayRead(s, { ...who(), admin: true }, { mandant: A, byDefault: false })).toBe(true);
  });
});

it('names in the log the groups that got the right', () => {
  const groupNames = { g1: 'Team A', g2: 'Team B', g3: 'Others' };
  const after = { ...settings({ readers: ['g1'], readersOf: { [A]: ['g2'] } }), groupNames };
  expect(settingsChange(DEFAULT_SETTINGS, after)).toMatchObject({ names: { g1: 'Team A', g2: 'Team B' } });
});
