import { describe, expect, it } from 'vitest';
import { movesWithToday } from '../../src/looker/by-today';

const DATE = 'gl.posting_date';
const FIELDS = [
  { name: 'gl.invoice_date', type: 'date_date' },
  { name: 'gl.created', type: 'date_time' },
  { name: 'gl.terms', type: 'string' },
  { name: 'gl.due_month', type: 'string' },
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
      'before now',
      '2026-01-01 to now',
      'monday',
      'last monday',
    ],
    ...['yesterday', 'after 2 years ago', '3 months from now'],
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

  it('also where nobody says what the field is, by the timeframe in its name', () => {
    expect(moves({ 'other.paid_week': 'last week' })).toBe('other.paid_week');
    expect(moves({ 'other.customer': 'Last Week Tonight GmbH' })).toBeUndefined();
  });

  it('in an expression that asks for now', () => {
    expect(moves({}, 'extract_months(now()) > 1')).toBe('filter_expression');
    expect(moves({}, 'is_null(amount)')).toBeUndefined();
  });
});
