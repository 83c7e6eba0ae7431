import { describe, expect, it } from 'vitest';
import { afterLook, isListDue, NO_OFFERS, type Offers } from '../../src/datev/offers';

const [A, B, C] = ['a', 'b', 'c'].map((id) => ({ id, name: id.toUpperCase() })) as [Seen, Seen, Seen];
type Seen = { readonly id: string; readonly name: string };
const AT = '2026-12-01T08:00:00.000Z';
const asked = { at: AT, environment: 'sandbox' } as const;
const looked = (before: Offers, ...listed: readonly Seen[]) => afterLook(before, listed, asked);

describe('DATEV is asked for its list', () => {
  it.each<[string, boolean, Offers, string]>([
    ['before it ever was', true, NO_OFFERS, AT],
    ['not again within twenty hours', false, looked(NO_OFFERS), '2026-12-02T03:59:59.000Z'],
    ['after twenty hours', true, looked(NO_OFFERS), '2026-12-02T04:00:00.000Z'],
    ['at once in the other of its worlds', true, { ...looked(NO_OFFERS), environment: 'production' }, AT],
    ['where a record says no world', true, { fresh: [], at: AT }, AT],
  ])('%s', (_, is, offers, now) => {
    expect(isListDue(offers, 'sandbox', now)).toBe(is);
  });
});

describe('of DATEV’s list is offered', () => {
  const first = looked(NO_OFFERS, A);

  it.each<[string, readonly Seen[], Offers]>([
    ['nothing at the first look: the set-up shows it', [], first],
    ['who is new', [B], looked(first, A, B)],
    ['who is new until somebody decides', [B, C], looked(looked(first, A, B), A, B, C)],
    ['nobody who has left', [], looked(looked(first, A, B), A)],
    [
      'nobody of another world, which has Mandanten of its own',
      [],
      looked({ ...first, environment: 'production' }, A, B),
    ],
  ])('%s', (_, fresh, offers) => {
    expect(offers.fresh).toEqual(fresh);
  });

  it('and all that were listed are known', () => {
    expect(looked(first, A, B)).toMatchObject({ seen: ['a', 'b'], ...asked });
  });
});
