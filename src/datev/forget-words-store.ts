import { forgetProtocol } from './dxso-jobs/protocol-store';
import { forgetVerbatim } from './verbatim-store';

/** What DATEV wrote about a file may quote bookings, so it goes with the bytes, of every revision so far. */
export async function forgetWords(id: string, revisions: number): Promise<void> {
  for (let revision = 1; revision <= revisions; revision++) {
    await forgetVerbatim(id, revision);
    await forgetProtocol(id, revision);
  }
}
