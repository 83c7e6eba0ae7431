/// <reference lib="dom" />

import type { Act, Place } from '../bridge/act';
import type {
  FrameMessage,
  FunctionRef,
  HistoryAction,
  HistoryLocation,
  ShellMessage,
} from '../bridge/messages';
import type { FetchProductAnswer, InvokeAnswer, ShellFace } from '../shell-types';
import { asJson } from './api';
import { h } from './dom';
import { getEgress, setEgress } from './egress';
import { closeFlag, showFlag } from './flags';
import { destination } from './navigation';
import { listen, unlisten } from './realtime';
import { locale, session, themeAttributes } from './session';
import { subPaths } from './sub-path';
import { word } from './words';

/** One face of the app in its iframe, and everything it asked to be told. */
export type Frame = {
  readonly id: string;
  readonly face: ShellFace;
  readonly element: HTMLIFrameElement;
  /** `extension` of the context without its type: the issue and project it stands in. */
  readonly extension: Readonly<Record<string, unknown>>;
  readonly refreshPage: () => void;
  /** Takes what `view.submit` hands over, where the place that shows the face does that. */
  readonly onSubmit?: (payload: unknown) => void;
};
type Subscription = {
  readonly frame: Frame;
  readonly channel: 'own' | 'public';
  readonly event: string;
  readonly fn: number;
};

const frames = new Set<Frame>();
const subscriptions = new Map<string, Subscription>();
/** Who listens to the address of a full page, which stays as long as its document. */
const listeners = new Map<Frame, readonly FunctionRef[]>();
const SANDBOX =
  'allow-downloads allow-forms allow-modals allow-pointer-lock allow-popups allow-popups-to-escape-sandbox allow-same-origin allow-scripts';
// Forge: a front-end call carries at most 500 KB to its resolver.
const MAX_PAYLOAD = 500 * 1024;

/** Says an event of Jira's own to one face. */
export function tellFrame(frame: Frame, event: string, payload: unknown): void {
  for (const { frame: of, event: heard, fn } of subscriptions.values())
    if (of === frame && heard === event) post(frame, { sandbox: 'callback', fn, args: [payload] });
}

export function openFrame(
  face: ShellFace,
  extension: Frame['extension'],
  refreshPage: () => void,
  onSubmit?: (payload: unknown) => void,
): Frame {
  const element = h('iframe', {
    src: face.url,
    title: face.label ?? face.title,
    sandbox: SANDBOX,
    'data-module': face.key,
    class: 'face',
  });
  const frame: Frame = {
    id: crypto.randomUUID(),
    face,
    element,
    extension,
    refreshPage,
    ...(onSubmit && { onSubmit }),
  };
  frames.add(frame);
  return frame;
}

export function closeFrame(frame: Frame): void {
  frames.delete(frame);
  for (const [id, subscription] of subscriptions) if (subscription.frame === frame) subscriptions.delete(id);
  frame.element.remove();
}

/** Listens for all frames; called once. */
export function beginBridge(): void {
  window.addEventListener('message', (event: MessageEvent<FrameMessage>) => {
    if (event.origin !== session.config.facesOrigin) return;
    const frame = [...frames].find((each) => each.element.contentWindow === event.source);
    if (frame === undefined) return;
    const message = event.data;
    awake.add(frame);
    if (message.sandbox === 'height') frame.element.style.height = `${Math.max(96, message.height)}px`;
    if (message.sandbox === 'call') void answer(frame, message);
    if (message.sandbox === 'acted') acts.get(message.id)?.(message);
    if (message.sandbox === 'violation') void fetch('/_shell/violation', asJson('POST', message));
  });
}

/** Frames that listen. */
const awake = new WeakSet<Frame>();

