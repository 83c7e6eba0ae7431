import type { World } from '../world/types';
import type { ProjectType, SentMail, Site, SiteField, SiteProject, SiteStatus, State } from './model';
import { moveToProject, type ProjectMove } from './move-project';

/** What tests and the sandbox can do to the site from outside, as an admin would in the screens. */
export type JiraControls = {
  /** The site as configured now: ids, names, accounts. */
  site(): Site;
  /** Fixed lag of the search index; `undefined` = 3–20 s by chance again. */
  setIndexLag(ms: number | undefined): void;
  renameField(fieldId: string, name: string): void;
  /** The field and its values are gone. */
  deleteField(fieldId: string): void;
  renameStatus(statusId: string, name: string): void;
  /** The status stays on the site, but the workflow of the project's type neither lists nor reaches it. */
  removeStatusFromWorkflow(at: TypeAt, statusId: string): void;
  deleteProject(key: string): void;
  /** A person moves an issue; answers its new key. */
  moveToProject(move: ProjectMove): string;
  /** `who`: an account id or `group:<groupId>`; an account's own setting wins over its groups', both over the scheme. */
  setPermission(key: string, permission: string, who: string, granted: boolean): void;
  /** Who has a global permission: account ids, `group:<groupId>`. */
  setGlobalPermission(permission: string, who: readonly string[]): void;
  setRequired(at: TypeAt, fieldId: string, required: boolean): void;
  /** Puts a field on the type's create and edit screens, or takes it off. */
  putFieldOnScreen(at: TypeAt, fieldId: string, on: boolean): void;
  /** Puts a validator of the app on a transition of a workflow, or takes it off, as its editor does. */
  setValidator(at: TransitionAt, moduleKey: string, on: boolean): void;
  /** The person's account is closed: no name, no group, nobody to assign. */
  closeAccount(accountId: string): void;
  setAssignable(key: string, accountId: string, assignable: boolean): void;
  /** The next writes to the issue answer 409. */
  conflictNext(issueId: string, times: number): void;
  /** Whether a refused create answers 400 or 403; the vendor's document allows both. */
  setCreateRefusal(status: 400 | 403): void;
  setPointsLimit(points: number): void;
  points(): { readonly used: number; readonly limit: number };
  /** Mails that Jira was asked to send and that reach somebody, oldest first. */
  mails(): readonly SentMail[];
  /** Requests for which there is no fake. */
  notFaked(): readonly string[];
  /** Everything Jira holds, attachments' bytes as text too, for the search for what must not be in it. */
  wholeState(): string;
};
export type TransitionAt = { readonly workflow: string; readonly transition: string };
export type TypeAt = { readonly project: string; readonly typeId: string };

/** Ways to put an edited copy of a part of the site in its place. */
function editorsOf(stateOf: () => State) {
  const change = (edit: (site: Site) => Partial<Site>) => {
    const state = stateOf();
    state.site = { ...state.site, ...edit(state.site) };
  };
  const project = (key: string, edit: (one: SiteProject) => SiteProject) =>
    change((site) => ({
      projects: replaced(site.projects, { what: `project ${key}`, is: (one) => one.key === key, edit }),
    }));
  const type = (at: TypeAt, edit: (one: ProjectType) => ProjectType) =>
    project(at.project, (one) => ({
      ...one,
      types: replaced(one.types, { what: `type ${at.typeId}`, is: (t) => t.typeId === at.typeId, edit }),
    }));
  const field = (id: string, edit: (one: SiteField) => SiteField) =>
    change((site) => ({
      fields: replaced(site.fields, { what: `field ${id}`, is: (one) => one.id === id, edit }),
    }));
  const status = (id: string, edit: (one: SiteStatus) => SiteStatus) =>
    change((site) => ({
      statuses: replaced(site.statuses, { what: `status ${id}`, is: (one) => one.id === id, edit }),
    }));
  return { change, project, type, field, status };
}

