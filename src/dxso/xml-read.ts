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
  /** Prefixes in force here, for values that are names themselves (`xsi:type`). */
  readonly prefixes: Readonly<Record<string, string>>;
};
export type XmlAttribute = { readonly namespace: string; readonly name: string; readonly value: string };

/** Why a text cannot be read. */
export type XmlTrouble = {
  readonly what: 'not-well-formed' | 'doctype' | 'entity' | 'instruction' | 'too-deep' | 'too-large';
  readonly line: number;
};

/** Booking packages nest seven deep; more is an attack or a mistake. */
const MOST_DEPTH = 32;
/** A ledger of 5,000 rows has some 10 MB. */
const MOST_LENGTH = 64_000_000;
const XMLNS = 'http://www.w3.org/2000/xmlns/';
const NAMESPACES: Readonly<Record<string, string>> = { xml: 'http://www.w3.org/XML/1998/namespace' };

/**
 * Reads the XML that booking packages are made of: elements, attributes, text, CDATA, comments, namespaces. What could
 * do more than say something is refused: DTDs, entities of one's own, processing instructions. Total and linear.
 */
export function readXml(text: string): { readonly root: XmlElement } | { readonly trouble: XmlTrouble } {
  if (text.length > MOST_LENGTH) return { trouble: { what: 'too-large', line: 1 } };
  const reader = new Reader(text);
  try {
    return { root: reader.document() };
  } catch (error) {
    if (error instanceof Refusal) return { trouble: { what: error.what, line: reader.line() } };
    throw error;
  }
}

/** Leaves the reader at once; never leaves this file. */
class Refusal extends Error {
  constructor(readonly what: XmlTrouble['what']) {
    super(what);
  }
}

const NAME =
  /[A-Za-z_\u00c0-\ufffd][\w.\-\u00b7\u00c0-\ufffd]*(?::[A-Za-z_\u00c0-\ufffd][\w.\-\u00b7\u00c0-\ufffd]*)?/y;
const SPACE = /[ \t\r\n]*/y;
/** Characters that XML 1.0 cannot carry: most controls, lone halves of a pair, U+FFFE and U+FFFF. */
const FORBIDDEN = /(?![\t\n\r])\p{Cc}(?<![\u007f-\u009f])|\p{Cs}|[\ufffe\uffff]/u;

type Open = {
  readonly tag: string;
  readonly element: Mutable;
  readonly prefixes: Readonly<Record<string, string>>;
};
type Mutable = { -readonly [K in keyof XmlElement]: XmlElement[K] } & { children: XmlElement[] };

/** A cursor over the text; a class because it moves. */
class Reader {
  private at = 0;
  private countedTo = 0;
  private lines = 1;

  constructor(private readonly source: string) {}

