import { describe, expect, it } from 'vitest';
import { fewerFields, isClearNo } from '../../src/jira/why-not-created';

const optional = (id: string) => [id, { name: id, required: false }] as const;
const ALL = new Map([['needed', { name: 'Needed', required: true }], ...['a', 'b', 'c'].map(optional)]);
const refused = (...fields: readonly string[]) =>
  ({ code: 'jira.field-refused', retry: 'after-fix', values: { fields: fields.join(', ') } }) as const;
const next = (...of: Parameters<typeof fewerFields>) => {
  const fewer = fewerFields(...of);
  return fewer && [...fewer.keys()];
};

describe('the next try to make an issue gives', () => {
  it('what Jira did not name, and what is required in any case', () => {
    expect(next(ALL, refused('b'), 0)).toEqual(['needed', 'a', 'c']);
    expect(next(ALL, refused('a', 'needed'), 2)).toEqual(['needed', 'b', 'c']);
  });

  it('only what is required after three, or when Jira names nothing that could be left out', () => {
    expect(next(ALL, refused('b'), 3)).toEqual(['needed']);
    expect(next(ALL, refused('summary'), 0)).toEqual(['needed']);
  });

  it('nothing more: there is none when fields are not why, or only required ones are left', () => {
    expect(next(ALL, { code: 'jira.required-fields', retry: 'after-fix' }, 0)).toBeUndefined();
    expect(next(new Map([...ALL].slice(0, 1)), refused('needed'), 0)).toBeUndefined();
  });
});

it.each([
  ['jira.project-gone', 'after-fix', true],
  ['jira.later', 'later', false],
  ['jira.unavailable', 'look-up', false],
  ['settings.not-configured', 'after-fix', false],
] as const)('%s (%s) lets another place take the issue: %s', (code, retry, is) => {
  expect(isClearNo({ code, retry })).toBe(is);
});
