/** The parameter `fields`: `id,title,query(fields,limit)` leaves those members, in lists of each element. */
export function selected(value: unknown, fields: string | null): unknown {
  if (fields === null || fields.trim() === '') return value;
  return leave(value, parts(fields));
}

type Part = { readonly name: string; readonly inner: string };

function leave(value: unknown, wanted: readonly Part[]): unknown {
  if (Array.isArray(value)) return value.map((one) => leave(one, wanted));
  if (typeof value !== 'object' || value === null) return value;
  const members = value as Readonly<Record<string, unknown>>;
  return Object.fromEntries(
    wanted
      .filter(({ name }) => Object.hasOwn(members, name))
      .map(({ name, inner }) => [name, inner === '' ? members[name] : leave(members[name], parts(inner))]),
  );
}

function parts(fields: string): readonly Part[] {
  const found: Part[] = [];
  let depth = 0;
  let begin = 0;
  const take = (end: number): void => {
    const [, name = '', inner = ''] = /^\s*(\w+)\s*(?:\((.*)\))?\s*$/s.exec(fields.slice(begin, end)) ?? [];
    if (name !== '') found.push({ name, inner });
    begin = end + 1;
  };
  for (let at = 0; at < fields.length; at += 1) {
    const sign = fields.charAt(at);
    if (sign === '(') depth += 1;
    if (sign === ')') depth -= 1;
    if (sign === ',' && depth === 0) take(at);
  }
  take(fields.length);
  return found;
}
