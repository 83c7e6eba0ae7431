import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { lookerPorts } from '../../src/looker/ports-api';
import { distinctValues } from '../../src/looker/reading/distinct';
import { connected, stage } from './stage';

const l = (name: string) => `general_ledger.${name}`;
const wish = (client: string, complete: readonly string[]) => ({
  source: {
    is: 'inline' as const,
    ...{ model: 'finance', explore: 'general_ledger', sorts: [] },
    fields: [l('line_id'), l('gl_account_name'), l('tax_name')],
    filters: { [l('client')]: client },
  },
  fields: [l('gl_account_name'), l('tax_name')],
  period: { field: l('posting_date'), days: { first: '2026-11-01', last: '2026-11-30' } },
  timezone: 'Europe/Berlin',
  complete,
});

describe('the values of a source', () => {
  it('are counted over all of its rows, by one call', async () => {
    const on = stage();
    on.looker.mutateRow({
      ...{ client: '455148-1', month: '2026-11', index: 0 },
      set: { gl_account_name: ' Miete ', tax_name: null },
    });
    const seen = await distinctValues(lookerPorts(await connected()), wish('455148-1', [l('tax_name')]));
    if (!seen.ok) throw new Error(seen.problem.problem.code);
    const { rows, isCut, columns } = seen.value;
    expect([rows, isCut]).toEqual([120, false]);
    const taxes = columns.get(l('tax_name')) ?? new Map();
    expect([...taxes.values()].reduce((sum, n) => sum + n, 0)).toBe(120);
    expect(taxes.get('')).toBe(1);
    // Blanks around a value are none of it: that is how a mapping reads it.
    expect([...(columns.get(l('gl_account_name')) ?? new Map()).keys()]).not.toContain(' Miete ');
    expect(on.calls().filter((call) => call.startsWith('run_inline_query'))).toHaveLength(1);
    expect(on.violations).toEqual([]);
  });

  it('of more rows than one call takes are asked for alone, so that none is missing', async () => {
    const on = stage();
    // Far behind the rows of the first call, and nowhere else.
    on.looker.mutateRow({
      ...{ client: '455148-3', month: '2026-11', index: 12_000 },
      set: { gl_account_name: 'Bewirtung', tax_name: 'Sonderfall' },
    });
    const ports = lookerPorts(await connected());
    const seen = await distinctValues(ports, wish('455148-3', [l('gl_account_name')]));
    if (!seen.ok) throw new Error(seen.problem.problem.code);
    const { rows, isCut, columns } = seen.value;
    expect([rows, isCut]).toEqual([5000, true]);
    expect(columns.get(l('gl_account_name'))?.get('Bewirtung')).toBe(0);
    expect(columns.get(l('gl_account_name'))?.get('Miete')).toBeGreaterThan(100);
    expect(columns.get(l('tax_name'))?.has('Sonderfall')).toBe(false);
    expect(on.violations).toEqual([]);
  });
});
