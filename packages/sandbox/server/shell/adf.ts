/// <reference lib="dom" />
import { h } from './dom';

export type AdfNode = {
  readonly type: string;
  readonly text?: string;
  readonly attrs?: Readonly<Record<string, unknown>>;
  readonly marks?: readonly { readonly type: string; readonly attrs?: Readonly<Record<string, unknown>> }[];
  readonly content?: readonly AdfNode[];
};

const BLOCKS: Readonly<Record<string, keyof HTMLElementTagNameMap>> = {
  doc: 'div',
  paragraph: 'p',
  bulletList: 'ul',
  orderedList: 'ol',
  listItem: 'li',
  blockquote: 'blockquote',
  rule: 'hr',
  hardBreak: 'br',
  tableRow: 'tr',
  tableHeader: 'th',
  tableCell: 'td',
  expand: 'div',
};
const MARKS: Readonly<Record<string, keyof HTMLElementTagNameMap>> = {
  strong: 'strong',
  em: 'em',
  code: 'code',
  strike: 's',
  underline: 'u',
};

/** An Atlassian document as HTML, built node by node so that no text can become markup. */
export function renderAdf(node: AdfNode): Node {
  const children = (node.content ?? []).map(renderAdf);
  const block = BLOCKS[node.type];
  if (block !== undefined) return h(block, {}, ...children);
  const attr = (name: string): string => String(node.attrs?.[name] ?? '');
  switch (node.type) {
    case 'text':
      return (node.marks ?? []).reduce<Node>(withMark, document.createTextNode(node.text ?? ''));
    case 'heading':
      // The page's own headings are h1 and h2: a document's begin below them.
      return h('h3', { 'data-level': attr('level') }, ...children);
    case 'codeBlock':
      return h('pre', { tabindex: '0' }, h('code', {}, ...children));
    case 'panel':
      return h('div', { class: `adf-panel adf-panel-${attr('panelType')}` }, ...children);
    case 'table':
      return h('div', { class: 'scroll', tabindex: '0' }, h('table', {}, h('tbody', {}, ...children)));
    case 'mention':
    case 'status':
    case 'emoji':
      return h('span', { class: `adf-${node.type}` }, attr('text') || attr('shortName'));
    case 'date':
      return h('time', {}, new Date(Number(attr('timestamp'))).toISOString().slice(0, 10));
    case 'inlineCard':
      return link(attr('url'), [attr('url')]);
    default:
      return h('span', { class: 'adf-unknown' }, `[${node.type}]`, ...children);
  }
}

function withMark(inner: Node, mark: NonNullable<AdfNode['marks']>[number]): Node {
  if (mark.type === 'link') return link(String(mark.attrs?.['href'] ?? ''), [inner]);
  const tag = MARKS[mark.type];
  return tag === undefined ? inner : h(tag, {}, inner);
}

function link(href: string, children: readonly (Node | string)[]): Node {
  return /^(https?:|\/|#)/.test(href)
    ? h('a', { href, rel: 'noreferrer' }, ...children)
    : h('span', {}, ...children);
}

/** A comment's plain text as a document. */
export function paragraphs(text: string): AdfNode & { readonly version: 1 } {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  return {
    type: 'doc',
    version: 1,
    content: lines.map((line) => ({ type: 'paragraph', content: [{ type: 'text', text: line }] })),
  };
}
