import type { CrossCheckAnswer, DiscrepancyGroup, DiscrepancyView } from '../../contract/cross-check';
import type { CrossCheck, Found } from '../../discrepancies/cross-check';
import { DISCREPANCY_KINDS, type Discrepancy, nameOf, REPAIR_OF } from '../../discrepancies/discrepancy';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { say } from '../../texts/say';

/** A page of one kind as far as this person sees it. */
export type ShownPage = {
  readonly items: readonly Discrepancy[];
  readonly isWhole: boolean;
  /** Further pages have some of theirs, should this one have none. */
  readonly hasMore: boolean;
  readonly next?: number;
};

type Of = {
  readonly names: ReadonlyMap<string, string>;
  readonly settled: CrossCheck['settled'];
  readonly lang: Lang;
};

/** What the last cross-check found, the worst first. `pages`: the first of each kind. */
export function crossCheckView(
  { going, last }: CrossCheck,
  of: Of & { readonly pages: ReadonlyMap<string, ShownPage>; readonly waits: boolean },
): CrossCheckAnswer {
  const found = new Map((last?.found ?? []).map((one) => [one.kind, one]));
  const groups = DISCREPANCY_KINDS.flatMap((kind): readonly DiscrepancyGroup[] => {
    const [one, page] = [found.get(kind), of.pages.get(kind)];
    if (one === undefined || page === undefined) return [];
    return page.items.length > 0 || page.hasMore ? [groupOf(one, page, of)] : [];
  });
  const under =
    going === undefined
      ? undefined
      : {
          begunAt: going.begunAt,
          place: say(`cross-check.place.${going.place}`, of.lang),
          ...(of.waits ? { waits: true as const } : {}),
        };
  return { groups, ...present({ going: under, last: last && { doneAt: last.doneAt, ...last.read } }) };
}

function groupOf({ kind, count }: Found, page: ShownPage, of: Of): DiscrepancyGroup {
  const repair = REPAIR_OF[kind];
  return {
    kind,
    title: say(`discrepancy.${kind}.title`, of.lang),
    remedy: say(`discrepancy.${kind}.remedy`, of.lang),
    ...(repair === 'none' ? {} : { repair: say(`repair.${repair}`, of.lang) }),
    ...(page.isWhole ? { count } : {}),
    items: discrepancyViews(page.items, of),
    ...present({ next: page.next }),
  };
}

/** Discrepancies with what was ordered about them. */
export function discrepancyViews(
  items: readonly Discrepancy[],
  { names, settled }: Pick<Of, 'names' | 'settled'>,
): readonly DiscrepancyView[] {
  const ordered = new Set(settled.map(({ name }) => name));
  return items.map((one) => ({
    ...one,
    ...present({ mandantName: one.mandant === undefined ? undefined : names.get(one.mandant) }),
    ...(ordered.has(nameOf(one)) ? { isOrdered: true as const } : {}),
  }));
}
