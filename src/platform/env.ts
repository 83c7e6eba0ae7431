/**
 * A variable that the vendor set with `forge variables set`; the same for all customers. Undefined when unset or empty.
 * Secrets of one customer never live here but in secret storage (Forge: variables are clear text at run time).
 */
export function envValue(name: string): string | undefined {
  const value = process.env[name];
  return value === undefined || value === '' ? undefined : value;
}
