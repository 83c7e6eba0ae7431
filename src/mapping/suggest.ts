import { present } from '../kernel/present';
import type { SourceField } from '../pipelines/pipeline';
import { isDayType, isNumberType } from './column-type';
import type { Mapping, Rule, SideRule } from './mapping';
import { labelWords, nameWords } from './similar';

/** A field with its name and label as words. */
type Known = { readonly field: SourceField; readonly words: string };

/** What a column for a target is called, the surest first, and what it is surely not. */
type Signs = {
  readonly is: readonly RegExp[];
  readonly not?: RegExp;
  readonly fits: (type: string) => boolean;
};

const PARTNER_NUMBER =
  /\b(?:(?:debitor|kreditor)(?:en)? ?(?:nummer|nr|konto)?|creditor|debtor|personenkonto|(?:partner|customer|supplier|vendor|kunden|lieferanten?) ?(?:number|no|nr|nummer|id|account|konto))\b/;
const NAMES = /\b(?:name|bezeichnung|description|beschreibung)\b/;
const isText = (type: string) => !isDayType(type) && type !== 'yesno';

const SIGNS = {
  gross: { is: [/\b(?:gross|brutto)(?:betrag|wert|amount)?\b/], not: /\btotal\b/, fits: isNumberType },
  net: { is: [/\b(?:net|netto)(?:betrag|wert|amount)?\b/], not: /\btotal\b/, fits: isNumberType },
  amount: {
    is: [/\b(?:umsatz|betrag|amount)\b/, /\b(?:value|wert)\b/],
    not: /\b(?:tax|steuer|vat|discount|skonto|net|netto|gross|brutto|exchange|rate|percent|prozent)\b/,
    fits: isNumberType,
  },
  date: {
    is: [
      /\b(?:belegdatum|rechnungsdatum|invoice date|document date)\b/,
      /\b(?:buchungsdatum|posting date|booking date|buchungstag)\b/,
      /\b(?:date|datum)\b/,
    ],
    not: /\b(?:due|service|delivery|leistung\w*|liefer\w*|faellig\w*|created|updated|paid|bezahlt|month|monat)\b/,
    fits: isDayType,
  },
  serviceDate: {
    is: [/\b(?:leistungsdatum|lieferdatum|service date|delivery date)\b/],
    fits: isDayType,
  },
  dueDate: { is: [/\b(?:faelligkeit\w*|faellig|due date|due)\b/], fits: isDayType },
  documentNumber: {
    is: [
      /\b(?:belegfeld 1|belegfeld1|rechnungs ?(?:nummer|nr)|invoice (?:number|no|id))\b/,
      /\b(?:beleg ?(?:nummer|nr)|document (?:number|no|id)|voucher (?:number|no))\b/,
    ],
    fits: isText,
  },
  documentNumber2: { is: [/\b(?:belegfeld 2|belegfeld2|external document (?:number|no))\b/], fits: isText },
  contra: { is: [/\b(?:gegenkonto|contra(?: account)?|offset(?:ting)? account)\b/], fits: isText },
  partnerNumber: { is: [PARTNER_NUMBER], not: NAMES, fits: isText },
  account: {
    is: [
      /\b(?:sachkonto|konto|account) ?(?:number|no|nr|nummer|code)\b/,
      /\b(?:sachkonto|konto|gl account|account)\b/,
    ],
    not: /\b(?:gegenkonto|contra|offset|bank|customer|supplier|vendor|partner|kunden\w*|lieferanten\w*)\b/,
    fits: isText,
  },
  taxKey: {
    is: [/\b(?:bu schluessel|bu key|steuerschluessel|tax (?:key|code))\b/],
    fits: isText,
  },
  taxName: {
    is: [/\b(?:tax|steuer|vat|ust|mwst)(?: ?(?:name|rate|satz|art|type))?\b/],
    not: /\b(?:amount|betrag|id|ident\w*|nummer|number)\b/,
    fits: isText,
  },
  kost1: { is: [/\b(?:kost ?1|kostenstelle|cost cent(?:re|er))\b/], fits: isText },
  kost2: { is: [/\b(?:kost ?2|kostentraeger|cost object|cost unit|project|projekt)\b/], fits: isText },
  text: {
    is: [/\b(?:buchungstext|booking text|posting text)\b/, /\b(?:text|memo|description|beschreibung)\b/],
    fits: isText,
  },
  currency: { is: [/\b(?:waehrung|currency|wkz)\b/], not: /\b(?:rate|kurs)\b/, fits: isText },
  euVatId: { is: [/\b(?:ust ?id(?: ?nr)?|vat (?:id|number|no))\b/], fits: isText },
  partner: {
    is: [
      /\b(?:partner|customer|supplier|vendor|kunden?|lieferanten?|debitor|kreditor) ?(?:name|bezeichnung)?\b/,
    ],
    not: /\b(?:number|no|nr|nummer|id|account|konto|city|ort|country|land)\b/,
    fits: isText,
  },
  side: {
    is: [/\b(?:soll haben|debit credit|soll haben kennzeichen|s h|d c|dc indicator)\b/],
    not: /\b(?:amount|betrag)\b/,
    fits: isText,
  },
} as const satisfies Readonly<Record<string, Signs>>;