async function awakeFrame(moduleKey: string): Promise<Frame> {
  for (let waited = 0; waited < 60_000; waited += 100) {
    const frame = [...frames].find((each) => each.face.key === moduleKey);
    // A frame of another origin that nobody sees hardly runs.
    frame?.element.scrollIntoView({ block: 'nearest' });
    if (frame !== undefined && awake.has(frame)) return frame;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(word('story.missing'));
}

type Acted = FrameMessage & { readonly sandbox: 'acted' };
const acts = new Map<number, (acted: Acted) => void>();
let lastAct = 0;

/**
 * Lets the face of a module do it, as the story wants; answers the frame and where in it that was.
 * @throws when the face is not on this page, or what it is about not in it
 */
export async function actIn(moduleKey: string, act: Act): Promise<{ element: HTMLElement; place: Place }> {
  const frame = await awakeFrame(moduleKey);
  lastAct += 1;
  const id = lastAct;
  const acted = await new Promise<Acted>((resolve) => {
    acts.set(id, resolve);
    post(frame, { sandbox: 'act', id, act });
  });
  acts.delete(id);
  if (acted.place === undefined) {
    console.error(acted.problem);
    throw new Error(word('story.missing'));
  }
  return { element: frame.element, place: acted.place };
}

export function tellTheme(): void {
  for (const frame of frames) post(frame, { sandbox: 'theme', attributes: themeAttributes() });
}

function post(frame: Frame, message: ShellMessage): void {
  frame.element.contentWindow?.postMessage(message, session.config.facesOrigin);
}

async function answer(frame: Frame, call: FrameMessage & { sandbox: 'call' }): Promise<void> {
  try {
    const operation = OPERATIONS[call.op];
    if (operation === undefined)
      throw new Error(`The sandbox does not model the bridge operation "${call.op}".`);
    post(frame, { sandbox: 'reply', id: call.id, result: await operation(frame, call.payload as never) });
  } catch (error) {
    const { name, message } = error as Error;
    // Loud on purpose: an operation that is silently missing looks like a broken app.
    console.error(`bridge ${call.op}: ${message}`);
    post(frame, { sandbox: 'reply', id: call.id, error: { name, message } });
  }
}

type Operation = (frame: Frame, payload: never) => unknown;
type Listen = { readonly event: string; readonly callback: FunctionRef };
type Channel = Parameters<typeof listen>[0] & { readonly onEvent: FunctionRef };
type Emit = { readonly event: string; readonly payload?: unknown };
type BridgeFlag = {
  readonly id: string | number;
  readonly type?: string;
  readonly title?: string;
  readonly description?: string;
  readonly isAutoDismiss?: boolean;
  readonly actions?: readonly { readonly text: string; readonly onClick?: FunctionRef }[];
};

const nothing = (): undefined => undefined;
/** Panels, contexts and pages cannot be closed, and but for forms not submitted: Jira answers `false` and the bridge throws. */
const notHere = (): boolean => false;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  getContext: (frame) => contextOf(frame),
  invoke,
  fetchProduct,
  enableTheming: () => themeAttributes(),
  createHistory: beginHistory,
  historyPush: (frame, to: HistoryLocation) => {
    subPaths.push(frame.face, to);
    tellPath(frame, to, 'PUSH');
  },
  historyReplace: (frame, to: HistoryLocation) => {
    subPaths.replace(frame.face, to);
    tellPath(frame, to, 'REPLACE');
  },
  historyGo: (frame, by: number) => subPaths.go(frame.face, by),
  showFlag: (frame, flag: BridgeFlag) => {
    showFlag({
      ...flag,
      actions: (flag.actions ?? []).map((action) => ({
        text: action.text,
        run: () => callBack(frame, action.onClick),
      })),
    });
    return true;
  },
  closeFlag: (_frame, flag: { readonly id: string }) => {
    closeFlag(flag.id);
    return true;
  },
  getUrl: (_frame, to: Readonly<Record<string, string>>) => destination(to),
  navigate: (_frame, to: Readonly<Record<string, string>>) => {
    const url = destination(to);
    if (to['type'] === 'new-tab') window.open(url, '_blank', 'noopener');
    else location.assign(url);
  },
  reload: () => location.reload(),
  changeWindowTitle: (_frame, title: string) => {
    document.title = title;
  },
  on: (frame, listen: Listen) => subscribe(frame, 'own', listen),
  onPublic: (frame, listen: Listen) => subscribe(frame, 'public', listen),
  emit: (_frame, emit: Emit) => tell('own', emit),
  emitPublic: (_frame, emit: Emit) => tell('public', emit),
  unsubscribe: (_frame, { subscription }: { readonly subscription: string }) =>
    subscriptions.delete(subscription) || unlisten(subscription),
  subscribeRealtimeChannel: (frame, { onEvent, ...order }: Channel) =>
    listen(order, (payload) => post(frame, { sandbox: 'callback', fn: onEvent.__fn, args: [payload] })),
  refresh: (frame) => {
    frame.refreshPage();
    return true;
  },
  __permission__egressGet: (_frame, order: Parameters<typeof getEgress>[0]) => getEgress(order),
  __permission__egressSet: (_frame, order: Parameters<typeof setEgress>[0]) => setEgress(order),
  close: notHere,
  submit: (frame, payload: unknown) => {
    frame.onSubmit?.(payload);
    return frame.onSubmit !== undefined;
  },
  open: notHere,
  onClose: notHere,
  getFrameId: (frame) => frame.id,
  emitReadyEvent: nothing,
  emitFrontendCustomMetric: nothing,
  trackObjectStoreAction: nothing,
  getCookieConsentPreferences: () => null,
  isRovoEnabled: () => false,
  initFeatureFlags: () => ({ feature_flags: {} }),
};

