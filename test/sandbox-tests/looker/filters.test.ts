import { describe, expect, it } from 'vitest';
import { bench, GL, ID, type Row } from './bench';

const on = bench();
const SMALL = { [GL('client')]: '455148-1' };
/** 120 lines of November 2026 of 455148-1, and what a filter leaves of them. */
function left(filters: Readonly<Record<string, string>>, more = {}): readonly Row[] {
  const fields = [
    ID,
    GL('posting_date'),
    GL('kind'),
    GL('gross_amount'),
    GL('gl_account_name'),
    GL('partner_name'),
  ];
  return on.rows({ fields, filters: { ...SMALL, ...filters }, limit: '-1', ...more });
}
const november = (filters: Readonly<Record<string, string>>, more = {}) =>
  left({ [GL('posting_month')]: '2026-11', ...filters }, more);

describe('dates', () => {
  it.each([
    ['2026-11', 120],
    ['2026/11', 120],
    ['2026', 1440],
    ['2026-11-01', 4],
    ['2026/11/01', 4],
    ['2026-11-01 to 2026-12-01', 120],
    ['2026-11-01 to 2026-11-30', 116],
    ['2026-11-29 for 2 days', 8],
    ['2026-10 for 2 months', 240],
    ['2026-10,2026-11-01', 124],
    ['last month', 120],
    ['this month', 120],
    ['1 month ago', 120],
    ['1 month ago for 1 month', 120],
    ['2 months ago for 2 months', 240],
    ['3 months', 360],
    ['last quarter', 360],
    ['this year', 1440],
    ['yesterday', 4],
    ['today', 4],
    ['after 2027-12-31', 4 - 1],
    ['before 2026-02-01', 120],
    ['2028', 0],
  ])('%s: %i lines', (filter, count) => {
    expect(left({ [GL('posting_date')]: filter })).toHaveLength(count);
  });
  it('hold for months too', () => {
    expect(left({ [GL('posting_month')]: 'last month' })).toHaveLength(120);
    expect(left({ [GL('posting_month')]: '2026-10-01 to 2026-12-01' })).toHaveLength(240);
  });
  it('depend on the time zone: in Los Angeles it is still November', () => {
    const early = bench();
    early.advance(-30 * 60_000);
    const first = (zone: string | undefined): unknown =>
      early.rows({
        fields: [ID, GL('posting_month')],
        filters: { ...SMALL, [GL('posting_month')]: 'last month' },
        ...(zone === undefined ? {} : { query_timezone: zone }),
      })[0]?.[GL('posting_month')];
    expect(first('Europe/Berlin')).toBe('2026-11');
    expect(first('America/Los_Angeles')).toBe('2026-10');
  });
  it('that cannot be read are an error', () => {
    expect(left({ [GL('posting_date')]: 'neulich' })[0]).toHaveProperty('looker_error');
    expect(left({ [GL('posting_date')]: '2026-13' })[0]).toHaveProperty('looker_error');
    expect(left({ [GL('posting_date')]: '2026-02-30' })[0]).toHaveProperty('looker_error');
  });
});

describe('numbers', () => {
  const id = (n: number): number => 2026111000000 + n;
  it.each([
    [`${id(5)}`, 1],
    [`${id(5)},${id(7)}`, 2],
    [`>${id(100)}`, 20],
    [`>=${id(100)}`, 21],
    [`<${id(5)}`, 4],
    [`<= ${id(5)}`, 5],
    [`NOT ${id(5)}`, 119],
    [`NOT ${id(5)}, ${id(6)}`, 118],
    [`!=${id(5)}`, 119],
    [`[${id(1)},${id(5)}]`, 5],
    [`(${id(1)}, ${id(5)})`, 3],
    [`[${id(119)},inf)`, 2],
    [`[${id(1)},${id(5)}], ${id(9)}`, 6],
    [`${id(1)} to ${id(5)}`, 5],
    [`>${id(3)} AND <=${id(9)}`, 6],
    [`<${id(3)} OR >${id(118)}`, 4],
    ['NULL', 0],
    ['NOT NULL', 120],
    ['', 120],
  ])('%s', (filter, count) => {
    expect(november({ [ID]: filter })).toHaveLength(count);
  });
});

describe('texts', () => {
  it.each([
    ['kind', 'revenue', 72],
    ['kind', 'revenue,cost', 120],
    ['kind', '-cost', 72],
    ['kind', 'REVENUE', 0],
    ['gl_account_name', 'Erlöse%', 72],
    ['gl_account_name', '%e', 12],
    ['gl_account_name', 'M_ete', 6],
    ['gl_account_name', 'Erlöse%,-Erlöse Beratung', 54],
    ['partner_name', 'Müller & Söhne ^"Feinkost^"; Köln', 3],
    ['partner_name', '-EMPTY', 120],
    ['partner_name', 'NULL', 0],
    ['cost_centre_name', '"Vertrieb","Lager"', 27],
  ])('%s %s', (field, filter, count) => {
    expect(november({ [GL(field)]: filter })).toHaveLength(count);
  });
});

describe('expressions', () => {
  it.each([
    [`\${${ID}} > 2026111000100`, 20],
    [`\${${ID}} > 2026111000100 AND \${${GL('kind')}} = "cost"`, 8],
    [`NOT (\${${GL('kind')}} = "cost" OR \${${GL('gross_amount')}} < 0)`, 66 + 2],
    [`\${${GL('posting_date')}} >= date(2026, 11, 30)`, 4],
    [`\${${GL('partner_name')}} != "a \\"b\\""`, 120],
  ])('%s', (expression, count) => {
    expect(november({}, { filter_expression: expression })).toHaveLength(count);
  });
  it.each([
    ['an unknown field', `\${x.y} > 1`],
    ['another type', `\${${ID}} > "5"`],
    ['nonsense', 'line_id >> 5'],
    ['an open bracket', `(\${${ID}} > 5`],
    ['too much', `\${${ID}} > 5 \${${ID}} > 6`],
  ])('%s is an error in 200', (_, expression) => {
    expect(november({}, { filter_expression: expression })[0]).toHaveProperty('looker_error');
  });
});
