/**
 * Which Atlassian accounts a stored record names. People are kept by account id only (names are looked up when shown), and a
 * record says whom it names by the name of the member: `by`, `…By`, `assignee`, `assignees`, `people`, `accountId`, `authors` (a list, or a table by account or by place),
 * and an actor's `id`.
 */
const NAMES_A_PERSON = /^(?:by|accountId|authors?)$|By$|[aA]ssignees?$|^people$/;
/** Atlassian: 1 to 128 letters, digits, `-`, `:`. All known forms are long; short words stand under `by`, too (`schedule`). */
const ACCOUNT_ID = /^[0-9a-zA-Z:-]{16,128}$/;

/** Every account id in a stored value, once each. */
export function accountsIn(value: unknown): readonly string[] {
  const found = new Set<string>();
  collect(value, found);
  return [...found];
}

function collect(value: unknown, found: Set<string>): void {
  if (typeof value !== 'object' || value === null) return;
  for (const [name, member] of Object.entries(value)) {
    if (NAMES_A_PERSON.test(name)) for (const id of textsOf(member)) note(id, found);
    if (name === 'id' && 'kind' in value && value.kind === 'person' && typeof member === 'string')
      note(member, found);
    collect(member, found);
  }
  for (const id of differing(value)) note(id, found);
}

/** What a difference of the configuration's log (`audit/differences`) says of a member that names somebody. */
function differing(value: object): readonly string[] {
  const { path, old, new: next, removed, added } = value as Readonly<Record<string, unknown>>;
  // Of a list whose order says something, the last one is a place in it.
  const name: unknown = Array.isArray(path) ? path.findLast((one) => !/^\d+$/.test(String(one))) : undefined;
  if (typeof name !== 'string') return [];
  return NAMES_A_PERSON.test(name) ? [old, next, removed, added].flatMap(textsOf) : [];
}

function textsOf(member: unknown): readonly string[] {
  if (typeof member === 'string') return [member];
  if (typeof member !== 'object' || member === null) return [];
  const all: readonly unknown[] = Array.isArray(member)
    ? member
    : [...Object.keys(member), ...Object.values(member)];
  return all.filter((one) => typeof one === 'string');
}

function note(id: string, found: Set<string>): void {
  if (ACCOUNT_ID.test(id)) found.add(id);
}
