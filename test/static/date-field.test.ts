import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { DateField, monthsOf } from '../../static/admin/jira/date-field';
import { dayOf, partsOf } from '../../static/admin/jira/date-parts';
import { PersonContext } from '../../static/shared/texts/lang';

describe('a day in parts', () => {
  it.each([
    [{ day: '', month: '', year: '' }, 'empty'],
    [{ day: '1', month: '', year: '2026' }, 'incomplete'],
    [{ day: '31', month: '02', year: '2026' }, 'impossible'],
    [{ day: '29', month: '02', year: '2026' }, 'impossible'],
    [{ day: '0', month: '02', year: '2026' }, 'impossible'],
    [{ day: '1', month: '12', year: '26' }, 'impossible'],
    [{ day: '29', month: '02', year: '2028' }, '2028-02-29'],
    [{ day: '1', month: '12', year: '2026' }, '2026-12-01'],
  ])('%o is %s', (parts, made) => {
    expect(dayOf(parts)).toBe(made);
  });

  it('comes back as it was', () => {
    expect(partsOf('2026-12-01')).toEqual({ day: '1', month: '12', year: '2026' });
    expect(dayOf(partsOf('2026-12-01'))).toBe('2026-12-01');
    for (const none of [undefined, 7, '', '1.12.2026', { id: '1' }])
      expect(dayOf(partsOf(none))).toBe('empty');
  });
});

describe.each(['de', 'en'] as const)('the field, in %s', (lang) => {
  const drawn = (value: unknown) =>
    renderToStaticMarkup(
      createElement(
        PersonContext.Provider,
        { value: { lang, zone: 'Europe/Berlin', issueId: '' } },
        createElement(DateField, { label: 'Frist', value, onDay: () => undefined }),
      ),
    );

  it('leaves nothing to the language of the browser, and writes the day as the page does', () => {
    const html = drawn('2026-12-01');
    expect(html).not.toContain('type="date"');
    expect(html).toContain(lang === 'de' ? '>01.12.2026<' : '>1 Dec 2026<');
    expect(html).toContain(monthsOf(lang)[2]?.[1] === 'März' ? '>März<' : '>March<');
  });

  it('asks in the order in which the day is written', () => {
    const order = [...drawn('').matchAll(/<label>([^<]+)</g)].map(([, label]) => label);
    expect(order).toEqual(
      lang === 'de' ? ['Tag', 'Monat', 'Jahr (vierstellig)'] : ['Day', 'Month', 'Year (four digits)'],
    );
  });
});
