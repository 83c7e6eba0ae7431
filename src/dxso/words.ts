import type { Text } from '../kernel/problem';
import type { DxsoCode } from './codes';
import type { DxsoWords } from './told';
import { DOCUMENT_WORDS, MAKER, PACKAGE_WORDS } from './words-package';
import { TEXT_WORDS } from './words-text';

const CORRECT: Text = {
  de: 'Berichtigen Sie {label} im vorgelagerten Programm und erzeugen Sie das Paket neu.',
  en: 'Correct {label} in the upstream program and create the package again.',
};
/** What can be read no further has no value that could be named: the place is file and line. */
const MAKER_OF_XML: Text = {
  de: 'Erzeugen Sie das Paket neu. Bleibt es dabei, wenden Sie sich an den Hersteller des Programms, das es erzeugt, und nennen Sie {file}, Zeile {line}.',
  en: 'Create the package again. If the error persists, contact the vendor of the program that creates it and quote {file}, line {line}.',
};
const WELL_FORMED: Text = {
  de: 'DATEV nimmt nur XML ohne Dokumenttyp, eigene Entitäten und Verarbeitungsanweisungen an, höchstens 32 Ebenen tief.',
  en: 'DATEV only accepts XML without a DOCTYPE, custom entities or processing instructions; we read at most 32 levels.',
};
const XML_LIMIT: Text = {
  de: 'Buchungsdateien bleiben weit unter dieser Grenze. Wir lesen nicht weiter, damit eine einzelne Datei nicht alle anderen aufhält.',
  en: 'Booking files stay far below this limit. We read no further so that one file cannot hold up all others.',
};
const SCHEMA: Text = {
  de: 'DATEV prüft jede Datei gegen ihr Schema (XML-Schnittstelle online, Version 6.0) und verarbeitet sie sonst nicht.',
  en: 'DATEV checks every file against its schema (XML interface online, version 6.0) and rejects files that do not match.',
};
const TOGETHER: Text = {
  de: 'Was über alle Buchungen zusammen gesagt wird, muss zu jeder passen; bei Abweichungen lehnt DATEV den Import ab.',
  en: 'What is said of all bookings together has to fit each of them; DATEV refuses the import otherwise.',
};
const TERMS: Text = {
  de: 'Eine Zahlungsbedingung bringt Skonto und Fälligkeit aus den Stammdaten mit; beides zusammen verarbeitet DATEV nicht.',
  en: 'Terms of payment bring discount and due day from the Stammdaten; DATEV does not process both together.',
};
const DISCOUNT: Text = {
  de: 'Zu einem Skonto gehören Betrag, Prozentsatz und Fälligkeit. Der Skontobetrag ist kleiner als der Rechnungsbetrag; ein zweites Skonto ist niedriger und wird später fällig als das erste.',
  en: 'A discount needs amount, percentage and due date. It is smaller than the invoice amount; a second discount is lower and falls due later than the first.',
};

