/** Looks up an entity property of the issue; `undefined` where it is not set. */
export type PropertyOf = (key: string) => Promise<unknown>;
type Tree = Readonly<Record<string, unknown>>;

/**
 * Forge's display conditions for issue properties: `and`, `or`, `not`, `entityPropertyExists`, `entityPropertyEqualTo`.
 * @throws for a condition the sandbox does not model, so that nobody mistakes "not modelled" for "hidden"
 */
export async function shown(conditions: unknown, propertyOf: PropertyOf): Promise<boolean> {
  if (conditions === undefined) return true;
  const results = await Promise.all(
    Object.entries(conditions as Tree).map(([name, argument]) => holds(name, argument, propertyOf)),
  );
  return results.every(Boolean);
}

async function holds(name: string, argument: unknown, propertyOf: PropertyOf): Promise<boolean> {
  const parts = (Array.isArray(argument) ? argument : [argument]) as readonly unknown[];
  if (name === 'and') return (await Promise.all(parts.map((part) => shown(part, propertyOf)))).every(Boolean);
  if (name === 'or') return (await Promise.all(parts.map((part) => shown(part, propertyOf)))).some(Boolean);
  if (name === 'not') return !(await Promise.all(parts.map((part) => shown(part, propertyOf)))).some(Boolean);
  const wanted = argument as { entity?: string; propertyKey?: string; objectName?: string; value?: unknown };
  if (wanted.entity !== 'issue' || wanted.propertyKey === undefined)
    throw new Error(`Display condition not modelled: ${name}`);
  const value = await propertyOf(wanted.propertyKey);
  if (name === 'entityPropertyExists') return value !== undefined;
  if (name === 'entityPropertyEqualTo')
    return String(within(value, wanted.objectName)) === String(wanted.value);
  throw new Error(`Display condition not modelled: ${name}`);
}

function within(value: unknown, path: string | undefined): unknown {
  return (path ?? '')
    .split('.')
    .filter(Boolean)
    .reduce<unknown>((at, name) => (at as Tree | undefined)?.[name], value);
}
