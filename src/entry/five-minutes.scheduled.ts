import { tick } from '../flows/tick';

/** Nothing due: one read. */
export async function fiveMinutes(): Promise<{ statusCode: number }> {
  await tick();
  return { statusCode: 204 };
}
