import type { StormsView } from '../contract/answers';
import { plusSeconds } from '../kernel/instant';
import type { Lang } from '../kernel/lang';
import { present } from '../kernel/present';
import type { Settings } from '../settings/settings';
import { secondsFor } from '../storms/storm';
import { inStorms, type Tally } from '../submissions/lists/tally';
import { type Names, nameOf } from './person';

/** How the issues of storms stand; nothing is said where none waits and nobody paused them. */
export function stormsView(
  tallies: readonly Tally[],
  {
    settings: { paused },
    names,
    now,
    lang,
  }: {
    readonly settings: Pick<Settings, 'paused'>;
    readonly names: Names;
    readonly now: string;
    readonly lang: Lang;
  },
): StormsView | undefined {
  const { open, waiting } = inStorms(tallies);
  if (waiting === 0 && paused === undefined) return undefined;
  const until = paused === undefined ? plusSeconds(now, secondsFor(waiting)) : undefined;
  const by = paused && { ...paused, by: nameOf(paused.by, names, lang) };
  return { files: open, made: open - waiting, ...present({ until, paused: by }) };
}
