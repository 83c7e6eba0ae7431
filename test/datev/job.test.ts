import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { jobIdFrom, parseJob } from '../../src/datev/extf-files/job';
import { datevBase } from '../../src/datev/hosts';
import { codeOf } from '../../src/datev/verbatim';

const WIRE = {
  id: '5656-zyxv-trew-ijkl',
  filename: 'EXTF_AusgangsrechnungenMaerz.CSV',
  fiscal_year_begin: '2020-01-01',
  client_application_display_name: 'Test_Office',
  client_application_vendor: 'Test_StartUp',
  label: 'AR 2020/03',
  number_of_accounting_records: 127,
  reference_id: 'TO_2020_4713',
  result: 'failed',
  timestamp: '2020-04-13T17:55:42Z',
  validation_details: {
    type: 'http://www.datev.de/hilfe/1008834',
    title: 'Invalid EXTF-header',
    detail: 'Fields with error',
    affected_elements: [{ name: 'DATEV Format Identifier', reason: "must be 'EXTF'" }],
  },
};

describe("DATEV's job", () => {
  it('is read as DATEV documents it', () => {
    expect(parseJob(WIRE)).toEqual({
      id: '5656-zyxv-trew-ijkl',
      fileName: 'EXTF_AusgangsrechnungenMaerz.CSV',
      referenceId: 'TO_2020_4713',
      program: 'Test_Office',
      vendor: 'Test_StartUp',
      label: 'AR 2020/03',
      records: 127,
      result: 'failed',
      timestamp: '2020-04-13T17:55:42.000Z',
      verbatim: {
        type: 'http://www.datev.de/hilfe/1008834',
        title: 'Invalid EXTF-header',
        detail: 'Fields with error',
        elements: [{ name: 'DATEV Format Identifier', reason: "must be 'EXTF'" }],
      },
    });
  });

  it('needs no more than id and result', () => {
    expect(parseJob({ id: 'a', result: 'pending' })).toEqual({ id: 'a', fileName: '', result: 'pending' });
  });

  it.each([
    ['no id', { result: 'failed' }],
    ['an empty id', { id: '', result: 'failed' }],
    ['an id that would leave its place in an address', { id: '../x', result: 'failed' }],
    ['no result', { id: 'a' }],
    ['an unknown result', { id: 'a', result: 'done' }],
    ['no object', 'a'],
    ['nothing', null],
  ])('is not one with %s', (_what, wire) => {
    expect(parseJob(wire)).toBeUndefined();
  });

  it('does not vanish because of an odd member', () => {
    const odd = {
      filename: 7,
      label: null,
      reference_id: '',
      number_of_accounting_records: 'many',
      timestamp: 'soon',
      client_application_display_name: {},
      validation_details: 'none',
    };
    expect(parseJob({ ...odd, id: 'a', result: 'failed' })).toEqual({
      id: 'a',
      fileName: '',
      result: 'failed',
    });
    const details = { type: 1, detail: 'x', affected_elements: [{ name: 'Kurs' }, 'odd'] };
    expect(parseJob({ id: 'a', result: 'failed', validation_details: details })?.verbatim).toEqual({
      detail: 'x',
      elements: [{ name: 'Kurs', reason: '' }],
    });
  });

  it.each([
    ['2020-04-13T17:55:42', '2020-04-13T17:55:42.000Z'],
    ['2020-04-13T19:55:42.5+02:00', '2020-04-13T17:55:42.500Z'],
    ['2020-04-13T17:55:42.123456Z', '2020-04-13T17:55:42.123Z'],
    ['13.04.2020', undefined],
  ])('was received at %s = %s', (timestamp, instant) => {
    expect(parseJob({ id: 'a', result: 'failed', timestamp })?.timestamp).toBe(instant);
  });

  it.each([
    ['/clients/717488-20206/extf-files/jobs/8a77-1', '8a77-1'],
    ['/platform/v3/clients/1-1/extf-files/jobs/8a77', '8a77'],
    ['https://accounting-extf-files.api.datev.de/platform/v3/clients/1-1/extf-files/jobs/8a77?x=1', '8a77'],
    ['/clients/1-1/extf-files/jobs/8a77/', '8a77'],
    ['/clients/1-1/extf-files/jobs/', undefined],
    ['/somewhere/else', undefined],
    ['/extf-files/jobs/%2e%2e', undefined],
    [null, undefined],
  ])('is found by the Location %j', (location, id) => {
    expect(jobIdFrom(location)).toBe(id);
  });

  it.each([
    ['http://www.datev.de/hilfe/1008834', '1008834'],
    ['https://www.datev.de/hilfe/1008834/', '1008834'],
    ['https://www.datev.de/hilfe/1008834?x=1', '1008834'],
    ['about:blank', undefined],
    [undefined, undefined],
  ])('failed with the code in %j', (type, code) => {
    expect(codeOf(type === undefined ? { elements: [] } : { type, elements: [] })).toBe(code);
  });
});

describe("DATEV's hosts", () => {
  it.each([
    ['accounting-clients', 'production', 'https://accounting-clients.api.datev.de/platform/v2'],
    ['accounting-clients', 'sandbox', 'https://accounting-clients.api.datev.de/platform-sandbox/v2'],
    ['accounting-extf-files', 'production', 'https://accounting-extf-files.api.datev.de/platform/v3'],
    ['accounting-extf-files', 'sandbox', 'https://accounting-extf-files.api.datev.de/platform-sandbox/v3'],
  ] as const)('%s in %s is %s, and allowed by the manifest', (api, environment, base) => {
    expect(datevBase(api, environment)).toBe(base);
    const manifest = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');
    expect(manifest).toContain(`{ address: '${new URL(base).origin}', `);
  });
});
