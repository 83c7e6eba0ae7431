import { type Answer, created, invalidPayload, isAnswer, refuse, refuseFields } from './answers';
import { type Bag, bag, type Call, idText, text } from './call';
import { emit, put, takeId } from './changes';
import { fieldIsEmpty } from './create-meta';
import { readInput, readProperties } from './issue-input';
import type { ProjectType, SiteProject, StoredIssue } from './model';
import { findProject, may } from './permissions';
import { api } from './render';

/** POST /issue. Nothing is stored unless everything fits. */
export function createIssue(call: Call): Answer {
  const body = bag(call.body);
  const fields = bag(body?.['fields']);
  if (!body || !fields) return invalidPayload();
  const target = targetOf(call, fields);
  if (isAnswer(target)) return target;
  const { project, type } = target;
  const input = readInput(body, {
    call,
    project,
    takes: (field) => type.createScreen.includes(field.id),
    apart: ['project', 'issuetype'],
  });
  const errors = { ...missing(call, type, input.values), ...input.errors };
  if (errors['description'] === 'INVALID_INPUT') return refuse(400, 'INVALID_INPUT');
  if (Object.keys(errors).length > 0) return refuseFields(errors);
  const properties = readProperties(body);
  if ('message' in properties) return refuse(400, properties.message);
  const issue = fresh(call, { project, type, values: input.values, properties: properties.properties });
  put(call, issue);
  emit(call, issue, { type: 'avi:jira:created:issue' });
  return created({ id: issue.id, key: issue.key, self: api(call.site, `/issue/${issue.id}`) });
}

function targetOf(
  call: Call,
  fields: Bag,
): Answer | { readonly project: SiteProject; readonly type: ProjectType } {
  const asked = bag(fields['project']);
  const project = findProject(call, idText(asked?.['id']) ?? text(asked?.['key']));
  if (!project) return refuseFields({ project: 'Specify a valid project ID or key' });
  if (!may(call.me, project, 'CREATE_ISSUES'))
    return refuse(call.site.createRefusal, 'You do not have permission to create issues in this project.');
  const wish = bag(fields['issuetype']);
  const name = text(wish?.['name'])?.toLowerCase();
  const type = project.types.find((one) => {
    const known = call.site.types.find((candidate) => candidate.id === one.typeId);
    return wish?.['id'] !== undefined
      ? one.typeId === idText(wish['id'])
      : known?.name.toLowerCase() === name;
  });
  if (!wish) return refuseFields({ issuetype: 'Specify an issue type' });
  return type ? { project, type } : refuseFields({ issuetype: 'Specify a valid issue type' });
}

function missing(
  call: Call,
  type: ProjectType,
  values: Readonly<Record<string, unknown>>,
): Record<string, string> {
  const absent = type.required.filter(
    (id) => id !== 'project' && id !== 'issuetype' && fieldIsEmpty(values[id]),
  );
  const name = (id: string) => call.site.fields.find((field) => field.id === id)?.name ?? id;
  return Object.fromEntries(
    absent.map((id) => [
      id,
      id === 'summary' ? 'You must specify a summary of the issue.' : `${name(id)} is required.`,
    ]),
  );
}

function fresh(
  call: Call,
  wanted: {
    readonly project: SiteProject;
    readonly type: ProjectType;
    readonly values: Readonly<Record<string, unknown>>;
    readonly properties: Readonly<Record<string, unknown>>;
  },
): StoredIssue {
  const now = call.world.clock.now();
  const workflow = call.site.workflows.find((one) => one.id === wanted.type.workflowId);
  const number = (call.state.numbers[wanted.project.key] ?? 0) + 1;
  call.state.numbers[wanted.project.key] = number;
  const standard = wanted.type.createScreen.includes('priority') ? { priority: '3' } : {};
  return {
    id: takeId(call.state, 'issue'),
    key: `${wanted.project.key}-${number}`,
    projectId: wanted.project.id,
    typeId: wanted.type.typeId,
    statusId: workflow?.initial ?? '',
    creatorId: call.me.accountId,
    created: now,
    updated: now,
    categoryChanged: now,
    resolvedAt: null,
    values: { reporter: call.me.accountId, ...standard, ...wanted.values },
    properties: wanted.properties,
    histories: [],
    comments: [],
    attachments: [],
    version: 1,
  };
}