/** A code without words in both languages does not compile. */
export const DXSO_WORDS: Readonly<Record<DxsoCode, DxsoWords>> = {
  ...DOCUMENT_WORDS,
  ...PACKAGE_WORDS,
  ...TEXT_WORDS,
  'dxso.xml.not-well-formed': {
    text: {
      de: '{file} ist kein lesbares XML; die Stelle ist Zeile {line}.',
      en: '{file} is no readable XML; the place is line {line}.',
    },
    rule: WELL_FORMED,
    remedy: MAKER_OF_XML,
  },
  'dxso.xml.doctype': {
    text: {
      de: '{file} enthält eine Dokumenttyp-Angabe (DOCTYPE).',
      en: '{file} contains a DOCTYPE declaration.',
    },
    rule: WELL_FORMED,
    remedy: MAKER_OF_XML,
  },
  'dxso.xml.entity': {
    text: {
      de: '{file} verwendet eine Entität, die es in XML nicht gibt.',
      en: '{file} uses an entity that XML does not have.',
    },
    rule: WELL_FORMED,
    remedy: MAKER_OF_XML,
  },
  'dxso.xml.instruction': {
    text: {
      de: '{file} enthält eine Verarbeitungsanweisung.',
      en: '{file} contains a processing instruction.',
    },
    rule: WELL_FORMED,
    remedy: MAKER_OF_XML,
  },
  'dxso.xml.too-deep': {
    text: {
      de: 'In {file}, Zeile {line}, sind Elemente tiefer als {most} Ebenen verschachtelt.',
      en: 'In {file}, line {line}, elements are nested more than {most} levels deep.',
    },
    rule: XML_LIMIT,
    remedy: MAKER_OF_XML,
  },
  'dxso.xml.too-many-attributes': {
    text: {
      de: 'In {file}, Zeile {line}, hat ein Element mehr als {most} Attribute.',
      en: 'In {file}, line {line}, an element has more than {most} attributes.',
    },
    rule: XML_LIMIT,
    remedy: MAKER_OF_XML,
  },
  'dxso.xml.too-many-prefixes': {
    text: {
      de: 'In {file}, Zeile {line}, gelten mehr als {most} Namensraum-Präfixe zugleich.',
      en: 'In {file}, line {line}, more than {most} namespace prefixes are in force at once.',
    },
    rule: XML_LIMIT,
    remedy: MAKER_OF_XML,
  },
  'dxso.xml.name-too-long': {
    text: {
      de: 'In {file}, Zeile {line}, steht ein Name mit mehr als {most} Zeichen.',
      en: 'In {file}, line {line}, there is a name of more than {most} characters.',
    },
    rule: XML_LIMIT,
    remedy: MAKER_OF_XML,
  },
  'dxso.xml.too-many-parts': {
    text: {
      de: '{file} besteht bis Zeile {line} schon aus mehr als {most} Elementen, Attributen, Kommentaren und Zeichenverweisen.',
      en: 'Up to line {line}, {file} already consists of more than {most} elements, attributes, comments and character references.',
    },
    rule: XML_LIMIT,
    remedy: MAKER_OF_XML,
  },
  'dxso.xml.too-many-in-all': {
    text: {
      de: 'Bis {file}, Zeile {line}, besteht das Paket schon aus mehr als {most} Elementen, Attributen, Kommentaren und Zeichenverweisen, jeder Fehler wie drei gezählt. Der Rest von {file} wurde nicht geprüft.',
      en: 'Up to {file}, line {line}, the package already consists of more than {most} elements, attributes, comments and character references, each fault counted as three. The rest of {file} was not checked.',
    },
    rule: {
      de: 'Pakete mit Buchungen bleiben weit darunter; mehr ist ein Fehler oder ein Angriff.',
      en: 'Packages of bookings stay far below; more is a mistake or an attack.',
    },
    remedy: {
      de: 'Beheben Sie zuerst die übrigen Fehler. Bleibt es dabei, teilen Sie die Buchungen auf mehrere Pakete auf.',
      en: 'Mend the other faults first. If the error persists, spread the bookings over several packages.',
    },
  },
  'dxso.xml.too-large': {
    text: { de: '{file} ist zu groß, um geprüft zu werden.', en: '{file} is too large to be checked.' },
    rule: { de: 'Eine Datei hat höchstens 20 MB.', en: 'A file has at most 20 MB.' },
    remedy: {
      de: 'Teilen Sie die Buchungen auf mehrere Dokumente auf.',
      en: 'Spread the bookings over several documents.',
    },
  },
  'dxso.xml.encoding': {
    text: {
      de: 'Die Zeichen in {file} lassen sich nicht lesen.',
      en: 'The characters in {file} cannot be read.',
    },
    rule: {
      de: 'XML ist in UTF-8, UTF-16 oder ISO-8859-1 geschrieben und sagt in der ersten Zeile, worin.',
      en: 'XML is written in UTF-8, UTF-16 or ISO-8859-1 and says in its first line in which.',
    },
    remedy: MAKER_OF_XML,
  },
  'dxso.xsd.root': {
    text: {
      de: '{file} beginnt nicht mit dem Element {root} des Namensraums {namespace}; gefunden: {found}.',
      en: '{file} does not start with the element {root} (namespace {namespace}); found: {found}.',
    },
    rule: SCHEMA,
    remedy: MAKER,
  },
  'dxso.xsd.older': {
    text: {
      de: '{file} ist nach Version {version} der XML-Schnittstelle geschrieben. DATEV nimmt sie an; ihren Inhalt prüfen wir nicht.',
      en: '{file} is written for version {version} of the XML interface. DATEV takes it; we do not check its content.',
    },
    rule: {
      de: 'DATEV nimmt Pakete ab Version 4.0 an; geprüft wird hier Version 6.0.',
      en: 'DATEV takes packages from version 4.0 on; what is checked here is version 6.0.',
    },
    remedy: {
      de: 'Fehler zeigen sich erst bei DATEV. Stellen Sie das vorgelagerte Programm möglichst auf Version 6.0 um.',
      en: 'Faults only show at DATEV. Set the upstream program to version 6.0 if you can.',
    },
  },
  'dxso.xsd.missing': {
    text: { de: '{label} fehlt.', en: '{label} is missing.' },
    rule: SCHEMA,
    remedy: CORRECT,
  },
  'dxso.xsd.unknown': {
    text: { de: '{label} gehört nicht hierher.', en: '{label} does not belong here.' },
    rule: SCHEMA,
    remedy: MAKER,
  },
  'dxso.xsd.order': {
    text: { de: '{label} steht an der falschen Stelle.', en: '{label} stands in the wrong place.' },
    rule: { de: 'Die Elemente haben eine feste Reihenfolge.', en: 'The elements have a fixed order.' },
    remedy: MAKER,
  },
  'dxso.xsd.twice': {
    text: { de: '{label} steht mehr als einmal da.', en: '{label} is there more than once.' },
    rule: SCHEMA,
    remedy: MAKER,
  },
  'dxso.xsd.too-many': {
    text: {
      de: 'In {label} stehen mehr als {most} Einträge.',
      en: 'There are more than {most} entries in {label}.',
    },
    rule: {
      de: 'Ein Paket hat höchstens 4.999 Dokumente, ein Dokument höchstens 50 Dateien und 5.000 Buchungen.',
      en: 'A package has at most 4,999 documents, a document at most 50 files and 5,000 bookings.',
    },
    remedy: {
      de: 'Teilen Sie {label} auf mehrere Pakete oder Dokumente auf.',
      en: 'Spread {label} over several packages or documents.',
    },
  },
  'dxso.xsd.text': {
    text: {
      de: 'In {label} steht Text, wo keiner stehen darf.',
      en: 'There is text in {label} where none may be.',
    },
    rule: SCHEMA,
    remedy: MAKER,
  },
  'dxso.xsd.attribute-missing': {
    text: { de: 'Die Angabe {label} fehlt.', en: '{label} is missing.' },
    rule: SCHEMA,
    remedy: MAKER,
  },
  'dxso.xsd.attribute-unknown': {
    text: {
      de: '{label} hat eine Angabe, die es dort nicht gibt: {name}.',
      en: '{label} has an attribute that does not exist there: {name}.',
    },
    rule: SCHEMA,
    remedy: MAKER,
  },
  'dxso.xsd.kind': {
    text: {
      de: 'Die Art von {label} fehlt oder ist unbekannt. Möglich sind: {allowed}.',
      en: 'The kind of {label} is missing or unknown. Possible are: {allowed}.',
    },
    rule: SCHEMA,
    remedy: MAKER,
  },
  'dxso.xsd.too-long': {
    text: { de: '{label} ist zu lang. Erlaubt: {allowed}.', en: '{label} is too long. Allowed: {allowed}.' },
    rule: SCHEMA,
    remedy: {
      de: 'Kürzen Sie {label} im vorgelagerten Programm und erzeugen Sie das Paket neu.',
      en: 'Shorten {label} in the upstream program and create the package again.',
    },
  },
  'dxso.xsd.empty': {
    text: { de: '{label} ist leer. Erlaubt: {allowed}.', en: '{label} is empty. Allowed: {allowed}.' },
    rule: SCHEMA,
    remedy: CORRECT,
  },
  'dxso.xsd.form': {
    text: {
      de: '{label} hat nicht die richtige Form. Erlaubt: {allowed}.',
      en: '{label} does not have the right form. Allowed: {allowed}.',
    },
    rule: SCHEMA,
    remedy: CORRECT,
  },
  'dxso.xsd.fixed': {
    text: { de: '{label} muss „{fixed}“ sein.', en: '{label} has to be “{fixed}”.' },
    rule: SCHEMA,
    remedy: CORRECT,
  },
  'dxso.ledger.version': {
    text: { de: '{label} in {file} ist {found}, nicht 6.0.', en: '{label} in {file} is {found}, not 6.0.' },
    rule: {
      de: 'DATEVs Schema lässt an der Stelle des Punkts jedes Zeichen zu, gemeint ist 6.0.',
      en: 'DATEV’s schema lets any character stand for the point; 6.0 is meant.',
    },
    remedy: MAKER,
  },
  'dxso.ledger.sum': {
    text: {
      de: '{label} ist nicht die Summe der {count} Buchungen.',
      en: '{label} is not the sum of the {count} bookings.',
    },
    rule: TOGETHER,
    remedy: {
      de: 'Suchen Sie in {file} die Buchung, die abweicht (oft um einen Cent), und erzeugen Sie das Paket neu.',
      en: 'Look in {file} for the booking that differs (often by one cent), and create the package again.',
    },
  },
  'dxso.ledger.differs': {
    text: {
      de: '{label} ist anders, als {attribute} für alle Buchungen angibt.',
      en: '{label} is different from what {attribute} says for all bookings.',
    },
    rule: TOGETHER,
    remedy: CORRECT,
  },
  'dxso.ledger.terms-and-discount': {
    text: {
      de: 'Neben der Zahlungsbedingung steht noch {label}.',
      en: 'Besides the terms of payment there is {label}.',
    },
    rule: TERMS,
    remedy: {
      de: 'Lassen Sie entweder die Zahlungsbedingung oder {label} weg.',
      en: 'Leave out either the terms of payment or {label}.',
    },
  },
  'dxso.ledger.payment-blocked': {
    text: {
      de: '{label} verlangt eine Zahlung, aber Zahlungsbedingung 9 sperrt sie.',
      en: '{label} asks for a payment, but terms of payment 9 block it.',
    },
    rule: {
      de: 'Bei Mahn- oder Zahlsperre (9) legt DATEV weder Überweisung noch Lastschrift an.',
      en: 'With payments blocked (9) DATEV makes neither transfer nor direct debit.',
    },
    remedy: CORRECT,
  },
  'dxso.ledger.discount-incomplete': {
    text: { de: 'Zum Skonto fehlt {label}.', en: 'The discount lacks {label}.' },
    rule: DISCOUNT,
    remedy: {
      de: 'Ergänzen Sie {label}, oder lassen Sie das Skonto ganz weg.',
      en: 'Add {label}, or leave the discount out altogether.',
    },
  },
  'dxso.ledger.discount-too-large': {
    text: { de: '{label} ist nicht kleiner als der Betrag.', en: '{label} is not smaller than the amount.' },
    rule: DISCOUNT,
    remedy: CORRECT,
  },
  'dxso.ledger.discount-order': {
    text: {
      de: '{label} passt nicht zu den Angaben davor.',
      en: '{label} does not fit what stands before it.',
    },
    rule: DISCOUNT,
    remedy: CORRECT,
  },
  'dxso.ledger.account-length': {
    text: {
      de: '{label} passt nicht zur Sachkontenlänge {length} (Personenkonten haben {personal} Stellen).',
      en: '{label} does not fit the account length {length} (personal accounts have {personal} digits).',
    },
    rule: {
      de: 'Konten haben die Länge, die in den Stammdaten des Mandanten steht; DATEV übernimmt sonst das Bild, nicht die Buchung.',
      en: 'Accounts have the length that the Mandant’s Stammdaten say; otherwise DATEV takes the image, not the booking.',
    },
    remedy: CORRECT,
  },
  'dxso.ledger.partner-account': {
    text: {
      de: '{label} ist kein Konto für diese Art von Rechnung.',
      en: '{label} is no account for this kind of invoice.',
    },
    rule: {
      de: 'Eingangsrechnungen haben ein Kreditorenkonto (70000 und höher), Ausgangsrechnungen ein Debitorenkonto (10000 bis 69999), je nach Sachkontenlänge mit entsprechend mehr Stellen. DATEV prüft das beim Einlesen nicht.',
      en: 'Incoming invoices have a Kreditor (70000 and above), outgoing ones a Debitor (10000 to 69999), with more digits by account length. DATEV does not check it.',
    },
    remedy: CORRECT,
  },
  'dxso.ledger.bank': {
    text: {
      de: 'Die Bankverbindung ist unvollständig oder nicht deutsch: {label}.',
      en: 'The bank account is incomplete or not German: {label}.',
    },
    rule: {
      de: 'Bankleitzahl und Kontonummer gehören zusammen; ohne anderes Land hat die Bankleitzahl 8, die Kontonummer höchstens 10 Ziffern.',
      en: 'Bank code and account number belong together; for German accounts (no other country given) the bank code has 8 digits and the account number at most 10.',
    },
    remedy: { de: 'Geben Sie statt {label} die IBAN an.', en: 'Enter the IBAN instead of {label}.' },
  },
  'dxso.ledger.iban': {
    text: { de: 'Die Prüfziffern von {label} stimmen nicht.', en: 'The check digits of {label} are wrong.' },
    rule: {
      de: 'Eine IBAN hat zwei Prüfziffern, an denen Tippfehler auffallen (ISO 13616).',
      en: 'An IBAN has two check digits that reveal typing errors (ISO 13616).',
    },
    remedy: CORRECT,
  },
  'dxso.ledger.delivery-late': {
    text: { de: '{label} liegt nach dem Rechnungsdatum.', en: '{label} is later than the invoice date.' },
    rule: {
      de: 'Ein Leistungsdatum nach dem Rechnungsdatum übergeht DATEV.',
      en: 'DATEV ignores a delivery date after the invoice date.',
    },
    remedy: CORRECT,
  },
  'dxso.ledger.text-cut': {
    text: { de: '{label} hat mehr als 30 Zeichen.', en: '{label} has more than 30 characters.' },
    rule: {
      de: 'Das Kassenbuch zeigt 30 Zeichen und schneidet den Rest ab.',
      en: 'The cash book shows 30 characters and cuts off the rest.',
    },
    remedy: {
      de: 'Sie müssen nichts tun, wenn {label} auch gekürzt verständlich ist.',
      en: 'You need not do anything if {label} is understandable when cut.',
    },
  },
  'dxso.ledger.invoice-id': {
    text: { de: '{label} ist leer.', en: '{label} is empty.' },
    rule: {
      de: 'Über die Rechnungsnummer finden sich Rechnung und Zahlung (offene Posten).',
      en: 'The invoice number is used to match payments to invoices (open items).',
    },
    remedy: CORRECT,
  },
};
