import { describe, expect, it } from 'vitest';
import { movesWithToday } from '../../src/looker/by-today';

const DATE = 'gl.posting_date';
const FIELDS = [
  { name: 'gl.invoice_date', type: 'date_date' },
  { name: 'gl.created', type: 'date_time' },
  { name: 'gl.terms', type: 'string' },
  { name: 'gl.due_month', type: 'string' },
  { name: 'gl.invoice_day_of_week', type: 'date_day_of_week' },
  { name: 'gl.invoice_hour_of_day', type: 'date_hour_of_day' },
  { name: 'gl.invoice_month_name', type: 'date_month_name' },
  { name: 'gl.invoice_quarter_of_year', type: 'date_fiscal_quarter_of_year' },
  { name: 'gl.wordless', type: '' },
];
const moves = (filters: Record<string, string>, filterExpression?: string) =>
  movesWithToday({ filters, ...(filterExpression === undefined ? {} : { filterExpression }) }, DATE, FIELDS);

describe('a filter goes by today', () => {
  it.each([
    ...[
      'last month',
      'this quarter',
      'last 2 complete fiscal quarters',
      'last fiscal_quarter',
      'this fiscal_quarter',
    ],
    ...[
      '3 days ago for 2 days',
      '30 days',
      '7 complete weeks',
      'after now',
      '3 months ago to now',
      'monday',
      'last monday',
    ],
    ...[
      'yesterday',
      'after 2 years ago',
      '3 months from now',
      '2026-10-01, 7 days',
      '2026-10, monday for 2 days',
    ],
  ])('at another date: %s', (says) => {
    expect(moves({ 'gl.invoice_date': says })).toBe('gl.invoice_date');
    // The date of the period gets the period, whatever its timeframe.
    expect(moves({ 'gl.posting_month': says })).toBeUndefined();
    // A text is no date.
    expect(moves({ 'gl.terms': says, 'gl.due_month': says })).toBeUndefined();
  });

  it.each(['2026-10-01 to 2026-11-01', 'after 2026-01-01', '2026-10', 'NOT NULL', 'before 2026/01/01', ''])(
    'never where it names fixed days: %s',
    (says) => expect(moves({ 'gl.invoice_date': says, 'gl.created': says })).toBeUndefined(),
  );

  // Whatever the day is: rows that were let in once are let in later, too.
  it.each([
    'before now',
    'before 2 months ago',
    'before last monday',
    '2026-01-01 to now',
    '2026 to 3 days ago',
  ])('never where only its end moves: %s', (says) =>
    expect(moves({ 'gl.invoice_date': says, 'other.paid_week': says })).toBeUndefined(),
  );

  it.each([
    ...['invoice_day_of_week', 'invoice_hour_of_day', 'invoice_month_name', 'invoice_quarter_of_year'],
    'unknown_day_of_week',
  ])('never by what comes round again and again: %s', (name) =>
    expect(moves({ [`gl.${name}`]: 'Monday' })).toBeUndefined(),
  );

  it('also where nobody says what the field is, by the timeframe in its name', () => {
    expect(moves({ 'other.paid_week': 'last week' })).toBe('other.paid_week');
    expect(moves({ 'other.paid_week': 'not last week' })).toBe('other.paid_week');
  });

  it.each([
    ...[
      'last month',
      'Last 2 complete fiscal_quarters',
      'this fiscal year',
      '30 days',
      'yesterday',
      'monday',
    ],
    ...['3 days ago for 2 days', 'after 2026/01/01, last month', 'this year to second', 'NULL, 7 days'],
  ])('or by a value that is nothing but a date filter: %s', (says) => {
    expect(moves({ 'other.invoiced': says })).toBe('other.invoiced');
    expect(moves({ 'gl.wordless': says })).toBe('gl.wordless');
  });

  it.each([
    ...['Last Week Tonight GmbH', 'Auer GmbH, last week', 'Today’s Best', '%last month%', 'now or never'],
    ...['2026', '2026-10-01 for 3 days', '7', 'week', 'NULL', '', ' , '],
  ])('not by another one: %s', (says) => expect(moves({ 'other.customer': says })).toBeUndefined());

  it('in an expression that asks for now', () => {
    expect(moves({}, 'extract_months(now()) > 1')).toBe('filter_expression');
    expect(moves({}, 'is_null(amount)')).toBeUndefined();
  });
});