  line(): number {
    for (; this.countedTo < this.at; this.countedTo++)
      if (this.source.charCodeAt(this.countedTo) === 10) this.lines++;
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
      this.match(SPACE);
      if (this.source.startsWith('<!--', this.at)) this.comment();
      else if (this.source.startsWith('<!DOCTYPE', this.at)) this.refuse('doctype');
      else if (this.source.startsWith('<?', this.at)) this.refuse('instruction');
      else return;
    }
  }

  private comment(): void {
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

  private match(pattern: RegExp): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.source)?.[0] ?? '';
    this.at += found.length;
    return found;
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
    open.element.text += this.resolved(raw.replaceAll(/\r\n?/g, '\n'));
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
    const start = this.at + 9;
    this.skipTo(']]>');
    open.element.text += this.source.slice(start, this.at - 3).replaceAll(/\r\n?/g, '\n');
  }

  private close(stack: Open[]): XmlElement | undefined {
    this.at += 2;
    const tag = this.match(NAME);
    this.match(SPACE);
    const open = stack.pop();
    if (open?.tag !== tag || this.source[this.at] !== '>') this.refuse('not-well-formed');
    this.at++;
    return stack.length === 0 ? open.element : undefined;
  }

  private open(stack: Open[]): XmlElement | undefined {
    if (stack.length >= MOST_DEPTH) this.refuse('too-deep');
    const line = this.line();
    this.at++;
    const tag = this.match(NAME);
    if (tag === '') this.refuse('not-well-formed');
    const raw = this.attributes();
    const prefixes = this.declared(raw, stack.at(-1)?.prefixes ?? NAMESPACES);
    const { namespace, name } = this.named(tag, prefixes, prefixes[''] ?? '');
    const attributes = this.namedAttributes(raw, prefixes);
    const element: Mutable = { namespace, name, attributes, children: [], text: '', line, prefixes };
    stack.at(-1)?.element.children.push(element);
    if (this.source.startsWith('/>', this.at)) {
      this.at += 2;
      return stack.length === 0 ? element : undefined;
    }
    if (this.source[this.at] !== '>') this.refuse('not-well-formed');
    this.at++;
    stack.push({ tag, element, prefixes });
    return undefined;
  }

  private attributes(): readonly (readonly [string, string])[] {
    const found: (readonly [string, string])[] = [];
    for (;;) {
      const space = this.match(SPACE);
      const next = this.source[this.at];
      if (next === '>' || next === '/' || next === undefined) return found;
      if (space === '') this.refuse('not-well-formed');
      found.push(this.attribute());
    }
  }

  private attribute(): readonly [string, string] {
    const name = this.match(NAME);
    this.match(SPACE);
    if (name === '' || this.source[this.at] !== '=') this.refuse('not-well-formed');
    this.at++;
    this.match(SPACE);
    const quote = this.source[this.at];
    if (quote !== '"' && quote !== "'") this.refuse('not-well-formed');
    const end = this.source.indexOf(quote, this.at + 1);
    const raw = this.source.slice(this.at + 1, end);
    if (end < 0 || raw.includes('<')) this.refuse('not-well-formed');
    this.at = end + 1;
    return [name, this.resolved(raw.replaceAll(/\r\n|[\t\r\n]/g, ' '))];
  }

  private declared(
    attributes: readonly (readonly [string, string])[],
    outer: Readonly<Record<string, string>>,
  ): Readonly<Record<string, string>> {
    const own = attributes.flatMap(([name, value]) => {
      if (name === 'xmlns') return [['', value] as const];
      return name.startsWith('xmlns:') ? [[name.slice(6), value] as const] : [];
    });
    return own.length === 0 ? outer : { ...outer, ...Object.fromEntries(own) };
  }

  private namedAttributes(
    raw: readonly (readonly [string, string])[],
    prefixes: Readonly<Record<string, string>>,
  ): readonly XmlAttribute[] {
    const all = raw.map(([tag, value]): XmlAttribute => {
      if (tag === 'xmlns' || tag.startsWith('xmlns:')) return { namespace: XMLNS, name: tag, value };
      return { ...this.named(tag, prefixes, ''), value };
    });
    const keys = new Set(all.map(({ namespace, name }) => `${namespace} ${name}`));
    if (keys.size < all.length) this.refuse('not-well-formed');
    return all.filter((attribute) => attribute.namespace !== XMLNS);
  }

  private named(
    tag: string,
    prefixes: Readonly<Record<string, string>>,
    fallback: string,
  ): { namespace: string; name: string } {
    const colon = tag.indexOf(':');
    if (colon < 0) return { namespace: fallback, name: tag };
    const prefix = tag.slice(0, colon);
    const namespace = Object.hasOwn(prefixes, prefix) ? prefixes[prefix] : undefined;
    if (namespace === undefined || namespace === '') this.refuse('not-well-formed');
    return { namespace, name: tag.slice(colon + 1) };
  }

  /** The five entities that XML knows by itself, and character references. */
  private resolved(raw: string): string {
    if (!raw.includes('&')) return raw;
    const parts = raw.split('&');
    const rest = parts.slice(1).map((part) => {
      const end = part.indexOf(';');
      const character = end < 0 ? undefined : referenced(part.slice(0, end));
      if (character === undefined)
        this.refuse(end > 0 && /^[A-Za-z_]/.test(part) ? 'entity' : 'not-well-formed');
      return character + part.slice(end + 1);
    });
    return (parts[0] ?? '') + rest.join('');
  }
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
