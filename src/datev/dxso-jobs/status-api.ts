import type { ProtocolEntry } from '../../dxso/protocol';
import type { Problem } from '../../kernel/problem';
import type { Result } from '../../kernel/result';
import { askAbout, orGone } from '../place-api';
import type { DxsoStatus } from './dxso-job';
import { readDxsoProtocol, readDxsoStatus } from './dxso-jobs-api';

/** How far DATEV is with a job; `gone`: DATEV does not know it (any more). */
export async function statusOf(
  mandant: string,
  jobId: string,
): Promise<Result<DxsoStatus | 'gone', Problem>> {
  return orGone(await askAbout(mandant, (place) => readDxsoStatus(place, jobId)));
}

/** What DATEV wrote down about a job. */
export async function protocolOf(
  mandant: string,
  jobId: string,
): Promise<Result<readonly ProtocolEntry[] | 'gone', Problem>> {
  return orGone(await askAbout(mandant, (place) => readDxsoProtocol(place, jobId)));
}
