import type { Notice, StoredDxsoJob } from './dxso-model';

/** "The entries are kept only a limited time (about two months)." */
export const KEPT_MS = 60 * 86_400_000;

export function isForgotten(job: StoredDxsoJob, now: number): boolean {
  return now - (job.finalisedAt ?? job.createdAt) >= KEPT_MS;
}

/** The protocol as the wire shows it: every file that came, and from the end on what became of the package. */
export function wireProtocol(job: StoredDxsoJob): readonly Record<string, unknown>[] {
  const received = job.files.map(({ name, at }) =>
    wireNotice({ text: 'wurde empfangen!', type: 'information', filename: name }, at),
  );
  const { ended } = job;
  return ended === undefined
    ? received
    : [...received, ...ended.notices.map((notice) => wireNotice(notice, ended.at))];
}

function wireNotice({ text, type, context, filename }: Notice, at: number): Record<string, unknown> {
  return {
    time: berlinTime(at),
    text,
    ...(context === undefined ? {} : { context }),
    type,
    // Entries that belong to no file carry an empty name in DATEV's examples.
    filename: filename ?? '',
  };
}

/** `YYYY-MM-DDThh:mm:ss±hh:mm`, by the clock at DATEV. */
export function berlinTime(at: number): string {
  const hours = isSummer(at) ? 2 : 1;
  return `${new Date(at + hours * 3_600_000).toISOString().slice(0, 19)}+0${hours}:00`;
}

/** From the last Sunday of March to the last of October, both at 01:00 UTC. */
function isSummer(at: number): boolean {
  const year = new Date(at).getUTCFullYear();
  const turn = (month: number): number => {
    const last = Date.UTC(year, month, 31, 1);
    return last - new Date(last).getUTCDay() * 86_400_000;
  };
  return at >= turn(2) && at < turn(9);
}
