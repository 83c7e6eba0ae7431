import type { Cause } from '../submission';

/** DATEV's codes and the names of faults are short; what is longer is cut, because everything of a Mandant lies in one record. */
const MAX_LENGTH = 60;

/**
 * What has one cause: DATEV's code, and behind a colon the first fault where there is one, with a plus where there are more
 * (`1008834:extf.header.14`). It is the name of a list, of a count and of a page, so nothing in it separates anything there.
 */
export function causeKey({ code, faults }: Pick<Cause, 'code' | 'faults'>): string {
  const [fault, ...more] = faults;
  const key = fault === undefined ? code : `${code}:${fault}${more.length === 0 ? '' : '+'}`;
  return key.replace(/[^\w.:+-]/g, '_').slice(0, MAX_LENGTH);
}

/** Enough of the cause that has this key for its words. */
export function causeFor(key: string): Pick<Cause, 'code' | 'faults'> & { readonly hasMore: boolean } {
  const [code = '', fault] = key.split(':');
  const hasMore = fault?.endsWith('+') === true;
  return { code, faults: fault === undefined ? [] : [fault.replace(/\+$/, '')], hasMore };
}
