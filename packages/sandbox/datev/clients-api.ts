import type { ServiceAnswer } from '../world/types';
import type { Answers } from './answers';
import { badQuery, type Element, type Fault } from './catalogue';
import { type Mandant, SCOPES } from './model';
import { pageHeaders, readPage } from './paging';

const SERVICE_SCOPES: Readonly<Record<Mandant['services'][number], readonly string[]>> = {
  Buchungsdatenservice: [SCOPES.extf],
  Belegbilderservice: [SCOPES.documents],
  'Rechnungsdatenservice 1.0': [SCOPES.dxso],
  'Rechnungsdatenservice 2.0': ['datev:accounting:invoices'],
};

/** A Mandant as accounting:clients 2.0 shows it. */
export function wireClient(mandant: Mandant): Record<string, unknown> {
  return {
    client_number: mandant.client,
    consultant_number: mandant.consultant,
    id: mandant.id,
    name: mandant.name,
    services: mandant.services.map((name) => ({ name, scopes: SERVICE_SCOPES[name] })),
  };
}

/** `GET /clients?filter&skip&top`. */
export function listClients(
  mandanten: readonly Mandant[],
  query: URLSearchParams,
  answers: Answers,
): ServiceAnswer {
  const page = readPage(query);
  if ('wrong' in page) return answers.refused(400, badQuery('Paging parameters are invalid', page.wrong));
  const text = query.get('filter');
  const filter = text === null ? [] : readFilter(text);
  if ('code' in filter) return answers.refused(400, filter);
  const found = mandanten.filter(
    (mandant) => mandant.accessible && filter.every((wanted) => fits(mandant, wanted)),
  );
  const shown = found.slice(page.skip, page.skip + page.top).map(wireClient);
  return answers.ok(shown, pageHeaders(page, found.length, text));
}

/** `GET /clients/{client-id}`. The document knows no 400 here: whatever is not one of ours is 404. */
export function getClient(mandanten: readonly Mandant[], id: string, answers: Answers): ServiceAnswer {
  const mandant = mandanten.find((one) => one.id === id);
  if (mandant === undefined) return answers.plain(404);
  return mandant.accessible ? answers.ok(wireClient(mandant)) : answers.plain(403);
}

type Wanted = { readonly field: 'consultant_number' | 'client_number'; readonly value: number };
function fits(mandant: Mandant, wanted: Wanted): boolean {
  return (wanted.field === 'consultant_number' ? mandant.consultant : mandant.client) === wanted.value;
}

/** `consultant_number eq 29098 and client_number eq 55003`: these two fields, `eq`, `and`; values 1 to 9999999999. */
function readFilter(text: string): readonly Wanted[] | Fault {
  const words = text.trim().split(/\s+/);
  if (words.length % 4 !== 3) return badQuery('Filter syntax is invalid');
  const wanted: Wanted[] = [];
  for (let at = 0; at < words.length; at += 4) {
    if (at > 0 && words[at - 1] !== 'and') {
      return badQuery('The combination of filters is invalid. Supported logical operator "and"');
    }
    const one = readTerm(words.slice(at, at + 3));
    if ('code' in one) return one;
    wanted.push(one);
  }
  return wanted;
}

function readTerm([field = '', operator, value = '']: readonly string[]): Wanted | Fault {
  const about = (reason: string): readonly Element[] => [{ name: field, reason }];
  if (field !== 'consultant_number' && field !== 'client_number') {
    return badQuery('Filter parameters are invalid', about('Is not supported'));
  }
  if (operator !== 'eq')
    return badQuery('Filter operators are invalid', about('Only supports the operator "eq"'));
  if (!/^[1-9]\d{0,9}$/.test(value)) {
    return badQuery(
      'Filter parameters are invalid',
      about('Must be a positive integer from 1 to 9999999999'),
    );
  }
  return { field, value: Number(value) };
}
