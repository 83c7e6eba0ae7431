import type { Lang } from '../kernel/lang';
import { say } from '../texts/say';

/** Where a pipeline takes what stands in the files it makes. */
type Place = 'mandant' | 'plan' | 'output' | 'mapping' | 'pipeline' | 'remainder' | 'virus' | 'app';

/** Causes, faults and findings whose usual remedy is another export; what is not here has a remedy that fits any file. */
const PLACES: Readonly<Record<string, Place>> = {
  '1008833': 'pipeline',
  '1008834': 'pipeline',
  '1008836': 'virus',
  'dxso-3': 'mapping',
  'dxso-4': 'remainder',
  'preflight-fiscal-year': 'plan',
  'preflight-account-length': 'plan',
  'http-413': 'app',
  'extf.header.11': 'mandant',
  'extf.header.12': 'mandant',
  'extf.header.berater-mismatch': 'mandant',
  'extf.header.client-mismatch': 'mandant',
  'extf.header.mandant-mismatch': 'mandant',
  'extf.header.13': 'plan',
  'extf.header.14': 'plan',
  'extf.header.27': 'plan',
  'extf.header.outside-fiscal-year': 'plan',
  'extf.header.17': 'output',
  'extf.header.21': 'output',
  'extf.encoding': 'app',
  'extf.too-many-rows': 'app',
  'extf.too-large': 'app',
  'extf.empty': 'app',
  'extf.no-captions': 'app',
  'extf.no-payload': 'mapping',
  'extf.unknown': 'pipeline',
  'extf.row.account-length': 'plan',
  'extf.row.period-outside-year': 'plan',
  'extf.row.locking-empty': 'output',
  'extf.row.locking-mixed': 'output',
  'extf.row.locking-header': 'output',
  'extf.row.columns-missing': 'app',
  'extf.row.columns-extra': 'app',
  'extf.row.quote-broken': 'app',
  'extf.row.quotes-missing': 'app',
  'extf.row.quotes-needless': 'app',
  'extf.row.reserved': 'app',
  'extf.row.lost-letter': 'app',
};

/** What a row of a pipeline's file says comes of its mapping; these say themselves what to do there. */
const ALREADY_SAID = /^extf\.row\.(unwritable|column|kind|too-many|same-account|tax-key-on-automatic)$/;

/**
 * What to do about a file that a pipeline made: nobody can export it again, but somebody can mend what it is made of.
 * `undefined` where the usual remedy fits such a file, too.
 */
export function ownRemedy(code: string, lang: Lang): string | undefined {
  const place = placeOf(code);
  return place === undefined ? undefined : say(`own-remedy.${place}`, lang);
}

function placeOf(code: string): Place | undefined {
  const known = PLACES[code];
  if (known !== undefined || ALREADY_SAID.test(code) || code.startsWith('extf.header.unknown')) return known;
  if (code.startsWith('extf.row.')) return 'mapping';
  return /^extf\.(header|line|encoding|file)\./.test(code) ? 'app' : undefined;
}
