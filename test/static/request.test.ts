import { describe, expect, it } from 'vitest';
import {
  type DeskRequest,
  FIRST_WISH,
  narrowed,
  nextPage,
  ofMandant,
  pageBeyond,
  placeOf,
  previousPage,
  questionOf,
  wishOf,
} from '../../static/desk/request';

describe('what somebody wants to see of the desk', () => {
  const third = nextPage(nextPage(FIRST_WISH, 'c1'), 'c2');

  it('pages go forth and back again', () => {
    expect(questionOf(third)).toEqual({ show: 'needs-you', search: '', cursor: 'c2' });
    expect(questionOf(previousPage(third))).toMatchObject({ cursor: 'c1' });
    expect(questionOf(previousPage(previousPage(third)))).toEqual({ show: 'needs-you', search: '' });
    expect(previousPage(FIRST_WISH)).toEqual(FIRST_WISH);
  });

  it('a search without a hit goes on by itself for ten pages, then asks; what is no search never does', () => {
    let wish = narrowed(FIRST_WISH, { search: 'kasse lohn' });
    for (let n = 1; n < 10; n++) wish = pageBeyond(wish, `c${n}`) ?? wish;
    expect(wish.pages).toHaveLength(9);
    expect(pageBeyond(wish, 'c10')).toBeUndefined();
    expect(pageBeyond(nextPage(wish, 'c10'), 'c11')?.pages).toHaveLength(11);
    expect(pageBeyond(wish, 'c9'), 'still the page before').toBeUndefined();
    expect(pageBeyond(wish, undefined)).toBeUndefined();
    expect(pageBeyond(FIRST_WISH, 'c1')).toBeUndefined();
  });

  it('another filter, search or Mandant begins at the first page', () => {
    expect(narrowed(third, { search: 'x' })).toEqual({ show: 'needs-you', search: 'x', pages: [] });
    expect(narrowed(third, { show: 'moving' })).toMatchObject({ show: 'moving', pages: [] });
    expect(ofMandant(third, '455148-1')).toEqual({ show: 'all', search: '', mandant: '455148-1', pages: [] });
  });

  it('a Mandant can be narrowed further, and left with the filter kept', () => {
    const one = narrowed(ofMandant(FIRST_WISH, '455148-1'), { show: 'delivered' });
    expect(one).toMatchObject({ mandant: '455148-1', show: 'delivered' });
    expect(ofMandant(one, undefined)).toEqual({ show: 'delivered', search: '', pages: [] });
  });

  it('stands in the address, all but its page, and comes back from it', () => {
    const wish: DeskRequest = {
      ...({ show: 'delivered', search: 'kasse', mandant: '455148-1', mine: true, pages: [] } as const),
      ...({ from: '2026-10-01', until: '2026-10-31', order: 'oldest' } as const),
    };
    expect(wishOf(placeOf(wish))).toEqual(wish);
    expect(placeOf(FIRST_WISH)).toEqual({ path: [], query: {} });
    expect(wishOf(placeOf(third))).toEqual(FIRST_WISH);
  });

  it('is what it can be of an address that somebody else wrote', () => {
    const query = {
      show: 'everything',
      mandant: '../x',
      from: 'gestern',
      order: 'x',
      mine: 'yes',
      q: 'y'.repeat(90),
    };
    expect(wishOf({ path: [], query })).toEqual({ ...FIRST_WISH, search: 'y'.repeat(80) });
  });
});
