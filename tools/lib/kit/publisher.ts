import * as v from 'valibot';

/** What only whoever publishes the app can say; empty until they do. */
const Publisher = v.record(
  v.pipe(v.string(), v.regex(/^[a-zA-Z]+$/)),
  v.strictObject({ what: v.pipe(v.string(), v.minLength(10)), value: v.string() }),
);
type Publisher = v.InferOutput<typeof Publisher>;

export function readPublisher(json: unknown): Publisher {
  return v.parse(Publisher, json);
}

const PLACE = /\{\{publisher\.([^}]*)\}\}/g;

/** Names that a text leaves to the publisher. */
export function placesIn(text: string): readonly string[] {
  return [...text.matchAll(PLACE)].map(([, name = '']) => name);
}

/** Places without an entry, entries that no text uses, and other braces, which would stay in a published text. */
export function placeFaults(publisher: Publisher, texts: ReadonlyMap<string, string>): readonly string[] {
  const used = new Set<string>();
  const faults: string[] = [];
  for (const [file, text] of texts) {
    for (const name of placesIn(text)) {
      used.add(name);
      if (publisher[name] === undefined) faults.push(`${file}: publisher.json has no ${name}`);
    }
    if (/\{\{|\}\}/.test(text.replace(PLACE, ''))) faults.push(`${file}: braces that nothing fills`);
  }
  const unused = Object.keys(publisher).filter((name) => !used.has(name));
  return [...faults, ...unused.map((name) => `publisher.json: no text uses ${name}`)];
}

/** What is still to be filled in, with what it is. */
export function openIn(publisher: Publisher): readonly string[] {
  return Object.entries(publisher)
    .filter(([, { value }]) => value.trim() === '')
    .map(([name, { what }]) => `${name}: ${what}`);
}

/** A text as it is published. */
export function filled(publisher: Publisher, text: string): string {
  return text.replace(PLACE, (place, name: string) => publisher[name]?.value.trim() || place);
}
