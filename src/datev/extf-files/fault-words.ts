import { headerWords } from '../../extf/check/header-words';
import { type HeaderNr, isHeaderNr } from '../../extf/header-labels';
import type { Lang } from '../../kernel/lang';
import type { DatevFaultsTexts } from '../../texts/generated/messages';
import { say, type Text } from '../../texts/say';

/** A fault in words. `label` is DATEV's German field name, because that is what people see in DATEV. */
export type FaultView = {
  readonly field?: number;
  readonly label?: string;
  readonly short: string;
  readonly text: string;
  readonly remedy: string;
};

type FaultWith<Kind extends string> = keyof DatevFaultsTexts extends infer Key
  ? Key extends `fault.${infer Fault}.${Kind}`
    ? Fault
    : never
  : never;

/** Faults that are not about one single header field: those that have words. */
export type OtherFault = Exclude<FaultWith<'text'>, 'header-field'>;

/** Where in the header line a fault is, under DATEV's name. */
const PLACES: Readonly<Record<OtherFault, { readonly field?: HeaderNr; readonly label?: string }>> = {
  'extf.header.berater-mismatch': { field: 11, label: 'Beraternummer' },
  'extf.header.client-mismatch': { field: 12, label: 'Mandantennummer' },
  'extf.header.mandant-mismatch': { field: 11, label: 'Beraternummer und Mandantennummer' },
  'extf.header.date-order': { field: 15, label: 'Datum von / Datum bis' },
  'extf.header.combination': { field: 3, label: 'Formatkategorie, Formatname und Formatversion' },
  'extf.header.columns': {},
  'extf.header.too-long': {},
  'extf.header.reserved': { label: 'Reserviert' },
  'extf.header.unknown': {},
  'extf.too-many-rows': {},
  'extf.no-payload': {},
  'extf.encoding': {},
  'extf.too-large': {},
  'extf.unknown': {},
  'transfer.file-name-empty': {},
  'transfer.file-name': {},
  'transfer.reference-id': {},
};

type SharedRemedy = Extract<Text, `fault-remedy.${string}`>;

/** What to do, where several faults say the same; any other has a remedy of its own, or this does not compile. */
const SHARED_REMEDY: Readonly<Record<Exclude<OtherFault, FaultWith<'remedy'>>, SharedRemedy>> = {
  'extf.too-many-rows': 'fault-remedy.split',
  'extf.too-large': 'fault-remedy.split',
  'transfer.file-name-empty': 'fault-remedy.hand-in',
  'transfer.file-name': 'fault-remedy.hand-in',
  'transfer.reference-id': 'fault-remedy.hand-in',
};

/** A fault key in words. Keys that no version of this app knows get the general sentence. */
export function explainFault(key: string, lang: Lang): FaultView {
  const nr = Number(/^extf\.header\.(\d{1,2})$/.exec(key)?.[1]);
  if (isHeaderNr(nr)) return explainField(nr, lang);
  const numbered = /^extf\.header\.unknown\.(\d{1,2})$/.exec(key)?.[1];
  const fault = numbered !== undefined ? 'extf.header.unknown' : isOther(key) ? key : 'extf.unknown';
  const { field, ...place } = PLACES[fault];
  const where = numbered === undefined ? field : Number(numbered);
  return {
    ...place,
    ...(where === undefined ? {} : { field: where }),
    short: say(`fault.${fault}.short`, lang),
    text: say(`fault.${fault}.text`, lang),
    remedy: say(hasShared(fault) ? SHARED_REMEDY[fault] : `fault.${fault}.remedy`, lang),
  };
}

function explainField(nr: HeaderNr, lang: Lang): FaultView {
  const { label, about, allowed, remedy } = headerWords(nr, lang);
  const values = { label, nr: String(nr) };
  return {
    field: nr,
    label,
    short: say('fault.header-field.short', lang, values),
    text: say('fault.header-field.text', lang, { ...values, allowed, about }),
    remedy,
  };
}

function isOther(key: string): key is OtherFault {
  return Object.hasOwn(PLACES, key);
}

function hasShared(fault: OtherFault): fault is keyof typeof SHARED_REMEDY {
  return Object.hasOwn(SHARED_REMEDY, fault);
}
