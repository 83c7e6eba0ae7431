/** What this browser keeps of one pipeline: since when, and the draft, whatever version of the app wrote it (`read-draft`). */
export type KeptText = { readonly at: string; readonly draft: Readonly<Record<string, unknown>> };
type Storage = Pick<globalThis.Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** The drafts of one person in this browser. A browser may forbid all of it: then nothing is kept, and `keep` says so. */
export type Drafts = {
  readonly read: (id: string | undefined) => KeptText | undefined;
  /** Whether it is kept; undefined forgets it. */
  readonly keep: (id: string | undefined, draft: object | undefined) => boolean;
};

/** Whoever does not come back for so long begins anew. */
const KEPT_DAYS = 14;
const DAY_MS = 86_400_000;
/** A browser has 5 MB for all drafts; the biggest value tables do not go in. */
const MOST_CHARS = 1_500_000;
/** Raised when the form means something else under the same names. */
const FORM = 1;

export function draftsIn(storage: Storage | undefined, person: string): Drafts {
  const keyOf = (id = 'new') => `datev-pipeline-draft ${person} ${id}`;
  return {
    read: (id) => attempt(() => fresh(storage?.getItem(keyOf(id)) ?? ''), undefined),
    keep: (id, draft) =>
      attempt(() => {
        const text =
          draft === undefined ? '' : JSON.stringify({ v: FORM, at: new Date().toISOString(), draft });
        if (text === '' || text.length > MOST_CHARS) storage?.removeItem(keyOf(id));
        else storage?.setItem(keyOf(id), text);
        return storage !== undefined && text.length <= MOST_CHARS;
      }, false),
  };
}

/** The browser’s own storage; asking for it is refused already where frames may not keep anything. */
export function ownStorage(): Storage | undefined {
  return attempt(() => window.localStorage, undefined);
}

function attempt<T>(what: () => T, otherwise: T): T {
  try {
    return what();
  } catch {
    return otherwise;
  }
}

function fresh(text: string): KeptText | undefined {
  const { v, at, draft } = JSON.parse(text) as Record<string, unknown>;
  const isFresh = typeof at === 'string' && Date.now() - Date.parse(at) < KEPT_DAYS * DAY_MS;
  if (v !== FORM || !isFresh || typeof draft !== 'object' || draft === null) return undefined;
  return { at, draft: draft as KeptText['draft'] };
}
