import { tickNowOrNextMinute } from '../flows/tick';

/** Nothing due: one read. */
export async function fiveMinutes(): Promise<{ statusCode: number }> {
  await tickNowOrNextMinute();
  return { statusCode: 204 };
}
