import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addressOf, type Place, placeOf, START } from '../../static/shared/page/address';
import { barInMemory, barOf, type JiraHistory } from '../../static/shared/page/address-bar';

/** What is left of an address once it went through the address bar and `history` 4, which decodes the path. */
function afterReload(address: string) {
  const { pathname, search } = new URL(`https://site.atlassian.net/desk${address}`);
  return { pathname: decodeURI(pathname.slice('/desk'.length)), search };
}

const anyText = fc.string({ unit: 'binary', maxLength: 60 });
const anyPlace: fc.Arbitrary<Place> = fc.record({
  path: fc.array(fc.oneof(anyText, fc.constantFrom('.', '..', '~', '50%', '%2F', 'a/b', 'a?b#c')), {
    maxLength: 8,
  }),
  query: fc.dictionary(
    fc.stringMatching(/^[a-z]{1,12}$/),
    anyText.filter((text) => text !== ''),
    { maxKeys: 8, noNullPrototype: true },
  ),
});

describe('an address', () => {
  it('brings every place back after a reload, whatever stands in it', () => {
    fc.assert(
      fc.property(anyPlace, (place) => {
        expect(placeOf(afterReload(addressOf(place)))).toEqual(place);
      }),
    );
  });
  it('can be read by people where nothing strange stands in it', () => {
    const place = { path: ['causes', '1234567-10001'], query: { month: '2026-10', q: 'Müller & Co' } };
    expect(addressOf(place)).toBe('/causes/1234567-10001?month=2026-10&q=M%C3%BCller+%26+Co');
  });
  it('leaves out what narrows nothing down', () => {
    expect(addressOf({ path: [], query: { mandant: '', month: '' } })).toBe('/');
  });
  it.each([
    ['a sign we never write', '/ca%C3%BCses', ''],
    ['half of a sign', '/~c3', ''],
    ['a byte that is none', '/~zz', ''],
    ['more segments than a face has', '/a/a/a/a/a/a/a/a/a', ''],
    ['a segment longer than any of ours', `/${'a'.repeat(201)}`, ''],
    ['a value longer than any of ours', '/', `?q=${'a'.repeat(501)}`],
    ['a name longer than any of ours', '/', `?${'a'.repeat(41)}=1`],
  ])('of somebody else opens the start: %s', (_what, pathname, search) => {
    expect(placeOf({ pathname, search })).toEqual(START);
  });
});

/** A history of another window: it answers nothing and tells later. */
function fakeHistory(address = '/') {
  const sent: string[] = [];
  let heard: (location: { pathname: string; search: string }) => void = () => undefined;
  const history: JiraHistory = {
    location: afterReload(address),
    push: (to) => sent.push(`push ${to}`),
    replace: (to) => sent.push(`replace ${to}`),
    listen: (listener) => {
      heard = listener;
    },
  };
  return { history, sent, tell: (to: string) => heard(afterReload(to)) };
}
const NOWHERE = Promise.resolve(undefined);
const at = (...path: string[]): Place => ({ path, query: {} });

describe('the address bar of a full page', () => {
  it('begins where the link leads', () => {
    expect(barOf(fakeHistory('/causes/header?m=7').history, NOWHERE).place()).toEqual({
      path: ['causes', 'header'],
      query: { m: '7' },
    });
  });
  it('shows a chosen place at once and makes one entry of it, none for the place where one is', () => {
    const { history, sent } = fakeHistory();
    const bar = barOf(history, NOWHERE);
    bar.go(at('causes'));
    bar.go(at('causes'));
    bar.go({ path: ['causes'], query: { q: 'x' } }, { replace: true });
    expect(bar.place()).toEqual({ path: ['causes'], query: { q: 'x' } });
    expect(sent).toEqual(['push /causes', 'replace /causes?q=x']);
  });
  it('does not jump back when the echo of an earlier step comes late', () => {
    const { history, tell } = fakeHistory();
    const bar = barOf(history, NOWHERE);
    bar.go(at('a'));
    bar.go(at('b'));
    tell('/a');
    expect(bar.place()).toEqual(at('b'));
    tell('/b');
    expect(bar.place()).toEqual(at('b'));
  });
  it('follows back, forward, and Jira’s own link to the page', () => {
    const { history, tell } = fakeHistory();
    const bar = barOf(history, NOWHERE);
    const seen: Place[] = [];
    bar.listen(() => seen.push(bar.place()));
    bar.go(at('a'));
    tell('/a');
    tell('/');
    tell('/a');
    expect(seen).toEqual([at('a'), START, at('a')]);
  });
  it('has an address to copy as soon as Jira told the page’s own', async () => {
    const base = Promise.resolve('https://site.atlassian.net/jira/apps/app/env/');
    const bar = barOf(fakeHistory().history, base);
    expect(bar.href(at('causes'))).toBeUndefined();
    await base;
    expect(bar.href(at('causes'))).toBe('https://site.atlassian.net/jira/apps/app/env/causes');
  });
});

describe('the address bar of a panel', () => {
  it('remembers the place, tells of it, and has no address', () => {
    const bar = barInMemory();
    let told = 0;
    const end = bar.listen(() => {
      told += 1;
    });
    bar.go(at('edit'));
    end();
    bar.go(at('history'));
    expect([bar.place(), told, bar.href(START)]).toEqual([at('history'), 1, undefined]);
  });
});
