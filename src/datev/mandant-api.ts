import { present } from '../kernel/present';
import { fail, type Result } from '../kernel/result';
import type { HttpAnswer } from '../platform/http';
import type { KeepCall } from './call-log-store';
import { askDatev, type DatevCall } from './datev-http-api';
import { type DatevApi, type DatevEnvironment, datevBase } from './hosts';
import type { DatevToken } from './login/connection';
import type { DatevRefusal } from './verbatim';

/** For whom DATEV is asked, where, with which token. `mandant` = `<Beraternummer>-<Mandantennummer>`. */
export type DatevPlace = {
  readonly environment: DatevEnvironment;
  readonly mandant: string;
  readonly token: DatevToken;
  /** Where the calls are logged, when they are many. */
  readonly keep?: KeepCall;
};

const NO_MANDANT: DatevRefusal = { problem: { code: 'datev.not-found', retry: 'never' } };

/** A call below `/clients/{client-id}` of an API; what is no number of a Mandant never becomes an address. */
export function askOfMandant(
  api: DatevApi,
  place: DatevPlace,
  call: Omit<DatevCall, 'url' | 'token'> & { readonly path: string },
): Promise<Result<HttpAnswer, DatevRefusal>> {
  const { environment, mandant, token, keep } = place;
  if (!/^\d+-\d+$/.test(mandant)) return Promise.resolve(fail(NO_MANDANT));
  const { path, ...rest } = call;
  const url = `${datevBase(api, environment)}/clients/${mandant}${path}`;
  return askDatev({ ...rest, url, token, ...present({ keep }) });
}
