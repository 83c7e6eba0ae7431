import { DECISIONS, type Decision } from '../../src/datev/cause-cases';
import { type BothLanguages, textsIn } from './texts';

export type DatevWords = Omit<Decision, 'who'> &
  Readonly<Record<'short' | 'title' | 'meaning' | 'remedy' | 'who', BothLanguages>>;

const TEXTS = textsIn('datev-answers');

/** What the catalogue says about each answer of DATEV, and what follows from it. */
export const DATEV_WORDS: Readonly<Record<keyof typeof DECISIONS, DatevWords>> = Object.fromEntries(
  Object.entries(DECISIONS).map(([one, { who, where }]) => [
    one,
    {
      ...{ short: of(`${one}.short`), title: of(`${one}.title`), meaning: of(`${one}.meaning`) },
      ...{ remedy: of(`${one}.remedy`), who: of(`who.${who}`), where },
    },
  ]),
) as Record<keyof typeof DECISIONS, DatevWords>;

function of(key: string): BothLanguages {
  return TEXTS[`answer.${key}`] ?? { de: '', en: '' };
}
