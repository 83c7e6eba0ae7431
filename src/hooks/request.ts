/** A knock at the public door, as Forge hands it over: names of headers in any case, every value in a list. */
export type HookRequest = {
  readonly headers: Lists;
  readonly query: Lists;
  /** The body as text; empty when there was none. */
  readonly body: string;
};
export type Lists = Readonly<Record<string, readonly string[]>>;

/** A value that may come once. `twice` also covers one name in two spellings: two readers could take different ones. */
export type Once =
  | { readonly is: 'absent' }
  | { readonly is: 'once'; readonly value: string }
  | { readonly is: 'twice' };

/** A header by its name, whatever its case. */
export function headerOf(headers: Lists, name: string): Once {
  const wanted = name.toLowerCase();
  return once(Object.entries(headers).flatMap(([n, values]) => (n.toLowerCase() === wanted ? values : [])));
}

/** A parameter of the address; its name counts as it is. */
export function parameterOf(query: Lists, name: string): Once {
  return once(Object.hasOwn(query, name) ? (query[name] ?? []) : []);
}

function once([value, ...more]: readonly string[]): Once {
  if (value === undefined) return { is: 'absent' };
  return more.length > 0 ? { is: 'twice' } : { is: 'once', value };
}
