import type { ProtocolEntry } from '../../dxso/protocol';
import type { Problem } from '../../kernel/problem';
import { type Result, withoutWords } from '../../kernel/result';
import type { DatevPlace } from '../mandant-api';
import { orGone } from '../place-api';
import type { DxsoStatus } from './dxso-job';
import { readDxsoProtocol, readDxsoStatus } from './dxso-jobs-api';

/** How far DATEV is with a job; `gone`: DATEV does not know it (any more). */
export async function statusOf(
  place: DatevPlace,
  jobId: string,
): Promise<Result<DxsoStatus | 'gone', Problem>> {
  return orGone(withoutWords(await readDxsoStatus(place, jobId)));
}

/** What DATEV wrote down about a job. */
export async function protocolOf(
  place: DatevPlace,
  jobId: string,
): Promise<Result<readonly ProtocolEntry[] | 'gone', Problem>> {
  return orGone(withoutWords(await readDxsoProtocol(place, jobId)));
}
