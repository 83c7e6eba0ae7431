import { present } from '../kernel/present';
import type { Lang, Text } from '../kernel/problem';
import { type MappingCode, problemText } from '../texts/problem-text';
import type { Target } from './mapping';
import { mostCharacters } from './values';

/** A target of the mapping, or the rule for Soll and Haben. */
export type Place = Target | 'side';

/** What is wrong with a value of a row, or with a rule of the mapping. */
export type MappingFinding = {
  readonly code: MappingCode;
  readonly target: Place;
  /** The column of Looker that the value comes from, where it comes from one. */
  readonly column?: string;
  /** The value itself: for the panel and the run report, never for Jira, a log or a queue. */
  readonly value?: string;
  /** Most characters or files, where there is such a limit. */
  readonly most?: number;
};

/** How people call the targets; DATEV's own names where it has them. */
export const TARGET_WORDS: Readonly<Record<Place, Text>> = {
  side: { de: 'Soll/Haben', en: 'Soll/Haben (debit/credit)' },
  amount: { de: 'Umsatz', en: 'Amount' },
  account: { de: 'Konto', en: 'Account' },
  contra: { de: 'Gegenkonto', en: 'Contra account' },
  taxKey: { de: 'BU-Schlüssel', en: 'BU key (tax)' },
  date: { de: 'Belegdatum', en: 'Document date' },
  documentNumber: { de: 'Belegfeld 1 (Rechnungsnummer)', en: 'Belegfeld 1 (invoice number)' },
  documentNumber2: { de: 'Belegfeld 2', en: 'Belegfeld 2 (second document field)' },
  text: { de: 'Buchungstext', en: 'Booking text' },
  kost1: { de: 'KOST1 (Kostenstelle)', en: 'KOST1 (cost centre)' },
  kost2: { de: 'KOST2 (Kostenträger)', en: 'KOST2 (cost object)' },
  currency: { de: 'Währung', en: 'Currency' },
  serviceDate: { de: 'Leistungsdatum', en: 'Service date' },
  dueDate: { de: 'Fälligkeit', en: 'Due date' },
  euVatId: { de: 'USt-IdNr.', en: 'VAT id' },
  partner: { de: 'Geschäftspartner', en: 'Business partner' },
};

/** A finding in words, without the value. */
export function mappingText(
  finding: MappingFinding,
  lang: Lang,
): { readonly title: string; readonly remedy: string } {
  // A stored cause has no limit of its own; that of a text follows from the target.
  const { column, most = mostCharacters(finding.target) } = finding;
  const values = present({ target: TARGET_WORDS[finding.target][lang], column, most });
  return problemText({ code: finding.code, retry: 'after-fix', values }, lang);
}