export function controlsOf(stateOf: () => State, world: World): JiraControls {
  const { change, project, type, field, status } = editorsOf(stateOf);
  const setPermission = (key: string, permission: string, who: string, granted: boolean) =>
    project(key, (one) => ({
      ...one,
      overrides: { ...one.overrides, [permission]: { ...one.overrides[permission], [who]: granted } },
    }));
  return {
    site: () => stateOf().site,
    setIndexLag: (ms) => setLag(stateOf(), ms),
    renameField: (id, name) => field(id, (one) => ({ ...one, name })),
    deleteField: (id) => deleteField(stateOf(), id),
    renameStatus: (id, name) => status(id, (one) => ({ ...one, name })),
    removeStatusFromWorkflow: (at, statusId) => removeStatus(stateOf(), { at, statusId, type }),
    deleteProject: (key) => deleteProject(stateOf(), key),
    moveToProject: (move) => moveToProject(world, stateOf(), move),
    setPermission,
    setGlobalPermission: (permission, who) =>
      change((site) => ({ globalGrants: { ...site.globalGrants, [permission]: who } })),
    setRequired: (at, id, required) =>
      type(at, (one) => ({ ...one, required: withOrWithout(one.required, id, required) })),
    putFieldOnScreen: (at, id, on) =>
      type(at, (one) => ({
        ...one,
        createScreen: withOrWithout(one.createScreen, id, on),
        editScreen: withOrWithout(one.editScreen, id, on),
      })),
    setValidator: ({ workflow, transition }, moduleKey, on) =>
      change((site) => ({
        workflows: replaced(site.workflows, {
          what: `workflow ${workflow}`,
          is: (one) => one.id === workflow,
          edit: (one) => ({
            ...one,
            transitions: replaced(one.transitions, {
              what: `transition ${transition} in ${workflow}`,
              is: (way) => way.id === transition,
              edit: (way) => ({ ...way, validators: withOrWithout(way.validators ?? [], moduleKey, on) }),
            }),
          }),
        }),
      })),
    closeAccount: (accountId) =>
      change((site) => ({
        users: replaced(site.users, {
          what: `account ${accountId}`,
          is: (one) => one.accountId === accountId,
          edit: ({ email: _, ...one }) => ({
            ...one,
            displayName: 'Former user',
            active: false,
            groups: [],
          }),
        }),
      })),
    setAssignable: (key, accountId, assignable) =>
      setPermission(key, 'ASSIGNABLE_USER', accountId, assignable),
    conflictNext: (issueId, times) => {
      stateOf().conflicts[issueId] = times;
    },
    setCreateRefusal: (status) => change(() => ({ createRefusal: status })),
    setPointsLimit: (points) => {
      stateOf().points.limit = points;
    },
    points: () => ({ used: stateOf().points.used, limit: stateOf().points.limit }),
    mails: () => stateOf().mails ?? [],
    notFaked: () => stateOf().notFaked,
    wholeState: () => wholeState(stateOf()),
  };
}

function replaced<T>(
  all: readonly T[],
  by: { readonly what: string; readonly is: (one: T) => boolean; readonly edit: (one: T) => T },
): readonly T[] {
  if (!all.some(by.is)) throw new Error(`the fake Jira has no ${by.what}`);
  return all.map((one) => (by.is(one) ? by.edit(one) : one));
}
function withOrWithout(all: readonly string[], id: string, there: boolean): readonly string[] {
  return there ? [...all.filter((one) => one !== id), id] : all.filter((one) => one !== id);
}
function setLag(state: State, ms: number | undefined): void {
  if (ms === undefined) delete state.lagMs;
  else state.lagMs = ms;
}
function deleteField(state: State, id: string): void {
  const without = (ids: readonly string[]) => ids.filter((one) => one !== id);
  const projects = state.site.projects.map((project) => ({
    ...project,
    types: project.types.map((type) => ({
      ...type,
      createScreen: without(type.createScreen),
      editScreen: without(type.editScreen),
      required: without(type.required),
    })),
  }));
  state.site = { ...state.site, projects, fields: state.site.fields.filter((field) => field.id !== id) };
  for (const issue of Object.values(state.issues)) {
    const { [id]: _gone, ...values } = issue.values;
    state.issues[issue.id] = { ...issue, values };
  }
}

/** The type gets a workflow of its own without the status; other types keep theirs. */
function removeStatus(
  state: State,
  by: {
    readonly at: TypeAt;
    readonly statusId: string;
    readonly type: (at: TypeAt, edit: (one: ProjectType) => ProjectType) => void;
  },
): void {
  const { at, statusId } = by;
  const type = state.site.projects
    .find((one) => one.key === at.project)
    ?.types.find((one) => one.typeId === at.typeId);
  const workflow = state.site.workflows.find((one) => one.id === type?.workflowId);
  if (!workflow) throw new Error(`the fake Jira has no type ${at.typeId} in ${at.project}`);
  const id = `${workflow.id} without ${statusId} in ${at.project}`;
  const transitions = workflow.transitions.filter((one) => one.to !== statusId);
  state.site = {
    ...state.site,
    workflows: [
      ...state.site.workflows,
      { ...workflow, id, statusIds: workflow.statusIds.filter((one) => one !== statusId), transitions },
    ],
  };
  by.type(at, (one) => ({ ...one, workflowId: id }));
}
function deleteProject(state: State, key: string): void {
  const project = state.site.projects.find((one) => one.key === key);
  if (!project) throw new Error(`the fake Jira has no project ${key}`);
  const gone = new Set(
    Object.values(state.issues)
      .filter((issue) => issue.projectId === project.id)
      .map((issue) => issue.id),
  );
  for (const id of gone) delete state.issues[id];
  state.links = state.links.filter((link) => !gone.has(link.inward) && !gone.has(link.outward));
  state.site = {
    ...state.site,
    projects: state.site.projects.filter((one) => one.id !== project.id),
    fields: state.site.fields.filter((field) => field.projectId !== project.id),
  };
}
function wholeState(state: State): string {
  const files = Object.values(state.files).map((file) => Buffer.from(file, 'base64').toString('latin1'));
  return [JSON.stringify({ ...state, files: {} }), ...files].join('\n');
}
