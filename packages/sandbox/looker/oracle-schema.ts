import type { Json, Members } from '../references';

/**
 * Looker's document with its published defects mended and drawn tighter: a type "any" that is
 * none, a style that queries do not have, objects that let every misspelt member pass.
 */
export function completed(document: Json): Members {
  const whole = mended(document) as Members;
  const schemas = membersOf(membersOf(whole['components'])['schemas']);
  for (const schema of Object.values(schemas)) {
    const members = membersOf(schema);
    if (members['properties'] === undefined) continue;
    members['type'] ??= 'object';
    members['additionalProperties'] ??= false;
  }
  return whole;
}

function mended(value: Json): Json {
  if (Array.isArray(value)) return value.map(mended);
  if (typeof value !== 'object' || value === null) return value;
  const out: Members = {};
  for (const [name, inner] of Object.entries(value)) {
    if ((name === 'type' || name === 'format') && inner === 'any') continue;
    out[name] = mended(inner);
  }
  // ajv does not take the one without the other.
  if (out['nullable'] !== undefined && out['type'] === undefined) delete out['nullable'];
  if (out['in'] === 'query' && out['style'] === 'simple') out['style'] = 'form';
  return out;
}

function membersOf(value: Json | undefined): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
