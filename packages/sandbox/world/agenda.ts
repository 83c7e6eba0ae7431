/** What will happen, in the order of time; at the same time in the order it was put here. */
export type AgendaItem = {
  readonly at: number;
  readonly seq: number;
  readonly kind: string;
  /** What it concerns, for people. */
  readonly key: string;
  /** JSON, unless `transient`. */
  readonly data: unknown;
  /** Belongs to code that runs right now, and dies with it: not part of a snapshot. */
  readonly transient?: boolean;
};
export type NewAgendaItem = Omit<AgendaItem, 'seq'>;

export type Agenda = {
  add(item: NewAgendaItem): AgendaItem;
  /** The next item, left where it is. */
  peek(): AgendaItem | undefined;
  take(): AgendaItem | undefined;
  remove(seq: number): void;
  list(): readonly AgendaItem[];
  snapshot(): unknown;
  restore(state: unknown): void;
};
type AgendaState = { readonly seq: number; readonly items: readonly AgendaItem[] };

export function createAgenda(changed: () => void): Agenda {
  let items: AgendaItem[] = [];
  let seq = 0;
  const insert = (item: AgendaItem) => {
    items.splice(positionFor(items, item), 0, item);
    if (!item.transient) changed();
  };
  return {
    add(item) {
      seq += 1;
      const added = { ...item, seq };
      insert(added);
      return added;
    },
    peek: () => items[0],
    take() {
      const item = items.shift();
      if (item && !item.transient) changed();
      return item;
    },
    remove(unwanted) {
      const index = items.findIndex((item) => item.seq === unwanted);
      if (index >= 0) items.splice(index, 1);
    },
    list: () => items,
    snapshot: (): AgendaState => ({ seq, items: items.filter((item) => !item.transient) }),
    restore(state) {
      const saved = state as AgendaState;
      seq = saved.seq;
      items = [...saved.items];
      changed();
    },
  };
}

function positionFor(items: readonly AgendaItem[], item: AgendaItem): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const other = items[middle];
    if (other && (other.at < item.at || (other.at === item.at && other.seq < item.seq))) low = middle + 1;
    else high = middle;
  }
  return low;
}
