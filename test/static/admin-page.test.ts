import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { AdminAnswer, ConfigChange } from '../../src/contract/answers';
import { auditCsv } from '../../static/admin/audit/audit-csv';
import { soughtOf } from '../../static/admin/audit/audit-sought';
import { alike } from '../../static/admin/datev/alike';
import { likelyMeanings, likelyType } from '../../static/admin/jira/guess';
import { isForGood } from '../../static/admin/sections/for-good';
import { knownNow } from '../../static/admin/sections/known-now';
import { placeOfSection, SECTION_NAMES, sectionOf } from '../../static/admin/sections/sections';

describe('sections', () => {
  it('have one address each; any other is the overview', () => {
    for (const name of SECTION_NAMES) expect(sectionOf(placeOfSection(name))).toBe(name);
    expect(sectionOf({ path: ['constructor'], query: {} })).toBe('overview');
  });
});

describe('an answer of earlier, when the app does not answer any more', () => {
  it('does not say that everything runs; what was wrong it still says', () => {
    const item = (code: string) => ({ code, title: code, remedy: '', tone: 'success' });
    const health = [item('health.well'), item('health.stopped')];
    const value = { health } as unknown as AdminAnswer;
    expect(knownNow(value, false).health).toEqual(health);
    expect(knownNow(value, true).health).toEqual([health[1]]);
  });
});

describe('whether the app goes on without anybody logging in again', () => {
  const one = (id: string, over: object = {}) => ({ id, tone: 'success', text: '', isLive: true, ...over });
  const is = (connections: readonly object[], watched = ['455148-1', '455148-2']) => {
    const mandanten = [...watched.map((id) => ({ id, watched: true })), { id: '455148-9', watched: false }];
    return isForGood({ connections, mandanten } as unknown as AdminAnswer);
  };

  it.each([
    ['each watched Mandant by an approval of its own', [one('455148-1'), one('455148-2')], true],
    ['one of them that ends soon', [one('455148-1'), one('455148-2', { tone: 'moved' })], true],
    ['the session alone', [one('main')], false],
    ['one of them by the session', [one('main'), one('455148-1')], false],
    ['one that has ended', [one('455148-1'), one('455148-2', { tone: 'removed', isLive: false })], false],
    ['one that is over, or of another site', [one('455148-1'), one('455148-2', { tone: 'removed' })], false],
    ['one of the other environment', [one('455148-1'), one('455148-2', { tone: 'default' })], false],
  ] as const)('%s', (_, connections, forGood) => {
    expect(is(connections)).toBe(forGood);
  });
});

describe('approvals that stand alike', () => {
  const ended = (id: string, text = 'Getrennt.') => ({ id, text, tone: 'default', isLive: false }) as const;
  const soon = (id: string) => ({ id, text: `${id} endet`, tone: 'moved', isLive: true }) as const;
  const ids = (all: Parameters<typeof alike>[0]) => alike(all).map((group) => group.map(({ id }) => id));

  it('take one line together where they are many; a few stay by themselves', () => {
    expect(ids(['1', '2', '3'].map((id) => ended(id)))).toEqual([['1'], ['2'], ['3']]);
    const many = ['1', '2', '3', '4'].map((id) => ended(id));
    expect(ids([ended('main'), soon('9'), ...many, ended('5', 'Abgelaufen.')])).toEqual([
      ...[['main'], ['9'], ['1', '2', '3', '4'], ['5']],
    ]);
  });

  it('are those that end soon, whenever each does; the session never is', () => {
    const all = ['1', '2', '3', '4'].map(soon);
    expect(ids(all)).toEqual([['1', '2', '3', '4']]);
    expect(ids(['main', '1', '2', '3'].map((id) => ended(id)))).toEqual([['main'], ['1'], ['2'], ['3']]);
  });
});

describe('what is suggested for a project', () => {
  const status = (
    id: string,
    name: string,
    category: 'new' | 'indeterminate' | 'done',
    reachable = true,
  ) => ({
    ...{ id, name, category, reachable },
  });

  it.each([
    [['Done', 'Closed without sending'], ['0'], ['1']],
    [['Abgebrochen', 'Fertig'], ['1'], ['0']],
    [["Won't do"], [], ['0']],
    [[], [], []],
  ])('%j', (names, resubmit, closeWithout) => {
    const done = names.map((name, n) => status(String(n), name, 'done'));
    const others = [status('a', 'Open', 'new'), status('b', 'Old', 'done', false)];
    expect(likelyMeanings([...others, ...done])).toEqual({ resubmit, closeWithout });
  });

  it('a plain task, the only type, or none', () => {
    const types = ['Bug', 'Aufgabe'].map((name) => ({ id: name, name }));
    expect(likelyType(types)).toBe('Aufgabe');
    expect(likelyType(types.slice(0, 1))).toBe('Bug');
    expect(likelyType([...types.slice(0, 1), { id: 'x', name: 'Epic' }])).toBeUndefined();
  });
});

describe('the audit', () => {
  it('reads of an address only what can be chosen', () => {
    expect(soughtOf({ area: 'toString', days: '31', by: 'x'.repeat(200) })).toEqual({ by: 'x'.repeat(128) });
    expect(soughtOf({ area: 'mapping', days: '30' })).toEqual({ area: 'mapping', days: 30 });
  });

  it('as a table: a row a difference, quoted, and nothing in it is calculated', () => {
    const entry: ConfigChange = {
      ...{ seq: 1, hash: 'abc', at: '2026-12-01T08:00:00.000Z', who: { accountId: 'a', name: '=cmd()' } },
      title: 'Say "hello"; now',
      differences: [
        { where: 'A', old: '@SUM(1)', added: ['x', 'y'] },
        { where: 'B', secret: true },
      ],
    };
    const rows = parse(auditCsv([entry], { names: ['n'], lang: 'de' }), {
      ...{ bom: true, delimiter: ';', relax_column_count: true },
    });
    const start = ['1', entry.at, "'=cmd()", 'a', 'Say "hello"; now'];
    expect(rows).toEqual([
      ['n'],
      [...start, 'A', "'@SUM(1)", 'x | y', 'abc'],
      [...start, 'B', '•••', '•••', 'abc'],
    ]);
  });
});
