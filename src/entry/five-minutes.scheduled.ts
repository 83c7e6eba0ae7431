import { runTick } from './wiring';

/** Nothing due: one read. */
export async function fiveMinutes(): Promise<{ statusCode: number }> {
  await runTick(false);
  return { statusCode: 204 };
}
