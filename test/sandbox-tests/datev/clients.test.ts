import { describe, expect, it } from 'vitest';
import { APP_TOKEN } from '../../../packages/sandbox/datev/fresh-state';
import { SCOPES } from '../../../packages/sandbox/datev/model';
import { bench, ifJudged, OTHER } from './bench';

describe('the list of Mandanten', () => {
  it('shows the six Mandanten of the sandbox consultant with their services', () => {
    const answer = bench().clients('/clients');
    const list: { id: string; name: string; services: { name: string; scopes: string[] }[] }[] = JSON.parse(
      answer.body,
    );
    expect(answer.status).toBe(200);
    expect(answer.wrong).toEqual([]);
    expect(answer.headers['total-items']).toBe('6');
    expect(answer.headers['link']).toBeUndefined();
    expect(list.map((one) => one.id)).toEqual([1, 2, 3, 4, 5, 6].map((n) => `455148-${n}`));
    const withBooking = list.filter((one) =>
      one.services.some((service) => service.name === 'Buchungsdatenservice'),
    );
    expect(withBooking.map((one) => one.id)).not.toContain('455148-5');
    expect(withBooking[0]?.services[0]?.scopes).toEqual(['datev:accounting:extf-files-import']);
  });

  it.each([
    [{ top: '2' }, ['455148-1', '455148-2'], '<?skip=2&top=2>;rel="next"'],
    [
      { skip: '2', top: '2' },
      ['455148-3', '455148-4'],
      '<?skip=0&top=2>;rel="prev", <?skip=4&top=2>;rel="next"',
    ],
    [{ skip: '4', top: '2' }, ['455148-5', '455148-6'], '<?skip=2&top=2>;rel="prev"'],
    [{ skip: '9' }, [], '<?skip=0&top=100>;rel="prev"'],
  ])('pages by %o', (query, ids, link) => {
    const answer = bench().clients('/clients', { query });
    expect(JSON.parse(answer.body).map((one: { id: string }) => one.id)).toEqual(ids);
    expect(answer.headers['link']).toBe(link);
    expect(answer.headers['total-items']).toBe('6');
  });

  it.each([
    ['consultant_number eq 455148 and client_number eq 3', ['455148-3']],
    ['client_number eq 6', ['455148-6']],
    ['consultant_number eq 29098', []],
  ])('filters by "%s"', (filter, ids) => {
    const answer = bench().clients('/clients', { query: { filter } });
    expect(JSON.parse(answer.body).map((one: { id: string }) => one.id)).toEqual(ids);
    expect(answer.headers['total-items']).toBe(String(ids.length));
  });

  it.each([
    [{ skip: '-1' }, 'Paging parameters are invalid', 'skip', 'Must be a positive integer'],
    [{ skip: 'x' }, 'Paging parameters are invalid', 'skip', 'Must be a positive integer'],
    [{ top: '0' }, 'Paging parameters are invalid', 'top', 'Must be a positive integer'],
    [{ top: '1.5' }, 'Paging parameters are invalid', 'top', 'Must be a positive integer'],
    [{ filter: 'client_number' }, 'Filter syntax is invalid', undefined, undefined],
    [{ filter: '' }, 'Filter syntax is invalid', undefined, undefined],
    [
      { filter: 'client_number gt 5' },
      'Filter operators are invalid',
      'client_number',
      'Only supports the operator "eq"',
    ],
    [
      { filter: 'consultant_number ne 5' },
      'Filter operators are invalid',
      'consultant_number',
      'Only supports the operator "eq"',
    ],
    [
      { filter: 'client_number eq 0' },
      'Filter parameters are invalid',
      'client_number',
      'Must be a positive integer from 1 to 9999999999',
    ],
    [
      { filter: 'consultant_number eq 99999999999' },
      'Filter parameters are invalid',
      'consultant_number',
      'Must be a positive integer from 1 to 9999999999',
    ],
    [{ filter: 'xyz eq 1' }, 'Filter parameters are invalid', 'xyz', 'Is not supported'],
    [
      { filter: 'client_number eq 1 or client_number eq 2' },
      'The combination of filters is invalid. Supported logical operator "and"',
      undefined,
      undefined,
    ],
  ])('refuses %o with DATEV’s words', (query, detail, name, reason) => {
    const answer = bench().clients('/clients', { query });
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toEqual({
      type: 'http://www.datev.de/hilfe/1008828',
      title: 'Invalid query parameters',
      detail,
      ...(name === undefined ? {} : { affected_elements: [{ name, reason }] }),
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      status: 400,
    });
    expect(answer.headers['x-global-transaction-id']).toBeTruthy();
  });

  it('names both paging faults at once, as the documents’ example does', () => {
    const answer = bench().clients('/clients', { query: { skip: 'x', top: 'y' } });
    expect(JSON.parse(answer.body).affected_elements).toEqual([
      { name: 'skip', reason: 'Must be a positive integer' },
      { name: 'top', reason: 'Must be a positive integer' },
    ]);
  });

  it('gives a hundred entries for a greater top, though the documents’ schema forbids asking for it', () => {
    const answer = bench().clients('/clients', { query: { top: '500' } });
    expect(answer.status).toBe(200);
    expect(answer.wrong).toHaveLength(ifJudged(1));
  });
});

