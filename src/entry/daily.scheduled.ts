import { forgetFields } from './site';
import { runKnown, runSweep } from './wiring';
import { runAccountReport } from './wiring-accounts';

/** Retention of unfinished uploads; the weekly report of accounts; our custom fields and what DATEV says of each Mandant are looked up anew. */
export async function daily(): Promise<{ statusCode: number }> {
  await runSweep();
  await forgetFields();
  await runKnown();
  await runAccountReport();
  return { statusCode: 204 };
}
