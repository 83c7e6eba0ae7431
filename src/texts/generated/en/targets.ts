// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "target.side": "Soll/Haben (debit/credit)",
  "target.amount": "Amount",
  "target.account": "Account",
  "target.contra": "Contra account",
  "target.taxKey": "BU-Schlüssel (tax key)",
  "target.date": "Document date",
  "target.documentNumber": "Belegfeld 1 (invoice number)",
  "target.documentNumber2": "Belegfeld 2 (second document field)",
  "target.text": "Booking text",
  "target.kost1": "KOST1 (cost centre)",
  "target.kost2": "KOST2 (cost object)",
  "target.currency": "Currency",
  "target.serviceDate": "Service date",
  "target.dueDate": "Due date",
  "target.euVatId": "VAT ID",
  "target.partner": "Business partner",
};
