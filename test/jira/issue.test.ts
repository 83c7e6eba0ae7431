import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { readAttachment, removeAttachment } from '../../src/jira/attachment-api';
import {
  editFields,
  linkDuplicate,
  readIssue,
  writeAppFields,
  writeProperty,
} from '../../src/jira/issue-api';
import { createIssue, type NewIssue } from '../../src/jira/new-issue-api';
import { listTransitions, transition } from '../../src/jira/transition-api';
import { answerInTurn, answerWith, empty, json, only, seen } from '../support/forge-globals';

const NEW: NewIssue = {
  projectId: '10000',
  issueTypeId: '10002',
  summary: 'DATEV hat den Stapel abgelehnt',
  description: { type: 'doc', version: 1, content: [] },
  fields: { customfield_7: 'x' },
  assignee: 'acc-1',
  property: { v: 1, externalId: 's-1' },
};
const GONE = () => json({ errorMessages: ['Issue does not exist'], errors: {} }, 404);
const history = (n: number, items: object[] = []) => ({
  id: String(n),
  created: new Date(Date.UTC(2026, 0, 1) + n * 60_000).toISOString(),
  author: { accountId: 'acc-1', accountType: 'atlassian', displayName: 'Anna' },
  items,
});

describe('creating an issue', () => {
  it('puts fields, assignee and our mark into one call of the app', async () => {
    answerInTurn(json({ id: '10001', key: 'BUCH-1', self: 'x' }, 201));
    expect(await createIssue(NEW)).toEqual({ ok: true, value: { id: '10001', key: 'BUCH-1' } });
    expect(only()).toMatchObject({ to: 'jira', as: 'app', method: 'POST', path: '/rest/api/3/issue' });
    expect(only().body).toEqual({
      fields: {
        project: { id: '10000' },
        issuetype: { id: '10002' },
        summary: NEW.summary,
        description: NEW.description,
        assignee: { accountId: 'acc-1' },
        customfield_7: 'x',
      },
      properties: [{ key: 'datev', value: { v: 1, externalId: 's-1' } }],
    });
  });

  it.each([
    [400, { customfield_7: 'no' }, 'jira.field-refused', 'customfield_7'],
    [400, { assignee: 'no', customfield_7: 'no' }, 'jira.field-refused', 'assignee, customfield_7'],
    [400, { customfield_9: 'required' }, 'jira.required-fields', 'customfield_9'],
    [400, { customfield_9: 'required', customfield_7: 'no' }, 'jira.required-fields', 'customfield_9'],
    [400, { project: 'gone' }, 'jira.project-gone', undefined],
    [404, {}, 'jira.project-gone', undefined],
    [400, { issuetype: 'gone' }, 'jira.issue-type-gone', undefined],
    [400, {}, 'jira.refused', undefined],
    [422, {}, 'jira.refused', undefined],
  ])('reads %i %o as %s', async (status, errors, code, fields) => {
    answerInTurn(json({ errorMessages: [], errors }, status));
    const created = await createIssue(NEW);
    expect(created).toMatchObject({ ok: false, problem: { code, retry: 'after-fix', status } });
    expect(created.ok || created.problem.values?.['fields']).toBe(fields);
  });
});

const WIRE = {
  id: '10001',
  key: 'BUCH-1',
  fields: {
    summary: NEW.summary,
    project: { id: '10000' },
    issuetype: { id: '10002' },
    status: { id: '3', statusCategory: { key: 'indeterminate' } },
    updated: '2026-12-01T09:00:00.000+0100',
    assignee: null,
    creator: { accountId: 'app-1' },
    attachment: [
      { id: '77', filename: 'EXTF.csv', size: 12, mimeType: 'text/csv', author: { accountId: 'acc-1' } },
    ],
  },
  properties: { datev: { externalId: 's-1' } },
};

