/** Forge's name for calls from the backend; its enumeration comes with a package that is not made for browsers. */
const KIND = 'FETCH_BACKEND_SIDE';

type Host = { readonly domain: string; readonly type: readonly string[] };

/** The whole list that is to be approved: what is there, and the new host; nothing that was approved gets lost. */
export function withHost(there: readonly Host[], domain: string): readonly Host[] {
  const before = there.find((one) => one.domain === domain);
  const type = [...new Set([...(before?.type ?? []), KIND])];
  return [...there.filter((one) => one !== before), { domain, type }];
}

/** Whether the backend may call the host. */
export function hasHost(there: readonly Host[], domain: string): boolean {
  return there.some((one) => one.domain === domain && one.type.includes(KIND));
}
