import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { CreateField } from '../../src/jira/project';
import {
  type Attributes,
  classOf,
  dueDayAfter,
  endOfDay,
  filedBy,
  filledSummary,
  onDuty,
  placesOf,
  routeOf,
} from '../../src/jira/routing';
import { type Day, readDay, writeDay } from '../../src/kernel/day';
import { settingsWithout, vacantInSettings } from '../../src/privacy/vacancies';
import { Routing, type RoutingRule } from '../../src/settings/routing';
import { DEFAULT_SETTINGS } from '../../src/settings/settings';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, live, T0, WITH_ISSUE } from '../submissions/life';

const failed = live(DISCOVERED, ...WITH_ISSUE);
function failedBy(code: string, source?: 'preflight' | 'run'): Submission {
  const attempts = failed.attempts.map((a) => ({
    ...a,
    cause: { code, faults: [], ...(source && { source }) },
  }));
  return { ...failed, attempts };
}
function day(text: string): Day {
  const read = readDay(text, 'iso');
  if (read === undefined) throw new Error(text);
  return read;
}
const routing = (...rules: readonly RoutingRule[]): Routing => ({ land: 'BY', rules: [...rules] });
const OF = { mandant: '455148-1', class: 'datev' } as const;

describe('the class of a cause', () => {
  it.each<readonly [string, Submission, string]>([
    ['DATEV rejected the file', failed, 'datev'],
    ['rights are missing at DATEV', failedBy('1008838'), 'technical'],
    ['our look found it before the transfer', failedBy('preflight-fiscal-year', 'preflight'), 'check'],
    ['a service is not booked', failedBy('preflight-extf-service', 'preflight'), 'technical'],
    ['a run stopped', failedBy('run.no-rows', 'run'), 'run'],
    ['nobody knows whether it arrived', { ...failed, attempts: [] }, 'technical'],
    [
      'a run waits for a second person',
      { ...failed, asks: { what: 'approve-run', revision: 1, at: T0 } },
      'approval',
    ],
  ])('%s', (_, s, expected) => expect(classOf(s)).toBe(expected));
});

describe('what holds for one issue', () => {
  it('comes from the rule that names most, member by member', () => {
    const rules = routing(
      { mandant: OF.mandant, class: 'datev', priority: '1' },
      { mandant: OF.mandant, priority: '2', dueDays: 2, fields: { a: { is: 'constant', value: 'mine' } } },
      { class: 'datev', priority: '3', dueDays: 3, labels: ['abgelehnt'] },
      {
        priority: '4',
        summary: 'x',
        fields: { a: { is: 'constant', value: 'all' }, b: { is: 'attribute', of: 'code' } },
      },
      { mandant: '455148-3', priority: '5' },
      { class: 'run', labels: ['lauf'] },
    );
    expect(routeOf(rules, OF)).toMatchObject({
      priority: '1',
      dueDays: 2,
      labels: ['abgelehnt'],
      summary: 'x',
      fields: { a: { value: 'mine' }, b: { of: 'code' } },
    });
    expect(routeOf(undefined, OF)).toEqual({});
  });

  it('is somebody’s turn for a calendar week, from Monday on, one after the other', () => {
    const rota = ['anna', 'bernd', 'clara'];
    const turns = ['2026-11-30', '2026-12-06', '2026-12-07', '2026-12-14', '2026-12-21'].map((text) =>
      onDuty(rota, day(text)),
    );
    expect(turns[0]).toBe(turns[1]);
    expect(new Set(turns.slice(1, 4))).toEqual(new Set(rota));
    expect(turns[4]).toBe(turns[1]);
    expect(onDuty([], day('2026-12-01'))).toBeUndefined();
  });

  it('is due after business days of the Land, at the end of the day in Germany', () => {
    const due = (land: Routing['land'], since: string, dueDays: number) => {
      const found = dueDayAfter({ land, rules: [] }, { dueDays }, day(since));
      return found === undefined ? undefined : writeDay(found, 'iso');
    };
    expect(due('BY', '2026-12-23', 2)).toBe('2026-12-28');
    // Epiphany is kept in Bavaria and not in Berlin.
    expect([due('BY', '2027-01-05', 1), due('BE', '2027-01-05', 1)]).toEqual(['2027-01-07', '2027-01-06']);
    expect(endOfDay(day('2026-12-28'))).toBe('2026-12-28T23:00:00.000Z');
    expect(endOfDay(day('2026-07-01'))).toBe('2026-07-01T22:00:00.000Z');
    expect(dueDayAfter(undefined, { dueDays: 1 }, day('2026-12-01'))).toBeUndefined();
  });
});

