import type { Watch } from '../mandanten/watch';

const MIN_GAP_MS = 60_000;

/**
 * The Mandant is looked at now, because its list at DATEV has something new. Not sooner than a minute after the last look,
 * so that a hundred messages make one call; and while DATEV wants to be left in peace the time it gave stays.
 */
export function hastened(w: Watch, now: string): Watch {
  if (!w.watched || w.trouble !== undefined) return w;
  const earliest = w.lastLookAt === undefined ? 0 : Date.parse(w.lastLookAt) + MIN_GAP_MS;
  const nextAt = new Date(Math.max(Date.parse(now), earliest)).toISOString();
  if (w.discovery.nextAt !== undefined && w.discovery.nextAt <= nextAt) return w;
  return { ...w, discovery: { ...w.discovery, nextAt } };
}
