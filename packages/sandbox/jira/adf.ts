import { bag, list, text } from './call';

/** Longest rich text Jira takes, counted on the JSON (the strict reading of "32,767 characters"). */
export const TEXT_LIMIT = 32_767;

const BLOCKS = new Set([
  'paragraph',
  'heading',
  'bulletList',
  'orderedList',
  'codeBlock',
  'blockquote',
  'panel',
  'rule',
  'table',
  'mediaSingle',
  'mediaGroup',
  'expand',
  'taskList',
  'decisionList',
]);
const INLINES = new Set([
  'text',
  'hardBreak',
  'mention',
  'emoji',
  'date',
  'status',
  'inlineCard',
  'placeholder',
  'mediaInline',
]);
const INNER: Readonly<Record<string, readonly string[]>> = {
  bulletList: ['listItem'],
  orderedList: ['listItem'],
  table: ['tableRow'],
  tableRow: ['tableHeader', 'tableCell'],
  taskList: ['taskItem', 'taskList'],
  decisionList: ['decisionItem'],
  mediaSingle: ['media', 'caption'],
  mediaGroup: ['media'],
};
const INLINE_PARENTS = new Set(['paragraph', 'heading', 'codeBlock', 'taskItem', 'decisionItem', 'caption']);
const BLOCK_PARENTS = new Set([
  'doc',
  'listItem',
  'tableHeader',
  'tableCell',
  'panel',
  'blockquote',
  'expand',
  'nestedExpand',
]);
const MARKS = new Set([
  'strong',
  'em',
  'strike',
  'code',
  'underline',
  'link',
  'subsup',
  'textColor',
  'backgroundColor',
  'annotation',
  'border',
  'alignment',
  'indentation',
  'breakout',
  'dataConsumer',
  'fragment',
  'fontSize',
]);

/** Whether Jira would call this an Atlassian document at all: version, known nodes in their places, no empty text. */
export function isAdf(value: unknown): boolean {
  const doc = bag(value);
  return (
    doc !== undefined &&
    doc['type'] === 'doc' &&
    doc['version'] === 1 &&
    list(doc['content']) !== undefined &&
    childrenFit(doc)
  );
}

function childrenFit(node: Readonly<Record<string, unknown>>): boolean {
  const content = node['content'];
  if (content === undefined) return true;
  const children = list(content);
  return (children ?? []).every((child) => fits(String(node['type']), child)) && children !== undefined;
}

function fits(parent: string, value: unknown): boolean {
  const node = bag(value);
  const type = text(node?.['type']);
  if (!node || type === undefined || !allowed(parent, type)) return false;
  if (type === 'text' && (text(node['text']) ?? '') === '') return false;
  if (type === 'heading' && ![1, 2, 3, 4, 5, 6].includes(Number(bag(node['attrs'])?.['level']))) return false;
  const marks = list(node['marks']) ?? [];
  return marks.every((mark) => MARKS.has(text(bag(mark)?.['type']) ?? '')) && childrenFit(node);
}

function allowed(parent: string, type: string): boolean {
  if (INNER[parent]) return INNER[parent].includes(type);
  if (INLINE_PARENTS.has(parent)) return parent === 'codeBlock' ? type === 'text' : INLINES.has(type);
  if (parent === 'panel' && type === 'table') return false;
  return BLOCK_PARENTS.has(parent) && (BLOCKS.has(type) || type === 'nestedExpand');
}

/** The words of a document, for full-text search. */
export function adfText(value: unknown): string {
  const node = bag(value);
  if (!node) return typeof value === 'string' ? value : '';
  const own = text(node['text']) ?? '';
  return [own, ...(list(node['content']) ?? []).map(adfText)].filter((part) => part !== '').join(' ');
}
