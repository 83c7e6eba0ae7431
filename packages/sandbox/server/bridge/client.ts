/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/*
 * Runs in the Custom UI's iframe before the bundle: `@forge/bridge` reads `globalThis.__bridge` while it loads. Every
 * operation goes to the shell by postMessage. Functions cannot cross, so they travel as ids and are called back.
 */
import { type Act, perform } from './act';
import type { FrameMessage, HistoryAction, HistoryLocation, ShellMessage } from './messages';

type Reply = { resolve(value: unknown): void; reject(error: Error): void };
type Listener = (location: HistoryLocation, action: HistoryAction) => void;

const SHELL = document.currentScript?.dataset['host'] ?? '';
const waiting = new Map<number, Reply>();
const functions = new Map<number, (...args: unknown[]) => unknown>();
let lastId = 0;

export function post(message: FrameMessage): void {
  parent.postMessage(message, SHELL);
}

function withIdsForFunctions(value: unknown): unknown {
  if (typeof value === 'function') {
    lastId += 1;
    functions.set(lastId, value as (...args: unknown[]) => unknown);
    return { __fn: lastId };
  }
  if (Array.isArray(value)) return value.map(withIdsForFunctions);
  if (value !== null && typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withIdsForFunctions(part)]));
  }
  return value;
}

export function ask(op: string, payload?: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    lastId += 1;
    waiting.set(lastId, { resolve, reject });
    post({ sandbox: 'call', id: lastId, op, payload: withIdsForFunctions(payload) });
  });
}

function onReply(message: ShellMessage & { sandbox: 'reply' }): void {
  const reply = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.error === undefined) reply?.resolve(message.result);
  else reply?.reject(Object.assign(new Error(message.error.message), { name: message.error.name }));
}

function showTheme(attributes: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(attributes)) document.documentElement.setAttribute(name, value);
}

let themed = false;
async function enableTheming(): Promise<void> {
  const attributes = (await ask('enableTheming')) as Record<string, string>;
  if (!themed) {
    const sheet = document.createElement('link');
    sheet.rel = 'stylesheet';
    sheet.href = '/__forge/theme.css';
    document.head.append(sheet);
  }
  themed = true;
  showTheme(attributes);
}

async function subscribe(op: string, payload: unknown): Promise<{ unsubscribe(): void }> {
  const subscription = await ask(op, payload);
  return { unsubscribe: () => void ask('unsubscribe', { subscription }) };
}

/** A location as `history` 4.10 makes it: the path is decoded, once, which no app that writes percent signs there survives. */
function toLocation(to: string | Partial<HistoryLocation>, state: unknown, here: string): HistoryLocation {
  const { pathname = '', search = '', hash = '', ...given } = typeof to === 'string' ? split(to) : to;
  const path = decodeURI(pathname) || here;
  if (!path.startsWith('/')) throw new Error(`The sandbox models whole paths only, not "${path}".`);
  return {
    pathname: path,
    search: search === '' || search === '?' ? '' : `?${search.replace(/^\?/, '')}`,
    hash: hash === '' || hash === '#' ? '' : `#${hash.replace(/^#/, '')}`,
    state: given.state ?? state,
    key: Math.random().toString(36).slice(2, 8),
  };
}

function split(text: string): Partial<HistoryLocation> {
  const [, pathname = '', search = '', hash = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(text) ?? [];
  return { pathname, search, hash };
}

/**
 * The `history` 4 object of `view.createHistory()`. It stands for one in Jira's own page, so nothing has happened yet when a call
 * returns; where the page is comes by `listen`, and `location` stays what it was (`@forge/bridge` sets it when it is told).
 */
async function createHistory(): Promise<unknown> {
  const listeners = new Set<Listener>();
  let current: HistoryLocation;
  const onChange: Listener = (location, action) => {
    current = location;
    history.action = action;
    for (const listener of [...listeners]) listener(location, action);
  };
  current = (await ask('createHistory', { onChange })) as HistoryLocation;
  const move = (op: string) => (to: string | Partial<HistoryLocation>, state?: unknown) =>
    void ask(op, toLocation(to, state, current.pathname));
  const go = (by: number): void => void ask('historyGo', by);
  const history = {
    action: 'POP' as HistoryAction,
    location: current,
    listen(listener: Listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    createHref: (to: Partial<HistoryLocation>) => `${to.pathname ?? '/'}${to.search ?? ''}${to.hash ?? ''}`,
    push: move('historyPush'),
    replace: move('historyReplace'),
    go,
    goBack: () => go(-1),
    goForward: () => go(1),
  };
  return history;
}

const here = new Map<string, (payload: unknown) => void>();

/** An operation that is done in the frame and not in the shell. */
export function handleHere(op: string, handle: (payload: unknown) => void): void {
  here.set(op, handle);
}

export async function callBridge(op: string, payload?: unknown): Promise<unknown> {
  const handle = here.get(op);
  if (handle !== undefined) return handle(payload);
  if (op === 'enableTheming') return enableTheming();
  if (op === 'createHistory') return createHistory();
  if (op === 'on' || op === 'onPublic' || op === 'subscribeRealtimeChannel') return subscribe(op, payload);
  return ask(op, payload);
}

/** The frame is as high as what stands in it; layers over the page (dialogs, menus) do not count. */
function reportHeight(): void {
  const bottoms = [...document.body.children].flatMap((element) => {
    const position = getComputedStyle(element).position;
    return position === 'fixed' || position === 'absolute'
      ? []
      : [element.getBoundingClientRect().bottom + window.scrollY];
  });
  post({ sandbox: 'height', height: Math.ceil(Math.max(0, ...bottoms)) });
}

async function act(id: number, wanted: Act): Promise<void> {
  try {
    post({ sandbox: 'acted', id, place: await perform(wanted) });
  } catch (error) {
    post({ sandbox: 'acted', id, problem: (error as Error).message });
  }
}

window.addEventListener('message', (event: MessageEvent<ShellMessage>) => {
  if (event.origin !== SHELL || event.source !== parent) return;
  const message = event.data;
  if (message.sandbox === 'reply') onReply(message);
  if (message.sandbox === 'callback') functions.get(message.fn)?.(...message.args);
  if (message.sandbox === 'theme' && themed) showTheme(message.attributes);
  if (message.sandbox === 'act') void act(message.id, message.act);
});
document.addEventListener('DOMContentLoaded', () => {
  const sizes = new ResizeObserver(reportHeight);
  const watch = (): void => {
    for (const element of document.body.children) sizes.observe(element);
    reportHeight();
  };
  new MutationObserver(watch).observe(document.body, { childList: true });
  watch();
});
Object.defineProperty(globalThis, '__bridge', { value: Object.freeze({ callBridge }) });
