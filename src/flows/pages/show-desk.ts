import * as v from 'valibot';
import type { DeskAnswer } from '../../contract/answers';
import type { Parsed } from '../../contract/call';
import type { DESK_CALLS } from '../../contract/calls';
import { differsFor } from '../../discrepancies/cross-check';
import { loadCrossCheck } from '../../discrepancies/cross-check-store';
import { heartbeatOf } from '../../health/heartbeat';
import { namesOf } from '../../jira/people-api';
import { awaitAll } from '../../kernel/await-all';
import { present } from '../../kernel/present';
import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { now } from '../../platform/clock';
import { surroundings, unitsSpent } from '../../platform/context';
import { type AtDesk, readsAtDesk } from '../../security/caller-api';
import { sealedFor, unsealedFor } from '../../security/ticket-store';
import { visibleRows } from '../../security/visible-api';
import { listRows, type OnList, SearchMark, searchRows } from '../../submissions/lists/list-store';
import { type Sought, soughtIn } from '../../submissions/lists/terms';
import { overdueUntil } from '../../submissions/overdue';
import { endOf, isWished, withMoving } from '../../views/desk/desk-list';
import { deskAction, deskCauses, deskMandanten, deskRows } from '../../views/desk/desk-view';
import type { Names } from '../../views/person';
import { stormsView } from '../../views/storms-view';
import {
  type Counted,
  counted,
  type ForOthers,
  mayWait,
  NOBODY_WAITS,
  waitingForOthers,
} from './desk-counts';

type Wish = Parsed<(typeof DESK_CALLS)['desk.view']>;
type Page = { readonly rows: readonly OnList[]; readonly cursor?: string };

const PAGE = 25;
/** Of a list that is read through for somebody's own Mandanten: it has no index. */
const MINE_PAGE = 100;

/** A page of submissions, as far as the person may see them, and all Mandanten where the page is the first of a list or they are asked for. */
export async function showDesk(wish: Wish, desk: AtDesk): Promise<Result<DeskAnswer, Problem>> {
  const sought = soughtIn(wish.search ?? '');
  const isSearch = (wish.search ?? '').trim() !== '';
  const withCards = wish.cards ?? (!isSearch && wish.cursor === undefined);
  const { accountId } = desk.who;
  const [{ counts, forOthers }, page] = await awaitAll([
    countedFor(desk, withCards || wish.mine === true),
    isSearch ? searched(wish, sought, accountId) : listed(wish),
  ]);
  const rowsOfPage = isSearch ? page.rows : withMoving(page.rows, wish, forOthers);
  const mine = counts?.mandanten.filter(({ assignee }) => assignee === accountId).map((m) => m.mandant);
  const wished = rowsOfPage.filter((row) => isWished(row, wish, { forOthers, mine: mine ?? [] }));
  const rows = await visibleRows(wished, desk.who);
  if (!rows.ok) return rows;
  return ok(
    await shown(
      { ...page, rows: rows.value },
      { wish, desk, forOthers, counts: withCards ? counts : undefined },
    ),
  );
}

type Known = {
  readonly wish: Wish;
  readonly desk: AtDesk;
  readonly forOthers: ForOthers;
  readonly counts: Counts | undefined;
};

/** Names are asked of Jira once, for the Mandanten and the rows together. */
async function shown({ rows, cursor }: Page, known: Known): Promise<DeskAnswer> {
  const { desk, counts, wish } = known;
  const { settings, mayUpload, lead } = desk;
  const { lang } = wish;
  const { stopped } = settings;
  const people = [
    ...(counts?.mandanten ?? []).map((m) => m.assignee),
    ...rows.map((row) => row.table?.by),
    settings.paused?.by,
  ];
  const names = await namesOf(people.flatMap((id) => (id === undefined ? [] : [id])));
  const drawn = counts === undefined ? undefined : cards(counts, { ...known, names });
  return {
    ...drawn,
    rows: deskRows(rows, {
      settings,
      names,
      lang,
      mandanten: drawn?.mandanten ?? [],
      environmentType: surroundings().environmentType,
    }),
    may: { upload: deskAction(mayUpload, lang), mappings: deskAction(lead, lang) },
    ...(settings.notices?.digest === true ? { digest: true } : {}),
    ...present({ cursor, stopped: stopped && { at: stopped.at, reason: stopped.reason } }),
  };
}

