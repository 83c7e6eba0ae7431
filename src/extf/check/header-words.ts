import type { Lang } from '../../kernel/lang';
import { say } from '../../texts/say';
import { HEADER_LABELS, type HeaderNr } from '../header-labels';

/** What people need to know about one field of the header line (DATEV developer portal, page "Header"). */
type HeaderWords = {
  readonly label: string;
  /** What the field is for. */
  readonly about: string;
  /** The form DATEV allows. */
  readonly allowed: string;
  readonly remedy: string;
};

/** What DATEV keeps free, and whether it wants quotation marks there. */
const RESERVED = {
  23: 'reserved',
  24: 'reserved-text',
  25: 'reserved',
  26: 'reserved',
  29: 'reserved',
  30: 'reserved-text',
} as const satisfies Partial<Record<HeaderNr, string>>;

/** The words for one field of the header line. */
export function headerWords(nr: HeaderNr, lang: Lang): HeaderWords {
  const label = HEADER_LABELS[nr];
  if (isReserved(nr)) {
    const values = { nr: String(nr) };
    return {
      label,
      about: say('extf.header.reserved.about', lang, values),
      allowed: say(`extf.header.${RESERVED[nr]}.allowed`, lang),
      remedy: say('extf.header.reserved.remedy', lang, values),
    };
  }
  return {
    label,
    about: say(`extf.header.${nr}.about`, lang),
    allowed: say(`extf.header.${nr}.allowed`, lang),
    remedy: say(`extf.header.${nr}.remedy`, lang),
  };
}

function isReserved(nr: HeaderNr): nr is keyof typeof RESERVED {
  return Object.hasOwn(RESERVED, nr);
}
