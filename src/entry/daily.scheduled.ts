import { forgetFields } from './site';
import { runKnown, runSweep } from './wiring';
import { runAccountReport } from './wiring-accounts';
import { checkStorage } from './wiring-storage';
import { tidyConnections } from './wiring-warning';

/**
 * Storage is tested; retention of unfinished uploads; approvals that are over leave nothing behind; the weekly report of
 * accounts; our custom fields and what DATEV says of each Mandant are looked up anew.
 */
export async function daily(): Promise<{ statusCode: number }> {
  await checkStorage();
  await runSweep();
  await forgetFields();
  await runKnown();
  await tidyConnections();
  await runAccountReport();
  return { statusCode: 204 };
}
