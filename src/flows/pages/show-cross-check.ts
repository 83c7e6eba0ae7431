import type { CrossCheckAnswer, DiscrepancyPage } from '../../contract/cross-check';
import { type CrossCheck, type Found, isAllOf, isPartlyOf } from '../../discrepancies/cross-check';
import { loadCrossCheck, loadPage } from '../../discrepancies/cross-check-store';
import type { Discrepancy, DiscrepancyKind } from '../../discrepancies/discrepancy';
import { awaitAll } from '../../kernel/await-all';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { isOpen } from '../../mandanten/discovery-times';
import { mandantRows } from '../../mandanten/watch-store';
import { now } from '../../platform/clock';
import { type Scope, withinScope } from '../../security/scope-api';
import { loadSettings } from '../../settings/settings-store';
import { crossCheckView, discrepancyViews, type ShownPage } from '../../views/admin/cross-check-view';

/** What the last cross-check found, as far as this person may see it, and the one under way. */
export async function showCrossCheck(scope: Scope, lang: Lang): Promise<Result<CrossCheckAnswer, Problem>> {
  const [{ data }, settings, names] = await awaitAll([loadCrossCheck(), loadSettings(), namesById()]);
  const firsts = await awaitAll((data.last?.found ?? []).map((found) => pageOf(data, found, 0)));
  const seen = await withinScope(
    firsts.flatMap(({ items }) => items),
    scope,
  );
  if (!seen.ok) return seen;
  const pages = new Map(
    (data.last?.found ?? []).map(
      (found, n) => [found.kind, firstOf(found, shownOf(firsts[n], seen.value), scope)] as const,
    ),
  );
  const waits = data.going?.place === 'datev' && !isOpen(now(), settings.data.discovery);
  return ok(crossCheckView(data, { pages, names, waits, settled: data.settled, lang }));
}

/** A further page of one kind. */
export async function showPage(
  wish: { readonly kind: DiscrepancyKind; readonly n: number },
  scope: Scope,
): Promise<Result<DiscrepancyPage, Problem>> {
  const [{ data }, names] = await awaitAll([loadCrossCheck(), namesById()]);
  const found = data.last?.found.find(({ kind }) => kind === wish.kind);
  if (found === undefined) return ok({ items: [] });
  const page = await pageOf(data, found, wish.n);
  const seen = await withinScope(page.items, scope);
  if (!seen.ok) return seen;
  const shown = shownOf(page, seen.value);
  return ok({
    items: discrepancyViews(shown.items, { names, settled: data.settled }),
    ...present({ next: shown.next }),
  });
}

type Read = { readonly items: readonly Discrepancy[]; readonly next?: number };

/** Full pages lie beside the record, the last one in it. */
async function pageOf({ last }: CrossCheck, { kind, pages, rest }: Found, n: number): Promise<Read> {
  if (n >= pages) return { items: n === pages ? rest : [] };
  const items = await loadPage(last?.begunAt ?? '', kind, n);
  return n + 1 < pages || rest.length > 0 ? { items, next: n + 1 } : { items };
}

type Shown = Omit<ShownPage, 'hasMore'>;

function shownOf(read: Read | undefined, seen: ReadonlySet<Discrepancy>): Shown {
  const all = read?.items ?? [];
  const items = all.filter((one) => seen.has(one));
  return { items, isWhole: items.length === all.length, ...present({ next: read?.next }) };
}

/** How many there are of a kind, and that there are more, is said to whom these are about: the first page alone does not tell. */
function firstOf(found: Found, page: Shown, { reads }: Scope): ShownPage {
  const hasMore = page.next !== undefined && isPartlyOf(found, reads);
  return { ...page, isWhole: page.isWhole && isAllOf(found, reads), hasMore };
}

async function namesById(): Promise<ReadonlyMap<string, string>> {
  const rows = await mandantRows();
  return new Map(rows.flatMap(({ mandant, name }) => (name === undefined ? [] : [[mandant, name] as const])));
}
