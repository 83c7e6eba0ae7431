/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/*
 * Runs in the Custom UI's iframe before the bundle: `@forge/bridge` reads `globalThis.__bridge` while it loads. Every
 * operation goes to the shell by postMessage. Functions cannot cross, so they travel as ids and are called back.
 */
import type { FrameMessage, HistoryLocation, ShellMessage } from './messages';

type Reply = { resolve(value: unknown): void; reject(error: Error): void };
type Listener = (location: HistoryLocation, action: string) => void;

const SHELL = document.currentScript?.dataset['host'] ?? '';
const waiting = new Map<number, Reply>();
const functions = new Map<number, (...args: unknown[]) => unknown>();
let lastId = 0;

function post(message: FrameMessage): void {
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

function ask(op: string, payload?: unknown): Promise<unknown> {
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

function toLocation(to: string | Partial<HistoryLocation>, state?: unknown): HistoryLocation {
  const text = typeof to === 'string' ? to : `${to.pathname ?? '/'}${to.search ?? ''}${to.hash ?? ''}`;
  const url = new URL(text, 'http://frame');
  return {
    pathname: url.pathname,
    search: url.search,
    hash: url.hash,
    state: state ?? null,
    key: Math.random().toString(36).slice(2, 8),
  };
}

/** The `history` 4 object of `view.createHistory()`; the shell only hears where we are. */
async function createHistory(): Promise<unknown> {
  const first = (await ask('createHistory')) as string;
  const listeners = new Set<Listener>();
  let entries: HistoryLocation[] = [toLocation(first)];
  let at = 0;
  const history = {
    action: 'POP',
    location: entries[0],
    get length() {
      return entries.length;
    },
    listen(listener: Listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    createHref: (to: Partial<HistoryLocation>) => `${to.pathname ?? '/'}${to.search ?? ''}${to.hash ?? ''}`,
    push(to: string | Partial<HistoryLocation>, state?: unknown) {
      entries = [...entries.slice(0, at + 1), toLocation(to, state)];
      show(entries.length - 1, 'PUSH');
    },
    replace(to: string | Partial<HistoryLocation>, state?: unknown) {
      entries = entries.map((entry, index) => (index === at ? toLocation(to, state) : entry));
      show(at, 'REPLACE');
    },
    go: (by: number) => show(at + by, 'POP'),
    goBack: () => show(at - 1, 'POP'),
    goForward: () => show(at + 1, 'POP'),
    back: () => show(at - 1, 'POP'),
    forward: () => show(at + 1, 'POP'),
    block: () => () => undefined,
  };
  function show(index: number, action: string): void {
    const location = entries[index];
    if (location === undefined) return;
    at = index;
    history.location = location;
    history.action = action;
    void ask('historyChanged', history.createHref(location));
    for (const listener of [...listeners]) listener(location, action);
  }
  return history;
}

function callBridge(op: string, payload?: unknown): Promise<unknown> {
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

window.addEventListener('message', (event: MessageEvent<ShellMessage>) => {
  if (event.origin !== SHELL || event.source !== parent) return;
  const message = event.data;
  if (message.sandbox === 'reply') onReply(message);
  if (message.sandbox === 'callback') functions.get(message.fn)?.(...message.args);
  if (message.sandbox === 'theme' && themed) showTheme(message.attributes);
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
