import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { listFields, resolveAppFields } from '../../src/jira/field-api';
import { appAccountId, assignable, groupIdsOf, people, searchGroups } from '../../src/jira/people-api';
import { createFields, issueTypes, projectStatuses, searchProjects } from '../../src/jira/project-api';
import { answerInTurn, answerWith, cutOff, json, only, page, seen } from '../support/forge-globals';

const queryOf = (path: string) => Object.fromEntries(new URL(path, 'https://jira').searchParams);

describe('projects', () => {
  it('are searched by name among those in which the app may create', async () => {
    answerInTurn(json({ values: [{ id: '1', key: 'BUCH', name: 'Buchungen', extra: 1 }] }));
    expect(await searchProjects('Buch & Co')).toEqual({
      ok: true,
      value: [{ id: '1', key: 'BUCH', name: 'Buchungen' }],
    });
    expect(queryOf(only().path)).toMatchObject({ query: 'Buch & Co', action: 'create' });
  });

  it('say when they are gone', async () => {
    answerInTurn(json({ errorMessages: ['x'] }, 404));
    expect(await projectStatuses('1', ['2'])).toMatchObject({
      ok: false,
      problem: { code: 'jira.project-gone', retry: 'after-fix' },
    });
  });

  it('tell their issue types without sub-tasks, all pages, under either name of the list', async () => {
    const all = Array.from({ length: 250 }, (_, n) => ({ id: `${n}`, name: `T${n}`, subtask: n === 3 }));
    answerWith(({ path }) => {
      const startAt = Number(queryOf(path)['startAt']);
      const rows = all.slice(startAt, startAt + 200);
      return json({ total: 250, ...(startAt === 0 ? { issueTypes: rows } : { createMetaIssueType: rows }) });
    });
    const found = await issueTypes('1');
    expect(found.ok && found.value).toHaveLength(249);
    expect(seen()).toHaveLength(2);
  });

  it('end paging when a page is empty, whatever the total says', async () => {
    answerWith(() => json({ total: 5, fields: [] }));
    expect(await createFields('1', '2')).toEqual({ ok: true, value: [] });
    expect(seen()).toHaveLength(1);
  });

  it('tell the fields of the create screen', async () => {
    answerInTurn(
      json({
        total: 2,
        fields: [
          {
            fieldId: 'customfield_1',
            key: 'customfield_1',
            name: 'Abteilung',
            required: true,
            hasDefaultValue: false,
            schema: { type: 'option', custom: 'x:select', customId: 1 },
            operations: ['set'],
            allowedValues: [{ id: '1', value: 'Lohn' }, { id: '2', name: 'Steuern' }, { self: 'odd' }],
          },
          { fieldId: 'odd', name: 'Odd' },
        ],
      }),
    );
    expect(await createFields('1', '2')).toEqual({
      ok: true,
      value: [
        {
          id: 'customfield_1',
          name: 'Abteilung',
          required: true,
          hasDefault: false,
          schemaType: 'option',
          custom: 'x:select',
          operations: ['set'],
          allowed: [
            { id: '1', name: 'Lohn' },
            { id: '2', name: 'Steuern' },
          ],
        },
        { id: 'odd', name: 'Odd', required: false, hasDefault: false, schemaType: 'any', operations: [] },
      ],
    });
  });

  it('tell the statuses of one issue type', async () => {
    const statuses = [
      { id: '1', name: 'Offen', statusCategory: { key: 'new' } },
      { id: '2', name: 'Fertig', statusCategory: { key: 'done' } },
      { id: '3', name: 'Seltsam', statusCategory: { key: 'undefined' } },
    ];
    answerWith(() =>
      json([
        { id: '10', statuses },
        { id: '11', statuses: [] },
      ]),
    );
    const found = await projectStatuses('1', ['10']);
    expect(found.ok && found.value.map((status) => status.category)).toEqual([
      'new',
      'done',
      'indeterminate',
    ]);
    expect(await projectStatuses('1', ['99'])).toEqual({ ok: true, value: [] });
    expect(await projectStatuses('1', ['99', '11', '10', '10'])).toEqual(found);
  });

  it.each([
    ['a page', () => page(200)],
    ['a cut-off body', () => cutOff()],
    ['another shape', () => json({ values: 'none' })],
  ])('are not guessed from %s', async (_what, answer) => {
    answerInTurn(answer());
    expect(await searchProjects('')).toMatchObject({
      ok: false,
      problem: { code: 'jira.unreadable', retry: 'later' },
    });
  });
});

