import type { Payload } from '../backend';
import type { Place } from '../shared/page/address';

export type Show = Payload<'desk.view'>['show'];

/** What somebody wants to see of the list: all of it stands in the address but the page, which is a cursor of storage. */
export type DeskRequest = {
  readonly show: Show;
  readonly search: string;
  readonly mandant?: string;
  readonly mine?: true;
  /** Days, both included. */
  readonly from?: string;
  readonly until?: string;
  readonly order?: 'oldest';
  /** Where each page after the first begins; the last one is shown. */
  readonly pages: readonly string[];
};

export const SHOWS = ['needs-you', 'moving', 'delivered', 'closed', 'all'] as const satisfies readonly Show[];
export const FIRST_WISH: DeskRequest = { show: 'needs-you', search: '', pages: [] };

const DAY = /^\d{4}-\d\d-\d\d$/;
const MANDANT = /^\d{4,7}-\d{1,5}$/;

/** The wish that an address says, whoever wrote it; `pages` are kept beside it. */
export function wishOf({ query }: Place, pages: readonly string[] = []): DeskRequest {
  const { show, q = '', mandant, mine, from, until, order } = query;
  const fits = (text: string | undefined, form: RegExp) => text !== undefined && form.test(text);
  return {
    show: SHOWS.find((one) => one === show) ?? 'needs-you',
    search: q.slice(0, 80),
    ...(mandant !== undefined && fits(mandant, MANDANT) ? { mandant } : {}),
    ...(mine === '1' ? { mine: true } : {}),
    ...(from !== undefined && fits(from, DAY) ? { from } : {}),
    ...(until !== undefined && fits(until, DAY) ? { until } : {}),
    ...(order === 'oldest' ? { order } : {}),
    pages,
  };
}

/** The address of a wish, below that of the desk. */
export function placeOf({ show, search, mandant, mine, from, until, order }: DeskRequest): Place {
  const query = {
    show: show === 'needs-you' ? '' : show,
    q: search,
    mandant,
    mine: mine && '1',
    from,
    until,
    order,
  };
  const said = Object.entries(query).flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
  return { path: [], query: Object.fromEntries(said) };
}

type Part = Partial<Omit<DeskRequest, 'pages'>> & {
  readonly [K in keyof DeskRequest]?: DeskRequest[K] | undefined;
};

/** Another filter or search begins at the first page; what is `undefined` is no longer wished. */
export function narrowed(
  wish: DeskRequest,
  part: { readonly [K in keyof Part]?: Part[K] | undefined },
): DeskRequest {
  const all = Object.entries({ ...wish, ...part, pages: [] }).filter(([, value]) => value !== undefined);
  return Object.fromEntries(all) as unknown as DeskRequest;
}

/** One Mandant, or all of them. A Mandant is opened with everything it has. */
export function ofMandant(wish: DeskRequest, mandant: string | undefined): DeskRequest {
  return mandant === undefined
    ? narrowed(wish, { mandant })
    : narrowed(wish, { mandant, show: 'all', mine: undefined, until: undefined, from: undefined });
}

export function nextPage(wish: DeskRequest, cursor: string): DeskRequest {
  return { ...wish, pages: [...wish.pages, cursor] };
}

/** So many pages without a hit are passed over at a time before a person is asked. */
const PASSED_OVER = 10;

/**
 * The next page of a search that goes on by itself, because this one has no hit; `undefined` when a person decides. `cursor`: where the
 * page that is shown says that it goes on.
 */
export function pageBeyond(wish: DeskRequest, cursor: string | undefined): DeskRequest | undefined {
  // What is shown may still be the page before.
  if (wish.search === '' || cursor === undefined || wish.pages.includes(cursor)) return undefined;
  return (wish.pages.length + 1) % PASSED_OVER === 0 ? undefined : nextPage(wish, cursor);
}

export function previousPage(wish: DeskRequest): DeskRequest {
  return { ...wish, pages: wish.pages.slice(0, -1) };
}

/** The question to the backend. */
export function questionOf({ pages, ...wish }: DeskRequest): Omit<Payload<'desk.view'>, 'lang'> {
  const cursor = pages.at(-1);
  return cursor === undefined ? wish : { ...wish, cursor };
}
