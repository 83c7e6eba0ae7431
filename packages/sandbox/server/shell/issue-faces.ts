/// <reference lib="dom" />
import type { ShellFace, ShellState } from '../shell-types';
import { asJson, attempt, jira } from './api';
import { shown } from './conditions';
import { h } from './dom';
import { closeFrame, type Frame, openFrame } from './frames';
import type { Issue } from './issue';
import { session } from './session';
import { word } from './words';

/** The app's places on an issue. */
export type Faces = {
  readonly appsButton: HTMLElement;
  readonly panelPlace: HTMLElement;
  readonly contextPlace: HTMLElement;
  refresh(state: ShellState): Promise<void>;
};
type Place = { readonly element: HTMLElement; allow(allowed: boolean, state: ShellState): void };

export function issueFaces(issue: Issue, refreshPage: () => void): Faces {
  const extension = extensionOf(issue);
  const open = (face: ShellFace): Frame => openFrame(face, extension, refreshPage);
  const panels = session.config.faces.filter((face) => face.type === 'jira:issuePanel');
  const contexts = session.config.faces.filter((face) => face.type === 'jira:issueContext');
  const menu = h('div', { class: 'menu' });
  const places = new Map<ShellFace, Place>([
    ...panels.map((face) => [face, panel(face, { issue, open, menu })] as const),
    ...contexts.map((face) => [face, context(face, open)] as const),
  ]);
  const elementsOf = (faces: readonly ShellFace[]): HTMLElement[] =>
    faces.flatMap((face) => places.get(face)?.element ?? []);
  return {
    appsButton: h(
      'details',
      { class: 'apps', 'data-testid': 'apps' },
      h('summary', {}, word('jira.apps')),
      menu,
    ),
    panelPlace: h('div', {}, ...elementsOf(panels)),
    contextPlace: h('div', {}, ...elementsOf(contexts)),
    async refresh(state) {
      const propertyOf = propertyReader(issue.key);
      await Promise.all(
        [...places].map(async ([face, place]) =>
          place.allow(await shown(face.displayConditions, propertyOf), state),
        ),
      );
    },
  };
}

/** As Forge documents `extension` for issue panel and issue context. */
function extensionOf(issue: Issue): Readonly<Record<string, unknown>> {
  const { issuetype, project } = issue.fields;
  return {
    issue: { id: issue.id, key: issue.key, type: issuetype.name, typeId: issuetype.id },
    project: { id: project.id, key: project.key, type: project.projectTypeKey ?? 'software' },
    location: location.href,
  };
}

/** Below the description, hidden on each issue until somebody adds it with "Apps"; for everybody then. */
function panel(
  face: ShellFace,
  on: {
    readonly issue: Issue;
    readonly open: (face: ShellFace) => Frame;
    readonly menu: HTMLElement;
  },
): Place {
  const element = h(
    'section',
    { class: 'panel', hidden: true, 'data-testid': `place-${face.key}` },
    h('h2', {}, face.title),
  );
  // Before it is known whether it is there, whoever adds it might take it away, and from everybody.
  const button = h('button', { hidden: true, 'data-testid': `apps-${face.key}` });
  let frame: Frame | undefined;
  let added = false;
  let isChanging = false;
  button.addEventListener('click', () => {
    const body = { issueId: on.issue.id, moduleKey: face.key, shown: !added };
    isChanging = true;
    void attempt(fetch('/_shell/panel', asJson('POST', body))).then(() => {
      isChanging = false;
    });
    added = !added;
    show(true);
  });
  const show = (allowed: boolean): void => {
    button.hidden = !allowed;
    button.textContent = `${face.title}: ${added ? word('jira.hidePanel') : word('jira.addPanel')}`;
    element.hidden = !(allowed && added);
    if (!element.hidden && frame === undefined) {
      frame = on.open(face);
      element.append(frame.element);
    } else if (element.hidden && frame !== undefined) {
      closeFrame(frame);
      frame = undefined;
    }
  };
  on.menu.append(button);
  return {
    element,
    allow(allowed, state) {
      // What was read before the click is over.
      if (!isChanging) added = state.panels.includes(`${on.issue.id}/${face.key}`);
      show(allowed);
    },
  };
}

/** Always listed at the side; its frame is loaded when a person opens it. */
function context(face: ShellFace, open: (face: ShellFace) => Frame): Place {
  const element = h(
    'details',
    { class: 'context', hidden: true, 'data-testid': `place-${face.key}` },
    h('summary', {}, face.label ?? face.title),
  );
  let frame: Frame | undefined;
  element.addEventListener('toggle', () => {
    if (!element.open || frame !== undefined) return;
    frame = open(face);
    element.append(frame.element);
  });
  return {
    element,
    allow(allowed) {
      element.hidden = !allowed;
    },
  };
}

function propertyReader(issueKey: string): (key: string) => Promise<unknown> {
  const read = new Map<string, Promise<unknown>>();
  return (key) => {
    const value = read.get(key) ?? property(issueKey, key);
    read.set(key, value);
    return value;
  };
}

async function property(issueKey: string, key: string): Promise<unknown> {
  const answer = await jira(`/issue/${issueKey}/properties/${key}`);
  return answer.ok ? ((await answer.json()) as { readonly value: unknown }).value : undefined;
}
