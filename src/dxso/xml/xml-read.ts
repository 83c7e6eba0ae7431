import { MAX_FILE_BYTES } from '../datev-limits';

/** An element as it was read. Names are split into namespace and local name; comments are gone. */
export type XmlElement = {
  readonly namespace: string;
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlElement[];
  /** All character data directly inside, character references resolved. */
  readonly text: string;
  /** Line of its start tag, from 1. */
  readonly line: number;
  /** What its `xsi:type` names, resolved here, where its prefix is in force. */
  readonly type?: QualifiedName;
};
type QualifiedName = { readonly namespace: string; readonly name: string };
export type XmlAttribute = { readonly namespace: string; readonly name: string; readonly value: string };

/** Why a text cannot be read. */
export type XmlTrouble = {
  readonly what:
    | 'not-well-formed'
    | 'doctype'
    | 'entity'
    | 'instruction'
    | 'too-deep'
    | 'too-large'
    | 'too-many-attributes'
    | 'too-many-prefixes'
    | 'name-too-long'
    | 'too-many-parts';
  readonly line: number;
};

/**
 * What one file may have. Booking packages stay far below; more is an attack or a mistake. `length` in characters, of which
 * a file has no more than bytes. `depth`: they nest seven deep. `parts`: elements, attributes, comments, CDATA sections and character
 * references together, because each of them costs memory however short it is; 5,000 bookings with every field have 300,000.
 */
export const XML_LIMITS = {
  length: MAX_FILE_BYTES,
  depth: 32,
  attributes: 64,
  prefixes: 64,
  name: 256,
  parts: 500_000,
} as const;
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const XML = 'http://www.w3.org/XML/1998/namespace';
export const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** What was read, and of how many parts (see `XML_LIMITS`) it consists: by them go the memory and the time it takes. */
export type XmlRead = { readonly root: XmlElement; readonly parts: number };
/** Why it was not read, and how many parts were until then: they took their time, too. */
export type XmlUnread<Trouble> = { readonly trouble: Trouble; readonly parts: number };

/**
 * Reads the XML that booking packages are made of: elements, attributes, text, CDATA, comments, namespaces. What could
 * do more than say something is refused: DTDs, entities of one's own, processing instructions. Total, and linear in time and
 * memory: what is repeated without end meets one of the limits. `most`: parts that are left for it, where there are fewer.
 */
export function readXml(text: string, most: number = XML_LIMITS.parts): XmlRead | XmlUnread<XmlTrouble> {
  return text.length > XML_LIMITS.length
    ? { trouble: { what: 'too-large', line: 1 }, parts: 0 }
    : readBy(new Reader(text, most));
}

/** What a reader makes of its text. */
export function readBy(reader: Reader): XmlRead | XmlUnread<XmlTrouble> {
  try {
    return { root: reader.document(), parts: reader.parts };
  } catch (error) {
    if (error instanceof Refusal)
      return { trouble: { what: error.what, line: reader.line() }, parts: reader.parts };
    throw error;
  }
}

/** Leaves the reader at once; never leaves this file. */
class Refusal extends Error {
  constructor(readonly what: XmlTrouble['what']) {
    super(what);
  }
}

