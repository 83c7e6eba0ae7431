import { plain } from '../../kernel/text';

/** A document in the Atlassian Document Format, as far as we write it. */
export type Adf = { readonly type: 'doc'; readonly version: 1; readonly content: readonly Block[] };
type Block = {
  readonly type: 'paragraph' | 'heading' | 'bulletList' | 'orderedList' | 'listItem' | 'panel' | 'rule';
  readonly attrs?: Readonly<Record<string, string | number>>;
  readonly content?: readonly (Block | Inline)[];
};
type Inline = Text | Mention;
type Text = { readonly type: 'text'; readonly text: string; readonly marks?: readonly Mark[] };
/** Jira tells the person that they were mentioned. */
type Mention = { readonly type: 'mention'; readonly attrs: { readonly id: string; readonly text: string } };
type Mark = { readonly type: 'strong' | 'code' | 'link'; readonly attrs?: { readonly href: string } };

/** Builders answer `undefined` for nothing, because ADF forbids empty texts; parents leave it out. */
type Maybe<T> = T | undefined;

/** Jira's limit for a description or comment, counted on the serialised document (Jira: REST API v3). */
export const MAX_CHARACTERS = 32_767;

export function doc(...blocks: readonly Maybe<Block>[]): Adf {
  return { type: 'doc', version: 1, content: blocks.filter(given) };
}

function text(said: string): Maybe<Inline> {
  return marked(said);
}

export function strong(said: string): Maybe<Inline> {
  return marked(said, { type: 'strong' });
}

export function code(said: string): Maybe<Inline> {
  return marked(said, { type: 'code' });
}

/** A person by account; the name is what stands there where Jira does not know it. */
export function mention({ accountId, name }: { readonly accountId: string; readonly name: string }): Mention {
  return { type: 'mention', attrs: { id: accountId, text: `@${plain(name)}` } };
}

/** A link to an http or https address; anything else stays plain text. */
export function link(said: string, href: string): Maybe<Inline> {
  const safe = /^https?:\/\/[^\s<>"\\]+$/i.test(href) && plain(href) === href;
  return safe ? marked(said, { type: 'link', attrs: { href } }) : marked(said);
}

/** Plain strings become plain text. */
export function p(...inlines: readonly Maybe<Inline | string>[]): Maybe<Block> {
  return holder('paragraph', inlineNodes(inlines));
}

export function heading(
  level: 1 | 2 | 3 | 4 | 5 | 6,
  ...inlines: readonly Maybe<Inline | string>[]
): Maybe<Block> {
  const made = holder('heading', inlineNodes(inlines));
  return made === undefined ? undefined : { ...made, attrs: { level } };
}

export function bulletList(...items: readonly (readonly Maybe<Inline | string>[])[]): Maybe<Block> {
  return holder('bulletList', listItems(items));
}

export function orderedList(...items: readonly (readonly Maybe<Inline | string>[])[]): Maybe<Block> {
  return holder('orderedList', listItems(items));
}

export function panel(
  kind: 'info' | 'note' | 'warning' | 'error' | 'success',
  ...blocks: readonly Maybe<Block>[]
): Maybe<Block> {
  const made = holder('panel', blocks.filter(given));
  return made === undefined ? undefined : { ...made, attrs: { panelType: kind } };
}

function marked(said: string, mark?: Mark): Maybe<Inline> {
  const safe = plain(said);
  if (safe === '') return undefined;
  return mark === undefined ? { type: 'text', text: safe } : { type: 'text', text: safe, marks: [mark] };
}

function inlineNodes(inlines: readonly Maybe<Inline | string>[]): readonly Inline[] {
  return inlines.map((inline) => (typeof inline === 'string' ? text(inline) : inline)).filter(given);
}

function listItems(items: readonly (readonly Maybe<Inline | string>[])[]): readonly Block[] {
  return items.map((item) => holder('listItem', [p(...item)].filter(given))).filter(given);
}

function holder(type: Block['type'], content: readonly (Block | Inline)[]): Maybe<Block> {
  return content.length === 0 ? undefined : { type, content };
}

function given<T>(value: Maybe<T>): value is T {
  return value !== undefined;
}

/**
 * The document if it fits, else its beginning and `note` as the last paragraph. Cut between blocks, list items or inside
 * a text, never inside a character or a structure.
 */
export function fit(whole: Adf, note: string, most: number = MAX_CHARACTERS): Adf {
  if (size(whole) <= most) return whole;
  const closing = p(note);
  const end = closing === undefined ? [] : [closing];
  const room = most - size({ ...whole, content: end }) - 1;
  return { ...whole, content: [...fitting(whole.content, room).filter(isBlock), ...end] };
}

function size(node: Adf | Block | Inline): number {
  return JSON.stringify(node).length;
}

type AnyNode = Block | Inline;

/** As many nodes as fit into `room` characters; the first that does not fit is shortened. */
function fitting(nodes: readonly AnyNode[], room: number): readonly AnyNode[] {
  const kept: AnyNode[] = [];
  let left = room;
  for (const node of nodes) {
    const need = size(node) + 1;
    if (need > left) {
      const short = shortened(node, left - 1);
      return short === undefined ? kept : [...kept, short];
    }
    kept.push(node);
    left -= need;
  }
  return kept;
}

/** A mention is there or not. */
function shortened(node: AnyNode, room: number): Maybe<AnyNode> {
  if (node.type === 'mention') return undefined;
  return node.type === 'text' ? shortenedText(node, room) : shortenedBlock(node, room);
}

function shortenedBlock(block: Block, room: number): Maybe<Block> {
  const inner = fitting(block.content ?? [], room - size({ ...block, content: [] }));
  return inner.length === 0 ? undefined : { ...block, content: inner };
}

function shortenedText(node: Text, room: number): Maybe<Text> {
  const characters = [...node.text];
  let left = room - size({ ...node, text: '…' });
  let end = 0;
  while (end < characters.length) {
    left -= JSON.stringify(characters[end]).length - 2;
    if (left < 0) break;
    end++;
  }
  return end === 0 ? undefined : { ...node, text: `${characters.slice(0, end).join('')}…` };
}

function isBlock(node: AnyNode): node is Block {
  return node.type !== 'text' && node.type !== 'mention';
}
