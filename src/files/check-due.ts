import { plusSeconds } from '../kernel/instant';
import type { Upload } from './upload';

/** What nobody finishes is kept that long; each step towards the end begins the term anew. */
export const KEEP_UNFINISHED_SECONDS = 24 * 3600;
/** When somebody looks whether the check of a finished upload has ended. */
export const CHECK_AGAIN_SECONDS = 300;

/** When the check of a finished upload should have ended: `finish` gave it a whole term, so its end tells its beginning. */
export function checkDueAt({ expiresAt }: Pick<Upload, 'expiresAt'>): string {
  return plusSeconds(expiresAt, CHECK_AGAIN_SECONDS - KEEP_UNFINISHED_SECONDS);
}
