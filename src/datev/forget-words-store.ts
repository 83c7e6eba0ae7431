import { forgetProtocol } from './dxso-jobs/protocol-store';
import { forgetVerbatim } from './verbatim-store';

/** What DATEV wrote about a file may quote bookings, so it goes with the bytes, of every transmission so far. */
export async function forgetWords(id: string, revisions: readonly number[]): Promise<void> {
  for (const revision of revisions) {
    await forgetVerbatim(id, revision);
    await forgetProtocol(id, revision);
  }
}