/** `view.getContext()`, as Forge documents it for the module types of this app. */
function contextOf(frame: Frame): Record<string, unknown> {
  const { config, accountId, dark } = session;
  return {
    accountId,
    cloudId: config.cloudId,
    localId: frame.face.localId,
    moduleKey: frame.face.key,
    environmentId: config.environmentId,
    environmentType: config.environmentType,
    siteUrl: location.origin,
    locale: locale(),
    timezone: 'Europe/Berlin',
    theme: {
      colorMode: dark ? 'dark' : 'light',
      dark: 'dark',
      light: 'light',
      spacing: 'spacing',
      typography: 'typography',
      shape: 'shape',
      motion: 'motion',
    },
    surfaceColor: null,
    userAccess: { enabled: false, hasAccess: true },
    permissions: { scopes: config.scopes },
    extension: { type: frame.face.type, ...frame.extension },
  };
}

/** Answers where the page stands, and tells it from then on. */
function beginHistory(frame: Frame, { onChange }: { readonly onChange: FunctionRef }): HistoryLocation {
  const first = subPaths.first(frame.face);
  if (!listeners.has(frame))
    subPaths.onPop(frame.face, (location, action) => tellPath(frame, location, action));
  listeners.set(frame, [...(listeners.get(frame) ?? []), onChange]);
  return first;
}

function tellPath(frame: Frame, location: HistoryLocation, action: HistoryAction): void {
  for (const { __fn: fn } of listeners.get(frame) ?? [])
    post(frame, { sandbox: 'callback', fn, args: [location, action] });
}

async function invoke(
  frame: Frame,
  call: { readonly functionKey: string; readonly payload?: unknown; readonly metadata?: unknown },
): Promise<unknown> {
  const { accountId } = session;
  const body = JSON.stringify({
    moduleKey: frame.face.key,
    accountId,
    functionKey: call.functionKey,
    payload: call.payload,
    context: contextOf(frame),
  });
  if (body.length > MAX_PAYLOAD) throw new Error('The payload of invoke() is larger than 500 KB.');
  const headers = { 'content-type': 'application/json' };
  const answered = await fetch('/_shell/invoke', { method: 'POST', headers, body });
  if (!answered.ok) throw new Error(await answered.text());
  const reply = (await answered.json()) as InvokeAnswer;
  if ('error' in reply) throw Object.assign(new Error(reply.error.message), { name: reply.error.name });
  return call.metadata === undefined ? reply.result : { body: reply.result, metadata: {} };
}

async function fetchProduct(
  _frame: Frame,
  request: Readonly<Record<string, unknown>>,
): Promise<FetchProductAnswer> {
  const reply = await fetch('/_shell/fetch-product', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ ...request, accountId: session.accountId }),
  });
  if (!reply.ok) throw new Error(await reply.text());
  return (await reply.json()) as FetchProductAnswer;
}

function subscribe(frame: Frame, channel: Subscription['channel'], listen: Listen): string {
  const id = crypto.randomUUID();
  subscriptions.set(id, { frame, channel, event: listen.event, fn: listen.callback.__fn });
  return id;
}

/** Other faces of the same app on this page hear it, the sender too. */
function tell(channel: Subscription['channel'], emit: Emit): void {
  for (const { frame, ...subscription } of subscriptions.values()) {
    if (subscription.channel === channel && subscription.event === emit.event) {
      post(frame, { sandbox: 'callback', fn: subscription.fn, args: [emit.payload] });
    }
  }
}

function callBack(frame: Frame, fn: FunctionRef | undefined): void {
  if (fn !== undefined) post(frame, { sandbox: 'callback', fn: fn.__fn, args: [] });
}