describe('a single Mandant', () => {
  it('is shown by its id', () => {
    const answer = bench().clients('/clients/455148-3');
    expect(JSON.parse(answer.body)).toMatchObject({
      id: '455148-3',
      consultant_number: 455148,
      client_number: 3,
    });
  });
  it.each(['455148-7', '1-1', 'nonsense'])('is 404 for %s', (id) => {
    expect(bench().clients(`/clients/${id}`).status).toBe(404);
  });
  it('is 403 and absent from the list once the user lost the right', () => {
    const on = bench();
    on.datev.setAccess('455148-3', false);
    expect(on.clients('/clients/455148-3').status).toBe(403);
    expect(on.clients('/clients').body).not.toContain('455148-3');
  });
  it('shows a service that was taken away or given', () => {
    const on = bench();
    on.datev.setService('455148-1', 'Buchungsdatenservice', false);
    on.datev.setService('455148-5', 'Buchungsdatenservice', true);
    expect(on.clients('/clients/455148-1').body).not.toContain('Buchungsdatenservice');
    expect(on.clients('/clients/455148-5').body).toContain('Buchungsdatenservice');
  });
});

describe('who may call', () => {
  it.each([
    ['no client id', { 'x-datev-client-id': undefined }, 'Invalid client id or secret'],
    ['a foreign client id', { 'x-datev-client-id': 'somebody-else' }, 'Invalid client id or secret'],
    ['no token', { authorization: undefined }, 'access token'],
    ['an unknown token', { authorization: 'Bearer nonsense' }, 'access token'],
    ['a token named like an object’s own member', { authorization: 'Bearer constructor' }, 'access token'],
    ['another scheme', { authorization: `Basic ${APP_TOKEN}` }, 'access token'],
    ['the production token', { authorization: 'Bearer production-app-access-token' }, 'access token'],
  ])('is refused with %s', (_, headers, why) => {
    const answer = bench().clients('/clients', { headers });
    expect(answer.status).toBe(401);
    expect(answer.body).toContain(why);
  });

  it('another program needs a client id too', () => {
    expect(bench().clients('/clients', { headers: OTHER }).status).toBe(200);
    expect(
      bench().clients('/clients', { headers: { ...OTHER, 'x-datev-client-id': undefined } }).status,
    ).toBe(401);
  });

  it('a token ends when it expires or is revoked', () => {
    const on = bench();
    on.datev.expireToken(APP_TOKEN, Date.UTC(2026, 11, 1, 8, 15));
    on.advance(14 * 60_000 + 59_999);
    expect(on.clients('/clients').status).toBe(200);
    on.advance(1);
    expect(on.clients('/clients').status).toBe(401);
    on.datev.revokeToken('sandbox');
    expect(on.clients('/clients', { headers: OTHER }).status).toBe(401);
  });

  it('a token without the scope is told which one is missing', () => {
    const on = bench();
    on.datev.addToken('narrow', {
      environment: 'sandbox',
      clientId: '*',
      displayName: 'Schmal',
      vendor: 'V',
      scopes: [SCOPES.extf],
    });
    const answer = on.clients('/clients', { headers: { authorization: 'Bearer narrow' } });
    expect(answer.status).toBe(403);
    expect(JSON.parse(answer.body)).toMatchObject({
      type: 'http://www.datev.de/hilfe/1008829',
      title: 'Missing required scope',
      detail: 'Missing scope(s) are: datev:accounting:clients',
    });
  });

  it('a long-term token sees its own Mandant and no list', () => {
    const on = bench();
    on.datev.addToken('long', {
      environment: 'sandbox',
      clientId: '*',
      displayName: 'Lang',
      vendor: 'V',
      scopes: [SCOPES.clients],
      onlyMandant: '455148-1',
    });
    const headers = { authorization: 'Bearer long' };
    expect(on.clients('/clients', { headers }).status).toBe(403);
    expect(on.clients('/clients/455148-1', { headers }).status).toBe(200);
    expect(on.clients('/clients/455148-3', { headers }).status).toBe(403);
  });

  it.each(['POST', 'PUT', 'DELETE', 'PATCH'] as const)('is refused with 405 for %s', (method) => {
    const answer = bench().clients('/clients', { method });
    expect(answer.status).toBe(405);
    expect(answer.headers['allow']).toBe('GET');
    expect(JSON.parse(answer.body)).toMatchObject({ title: 'Method Not Allowed', status: 405 });
  });

  it.each([
    ['text/html', 406],
    ['application/xml, text/*', 406],
    ['application/json;charset=utf-8', 200],
    ['text/html, */*;q=0.1', 200],
    [undefined, 200],
  ])('is answered for Accept %s with %i', (accept, status) => {
    expect(bench().clients('/clients', { headers: { accept } }).status).toBe(status);
  });

  it.each([
    ['accounting-clients.api.datev.de', '/platform-sandbox/v3/clients'],
    ['accounting-extf-files.api.datev.de', '/platform-sandbox/v2/clients/455148-1/extf-files/jobs'],
    ['accounting-clients.api.datev.de', '/platform-sandbox/v2/clients/'],
    ['accounting-dxso-jobs.api.datev.de', '/platform-sandbox/v3/clients'],
    ['accounting-documents.api.datev.de', '/platform-sandbox/v2/clients/455148-1/files'],
    ['hr-exchange.api.datev.de', '/platform-sandbox/v2/clients'],
    ['accounting-extf-files.api.datev.de', '/platform-sandbox/v3/clients/455148-1/extf-files/jobs/'],
  ])('finds nothing at %s%s', (host, path) => {
    expect(bench().send(host, path).status).toBe(404);
  });
});
