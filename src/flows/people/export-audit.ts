import { CONFIG } from '../../audit/config-event';
import { configEnd, configEntries } from '../../audit/config-log-store';
import { footOf, headOf, lineOf } from '../../audit/export';
import type { AuditLines, AuditNext } from '../../contract/answers';
import { present } from '../../kernel/present';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { surroundings } from '../../platform/context';

/** Entries in one answer. */
const PART = 100;

/**
 * The log of the configuration as lines of a file (`audit/export`), in parts: the first brings the head, the last what closes it. Where the
 * log ends is decided with the first part, so that a change meanwhile does not come in half.
 */
export async function auditLines(next: AuditNext | undefined): Promise<AuditLines> {
  return next === undefined ? begun() : partOf(next);
}

async function begun(): Promise<AuditLines> {
  const to = await configEnd();
  const { installationId, cloudId, appVersion } = surroundings();
  const head = headOf(
    {
      chain: CONFIG,
      madeAt: now(),
      installation: installationId,
      app: appVersion,
      ...present({ site: cloudId }),
      from: { seq: 1, prevHash: '' },
      to,
    },
    sha256,
  );
  const { lines, ...more } = await partOf({ from: 1, to: to.seq, head: head.hash });
  return { lines: [lineOf(head), ...lines], ...more };
}

async function partOf({ from, to, head }: AuditNext): Promise<AuditLines> {
  const last = Math.min(to, from + PART - 1);
  const entries = await configEntries(from, last);
  const lines = entries.map(lineOf);
  if (last < to) return { lines, next: { from: last + 1, to, head } };
  const end = { seq: to, hash: entries.at(-1)?.hash ?? '' };
  const foot = footOf({ from: { seq: 1, prevHash: '' }, to: end, hash: head }, sha256);
  return { lines: [...lines, lineOf(foot)] };
}
