/** The records themselves, with what a query still sees of the past. */

export type Store = 'kvs' | 'secret' | `entity ${string}`;
export type KvsRecord = {
  readonly store: Store;
  readonly key: string;
  readonly value: unknown;
  /** Of the value as JSON. */
  readonly bytes: number;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** End of its TTL. */
  readonly expiresAt?: number;
};
/** What a query sees until the change has reached it; null: nothing. */
type Past = { readonly seen: KvsRecord | null; readonly until: number };
type Slot = { current: KvsRecord | undefined; past: Past[] };

export type Records = {
  /** As `get` sees it. */
  current(store: Store, key: string): KvsRecord | undefined;
  /** As `query` sees it, in the order of keys. */
  visible(store: Store): readonly KvsRecord[];
  put(record: KvsRecord): void;
  /** There as if it had always been: without a lag. */
  lay(record: KvsRecord): void;
  remove(store: Store, key: string): void;
  all(): readonly KvsRecord[];
  snapshot(): unknown;
  restore(state: unknown): void;
};
export type RecordsSettings = {
  readonly now: () => number;
  readonly queryLag: number;
  readonly ttlGrace: number;
  readonly changed: () => void;
};

export function createRecords({ now, queryLag, ttlGrace, changed }: RecordsSettings): Records {
  const stores = new Map<Store, Map<string, Slot>>();
  const slotsOf = (store: Store) => {
    const known = stores.get(store) ?? new Map<string, Slot>();
    stores.set(store, known);
    return known;
  };
  // Forge, key-value store: expired records may still be read for up to 48 hours.
  const alive = (record: KvsRecord | undefined) =>
    record?.expiresAt !== undefined && record.expiresAt + ttlGrace <= now() ? undefined : record;
  const change = (store: Store, key: string, next: KvsRecord | undefined) => {
    const slots = slotsOf(store);
    const slot = slots.get(key) ?? { current: undefined, past: [] };
    slot.past = slot.past.filter((past) => past.until > now());
    if (queryLag > 0) slot.past.push({ seen: slot.current ?? null, until: now() + queryLag });
    slot.current = next;
    if (next || slot.past.length > 0) slots.set(key, slot);
    else slots.delete(key);
    changed();
  };
  const visibleOf = (slot: Slot) => {
    const past = slot.past.find((candidate) => candidate.until > now());
    return alive(past ? (past.seen ?? undefined) : slot.current);
  };
  const current = (store: Store, key: string) => alive(stores.get(store)?.get(key)?.current);
  const all = () =>
    [...stores.values()].flatMap((slots) => [...slots.values()].flatMap((slot) => alive(slot.current) ?? []));
  return {
    current,
    visible: (store) =>
      [...slotsOf(store).values()]
        .flatMap((slot) => visibleOf(slot) ?? [])
        .sort((one, other) => (one.key < other.key ? -1 : 1)),
    put: (record) => change(record.store, record.key, record),
    lay(record) {
      slotsOf(record.store).set(record.key, { current: structuredClone(record), past: [] });
      changed();
    },
    remove: (store, key) => {
      if (stores.get(store)?.get(key)?.current) change(store, key, undefined);
    },
    all,
    snapshot: () => [...stores].map(([store, slots]) => [store, copied(slots)]),
    restore(state) {
      stores.clear();
      for (const [store, slots] of state as [Store, [string, Slot][]][])
        stores.set(store, new Map(copied(slots)));
      changed();
    },
  };
}

/** A record never changes, another one takes its place: only what holds them is copied. */
function copied(slots: Iterable<[string, Slot]>): [string, Slot][] {
  return [...slots].map(([key, { current, past }]) => [key, { current, past: [...past] }]);
}
