import { describe, expect, it } from 'vitest';
import { wishOf } from '../../static/desk/request';
import { placeIn } from '../../static/pipelines/place';
import { placeOf } from '../../static/shared/page/address';
import { placeOfClose, placeOfCount, placeOfDesk } from '../../static/widget/places';

/** What the desk makes of an address that the widget leads to. */
const opened = (address: string) => {
  const [pathname = '', search = ''] = address.split('?');
  return placeOf({ pathname, search });
};

describe('a number leads to the list of the desk that it counts', () => {
  const value = { scope: 'all', overdueUntil: '2026-12-06' } as const;
  it.each([
    ['mine', value, { show: 'needs-you', mine: true }],
    ['team', value, { show: 'needs-you' }],
    ['moving', value, { show: 'moving' }],
    ['overdue', value, { show: 'needs-you', until: '2026-12-06', order: 'oldest' }],
    ['moving', { ...value, scope: 'mine' }, { show: 'moving', mine: true }],
    ['team', { ...value, scope: '455148-3' }, { show: 'needs-you', mandant: '455148-3' }],
  ] as const)('%s of %o', (of, shown, wish) => {
    expect(wishOf(opened(placeOfCount(of, shown)))).toEqual({ ...wish, search: '', pages: [] });
  });
});

it('the last link leads to the desk, as far as the widget counts', () => {
  expect(wishOf(opened(placeOfDesk('mine')))).toEqual({
    show: 'needs-you',
    mine: true,
    search: '',
    pages: [],
  });
});

it('a run leads to its pipeline', () => {
  const { path } = opened(placeOfClose('p0123456789ab'));
  expect(placeIn(path)).toEqual({ is: 'edit', id: 'p0123456789ab' });
});
