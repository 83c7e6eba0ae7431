import type { Lang, Text } from '../kernel/problem';
import { REASONS, type RefusalReason, type Refusals } from './refusals';
import { ENDPOINTS, type HookDoor, type HookSecrets, type SecretNote, validIds } from './secrets';

/** A door for the admin page, with instants in ISO 8601; never a secret. */
export type EndpointView = {
  readonly door: HookDoor;
  /** `closed` nothing is taken · `open` one secret · `rotating` the old one still counts. */
  readonly state: 'closed' | 'open' | 'rotating';
  readonly current?: SecretNote;
  readonly old?: SecretNote & { readonly endsAt: string };
};
/** Refusals of one day in Berlin, the most frequent first. `isAtLeast`: more came than could be counted. */
export type RefusalDay = {
  readonly day: string;
  readonly isAtLeast: boolean;
  readonly counts: readonly {
    readonly reason: RefusalReason;
    readonly count: number;
    readonly text: string;
  }[];
};

/** Both doors as they are now. */
export function endpointsView(all: HookSecrets, now: string): readonly EndpointView[] {
  return ENDPOINTS.map((door) => {
    const pair = all[door];
    if (pair === undefined) return { door, state: 'closed' };
    const { current, old } = pair;
    return old !== undefined && validIds(all, door, now).includes(old.id)
      ? { door, state: 'rotating', current, old }
      : { door, state: 'open', current };
  });
}

/** What was refused, the newest day first. */
export function refusalsView(all: Refusals, lang: Lang): readonly RefusalDay[] {
  const days = Object.entries(all.days).sort(([a], [b]) => (a > b ? -1 : 1));
  return days.map(([day, { counts, isAtLeast = false }]) => ({
    day,
    isAtLeast,
    counts: REASONS.flatMap((reason) => {
      const count = counts[reason];
      return count === undefined ? [] : [{ reason, count, text: WHY[reason][lang] }];
    }).toSorted((a, b) => b.count - a.count),
  }));
}

const WHY: Readonly<Record<RefusalReason, Text>> = {
  unsigned: {
    de: 'Ohne Unterschrift, oder mit einer in anderer Form als „sha256=…“ in Kleinbuchstaben.',
    en: 'Without a signature, or with one in another form than “sha256=…” in lower case.',
  },
  signature: {
    de: 'Falsche Unterschrift: Das Geheimnis stimmt nicht, oder unterwegs wurde etwas verändert.',
    en: 'Wrong signature: the secret does not match, or something was changed on the way.',
  },
  token: {
    de: 'Falsches Token von Looker.',
    en: 'Wrong token from Looker.',
  },
  twice: {
    de: 'Unterschrift oder Token doppelt, oder beides zugleich.',
    en: 'Signature or token twice, or both at once.',
  },
  'too-big': {
    de: 'Größer als 256 KiB.',
    en: 'Bigger than 256 KiB.',
  },
  content: {
    de: 'Richtig unterschrieben, aber nicht so aufgebaut, wie es sein muss.',
    en: 'Rightly signed, but not built as it must be.',
  },
  time: {
    de: 'Richtig unterschrieben, aber zu alt oder aus der Zukunft.',
    en: 'Rightly signed, but too old or from the future.',
  },
  refused: {
    de: 'Verstanden, aber nicht auszuführen: zum Beispiel ein Mandant, der nicht beobachtet wird.',
    en: 'Understood, but not to be done: for example a Mandant that is not watched.',
  },
};
