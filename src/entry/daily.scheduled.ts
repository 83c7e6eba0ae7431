import { forgetFields } from './site';
import { runKnown, runSweep } from './wiring';

/** Retention of unfinished uploads; our custom fields and what DATEV says of each Mandant are looked up anew. */
export async function daily(): Promise<{ statusCode: number }> {
  await runSweep();
  await forgetFields();
  await runKnown();
  return { statusCode: 204 };
}