describe('where an issue is made', () => {
  const usual = { id: '1', key: 'BUCH', issueTypeId: '11' };
  const [team, nord] = [
    { id: '2', key: 'TEAM' },
    { id: '3', key: 'NORD' },
  ];
  const places = (...rules: readonly RoutingRule[]) =>
    placesOf({ project: usual, routing: routing(...rules) }, OF);
  const shortly = (...rules: readonly RoutingRule[]) =>
    places(...rules).map(({ project, issueTypeId }) => [project.key, issueTypeId]);

  it('is the project that the rule names which names most, then the usual one', () => {
    expect(shortly()).toEqual([['BUCH', '11']]);
    expect(shortly({ class: 'datev', issueTypeId: '12' })).toEqual([['BUCH', '12']]);
    const forAll = { project: team, issueTypeId: '21' };
    const forOne = { mandant: OF.mandant, project: nord, issueTypeId: '31' };
    expect(shortly(forOne, forAll)).toEqual([
      ['NORD', '31'],
      ['BUCH', '11'],
    ]);
    const back = { mandant: OF.mandant, project: { id: '1', key: 'BUCH' }, issueTypeId: '12' };
    expect(shortly(forAll, back)).toEqual([['BUCH', '12']]);
    expect(placesOf({ routing: routing(forAll) }, OF)).toEqual([]);
  });

  it('takes what is of a project from rules for that project only, and the rest from all', () => {
    const own = { security: 's', components: ['c'], fields: { f: { is: 'constant', value: 'x' } } } as const;
    const usualRule = { mandant: OF.mandant, class: 'datev', priority: '1', issueTypeId: '12' } as const;
    const [there, instead] = places(
      { ...usualRule, ...own, components: [...own.components] },
      { class: 'datev', project: team, issueTypeId: '21', labels: ['team'], security: 't' },
    );
    expect(there?.route).toEqual({ priority: '1', labels: ['team'], issueTypeId: '21', security: 't' });
    expect(instead?.route).toEqual({ ...own, priority: '1', labels: ['team'], issueTypeId: '12' });
  });
});

const ATTRIBUTES: Attributes = {
  mandant: '455148-1',
  mandantName: 'Muster\nGmbH',
  batch: 'Januar',
  fileName: 'EXTF_Januar.csv',
  class: 'datev',
  code: '1008834',
  jobId: '',
  period: '2026-01',
  pipeline: '',
};
const field = (
  id: string,
  schemaType: string,
  allowed?: readonly { id: string; name: string }[],
): CreateField => ({
  ...{ id, name: id.toUpperCase(), required: false, hasDefault: false, schemaType, operations: ['set'] },
  ...(allowed && { allowed }),
});
const screen = (...fields: readonly CreateField[]) => new Map(fields.map((one) => [one.id, one]));

describe('what goes into the create call', () => {
  it('is what the screen lists, in the form of its field; the rest is named', () => {
    const on = screen(
      ...[
        field('priority', 'priority'),
        field('labels', 'array'),
        field('duedate', 'date'),
        field('t', 'string'),
      ],
      ...[field('n', 'number'), field('o', 'option', [{ id: '7', name: 'Lohn' }]), field('u', 'user')],
    );
    const constant = (value: string) => ({ is: 'constant', value }) as const;
    const route = {
      ...{ priority: '1', labels: ['a'], security: '10050', components: ['1'] },
      fields: {
        t: { is: 'attribute', of: 'code' } as const,
        n: constant('12'),
        o: constant('Lohn'),
        u: constant('anna'),
        gone: constant('x'),
      },
    };
    const filed = filedBy(route, { screen: on, attributes: ATTRIBUTES, due: day('2026-12-04') });
    expect(filed).toEqual({
      fields: {
        priority: { id: '1' },
        labels: ['a'],
        duedate: '2026-12-04',
        t: '1008834',
        n: 12,
        o: { id: '7' },
      },
      left: ['security', 'components', 'U', 'gone'],
    });
    const wrong = { fields: { n: constant('viele'), o: constant('Nix') } };
    expect(filedBy(wrong, { screen: on, attributes: ATTRIBUTES })).toEqual({ fields: {}, left: ['N', 'O'] });
  });

  it('says nothing of what is empty, and does not call that refused', () => {
    const on = screen(field('t', 'string'));
    const route = { fields: { t: { is: 'attribute', of: 'jobId' } as const } };
    expect(filedBy(route, { screen: on, attributes: ATTRIBUTES })).toEqual({ fields: {}, left: [] });
  });

  it('has a summary of one line, in which only attributes are filled in', () => {
    const made = filledSummary('{mandantName}: {batch} {amount} ({code})', ATTRIBUTES, 254);
    expect(made).toBe('Muster GmbH: Januar {amount} (1008834)');
    expect(filledSummary('{batch}'.repeat(100), ATTRIBUTES, 254).length).toBeLessThanOrEqual(254);
  });
});

describe('the settings of the routing', () => {
  it('take no label with a space, no attribute that is not on the list, no other Land', () => {
    const fits = (rule: object, land = 'BY') => v.is(Routing, { land, rules: [rule] });
    expect(fits({ labels: ['a'], fields: { f: { is: 'attribute', of: 'code' } } })).toBe(true);
    expect(fits({ labels: ['a b'] })).toBe(false);
    expect(fits({ fields: { f: { is: 'attribute', of: 'amount' } } })).toBe(false);
    expect(fits({}, 'XX')).toBe(false);
  });

  it('lose an account that is closed, and say that somebody has to be chosen', () => {
    const rules = routing({ assignees: ['anna'] }, { class: 'run', assignees: ['anna', 'bernd'] });
    const before = { ...DEFAULT_SETTINGS, routing: rules };
    expect(settingsWithout(before, 'anna').routing?.rules).toEqual([
      {},
      { class: 'run', assignees: ['bernd'] },
    ]);
    expect(vacantInSettings(before, 'anna', T0)).toMatchObject([{ what: 'routing' }]);
    expect(settingsWithout(before, 'clara')).toBe(before);
  });
});
