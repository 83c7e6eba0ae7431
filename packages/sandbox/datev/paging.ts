import type { Element } from './catalogue';

export type Page = { readonly skip: number; readonly top: number };

/** DATEV: "If no value or a value greater than 100 is entered, then only 100 entries will be returned." */
export const MAX_PER_PAGE = 100;

/** The paging parameters, or the elements that are wrong; `skip=0` is right, DATEV's own `Link` example uses it. */
export function readPage(query: URLSearchParams): Page | { readonly wrong: readonly Element[] } {
  const skip = query.get('skip') ?? '0';
  const top = query.get('top') ?? String(MAX_PER_PAGE);
  const wrong = [
    ...(/^\d{1,15}$/.test(skip) ? [] : ['skip']),
    ...(/^0*[1-9]\d{0,14}$/.test(top) ? [] : ['top']),
  ].map((name) => ({ name, reason: 'Must be a positive integer' }));
  if (wrong.length > 0) return { wrong };
  return { skip: Number(skip), top: Math.min(Number(top), MAX_PER_PAGE) };
}

/** `Total-Items` and, where there is another page, `Link: <?skip=0&top=100>;rel="prev", <…>;rel="next"`. */
export function pageHeaders(page: Page, total: number, filter: string | null): Record<string, string> {
  const kept = filter === null ? '' : `&filter=${encodeURIComponent(filter)}`;
  const link = (skip: number, rel: string): string => `<?skip=${skip}&top=${page.top}${kept}>;rel="${rel}"`;
  const links = [
    ...(page.skip > 0 ? [link(Math.max(0, page.skip - page.top), 'prev')] : []),
    ...(page.skip + page.top < total ? [link(page.skip + page.top, 'next')] : []),
  ];
  return { 'total-items': String(total), ...(links.length > 0 ? { link: links.join(', ') } : {}) };
}
