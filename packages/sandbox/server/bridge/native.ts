/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/*
 * The bridge of a page of UI Kit (`render: native`): the app's bundle draws nothing itself, it hands a tree to `reconcile`. What Jira
 * draws of it outside of the frame, we draw inside; what is wrong with it is a violation, and stands on the page.
 */
import COMPONENTS from '../../forge/uikit-components.json';
import { ask, callBridge, handleHere, post } from './client';
import { partsOf } from './uikit-parts';
import { type Components, type ForgeDoc, faultsIn, TEXT } from './uikit-rules';
import { STYLES } from './uikit-styles';

const PARTS = partsOf(
  (url, isNewTab) => void ask('navigate', { url, type: isNewTab ? 'new-tab' : 'same-tab' }),
);
const DRAWN = new Set(Object.keys(PARTS));
/** By key of the reconciler: a node that stays keeps its element, and with it the focus. */
const elements = new Map<string, HTMLElement | Text>();
const told = new Set<string>();
const root = document.createElement('div');

/** What Jira's own page has around a part of UI Kit, so that the frame can be judged as a page: the part's title is the frame's name. */
function page(): HTMLElement {
  const [main, product, title] = ['main', 'h1', 'h2'].map((tag) => document.createElement(tag)) as [
    ...[HTMLElement, HTMLElement, HTMLElement],
  ];
  product.className = 'heard';
  product.textContent = 'Jira';
  title.textContent = window.name;
  main.append(product, title, root);
  return main;
}

function reconcile({ forgeDoc }: { readonly forgeDoc: ForgeDoc }): void {
  const faults = faultsIn(forgeDoc, COMPONENTS as Components, DRAWN);
  for (const fault of faults) violation(fault);
  if (faults.length === 0) place(root, forgeDoc.children.map(drawn));
}

/** Said once: to the log of the sandbox, and to whoever looks. */
function violation(message: string): void {
  if (told.has(message)) return;
  told.add(message);
  post({ sandbox: 'violation', rule: 'uikit', message });
  const shown = document.createElement('p');
  shown.setAttribute('role', 'alert');
  shown.textContent = `UI Kit: ${message}`;
  root.after(shown);
}

function drawn({ type, key, props, children }: ForgeDoc): HTMLElement | Text {
  if (type === TEXT) return textNode(key, props['text'] as string);
  const part = PARTS[type];
  const tag = part?.tag(props) ?? 'div';
  const before = elements.get(key);
  const element =
    before instanceof HTMLElement && before.localName === tag ? before : document.createElement(tag);
  elements.set(key, element);
  element.dataset['uikit'] = type;
  const { testId } = props;
  if (typeof testId === 'string') element.dataset['testid'] = testId;
  part?.show?.(element, props);
  if (type !== 'Select') place(element, [...leadOf(key, part?.lead?.(props)), ...children.map(drawn)]);
  return element;
}

function leadOf(key: string, text = ''): readonly HTMLElement[] {
  if (text === '') return [];
  const before = elements.get(`${key}:lead`);
  const lead = before instanceof HTMLElement ? before : document.createElement('strong');
  elements.set(`${key}:lead`, lead);
  lead.textContent = text;
  return [lead];
}

function textNode(key: string, text: string): Text {
  const before = elements.get(key);
  const node = before instanceof Text ? before : document.createTextNode('');
  elements.set(key, node);
  if (node.data !== text) node.data = text;
  return node;
}

/** Only where something else stands there: an element that is put in anew loses the focus. */
function place(parent: HTMLElement, children: readonly (HTMLElement | Text)[]): void {
  const isSame =
    parent.childNodes.length === children.length &&
    children.every((child, n) => parent.childNodes[n] === child);
  if (!isSame) parent.replaceChildren(...children);
}

handleHere('reconcile', (payload) => reconcile(payload as Parameters<typeof reconcile>[0]));
handleHere('onError', (payload) =>
  violation(`the page failed: ${String((payload as { error?: unknown }).error)}`),
);

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLES);
document.adoptedStyleSheets = [sheet];
document.addEventListener('DOMContentLoaded', () => document.body.append(page()));
void callBridge('enableTheming');
void ask('getContext').then((context) => {
  document.documentElement.lang = (context as { readonly locale: string }).locale;
});
