import type { MissingView } from '../../../src/contract/pipelines';

/** What a person entered so far, by what is missing. */
export type Entries = Readonly<Record<string, { readonly value: string; readonly rate: string }>>;
const NOTHING = { value: '', rate: '' };

/** By what an entry is known, also when the page is drawn anew. */
export function keyOf({ target, column, value }: Pick<MissingView, 'target' | 'column' | 'value'>): string {
  return JSON.stringify([target, column, value]);
}

export function entryOf(entries: Entries, one: MissingView): Entries[string] & object {
  return entries[keyOf(one)] ?? NOTHING;
}

/** The first input that is still to be filled in, and how many values are. */
export function nextEmpty(
  missing: readonly MissingView[],
  entries: Entries,
): { readonly at: string; readonly count: number } | undefined {
  const open = missing.filter((one) => placeIn(one, entries) !== undefined);
  const [first] = open;
  return first === undefined
    ? undefined
    : { at: `${keyOf(first)} ${placeIn(first, entries) ?? ''}`, count: open.length };
}

function placeIn(one: MissingView, entries: Entries): 'value' | 'rate' | undefined {
  const { value, rate } = entryOf(entries, one);
  if (value.trim() === '') return 'value';
  return one.wantsRate === true && rateIn(rate) === '' ? 'rate' : undefined;
}

/** As `pipeline.fill` takes them. */
export function valuesOf(missing: readonly MissingView[], entries: Entries) {
  return missing.map((one) => {
    const { target, column, value: when } = one;
    const { value, rate } = entryOf(entries, one);
    const entry = { target, column, when, value: value.trim() };
    return one.wantsRate === true ? { ...entry, rate: rateIn(rate) } : entry;
  });
}

/** `19`, `19,0` or `5.5 %` as the mapping has it; nothing where it is no rate. */
function rateIn(text: string): string {
  const rate = text.replace('%', '').replace(',', '.').trim();
  return /^\d{1,2}(?:\.\d{1,2})?$/.test(rate) ? rate : '';
}
