import { SMALL_BYTES } from '../looks/look';
import { fileOf } from '../submissions/parts';
import {
  type Effect,
  type EffectKind,
  isSend,
  type PendingEffect,
  type Submission,
} from '../submissions/submission';

/**
 * Seconds that an effect wants of its invocation. `least`: what it takes when storage and Jira answer in 250 ms and foreign
 * services in 400, with a new token, the question whether DATEV's books fit, and its outcome on record; each fits into the
 * 25 s of the shortest invocation. `likes`: what it may take when the other side is slow; as long as another invocation can
 * give it that, it waits for one. With less, calls to DATEV and Looker end in time by themselves (`platform/http`).
 */
type Seconds = { readonly least: number; readonly likes: number };

/** DATEV may take 120 s for an import, and Looker for its rows. */
const SLOW = 130;
const JIRA: Seconds = { least: 10, likes: 10 };

const SECONDS: Readonly<Record<EffectKind, Seconds>> = {
  'send-extf': { least: 16, likes: SLOW },
  'open-dxso': { least: 16, likes: SLOW },
  // As many files at a time as fit.
  'fill-dxso': { least: 16, likes: SLOW },
  'drop-dxso': { least: 10, likes: SLOW },
  'put-document': { least: 16, likes: SLOW },
  'create-issue': { least: 12, likes: 12 },
  'link-parent': JIRA,
  'write-property': JIRA,
  'write-fields': JIRA,
  'edit-fields': JIRA,
  comment: JIRA,
  retitle: JIRA,
  transition: JIRA,
  'remove-attachment': JIRA,
  'close-duplicates': { least: 14, likes: 14 },
  'make-run': { least: 18, likes: SLOW },
  'hand-over': { least: 16, likes: 60 },
};

/** What a slow line between Forge and DATEV carries. */
const BYTES_PER_SECOND = 1_000_000;

/** What a step wants. A look only asks, so the size of the file does not count. */
export function secondsFor(
  step: { readonly do: 'try' | 'look'; readonly pending: PendingEffect },
  submission: Pick<Submission, 'files'>,
): Seconds {
  const { effect } = step.pending;
  const { least, likes } = SECONDS[effect.kind];
  const more = step.do === 'try' ? Math.floor(bytesOf(effect, submission) / BYTES_PER_SECOND) : 0;
  return { least: least + more, likes: Math.max(likes, least + more) };
}

/** A package goes file by file, each in a call of its own. */
function bytesOf(effect: Effect, submission: Pick<Submission, 'files'>): number {
  return effect.kind === 'open-dxso' || effect.kind === 'fill-dxso' ? 0 : bytesIn(effect, submission);
}

function bytesIn(effect: Effect, of: Pick<Submission, 'files'>): number {
  if (!isSend(effect)) return 0;
  return fileOf(of, effect.revision)?.bytes ?? 0;
}

/** Whether a step has in memory what only an invocation with much of it takes: a big file, or the rows of a run. */
export function isBig({ pending: { effect } }: { readonly pending: PendingEffect }, of: Submission): boolean {
  return effect.kind === 'make-run' || bytesIn(effect, of) > SMALL_BYTES;
}
