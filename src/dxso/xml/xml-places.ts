import {
  type Open,
  Reader,
  readBy,
  XML_LIMITS,
  type XmlAttribute,
  type XmlElement,
  type XmlRead,
} from './xml-read';

/** A stretch of a text, `to` behind its last character. */
export type Stretch = { readonly from: number; readonly to: number };

/** What stands between the tags of an element, or the `/>` of one that has no content, with the name that would close it. */
export type Content = Stretch & { readonly closedBy?: string };

/** A document with the places at which its values stand. */
export type PlacedXml = XmlRead & {
  readonly contents: ReadonlyMap<XmlElement, Content>;
  readonly values: ReadonlyMap<XmlAttribute, Stretch>;
};

/**
 * Reads a text a second time, and notes where everything stands; `undefined` for one that cannot be read. For the one file in which
 * somebody changes a value: who only reads does not pay for it.
 */
export function placedXml(text: string): PlacedXml | undefined {
  if (text.length > XML_LIMITS.length) return undefined;
  const reader = new PlacingReader(text, XML_LIMITS.parts);
  const read = readBy(reader);
  return 'root' in read ? { ...read, contents: reader.contents, values: reader.values } : undefined;
}

/** The same reader, so that there is one grammar; it looks where it stands before and after each step. */
class PlacingReader extends Reader {
  readonly contents = new Map<XmlElement, Content>();
  readonly values = new Map<XmlAttribute, Stretch>();

  protected override attribute() {
    const attribute = super.attribute();
    const end = this.at - 1;
    // A value does not contain the mark that ends it.
    const from = this.source.lastIndexOf(this.source.charAt(end), end - 1) + 1;
    this.values.set(attribute, { from, to: end });
    return attribute;
  }

  protected override open(stack: Open[]): XmlElement | undefined {
    const [depth, from] = [stack.length, this.at + 1];
    const root = super.open(stack);
    const opened = stack.length > depth ? stack.at(-1) : undefined;
    if (opened !== undefined) this.contents.set(opened.element, { from: this.at, to: this.at });
    else {
      const element = root ?? this.waiting.at(-1);
      const closedBy = /^[^\s/>]*/.exec(this.source.slice(from, from + XML_LIMITS.name + 1))?.[0] ?? '';
      if (element !== undefined) this.contents.set(element, { from: this.at - 2, to: this.at, closedBy });
    }
    return root;
  }

  protected override close(stack: Open[]): XmlElement | undefined {
    const [element, to] = [stack.at(-1)?.element, this.at];
    const root = super.close(stack);
    const content = element === undefined ? undefined : this.contents.get(element);
    if (element !== undefined && content !== undefined)
      this.contents.set(element, { from: content.from, to });
    return root;
  }
}