describe('fields', () => {
  const own = (environment: string, key: string) =>
    `ari:cloud:ecosystem::extension/app-1/${environment}/static/${key}`;

  it('of ours are found by module key, in our environment', async () => {
    answerInTurn(
      json([
        { id: 'summary', name: 'Summary', schema: { type: 'string', system: 'summary' } },
        { id: 'customfield_1', name: 'a', schema: { type: 'string', custom: own('env-2', 'datev-job-id') } },
        { id: 'customfield_2', name: 'a', schema: { type: 'string', custom: own('env-1', 'datev-job-id') } },
        { id: 'customfield_3', name: 'b', schema: { type: 'string', custom: own('env-9', 'datev-mandant') } },
        {
          id: 'customfield_4',
          name: 'c',
          schema: { type: 'string', custom: own('env-8', 'datev-error-code') },
        },
        {
          id: 'customfield_5',
          name: 'c',
          schema: { type: 'string', custom: own('env-9', 'datev-error-code') },
        },
      ]),
    );
    expect(
      await resolveAppFields(['datev-job-id', 'datev-mandant', 'datev-error-code', 'datev-external-id']),
    ).toEqual({
      ok: true,
      value: { 'datev-job-id': 'customfield_2', 'datev-mandant': 'customfield_3' },
    });
  });

  it('of the site are listed with their type', async () => {
    answerInTurn(
      json([
        { id: 'a', name: 'A', schema: { type: 'string', custom: 'c' } },
        { id: 'b', name: 'B' },
      ]),
    );
    expect(await listFields()).toEqual({
      ok: true,
      value: [
        { id: 'a', name: 'A', schemaType: 'string', custom: 'c' },
        { id: 'b', name: 'B' },
      ],
    });
  });
});

describe('people', () => {
  const user = (n: number, active = true) => ({ accountId: `acc-${n}`, displayName: `P ${n}`, active });

  it('are named in bulk, each asked for once', async () => {
    answerWith(({ path }) => {
      const ids = new URL(path, 'https://jira').searchParams.getAll('accountId');
      return json({ values: ids.map((accountId) => ({ accountId, displayName: 'x' })) });
    });
    const found = await people([...Array.from({ length: 150 }, (_, n) => `acc-${n}`), 'acc-1']);
    expect(found.ok && found.value).toHaveLength(150);
    expect(seen()).toHaveLength(2);
    answerInTurn();
    expect(await people([])).toEqual({ ok: true, value: [] });
  });

  it('who can be assigned are active', async () => {
    answerInTurn(json([user(1), user(2, false)]));
    expect(await assignable('10000', 'an')).toEqual({
      ok: true,
      value: [{ accountId: 'acc-1', name: 'P 1', active: true }],
    });
    expect(queryOf(only().path)).toMatchObject({ project: '10000', query: 'an' });
  });

  it('are in groups that have ids', async () => {
    answerInTurn(json({ groups: [{ name: 'Kanzlei', groupId: 'g1' }, { name: 'old' }] }));
    expect(await searchGroups('Kan')).toEqual({ ok: true, value: [{ id: 'g1', name: 'Kanzlei' }] });
    answerInTurn(
      json([
        { name: 'a', groupId: 'g1' },
        { name: 'b', groupId: null },
      ]),
    );
    expect(await groupIdsOf('712020:ab-1')).toEqual({ ok: true, value: ['g1'] });
    expect(queryOf(only().path)).toEqual({ accountId: '712020:ab-1' });
  });

  it('of whom one is the app itself', async () => {
    answerInTurn(json({ accountId: 'app' }));
    expect(await appAccountId()).toEqual({ ok: true, value: 'app' });
    expect(only()).toMatchObject({ as: 'app', path: '/rest/api/3/myself' });
  });
});