/**
 * A first mapping from what the columns are called in German and English and of which type they are. Guesses for a person
 * to look over: what is not clear is left open, and so is what only people can decide (lines of 0,00). A column of names
 * where DATEV wants a number becomes a value table yet to be filled.
 */
export function suggestMapping(fields: readonly SourceField[]): Partial<Mapping> {
  const known = fields.map((field) => ({ field, words: allWords(field) }));
  const found = (name: keyof typeof SIGNS) => bestOf(known, SIGNS[name]);
  const rules = {
    ...amountRule(known),
    ...accountRules(known),
    taxKey: columnRule(found('taxKey')) ?? tableRule(found('taxName')),
    date: columnRule(found('date')),
    documentNumber: columnRule(found('documentNumber')),
    documentNumber2: columnRule(found('documentNumber2')),
    text: columnRule(found('text')),
    kost1: numberRule(found('kost1')),
    kost2: numberRule(found('kost2')),
    currency: columnRule(found('currency')),
    serviceDate: columnRule(found('serviceDate')),
    dueDate: columnRule(found('dueDate')),
    euVatId: columnRule(found('euVatId')),
    partner: columnRule(found('partner')),
  };
  return present({ ...rules, side: sideRule(found('side')) });
}

function allWords({ name, label }: SourceField): string {
  return `${nameWords(name)} ${labelWords(label)}`;
}

/** The first of the fields that bears the surest sign. */
function bestOf(known: readonly Known[], { is, not, fits }: Signs): SourceField | undefined {
  const may = known.filter(({ field, words }) => not?.test(words) !== true && fits(field.type));
  for (const sign of is) {
    const found = may.find(({ words }) => sign.test(words));
    if (found !== undefined) return found.field;
  }
  return undefined;
}

/** Gross rather than net: then nothing has to be worked out. */
function amountRule(known: readonly Known[]): Partial<Mapping> {
  const gross = bestOf(known, SIGNS.gross) ?? bestOf(known, SIGNS.amount);
  const amount = gross ?? bestOf(known, SIGNS.net);
  if (amount === undefined) return {};
  const amountIs = gross === undefined ? 'net' : 'gross';
  return { amount: { from: 'column', column: amount.name }, amountIs };
}

/** Customer or supplier against the ledger account; without one the account against the contra account. */
function accountRules(known: readonly Known[]): Partial<Mapping> {
  const contra = bestOf(known, SIGNS.contra);
  const partner = bestOf(known, SIGNS.partnerNumber);
  const ledger = bestOf(known, SIGNS.account);
  const first = contra === undefined ? partner : (ledger ?? partner);
  const second = contra ?? ledger;
  const [account, other] = [numberRule(first), numberRule(second)];
  return present({ account, contra: other });
}

function columnRule(field: SourceField | undefined): Rule | undefined {
  return field === undefined ? undefined : { from: 'column', column: field.name };
}

function tableRule(field: SourceField | undefined): Rule | undefined {
  return field === undefined ? undefined : { from: 'table', column: field.name, table: [] };
}

function numberRule(field: SourceField | undefined): Rule | undefined {
  if (field === undefined) return undefined;
  const isName = NAMES.test(allWords(field));
  return isName ? tableRule(field) : columnRule(field);
}

function sideRule(field: SourceField | undefined): SideRule {
  if (field === undefined) return { by: 'sign', positive: 'S' };
  return {
    by: 'column',
    column: field.name,
    soll: ['S', 'Soll', 'D', 'Debit'],
    haben: ['H', 'Haben', 'C', 'Credit'],
  };
}
