import type { HooksAnswer } from '../../contract/pipelines';
import { REASONS, type RefusalReason, type Refusals } from '../../hooks/refusals';
import { ENDPOINTS, type HookDoor, type HookSecrets, type SecretNote, validIds } from '../../hooks/secrets';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { say } from '../../texts/say';

/** A door for the admin page, with instants in ISO 8601; never a secret. */
type EndpointView = {
  readonly door: HookDoor;
  /** `closed` nothing is taken · `open` one secret · `rotating` the old one still counts. */
  readonly state: 'closed' | 'open' | 'rotating';
  readonly current?: SecretNote;
  readonly old?: SecretNote & { readonly endsAt: string };
};
/** Refusals of one day in Berlin, the most frequent first. `isAtLeast`: more came than could be counted. */
type RefusalDay = {
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
      return count === undefined ? [] : [{ reason, count, text: say(`hook.why.${reason}`, lang) }];
    }).toSorted((a, b) => b.count - a.count),
  }));
}

/** Both doors and what was refused at them, by reason. */
export function hooksView(
  secrets: HookSecrets,
  refusals: Refusals,
  { address, at, lang }: { readonly address: string; readonly at: string; readonly lang: Lang },
): HooksAnswer {
  const days = refusalsView(refusals, lang);
  const reasons = [...new Set(days.flatMap(({ counts }) => counts.map(({ reason }) => reason)))];
  return {
    address,
    hooks: endpointsView(secrets, at).map(({ door, state, current, old }) => ({
      kind: door,
      state: state === 'closed' ? 'none' : state === 'open' ? 'active' : 'rotating',
      ...present({
        madeAt: current?.madeAt,
        oldUntil: old?.endsAt,
        lastUsedAt: current?.usedAt,
        oldUsedAt: old?.usedAt,
      }),
    })),
    refusals: reasons.map((reason) => {
      const found = days.flatMap(({ day, isAtLeast, counts }) =>
        counts.flatMap((one) => (one.reason === reason ? [{ ...one, day, isAtLeast }] : [])),
      );
      return {
        reason,
        text: found[0]?.text ?? '',
        count: found.reduce((sum, { count }) => sum + count, 0),
        isAtLeast: found.some(({ isAtLeast }) => isAtLeast),
        lastDay: found[0]?.day ?? at.slice(0, 10),
      };
    }),
  };
}
