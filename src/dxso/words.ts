import type { Lang } from '../kernel/lang';
import type { CodeWith } from '../texts/code-with';
import { sayWith, type Text, type Values } from '../texts/say';
import type { DxsoCode } from './codes';

/** What is wrong, the rule behind it, what to do. */
export type DxsoWords = { readonly text: string; readonly rule: string; readonly remedy: string };

/** Rules behind several codes; any other code has a rule of its own, or this does not compile. */
const SHARED_RULE: Readonly<Record<Exclude<DxsoCode, CodeWith<'rule'>>, Text>> = {
  'dxso.xml.not-well-formed': 'dxso-rule.well-formed',
  'dxso.xml.doctype': 'dxso-rule.well-formed',
  'dxso.xml.entity': 'dxso-rule.well-formed',
  'dxso.xml.instruction': 'dxso-rule.well-formed',
  'dxso.xml.too-deep': 'dxso-rule.limit',
  'dxso.xml.too-many-attributes': 'dxso-rule.limit',
  'dxso.xml.too-many-prefixes': 'dxso-rule.limit',
  'dxso.xml.name-too-long': 'dxso-rule.limit',
  'dxso.xml.too-many-parts': 'dxso-rule.limit',
  'dxso.xsd.root': 'dxso-rule.schema',
  'dxso.xsd.missing': 'dxso-rule.schema',
  'dxso.xsd.unknown': 'dxso-rule.schema',
  'dxso.xsd.twice': 'dxso-rule.schema',
  'dxso.xsd.text': 'dxso-rule.schema',
  'dxso.xsd.attribute-missing': 'dxso-rule.schema',
  'dxso.xsd.attribute-unknown': 'dxso-rule.schema',
  'dxso.xsd.kind': 'dxso-rule.schema',
  'dxso.xsd.too-long': 'dxso-rule.schema',
  'dxso.xsd.empty': 'dxso-rule.schema',
  'dxso.xsd.form': 'dxso-rule.schema',
  'dxso.xsd.fixed': 'dxso-rule.schema',
  'dxso.ledger.version': 'dxso-rule.version',
  'dxso.ledger.sum': 'dxso-rule.all-bookings',
  'dxso.ledger.differs': 'dxso-rule.all-bookings',
  'dxso.ledger.discount-incomplete': 'dxso-rule.discount',
  'dxso.ledger.discount-too-large': 'dxso-rule.discount',
  'dxso.ledger.discount-order': 'dxso-rule.discount',
  'dxso.document.version': 'dxso-rule.version',
};

/** What to do about several codes; the same holds. What cannot be read on has no value to name: its place is file and line. */
const SHARED_REMEDY: Readonly<Record<Exclude<DxsoCode, CodeWith<'remedy'>>, Text>> = {
  'dxso.xml.not-well-formed': 'dxso-remedy.vendor-line',
  'dxso.xml.doctype': 'dxso-remedy.vendor-line',
  'dxso.xml.entity': 'dxso-remedy.vendor-line',
  'dxso.xml.instruction': 'dxso-remedy.vendor-line',
  'dxso.xml.too-deep': 'dxso-remedy.vendor-line',
  'dxso.xml.too-many-attributes': 'dxso-remedy.vendor-line',
  'dxso.xml.too-many-prefixes': 'dxso-remedy.vendor-line',
  'dxso.xml.name-too-long': 'dxso-remedy.vendor-line',
  'dxso.xml.too-many-parts': 'dxso-remedy.vendor-line',
  'dxso.xml.encoding': 'dxso-remedy.vendor-line',
  'dxso.xsd.root': 'dxso-remedy.vendor',
  'dxso.xsd.missing': 'dxso-remedy.correct',
  'dxso.xsd.unknown': 'dxso-remedy.vendor',
  'dxso.xsd.order': 'dxso-remedy.vendor',
  'dxso.xsd.twice': 'dxso-remedy.vendor',
  'dxso.xsd.text': 'dxso-remedy.vendor',
  'dxso.xsd.attribute-missing': 'dxso-remedy.vendor',
  'dxso.xsd.attribute-unknown': 'dxso-remedy.vendor',
  'dxso.xsd.kind': 'dxso-remedy.vendor',
  'dxso.xsd.empty': 'dxso-remedy.correct',
  'dxso.xsd.form': 'dxso-remedy.correct',
  'dxso.xsd.fixed': 'dxso-remedy.correct',
  'dxso.ledger.version': 'dxso-remedy.vendor',
  'dxso.ledger.differs': 'dxso-remedy.correct',
  'dxso.ledger.payment-blocked': 'dxso-remedy.correct',
  'dxso.ledger.discount-too-large': 'dxso-remedy.correct',
  'dxso.ledger.discount-order': 'dxso-remedy.correct',
  'dxso.ledger.account-length': 'dxso-remedy.correct',
  'dxso.ledger.partner-account': 'dxso-remedy.correct',
  'dxso.ledger.iban': 'dxso-remedy.correct',
  'dxso.ledger.delivery-late': 'dxso-remedy.correct',
  'dxso.ledger.invoice-id': 'dxso-remedy.correct',
  'dxso.document.version': 'dxso-remedy.vendor',
  'dxso.document.guid-twice': 'dxso-remedy.vendor',
  'dxso.document.sepa': 'dxso-remedy.vendor',
  'dxso.document.property': 'dxso-remedy.vendor',
  'dxso.document.kind': 'dxso-remedy.vendor',
  'dxso.document.type': 'dxso-remedy.vendor',
  'dxso.document.levels': 'dxso-remedy.vendor',
  'dxso.document.legacy': 'dxso-remedy.vendor',
  'dxso.document.internal': 'dxso-remedy.vendor',
};

/** The texts of a code. */
export function dxsoKeys(code: DxsoCode): { readonly [Part in keyof DxsoWords]: Text } {
  return {
    text: `${code}.text`,
    rule: hasSharedRule(code) ? SHARED_RULE[code] : `${code}.rule`,
    remedy: hasSharedRemedy(code) ? SHARED_REMEDY[code] : `${code}.remedy`,
  };
}

/**
 * The words for a code: `{label}` is DATEV's name of the value with that of the element, `{row}` the booking, `{file}` the
 * file.
 */
export function dxsoWords(code: DxsoCode, lang: Lang, values: Values): DxsoWords {
  const { text, rule, remedy } = dxsoKeys(code);
  return {
    text: sayWith(text, lang, values),
    rule: sayWith(rule, lang, values),
    remedy: sayWith(remedy, lang, values),
  };
}

function hasSharedRule(code: DxsoCode): code is keyof typeof SHARED_RULE {
  return Object.hasOwn(SHARED_RULE, code);
}

function hasSharedRemedy(code: DxsoCode): code is keyof typeof SHARED_REMEDY {
  return Object.hasOwn(SHARED_REMEDY, code);
}
