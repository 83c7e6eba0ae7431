import { fail, type Result } from '../kernel/result';
import type { HttpAnswer } from '../platform/http';
import { askDatev, type DatevCall } from './datev-http-api';
import { type DatevApi, type DatevEnvironment, datevBase } from './hosts';
import type { DatevToken } from './login/token-store';
import type { DatevRefusal } from './verbatim';

/** For whom DATEV is asked, where, with which token. `mandant` = `<Beraternummer>-<Mandantennummer>`. */
export type DatevPlace = {
  readonly environment: DatevEnvironment;
  readonly mandant: string;
  readonly token: DatevToken;
};

const NO_MANDANT: DatevRefusal = { problem: { code: 'datev.not-found', retry: 'never' } };

/** A call below `/clients/{client-id}` of an API; what is no number of a Mandant never becomes an address. */
export function askOfMandant(
  api: DatevApi,
  place: DatevPlace,
  call: Omit<DatevCall, 'url' | 'token'> & { readonly path: string },
): Promise<Result<HttpAnswer, DatevRefusal>> {
  const { environment, mandant, token } = place;
  if (!/^\d+-\d+$/.test(mandant)) return Promise.resolve(fail(NO_MANDANT));
  const { path, ...rest } = call;
  return askDatev({ ...rest, url: `${datevBase(api, environment)}/clients/${mandant}${path}`, token });
}
