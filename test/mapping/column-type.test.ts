import { describe, expect, it } from 'vitest';
import { isDayType, isNumberType, kindOfType } from '../../src/mapping/column-type';

describe('what a type of Looker’s holds', () => {
  it.each([
    ['date_date', 'Day'],
    ['date', 'Day'],
    ['time', 'Day'],
    ['date_raw', 'Day'],
    ['date_month', 'Time'],
    ['date_day_of_week', 'Time'],
    ['time_hour', 'Time'],
    ['date_fiscal_quarter', 'Time'],
    ['yesno', 'YesNo'],
    ['string', 'Text'],
    ['zipcode', 'Text'],
    ['duration_day', 'Text'],
    ['number', 'Number'],
    ['sum', 'Number'],
    ['average_distinct', 'Number'],
  ] as const)('%s: %s', (type, kind) => {
    expect(kindOfType(type)).toBe(kind);
    expect(isDayType(type)).toBe(kind === 'Day');
    expect(isNumberType(type)).toBe(kind === 'Number');
  });
});