describe('reading an issue', () => {
  it('keeps what decides and leaves out what is not there', async () => {
    answerInTurn(json(WIRE));
    expect(await readIssue('10001', { changelog: false })).toEqual({
      ok: true,
      value: {
        id: '10001',
        key: 'BUCH-1',
        summary: NEW.summary,
        projectId: '10000',
        issueTypeId: '10002',
        statusId: '3',
        statusCategory: 'indeterminate',
        updated: '2026-12-01T09:00:00.000+0100',
        creatorId: 'app-1',
        attachments: [{ id: '77', name: 'EXTF.csv', bytes: 12, mimeType: 'text/csv', authorId: 'acc-1' }],
        histories: [],
        property: { externalId: 's-1' },
      },
    });
    expect(only().path).toContain('properties=datev');
    expect(only().path).not.toContain('expand');
  });

  it('tells changes of the status from other changes, newest first', async () => {
    const moved = [{ field: 'status', fieldId: 'status', from: '1', to: '3', toString: 'Fertig' }];
    const histories = [history(1), history(3, moved), { ...history(2), author: undefined }];
    answerInTurn(json({ ...WIRE, changelog: { total: 3, histories } }));
    const issue = await readIssue('10001', { changelog: true });
    expect(only().path).toContain('expand=changelog');
    expect(issue.ok && issue.value.histories).toEqual([
      {
        id: '3',
        at: history(3).created,
        authorId: 'acc-1',
        authorType: 'atlassian',
        status: { from: '1', to: '3' },
      },
      { id: '2', at: history(2).created },
      { id: '1', at: history(1).created, authorId: 'acc-1', authorType: 'atlassian' },
    ]);
  });

  it('fetches the history that was cut off, and counts no entry twice', async () => {
    const all = Array.from({ length: 250 }, (_, n) => history(n + 1));
    answerWith(({ path }) => {
      const { pathname, searchParams } = new URL(path, 'https://jira');
      if (!pathname.endsWith('/changelog')) {
        return json({ ...WIRE, changelog: { total: 250, histories: all.slice(150).reverse() } });
      }
      const startAt = Number(searchParams.get('startAt'));
      // One entry came in between: the pages overlap.
      return json({ values: all.slice(startAt, startAt + Number(searchParams.get('maxResults')) + 1) });
    });
    const issue = await readIssue('10001', { changelog: true });
    const ids = issue.ok ? issue.value.histories.map((entry) => Number(entry.id)) : [];
    expect(ids).toEqual(Array.from({ length: 250 }, (_, n) => 250 - n));
    expect(seen()).toHaveLength(3);
  });

  it('reads no further history than that is bounded', async () => {
    answerWith(({ path }) =>
      path.includes('/changelog')
        ? json({ values: [] })
        : json({ ...WIRE, changelog: { total: 99_999, histories: [] } }),
    );
    expect((await readIssue('10001', { changelog: true })).ok).toBe(true);
    expect(seen()).toHaveLength(11);
  });

  it('says when the issue is gone', async () => {
    answerInTurn(GONE());
    expect(await readIssue('10001', { changelog: true })).toEqual({
      ok: false,
      problem: { code: 'jira.issue-gone', retry: 'never', status: 404 },
    });
  });
});

