/**
 * What of a face is open: its tab or section and what stands in it (`path`), and how it is narrowed down (`query`). Everything a person
 * would want to find again after a reload, or send to a colleague.
 */
export type Place = {
  readonly path: readonly string[];
  readonly query: Readonly<Record<string, string>>;
};

/** The place of a face nobody chose anything on. */
export const START: Place = { path: [], query: {} };

// An address is written by anybody: what is longer than anything we write is not ours.
const MOST = { segments: 8, segment: 200, names: 30, name: 40, value: 500 } as const;

/**
 * The address of a place, below that of its page. No percent sign stands in the path: on Jira's side it is decoded once more than encoded
 * (`history` 4), so that `50%` would be a page that never opens again. What is no plain sign goes as `~` and two hex digits for each byte.
 */
export function addressOf({ path, query }: Place): string {
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== '')).toString();
  return `/${path.map(escaped).join('/')}${asked === '' ? '' : `?${asked}`}`;
}

/** The place of an address, whoever wrote it: what cannot be ours is left out. */
export function placeOf({ pathname, search }: { readonly pathname: string; readonly search: string }): Place {
  const segments = pathname.split('/').filter((segment) => segment !== '');
  const path = segments.map(unescaped);
  const isOurs = path.length <= MOST.segments && path.every((part) => part !== undefined);
  const asked = [...new URLSearchParams(search)].filter(
    ([name, value]) => name.length <= MOST.name && value !== '' && value.length <= MOST.value,
  );
  return {
    path: isOurs ? path.filter((part) => part !== undefined) : [],
    query: Object.fromEntries(asked.slice(0, MOST.names)),
  };
}

/** A browser reads `.` and `..` as ways through the path; an empty one would be lost. */
function escaped(segment: string): string {
  if (segment === '') return '~';
  const strange = /^\.{1,2}$/.test(segment) ? /./g : /[^A-Za-z0-9_.-]/gu;
  return segment.replace(strange, (sign) =>
    [...new TextEncoder().encode(sign)].map((byte) => `~${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

function unescaped(segment: string): string | undefined {
  if (segment === '~') return '';
  const bytes = new TextEncoder().encode(segment).length > MOST.segment * 12 ? undefined : bytesOf(segment);
  if (bytes === undefined) return undefined;
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    return text.length <= MOST.segment ? text : undefined;
  } catch {
    return undefined;
  }
}

function bytesOf(segment: string): Uint8Array | undefined {
  if (!/^(?:[A-Za-z0-9_.-]|~[0-9a-f]{2})+$/.test(segment)) return undefined;
  const signs = segment.match(/~..|./g) ?? [];
  return Uint8Array.from(signs, (sign) =>
    sign.length === 3 ? Number.parseInt(sign.slice(1), 16) : (sign.codePointAt(0) ?? 0),
  );
}
