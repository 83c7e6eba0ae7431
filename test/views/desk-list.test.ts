import { describe, expect, it } from 'vitest';
import { isWished, withMoving } from '../../src/views/desk/desk-list';

const at = (day: string, time = '12:00:00.000Z') => `2026-12-${day}T${time}`;
const row = { id: 's1', mandant: '455148-1', phase: 'needs-you', changedAt: at('02') } as const;
type Wish = Parameters<typeof isWished>[1];
type Of = Partial<Parameters<typeof isWished>[2]> & { readonly row?: Parameters<typeof isWished>[0] };

const forOthers = new Map([['s1', row]]);
const none = new Map<string, typeof row>();

describe('a row of the desk’s list is wished', () => {
  it.each<readonly [boolean, string, Wish, Of]>([
    [true, 'in the list of everything', { show: 'all' }, {}],
    [true, 'in the list of its phase', { show: 'needs-you' }, {}],
    [false, 'in another list', { show: 'moving' }, {}],
    [true, 'among what moves, where it waits for others', { show: 'moving' }, { forOthers }],
    [false, 'among what needs somebody, where it waits for others', { show: 'needs-you' }, { forOthers }],
    [true, 'of its Mandant', { show: 'all', mandant: '455148-1' }, {}],
    [false, 'of another Mandant', { show: 'all', mandant: '455148-3' }, {}],
    [true, 'of one’s own Mandanten', { show: 'all', mine: true }, { mine: ['455148-3', '455148-1'] }],
    [false, 'of others’ Mandanten', { show: 'all', mine: true }, { mine: ['455148-3'] }],
    [true, 'whosever Mandant it is, unless one’s own are asked for', { show: 'all', mine: false }, {}],
    [true, 'from its day on', { show: 'all', from: '2026-12-02' }, {}],
    [false, 'from the next day on', { show: 'all', from: '2026-12-03' }, {}],
    [true, 'up to its day, included', { show: 'all', until: '2026-12-02' }, {}],
    [false, 'up to the day before', { show: 'all', until: '2026-12-01' }, {}],
    [true, 'on its day', { show: 'all', from: '2026-12-02', until: '2026-12-02' }, {}],
    [
      false,
      'on the day before, being of the first instant of the next',
      { show: 'all', until: '2026-12-01' },
      { row: { ...row, changedAt: at('02', '00:00:00.000Z') } },
    ],
    [
      false,
      'on the day of its last change, having ended on another',
      { show: 'all', until: '2026-12-02' },
      { row: { ...row, end: { as: 'delivered', at: at('05') } } },
    ],
  ])('%s: %s', (is, _, wish, of) =>
    expect(isWished(of.row ?? row, wish, { forOthers: of.forOthers ?? none, mine: of.mine ?? [] })).toBe(is),
  );
});

describe('what waits for others', () => {
  const other = { ...row, id: 's2' };
  const rows = [other];
  it.each([
    ['before the first page of what moves', { show: 'moving' }, [row, other]],
    ['on no further page of that', { show: 'moving', cursor: 'c' }, rows],
    ['in no other list', { show: 'all' }, rows],
    ['not among what needs somebody', { show: 'needs-you' }, rows],
  ] as const)('stands %s', (_, wish, shown) => expect(withMoving(rows, wish, forOthers)).toEqual(shown));
});
