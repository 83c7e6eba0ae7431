import * as v from 'valibot';
import type { Kept } from './upload-state';

const KEPT = v.object({ name: v.string(), fileId: v.optional(v.string()), at: v.string() });

/** What this browser remembers of an upload to a target. Browsers may forbid storage in frames: then nothing is kept. */
export function kept(key: string): Kept | undefined {
  try {
    const { name, at, fileId } = v.parse(KEPT, JSON.parse(localStorage.getItem(key) ?? ''));
    return fileId === undefined ? { name, at } : { name, at, fileId };
  } catch {
    return undefined;
  }
}

export function keep(key: string, what: Kept | undefined): void {
  try {
    if (what === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(what));
  } catch {
    // Not being able to come back is no reason to stop here.
  }
}
