import { describe, expect, it } from 'vitest';
import type { AdminMandant } from '../../src/contract/answers';
import { DEFAULT_SETTINGS } from '../../src/settings/settings';
import { demandedBy, type Rule } from '../../static/admin/jira/rule';
import type { Settings } from '../../static/admin/saving/settings';

const TEAM = { id: '2', key: 'TEAM' };
const USUAL = { id: '1', key: 'BUCH', issueTypeId: '10' };
const OWN: Rule = { mandant: '455148-1', project: TEAM, issueTypeId: '20' };
const KARLA = { accountId: 'k', name: 'Karla' };

type How = {
  readonly rule?: Partial<Rule>;
  readonly others?: readonly Rule[];
  readonly settings?: Partial<Settings>;
  readonly mandanten?: readonly AdminMandant[];
};

/** Whether the page says that nobody gives this field, which the project of the rule demands. */
function isSaid(id: string, { rule = {}, others = [], settings = {}, mandanten = [] }: How): boolean {
  const own = { ...OWN, ...rule };
  const field = { id, name: `Name of ${id}`, required: true, mappable: false, type: 'string' };
  const routing = { land: 'BY' as const, rules: [own, ...others] };
  const all = { ...DEFAULT_SETTINGS, project: USUAL, routing, ...settings };
  const said = demandedBy(own, [field, { ...field, id: 'other', required: false }], {
    settings: all,
    mandanten,
  });
  expect(said).toEqual(said.length === 0 ? [] : [`Name of ${id}`]);
  return said.length > 0;
}

describe('what the project of a rule demands', () => {
  it.each<[string, string, How]>([
    ['nobody gives it', 'labels', {}],
    ['a rule of another Mandant gives it', 'labels', { others: [{ mandant: '455148-2', labels: ['a'] }] }],
    ['a rule of some of its causes gives it', 'labels', { others: [{ class: 'run', labels: ['a'] }] }],
    [
      'a rule gives a value of the usual project',
      'customfield_1',
      { others: [{ fields: { customfield_1: { is: 'constant', value: 'x' } } }] },
    ],
    [
      'the rule gives nothing for it',
      'customfield_1',
      { rule: { fields: { customfield_1: { is: 'constant', value: '' } } } },
    ],
    ['an issue has to be somebody’s, and is nobody’s', 'assignee', {}],
    ['what stopped has to be somebody’s, and is nobody’s', 'assignee', { rule: { class: 'run' } }],
    [
      'one of the Mandanten is nobody’s',
      'assignee',
      {
        rule: { mandant: undefined },
        mandanten: [
          { id: '455148-1', watched: true, assignee: KARLA },
          { id: '455148-2', watched: true },
        ],
      },
    ],
  ])('is said where %s', (_, id, how) => {
    expect(isSaid(id, how)).toBe(true);
  });

  it.each<[string, string, How]>([
    ['the rule gives it', 'labels', { rule: { labels: ['a'] } }],
    ['a rule for everything gives it', 'priority', { others: [{ priority: '1' }] }],
    [
      'another rule for the same project gives it',
      'components',
      { others: [{ project: TEAM, components: ['1'] }] },
    ],
    ['it was given for all', 'customfield_1', { settings: { requiredValues: { customfield_1: 'x' } } }],
    ['it carries the Mandant', 'customfield_1', { settings: { fields: { mandant: 'customfield_1' } } }],
    ['the rule names people', 'assignee', { rule: { assignees: ['k'] } }],
    ['there is somebody for all', 'assignee', { settings: { defaultAssignee: 'k' } }],
    [
      'its Mandant is somebody’s',
      'assignee',
      { mandanten: [{ id: '455148-1', watched: true, assignee: KARLA }] },
    ],
    ['one of those who may approve gets it', 'assignee', { rule: { class: 'approval' } }],
    ['the rule is for the usual project', 'labels', { rule: { project: undefined } }],
  ])('is not said where %s', (_, id, how) => {
    expect(isSaid(id, how)).toBe(false);
  });
});
