/** An element of an XML text: enough to read `document.xml` by, namespaces are left aside. */
export type Element = {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: Element[];
  text: string;
};

const TAG = /<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[A-Za-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/g;
const ATTRIBUTE = /([A-Za-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

/** The root element, or undefined where the text is not well-formed (entities other than the five are not read). */
export function readXml(xml: string): Element | undefined {
  const text = xml
    .replace(/^\uFEFF?\s*<\?xml[^>]*\?>/, '')
    .replace(/<!--[\s\S]*?-->/g, '')
    .replace(/<!\[CDATA\[([\s\S]*?)\]\]>/g, (_, inner: string) => escaped(inner));
  const top = element('', '');
  const open = [top];
  let at = 0;
  for (const found of text.matchAll(TAG)) {
    const [whole, close, name = '', attributes = '', empty] = found;
    if (!hear(open, text.slice(at, found.index))) return undefined;
    at = found.index + whole.length;
    if (close === '/') {
      if (open.pop()?.name !== local(name) || open.length === 0) return undefined;
      continue;
    }
    const made = element(name, attributes);
    open.at(-1)?.children.push(made);
    if (empty !== '/') open.push(made);
  }
  const whole = open.length === 1 && hear(open, text.slice(at)) && top.text.trim() === '';
  return whole && top.children.length === 1 ? top.children[0] : undefined;
}

/** Text between two tags; a `<` in it is a tag that is none. */
function hear(open: readonly Element[], text: string): boolean {
  const at = open.at(-1);
  if (at === undefined || text.includes('<') || /&(?!(?:lt|gt|amp|quot|apos|#\d+|#x[\da-f]+);)/i.test(text))
    return false;
  at.text += unescaped(text);
  return true;
}

function element(name: string, attributes: string): Element {
  const pairs = [...attributes.matchAll(ATTRIBUTE)].map(
    ([, key = '', double, single]) => [local(key), unescaped(double ?? single ?? '')] as const,
  );
  return { name: local(name), attributes: Object.fromEntries(pairs), children: [], text: '' };
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function unescaped(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi, (whole, decimal, hex, name: string) => {
    if (name !== undefined) return ENTITIES[name] ?? whole;
    return String.fromCodePoint(decimal === undefined ? Number.parseInt(hex, 16) : Number(decimal));
  });
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** All elements of this name, at any depth. */
export function within(root: Element, name: string): readonly Element[] {
  return root.children.flatMap((one) => [...(one.name === name ? [one] : []), ...within(one, name)]);
}

/** Bytes of an XML file as text: byte order mark or declaration decide, UTF-8 is the rule. */
export function xmlText(bytes: Uint8Array): string {
  const start = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  const named = /^[^<]*<\?xml[^>]*\sencoding\s*=\s*["']([\w-]+)["']/.exec(start)?.[1] ?? 'utf-8';
  const encoding = start.startsWith('ÿþ') ? 'utf-16le' : named;
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return new TextDecoder().decode(bytes);
  }
}