describe('changing an issue', () => {
  it('writes property, own fields and ordinary fields each by its own operation', async () => {
    answerWith(() => empty(204));
    await writeProperty('10001', { v: 1 });
    await writeAppFields('10001', { customfield_1: 'x', customfield_3: null });
    await editFields('10001', { customfield_2: 'y' });
    await linkDuplicate('10002', '10001');
    expect(seen().map(({ as, method, path, body }) => [as, method, path, body])).toEqual([
      ['app', 'PUT', '/rest/api/3/issue/10001/properties/datev', { v: 1 }],
      [
        'app',
        'POST',
        '/rest/api/3/app/field/value',
        {
          updates: [
            { customField: 'customfield_1', issueIds: [10_001], value: 'x' },
            { customField: 'customfield_3', issueIds: [10_001], value: null },
          ],
        },
      ],
      ['app', 'PUT', '/rest/api/3/issue/10001', { fields: { customfield_2: 'y' } }],
      [
        'app',
        'POST',
        '/rest/api/3/issueLink',
        { type: { name: 'Duplicate' }, inwardIssue: { id: '10002' }, outwardIssue: { id: '10001' } },
      ],
    ]);
  });

  it.each([
    [
      'a field that Jira does not take',
      () => editFields('1', { customfield_2: 'y' }),
      400,
      'jira.field-refused',
    ],
    ['an issue that is gone', () => editFields('1', { customfield_2: 'y' }), 404, 'jira.issue-gone'],
    ['a property on a gone issue', () => writeProperty('1', {}), 404, 'jira.issue-gone'],
    [
      'an own field that is gone',
      () => writeAppFields('1', { customfield_1: 'x' }),
      404,
      'jira.app-field-gone',
    ],
    ['a link type that the site does not have', () => linkDuplicate('2', '1'), 404, 'jira.no-duplicate-link'],
  ])('names %s', async (_what, call, status, code) => {
    answerInTurn(json({ errorMessages: ['x'], errors: {} }, status));
    expect(await call()).toMatchObject({ ok: false, problem: { code, status } });
  });

  it('lets no id leave its place in the address', async () => {
    answerInTurn(empty(204));
    await expect(async () => writeProperty('1/../../project', {})).rejects.toThrow('path manipulation');
    expect(seen()).toEqual([]);
  });
});

describe('moving an issue', () => {
  it('lists what the app may do, with what it would have to fill in', async () => {
    const to = { id: '3', statusCategory: { key: 'done' } };
    answerInTurn(
      json({
        transitions: [
          { id: '11', name: 'Fertig', to, fields: {} },
          {
            id: '12',
            name: 'Mit Maske',
            to,
            fields: { resolution: { required: true, hasDefaultValue: false } },
          },
          {
            id: '13',
            name: 'Mit Vorgabe',
            to,
            fields: { resolution: { required: true, hasDefaultValue: true } },
          },
          { id: '14', name: 'Gesperrt', to, isAvailable: false },
        ],
      }),
    );
    const found = await listTransitions('10001');
    expect(found.ok && found.value.map(({ id, needsFields }) => [id, needsFields])).toEqual([
      ['11', false],
      ['12', true],
      ['13', false],
    ]);
    expect(found.ok && found.value[0]).toMatchObject({ toStatusId: '3', toCategory: 'done', name: 'Fertig' });
  });

  it('moves, or says that the workflow does not allow it', async () => {
    answerInTurn(empty(204), json({ errorMessages: ['x'] }, 400), GONE());
    expect(await transition('10001', '11')).toEqual({ ok: true, value: undefined });
    expect(seen()[0]?.body).toEqual({ transition: { id: '11' } });
    expect(await transition('10001', '11')).toMatchObject({ problem: { code: 'jira.transition-refused' } });
    expect(await transition('10001', '11')).toMatchObject({ problem: { code: 'jira.issue-gone' } });
  });
});

describe('attachments', () => {
  it('come through Jira itself, byte for byte', async () => {
    const bytes = new Uint8Array([0xef, 0xbb, 0xbf, 0, 255]);
    answerInTurn(new Response(bytes));
    expect(await readAttachment('77', 100)).toEqual({ ok: true, value: bytes });
    expect(only().path).toBe('/rest/api/3/attachment/content/77?redirect=false');
  });

  it('are not read when they are too big or gone', async () => {
    answerInTurn(new Response('x'.repeat(101)), GONE());
    expect(await readAttachment('77', 100)).toMatchObject({
      problem: { code: 'platform.answer-too-big', retry: 'after-fix' },
    });
    expect(await readAttachment('77', 100)).toMatchObject({
      problem: { code: 'jira.attachment-gone', retry: 'never' },
    });
  });

  it('count as removed when somebody else removed them', async () => {
    answerInTurn(empty(204), GONE(), json({}, 403));
    expect(await removeAttachment('77')).toEqual({ ok: true, value: undefined });
    expect(await removeAttachment('77')).toEqual({ ok: true, value: undefined });
    expect(await removeAttachment('77')).toMatchObject({ ok: false, problem: { code: 'jira.forbidden' } });
  });
});
