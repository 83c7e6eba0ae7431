/** What JSON.parse gives. */
export type Json = null | boolean | number | string | Json[] | Members;
export type Members = { [name: string]: Json };

type Scope = { readonly root: Members; readonly memo: Map<string, Json> };

/** The document with references put in. Inside itself a schema is left open: ajv cannot compile an endless tree. */
export function resolved(value: Json, scope: Scope): Json {
  if (Array.isArray(value)) return value.map((one) => resolved(one, scope));
  if (typeof value !== 'object' || value === null) return value;
  const reference = value['$ref'];
  if (typeof reference !== 'string')
    return Object.fromEntries(
      Object.entries(value)
        .filter(([name]) => name !== 'example' && name !== 'examples')
        .map(([name, inner]) => [name, resolved(inner, scope)]),
    );
  const known = scope.memo.get(reference);
  if (known !== undefined) return known;
  scope.memo.set(reference, {});
  const found = resolved(lookedUp(reference, scope.root), scope);
  scope.memo.set(reference, found);
  return found;
}

function lookedUp(reference: string, root: Members): Json {
  return reference
    .replace(/^#\//, '')
    .split('/')
    .reduce<Json>((at, name) => (at as Members)[name] ?? {}, root);
}
