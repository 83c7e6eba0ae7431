import type { Payload } from '../backend';

export type Show = Payload<'desk.view'>['show'];

/** What somebody wants to see of the list. */
export type DeskRequest = {
  readonly show: Show;
  readonly search: string;
  readonly mandant?: string;
  /** Where each page after the first begins; the last one is shown. */
  readonly pages: readonly string[];
};

export const FIRST_WISH: DeskRequest = { show: 'needs-you', search: '', pages: [] };

/** Another filter or search begins at the first page. */
export function narrowed(
  wish: DeskRequest,
  part: Partial<Pick<DeskRequest, 'show' | 'search'>>,
): DeskRequest {
  return { ...wish, ...part, pages: [] };
}

/** One Mandant, or all of them. A Mandant is opened with everything it has. */
export function ofMandant(wish: DeskRequest, mandant: string | undefined): DeskRequest {
  const { mandant: _, ...rest } = wish;
  return mandant === undefined ? { ...rest, pages: [] } : { ...rest, mandant, show: 'all', pages: [] };
}

export function nextPage(wish: DeskRequest, cursor: string): DeskRequest {
  return { ...wish, pages: [...wish.pages, cursor] };
}

export function previousPage(wish: DeskRequest): DeskRequest {
  return { ...wish, pages: wish.pages.slice(0, -1) };
}

/** The question to the backend. */
export function questionOf({ pages, ...wish }: DeskRequest): Omit<Payload<'desk.view'>, 'lang'> {
  const cursor = pages.at(-1);
  return cursor === undefined ? wish : { ...wish, cursor };
}
