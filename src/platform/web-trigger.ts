import { webTrigger } from '@forge/api';
import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';

/** The public address of a web trigger of the manifest; the same for the life of this installation. */
export async function webTriggerUrl(key: string): Promise<Result<string, Problem>> {
  try {
    return ok(await webTrigger.getUrl(key));
  } catch {
    return fail({ code: 'platform.web-trigger', retry: 'later' });
  }
}
