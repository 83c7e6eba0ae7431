import type { Json } from './oracle-dco';

/**
 * The document with references put in, media types without their charset (the validator knows `application/json` only),
 * patterns for the whole value and schemas closed. DATEV's documents have no circular references.
 */
export function resolved(value: Json, root: Json): Json {
  if (Array.isArray(value)) return value.map((one) => resolved(one, root));
  if (value === null || typeof value !== 'object') return value;
  if (typeof value['$ref'] === 'string') return resolved(lookedUp(value['$ref'], root), root);
  const out: { [name: string]: Json } = {};
  for (const [name, inner] of Object.entries(value)) {
    const bare = name.replace(/;charset=.*$/, '');
    const there = out[bare];
    const now = resolved(inner, root);
    // The newer documents name both: the schema stands at the one with charset, an example at the one without.
    const both = isObject(there) && isObject(now);
    out[bare] = both ? { ...there, ...now } : now;
  }
  if (typeof out['pattern'] === 'string') out['pattern'] = `^(?:${out['pattern']})$`;
  if (out['type'] === 'object' && typeof out['properties'] === 'object') out['additionalProperties'] = false;
  return out;
}

function isObject(value: Json | undefined): value is { [name: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function lookedUp(reference: string, root: Json): Json {
  let at: Json | undefined = root;
  for (const name of reference.replace(/^#\//, '').split('/')) {
    at = at !== null && typeof at === 'object' && !Array.isArray(at) ? at[name] : undefined;
  }
  if (at === undefined) throw new Error(`DATEV's document has no ${reference}`);
  return at;
}