type Counts = Counted & { readonly differs?: true };

async function countedFor(desk: AtDesk, isNeeded: boolean) {
  const counts = isNeeded ? { ...(await counted()), ...(await differsAt(desk)) } : undefined;
  return { counts, forOthers: mayWait(counts) ? await waitingForOthers(desk) : NOBODY_WAITS };
}

/** Of what a cross-check found firm leads are told, who can put it right. */
async function differsAt(desk: AtDesk): Promise<Pick<Counts, 'differs'>> {
  if (!desk.lead) return {};
  const found = (await loadCrossCheck()).data;
  return differsFor(found, (mandant) => readsAtDesk(desk, mandant)) ? { differs: true } : {};
}

function cards(
  { mandanten, tallies, isCounting, differs }: Counts,
  { desk, forOthers, names, wish: { lang } }: Omit<Known, 'counts'> & { readonly names: Names },
) {
  const at = now();
  const of = { tallies, forOthers: [...forOthers.values()], names, now: at, lang };
  return {
    mandanten: deskMandanten(mandanten, { ...of, by: desk.who.accountId }),
    causes: deskCauses(tallies, lang),
    overdueUntil: overdueUntil(at),
    // Where nobody is watched there is nothing to count.
    isCounting: isCounting && mandanten.length > 0,
    ...present({
      differs,
      storms: stormsView(tallies, { settings: desk.settings, names, now: at, lang }),
    }),
    ...heartbeatOf(mandanten, at),
  };
}

/** A page of a list, in the order of the newest change or against it. */
async function listed(wish: Wish): Promise<Page> {
  const { show, mandant, cause, cursor, from } = wish;
  const limit = wish.limit ?? (wish.mine === true ? MINE_PAGE : PAGE);
  const of = {
    phase: show === 'all' ? undefined : show,
    mandant,
    cause,
    isOldestFirst: wish.order === 'oldest',
  };
  const until = wish.until === undefined ? undefined : endOf(wish.until);
  return listRows({ ...of, from, until }, { limit, ...present({ cursor }) });
}

/** A page of what was searched for in the whole stock; a Mandant alone is a list of its own. */
async function searched({ mandant, cursor }: Wish, typed: Sought, account: string): Promise<Page> {
  const sought = { ...typed, ...present({ mandant: typed.mandant ?? mandant }) };
  if (sought.words.length === 0)
    return sought.mandant === undefined || (mandant !== undefined && sought.mandant !== mandant)
      ? { rows: [] }
      : listRows({ mandant: sought.mandant }, { limit: PAGE, ...present({ cursor }) });
  if (mandant !== undefined && sought.mandant !== mandant) return { rows: [] };
  const purpose = { account, of: ['search', sought.mandant ?? '', ...sought.words] };
  const mark = cursor === undefined ? undefined : markIn(await unsealedFor(purpose, cursor));
  if (mark === 'none') return { rows: [] };
  const hits = await searchOn(sought, mark);
  if (hits.mark === undefined) return { rows: hits.rows };
  return { rows: hits.rows, cursor: await sealedFor(purpose, JSON.stringify(hits.mark)) };
}

/** What one question to the desk may read of storage; a search without a hit reads on so far, and its page asks again by itself. */
const MOST_UNITS = 15;

async function searchOn(sought: Sought, mark: SearchMark | undefined): ReturnType<typeof searchRows> {
  let hits = await searchRows(sought, mark);
  while (hits.rows.length === 0 && hits.mark !== undefined && fits(hits.mark))
    hits = await searchRows(sought, hits.mark);
  return hits;
}

/** The next page takes three units for each place that has more – what it goes on behind, and some rows –, and the cursor a key. */
function fits({ behind }: SearchMark): boolean {
  return unitsSpent().read + 3 * Object.keys(behind).length + 1 <= MOST_UNITS;
}

/**
 * A cursor comes back from the browser; one that is not ours leads nowhere. It may name a submission that its person does not see: for
 * another search it would tell where that one's words lie among others.
 */
function markIn(unsealed: string | undefined): SearchMark | 'none' {
  const mark = v.safeParse(v.pipe(v.string(), v.parseJson(), SearchMark), unsealed);
  return mark.success ? mark.output : 'none';
}
