// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "target.side": "Soll/Haben",
  "target.amount": "Umsatz",
  "target.account": "Konto",
  "target.contra": "Gegenkonto",
  "target.taxKey": "BU-Schlüssel",
  "target.date": "Belegdatum",
  "target.documentNumber": "Belegfeld 1 (Rechnungsnummer)",
  "target.documentNumber2": "Belegfeld 2",
  "target.text": "Buchungstext",
  "target.kost1": "KOST1 (Kostenstelle)",
  "target.kost2": "KOST2 (Kostenträger)",
  "target.currency": "Währung",
  "target.serviceDate": "Leistungsdatum",
  "target.dueDate": "Fälligkeit",
  "target.euVatId": "USt-IdNr.",
  "target.partner": "Geschäftspartner",
};