/** All but the characters that XML 1.0 can carry: most controls, lone halves of a pair, U+FFFE and U+FFFF. */
const FORBIDDEN = /[^\t\n\r -\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

/** An element that has begun and not ended. */
export type Open = {
  readonly tag: string;
  readonly element: Mutable;
  /** Where its children begin among those that wait for their parent's end. */
  readonly from: number;
  /** The prefixes that it declares itself, to be taken back at its end. */
  readonly declared: readonly string[];
};
type Mutable = { -readonly [K in keyof XmlElement]: XmlElement[K] };
type MutableAttribute = { -readonly [K in keyof XmlAttribute]: XmlAttribute[K] };

/** What most elements have; one for all of them. */
const NO_ATTRIBUTES: readonly MutableAttribute[] = [];
const NO_CHILDREN: readonly XmlElement[] = [];
const NO_PREFIXES: readonly string[] = [];
/** So many names are kept once, however often they stand there; the schemas have a hundred. */
const MOST_KEPT_NAMES = 1000;

/**
 * The prefixes in force while a document is read. What an element declares lies on top of what stood there and is taken off
 * at its end: nothing is copied, however deep and many they are.
 */
class Scope {
  private readonly meanings = new Map<string, string[]>([['xml', [XML]]]);
  private count = 0;

  /** Whether there was room for it. */
  declare(prefix: string, namespace: string): boolean {
    const meanings = this.meanings.get(prefix);
    if (meanings === undefined) this.meanings.set(prefix, [namespace]);
    else meanings.push(namespace);
    this.count++;
    return this.count <= XML_LIMITS.prefixes;
  }

  takeBack(prefixes: readonly string[]): void {
    for (const prefix of prefixes) this.meanings.get(prefix)?.pop();
    this.count -= prefixes.length;
  }

  of(prefix: string): string | undefined {
    return this.meanings.get(prefix)?.at(-1);
  }
}

/**
 * A cursor over the text; a class because it moves. What it makes of a part is as little as can be, because there are so many
 * of them: names are kept once, and lists are made when their length is known (one that grows takes room for seventeen).
 */
export class Reader {
  parts = 0;
  protected at = 0;
  private lines = 1;
  private nextBreak: number;
  private readonly scope = new Scope();
  /** Sticky patterns move, so each reader has its own. */
  private readonly namePattern =
    /[A-Za-z_\u00c0-\ufffd][\w.\-\u00b7\u00c0-\ufffd]*(?::[A-Za-z_\u00c0-\ufffd][\w.\-\u00b7\u00c0-\ufffd]*)?/y;
  private readonly spacePattern = /[ \t\r\n]*/y;
  private readonly names = new Map<string, string>();
  /** The attributes of the element that is being read: a list that has grown already. */
  private readonly found: MutableAttribute[] = [];
  /** What the last value that is a name was: the next one is mostly the same. */
  private lastType:
    | { readonly value: string; readonly prefix: string; readonly is: QualifiedName }
    | undefined;
  /** Elements whose parent has not ended yet, those of the innermost last. */
  protected readonly waiting: XmlElement[] = [];

  constructor(
    protected readonly source: string,
    private readonly most: number,
  ) {
    this.nextBreak = source.indexOf('\n');
  }

  line(): number {
    for (; this.nextBreak >= 0 && this.nextBreak < this.at; this.lines++)
      this.nextBreak = this.source.indexOf('\n', this.nextBreak + 1);
    return this.lines;
  }

  document(): XmlElement {
    if (FORBIDDEN.test(this.source)) this.refuse('not-well-formed');
    if (this.source.startsWith('\ufeff')) this.at = 1;
    if (/^<\?xml[ \t\r\n]/.test(this.source.slice(this.at, this.at + 6))) this.skipTo('?>');
    this.misc();
    const root = this.element();
    this.misc();
    if (this.at < this.source.length) this.refuse('not-well-formed');
    return root;
  }

  private refuse(what: XmlTrouble['what']): never {
    throw new Refusal(what);
  }

  /** Space and comments around the root. */
  private misc(): void {
    for (;;) {
      this.space();
      if (this.source.startsWith('<!--', this.at)) this.comment();
      else if (this.source.startsWith('<!DOCTYPE', this.at)) this.refuse('doctype');
      else if (this.source.startsWith('<?', this.at)) this.refuse('instruction');
      else return;
    }
  }

  /** Counts what costs memory however short it is. */
  private part(): void {
    if (++this.parts > this.most) this.refuse('too-many-parts');
  }

  private name(): string {
    this.namePattern.lastIndex = this.at;
    if (!this.namePattern.test(this.source)) return '';
    const name = this.source.slice(this.at, this.namePattern.lastIndex);
    if (name.length > XML_LIMITS.name) this.refuse('name-too-long');
    this.at = this.namePattern.lastIndex;
    return this.kept(name);
  }

  private kept(name: string): string {
    const kept = this.names.get(name);
    if (kept === undefined && this.names.size < MOST_KEPT_NAMES) this.names.set(name, name);
    return kept ?? name;
  }

  /** Whether there was some. */
  private space(): boolean {
    this.spacePattern.lastIndex = this.at;
    this.spacePattern.test(this.source);
    const from = this.at;
    this.at = this.spacePattern.lastIndex;
    return this.at > from;
  }

  private comment(): void {
    this.part();
    this.at += 4;
    const end = this.source.indexOf('--', this.at);
    if (end < 0 || this.source[end + 2] !== '>') this.refuse('not-well-formed');
    this.at = end + 3;
  }

  private skipTo(mark: string): void {
    const end = this.source.indexOf(mark, this.at);
    if (end < 0) this.refuse('not-well-formed');
    this.at = end + mark.length;
  }

  /** The root with all it contains; a stack instead of recursion, so that depth costs nothing. */
  private element(): XmlElement {
    if (this.source[this.at] !== '<') this.refuse('not-well-formed');
    const stack: Open[] = [];
    for (;;) {
      const done = this.source[this.at] === '<' ? this.markup(stack) : this.characters(stack);
      if (done !== undefined) return done;
    }
  }

  private characters(stack: readonly Open[]): undefined {
    const end = this.source.indexOf('<', this.at);
    const open = stack.at(-1);
    if (end < 0 || open === undefined) this.refuse('not-well-formed');
    const raw = this.source.slice(this.at, end);
    if (raw.includes(']]>')) this.refuse('not-well-formed');
    open.element.text += this.resolved(raw.includes('\r') ? raw.replaceAll(/\r\n?/g, '\n') : raw);
    this.at = end;
    return undefined;
  }

  private markup(stack: Open[]): XmlElement | undefined {
    const { source, at } = this;
    const open = stack.at(-1);
    if (source.startsWith('<!--', at)) this.comment();
    else if (source.startsWith('<![CDATA[', at) && open !== undefined) this.cdata(open);
    else if (source.startsWith('<!', at))
      this.refuse(source.startsWith('<!DOCTYPE', at) ? 'doctype' : 'not-well-formed');
    else if (source.startsWith('<?', at)) this.refuse('instruction');
    else if (source.startsWith('</', at)) return this.close(stack);
    else return this.open(stack);
    return undefined;
  }

  private cdata(open: Open): void {
    this.part();
    const start = this.at + 9;
    this.skipTo(']]>');
    open.element.text += this.source.slice(start, this.at - 3).replaceAll(/\r\n?/g, '\n');
  }

  protected close(stack: Open[]): XmlElement | undefined {
    this.at += 2;
    const open = stack.pop();
    if (open === undefined || !this.source.startsWith(open.tag, this.at)) this.refuse('not-well-formed');
    this.at += open.tag.length;
    this.space();
    if (this.source[this.at] !== '>') this.refuse('not-well-formed');
    this.scope.takeBack(open.declared);
    if (this.waiting.length > open.from) open.element.children = this.waiting.splice(open.from);
    this.at++;
    return this.ended(stack, open.element);
  }

  /** The root when it is that; any other element waits for its parent's end. */
  private ended(stack: readonly Open[], element: XmlElement): XmlElement | undefined {
    if (stack.length === 0) return element;
    this.waiting.push(element);
    return undefined;
  }

  protected open(stack: Open[]): XmlElement | undefined {
    if (stack.length >= XML_LIMITS.depth) this.refuse('too-deep');
    this.part();
    const line = this.line();
    this.at++;
    const tag = this.name();
    if (tag === '') this.refuse('not-well-formed');
    const attributes = this.attributes();
    const declared = this.declare(attributes);
    const element = this.elementOf(tag, attributes, line);
    if (this.source.startsWith('/>', this.at)) {
      this.at += 2;
      this.scope.takeBack(declared);
      return this.ended(stack, element);
    }
    if (this.source[this.at] !== '>') this.refuse('not-well-formed');
    this.at++;
    stack.push({ tag, element, from: this.waiting.length, declared });
    return undefined;
  }

  private elementOf(tag: string, written: readonly MutableAttribute[], line: number): Mutable {
    const { namespace, name } = this.named(tag, this.scope.of('') ?? '');
    const attributes = written.length === 0 ? written : this.namedAttributes(written);
    const type = attributes.find(isType)?.value;
    return type === undefined
      ? { namespace, name, attributes, children: NO_CHILDREN, text: '', line }
      : { namespace, name, attributes, children: NO_CHILDREN, text: '', line, type: this.nameIn(type) };
  }

  /** A value that is a name itself; one whose prefix means nothing here has no namespace. */
  private nameIn(value: string): QualifiedName {
    const last = this.lastType;
    if (last?.value === value && last.is.namespace === (this.scope.of(last.prefix) ?? '')) return last.is;
    const [prefix = '', name = ''] = value.includes(':') ? value.split(':', 2) : ['', value];
    const is = { namespace: this.scope.of(prefix) ?? '', name };
    this.lastType = { value, prefix, is };
    return is;
  }

  /** As they are written: without namespaces, because what prefixes mean is known after the last of them. */
  private attributes(): readonly MutableAttribute[] {
    if (this.source[this.at] === '>') return NO_ATTRIBUTES;
    for (let count = 0; ; count++) {
      const isApart = this.space();
      const next = this.source[this.at];
      if (next === '>' || next === '/' || next === undefined)
        return count === 0 ? NO_ATTRIBUTES : this.found.slice(0, count);
      if (!isApart) this.refuse('not-well-formed');
      if (count >= XML_LIMITS.attributes) this.refuse('too-many-attributes');
      this.found[count] = this.attribute();
    }
  }

  protected attribute(): MutableAttribute {
    this.part();
    const name = this.name();
    this.space();
    if (name === '' || this.source[this.at] !== '=') this.refuse('not-well-formed');
    this.at++;
    this.space();
    const quote = this.source[this.at];
    if (quote !== '"' && quote !== "'") this.refuse('not-well-formed');
    const end = this.source.indexOf(quote, this.at + 1);
    const raw = this.source.slice(this.at + 1, end);
    if (end < 0 || raw.includes('<')) this.refuse('not-well-formed');
    this.at = end + 1;
    const value = /[\t\r\n]/.test(raw) ? raw.replaceAll(/\r\n|[\t\r\n]/g, ' ') : raw;
    return { namespace: '', name, value: this.resolved(value) };
  }

  /** Puts the prefixes that an element declares in force, and says which they are. */
  private declare(attributes: readonly XmlAttribute[]): readonly string[] {
    if (!attributes.some(isDeclaration)) return NO_PREFIXES;
    return attributes.filter(isDeclaration).map(({ name, value }) => {
      const prefix = name.slice(6);
      if (!this.scope.declare(prefix, value)) this.refuse('too-many-prefixes');
      return prefix;
    });
  }

  /** With their namespaces, and without the declarations among them. */
  private namedAttributes(written: readonly MutableAttribute[]): readonly XmlAttribute[] {
    for (const attribute of written)
      if (isDeclaration(attribute)) attribute.namespace = XMLNS;
      else if (attribute.name.includes(':')) {
        const { namespace, name } = this.named(attribute.name, '');
        attribute.namespace = namespace;
        attribute.name = name;
      }
    if (hasOneTwice(written)) this.refuse('not-well-formed');
    return written.every(isOwn) ? written : written.filter(isOwn);
  }

  private named(tag: string, fallback: string): QualifiedName {
    const colon = tag.indexOf(':');
    if (colon < 0) return { namespace: fallback, name: tag };
    const namespace = this.scope.of(tag.slice(0, colon));
    if (namespace === undefined || namespace === '') this.refuse('not-well-formed');
    return { namespace, name: this.kept(tag.slice(colon + 1)) };
  }

  /** The five entities that XML knows by itself, and character references. */
  private resolved(raw: string): string {
    let from = raw.indexOf('&');
    if (from < 0) return raw;
    const pieces: string[] = [raw.slice(0, from)];
    while (from >= 0) {
      this.part();
      const next = raw.indexOf('&', from + 1);
      const to = next < 0 ? raw.length : next;
      const end = raw.indexOf(';', from);
      const isEnded = end > 0 && end < to;
      const character = isEnded ? referenced(raw.slice(from + 1, end)) : undefined;
      if (character === undefined)
        this.refuse(isEnded && /^[A-Za-z_]/.test(raw.slice(from + 1, end)) ? 'entity' : 'not-well-formed');
      pieces.push(character, raw.slice(end + 1, to));
      from = next;
    }
    return pieces.join('');
  }
}

function isDeclaration({ name }: XmlAttribute): boolean {
  return name.startsWith('xmlns') && (name.length === 5 || name[5] === ':');
}

function isType({ namespace, name }: XmlAttribute): boolean {
  return namespace === XSI && name === 'type';
}

function isOwn({ namespace }: XmlAttribute): boolean {
  return namespace !== XMLNS;
}

/** Each with each before it: there are `XML_LIMITS.attributes` at most, and a set for every element costs more. */
function hasOneTwice(attributes: readonly XmlAttribute[]): boolean {
  for (let index = 1; index < attributes.length; index++)
    for (let before = 0; before < index; before++)
      if (isSame(attributes[index], attributes[before])) return true;
  return false;
}

function isSame(a: XmlAttribute | undefined, b: XmlAttribute | undefined): boolean {
  return a?.name === b?.name && a?.namespace === b?.namespace;
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function referenced(name: string): string | undefined {
  if (Object.hasOwn(ENTITIES, name)) return ENTITIES[name];
  const number = /^#(?:x([0-9A-Fa-f]{1,6})|(\d{1,7}))$/.exec(name);
  const code =
    number === null
      ? Number.NaN
      : Number.parseInt(number[1] ?? number[2] ?? '', number[1] === undefined ? 10 : 16);
  if (!(code > 0 && code <= 0x10ffff) || (code >= 0xd800 && code <= 0xdfff)) return undefined;
  const character = String.fromCodePoint(code);
  return FORBIDDEN.test(character) ? undefined : character;
}

/** The value of an attribute without namespace. */
export function attributeOf({ attributes }: XmlElement, name: string): string | undefined {
  return attributes.find((one) => one.namespace === '' && one.name === name)?.value;
}
