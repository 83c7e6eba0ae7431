/** Text as it may stand between tags or in an attribute. Characters that XML 1.0 cannot carry are the check's business. */
export function escaped(text: string): string {
  return /[&<>"\t\n\r]/.test(text)
    ? text.replaceAll(/[&<>"\t\n\r]/g, (character) => ESCAPES[character] ?? '')
    : text;
}
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** Attributes in the order given; absent ones are left out. */
export function attributes(pairs: readonly (readonly [string, string | undefined])[]): string {
  return pairs.map(([name, value]) => (value === undefined ? '' : ` ${name}="${escaped(value)}"`)).join('');
}

/** `<name>text</name>` on a line of its own; nothing for an absent value. */
export function leaf(indent: string, name: string, value: string | undefined): string {
  return value === undefined ? '' : `${indent}<${name}>${escaped(value)}</${name}>\n`;
}

export const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';
