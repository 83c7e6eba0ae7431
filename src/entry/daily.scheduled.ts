import { forgetFields } from './site';
import { runSweep } from './wiring';

/** Retention of unfinished uploads; our custom fields are looked up anew. */
export async function daily(): Promise<{ statusCode: number }> {
  await runSweep();
  await forgetFields();
  return { statusCode: 204 };
}
