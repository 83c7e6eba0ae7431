import '../support/forge-globals';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Document, OpenAPIBackend } from 'openapi-backend';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readAttachment, removeAttachment } from '../../src/jira/attachment-api';
import { addComment, findComment } from '../../src/jira/comment-api';
import { listFields } from '../../src/jira/field-api';
import { createFilter, ownFilters } from '../../src/jira/filter-api';
import * as issues from '../../src/jira/issue-api';
import { createIssue } from '../../src/jira/new-issue-api';
import * as people from '../../src/jira/people-api';
import * as projects from '../../src/jira/project-api';
import { changedIssues, findIssues } from '../../src/jira/search-api';
import { listTransitions, transition } from '../../src/jira/transition-api';
import * as access from '../../src/security/jira-rights-api';
import { answerWith, json, type Leaving, seen } from '../support/forge-globals';

const FILE = join(process.env['SHARED_DIR'] ?? '../shared', 'specs/jira/jira-platform-v3.openapi.json.gz');

type Operation = {
  readonly 'x-atlassian-oauth2-scopes'?: readonly {
    readonly state: string;
    readonly scopes: readonly string[];
  }[];
};

const ADF = { type: 'doc', version: 1, content: [] };
/** Every call that the product makes to Jira. */
const CALLS: readonly (() => unknown)[] = [
  () =>
    createIssue({
      projectId: '1',
      issueTypeId: '2',
      summary: 's',
      description: ADF,
      fields: {},
      property: {},
    }),
  () => issues.readIssue('10001', { changelog: true }),
  () => issues.writeProperty('10001', { v: 1 }),
  () => issues.writeAppFields('10001', { customfield_1: 'x' }),
  () => issues.editFields('10001', { customfield_1: 'x' }, { property: { v: 1 } }),
  () => issues.linkDuplicate('10002', '10001'),
  () => addComment('10001', ADF, 'e'),
  () => findComment('10001', 'e'),
  () => listTransitions('10001'),
  () => transition('10001', '11'),
  () => readAttachment('77', 100),
  () => removeAttachment('77'),
  () => findIssues({ externalId: 's-1' }),
  () => changedIssues({ projectIds: ['1'], minutes: 5, pageToken: 't' }),
  () => listFields(),
  () => ownFilters(),
  () => createFilter({ name: 'n', description: '', jql: 'a = b', shared: { with: 'project', id: '1' } }),
  () => createFilter({ name: 'n', description: '', jql: 'a = b', shared: { with: 'everybody' } }),
  () => projects.searchProjects('x'),
  () => projects.issueTypes('1'),
  () => projects.createFields('1', '2'),
  () => projects.projectStatuses('1', ['2']),
  () => people.people(['acc-1', 'acc-2']),
  () => people.assignable('1', 'a'),
  () => people.searchGroups('a'),
  () => people.groupIdsOf('acc-1'),
  () => people.appAccountId(),
  () => access.issueRights('10001'),
  () => access.projectRights('1'),
  () => access.visibleIssues(['1']),
  () => access.isAdmin(),
  () => access.me(),
];

/** Answers that lead every call on to its last request. */
function answer(leaving: Leaving): Response {
  const status = { id: '1', statusCategory: { key: 'new' } };
  const fields = { project: { id: '1' }, issuetype: { id: '2' }, status, updated: 'x' };
  if (leaving.path.includes('expand=changelog')) {
    return json({ id: '1', key: 'A-1', fields, changelog: { total: 150, histories: [] } });
  }
  if (leaving.path.includes('expand=groups'))
    return json({ accountId: 'acc', groups: { size: 2, items: [] } });
  if (leaving.path.includes('/comment?')) return json({ comments: [{ id: '5' }] });
  return json({ values: [] });
}

async function everyRequest(): Promise<readonly Leaving[]> {
  answerWith(answer);
  for (const call of CALLS) await call();
  return seen();
}

describe("Jira's own document", () => {
  it('knows every request that we make, and the manifest has its scopes', { timeout: 60_000 }, async ({
    skip,
  }) => {
    skip(!existsSync(FILE), `${FILE} is not here`);
    const definition = JSON.parse(gunzipSync(readFileSync(FILE)).toString()) as Document;
    const api = new OpenAPIBackend({
      definition,
      quick: true,
      ajvOpts: { strict: false, logger: false },
    });
    await api.init();
    const manifest = parse(readFileSync('manifest.yml', 'utf8')) as { permissions: { scopes: string[] } };
    const requests = await everyRequest();
    expect(requests.length).toBeGreaterThan(CALLS.length);
    const complaints = requests.flatMap((leaving) => complaintsOf(api, leaving, manifest.permissions.scopes));
    expect(complaints).toEqual([]);
  });
});

function complaintsOf(api: OpenAPIBackend, leaving: Leaving, granted: readonly string[]): readonly string[] {
  const name = `${leaving.method} ${leaving.path}`;
  const url = new URL(leaving.path, 'https://jira');
  const { headers, body } = leaving;
  const request = {
    method: leaving.method,
    path: url.pathname,
    query: url.search.slice(1),
    headers: { ...headers },
    body,
  };
  const operation = api.matchOperation(request);
  if (operation === undefined) return [`${name}: no such operation`];
  const declared = (operation.parameters ?? []).map((parameter) =>
    'name' in parameter ? parameter.name : '',
  );
  const unknown = [...url.searchParams.keys()].filter((key) => !declared.includes(key));
  const checked = api.validateRequest(request, operation);
  const scopes = (operation as Operation)['x-atlassian-oauth2-scopes'] ?? [];
  const needed = scopes.map((set) => set.scopes).find((set) => set.length > 0) ?? [];
  return [
    ...unknown.map((key) => `${name}: no parameter ${key}`),
    ...(checked.errors ?? []).map((error) => `${name}: ${error.instancePath} ${error.message}`),
    ...needed.filter((scope) => !granted.includes(scope)).map((scope) => `${name}: no scope ${scope}`),
  ];
}
