import { answerWith, empty, json, type Leaving } from './forge-globals';

type Kept = { readonly version: number };
type Body = {
  readonly key: string;
  readonly value?: unknown;
  readonly entityName?: string;
  readonly options?: { readonly keyPolicy?: string; readonly ttl?: { readonly value: number } };
  readonly conditions?: unknown;
  readonly set?: readonly Body[];
  readonly delete?: readonly { readonly key: string }[];
};

/** Forge's storage as far as these rooms use it. Nothing ever fades: Forge may show a value for days after its time. */
export function storage() {
  const kept = new Map<string, unknown>();
  const ttls = new Map<string, number | undefined>();
  const state = { kept, ttls, writes: 0 };
  const refused = (status: number, code: string) => json({ code, message: 'no' }, status);
  const write = (key: string, { value, options }: Body) => {
    state.writes += 1;
    if (options?.keyPolicy === 'FAIL_IF_EXISTS' && kept.has(key)) return refused(409, 'KEY_CONFLICT');
    kept.set(key, structuredClone(value));
    ttls.set(key, options?.ttl?.value);
    return empty(204);
  };
  answerWith(({ path, body }: Leaving) => {
    const said = (typeof body === 'string' ? JSON.parse(body) : body) as Body;
    const key = path.includes('/secret/') ? `secret ${said.key}` : placeOf(said);
    if (path.endsWith('/get'))
      return kept.has(key) ? json({ key: said.key, value: kept.get(key) }) : refused(404, 'KEY_NOT_FOUND');
    if (path.endsWith('/set')) return write(key, said);
    if (path.endsWith('/delete')) {
      kept.delete(key);
      return empty(204);
    }
    const isMet = ({ key: name, entityName, value, conditions }: Body) =>
      conditions === undefined ||
      (kept.get(placeOf({ key: name, entityName })) as Kept | undefined)?.version ===
        (value as Kept).version - 1;
    if (!(said.set ?? []).every(isMet)) return refused(409, 'CONDITIONAL_CHECK_FAILED');
    for (const one of said.set ?? []) write(placeOf(one), one);
    for (const one of said.delete ?? []) kept.delete(one.key);
    return empty(204);
  });
  return state;
}

/** Entities of different names may have the same key. */
function placeOf({
  entityName,
  key,
}: {
  readonly entityName?: string | undefined;
  readonly key: string;
}): string {
  return entityName === undefined ? key : `${entityName} ${key}`;
}
