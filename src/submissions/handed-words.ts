import type { Lang } from '../kernel/lang';
import { say } from '../texts/say';
import type { Handed } from './run';

/** What became of a run's files of which not all arrived, each kind by its number. */
export function handedWords({ files, delivered, partly = 0, open = 0 }: Handed, lang: Lang): string {
  const kinds = [
    ['handed.delivered', delivered],
    ['handed.partly', partly],
    ['handed.open', open],
    ['handed.closed', files - delivered - partly - open],
  ] as const;
  return kinds
    .filter(([, count]) => count > 0)
    .map(([text, count]) => say(text, lang, { count }))
    .join(', ');
}
