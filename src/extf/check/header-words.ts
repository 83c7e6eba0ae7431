import type { Text } from '../../kernel/problem';

export type HeaderNr =
  | 1
  | 2
  | 3
  | 4
  | 5
  | 6
  | 7
  | 8
  | 9
  | 10
  | 11
  | 12
  | 13
  | 14
  | 15
  | 16
  | 17
  | 18
  | 19
  | 20
  | 21
  | 22
  | 23
  | 24
  | 25
  | 26
  | 27
  | 28
  | 29
  | 30
  | 31;

/** What people need to know about one field of the header line. */
export type HeaderWords = {
  /** DATEV's German name, used in both languages because it stands so in DATEV's masks. */
  readonly label: string;
  /** What the field is for. */
  readonly about: Text;
  /** The form DATEV allows. */
  readonly allowed: Text;
  /** What to do. */
  readonly fix: Text;
};

const UPDATE_PROGRAM: Text = {
  de: 'Exportieren Sie den Stapel neu im DATEV-Format (EXTF). Bleibt es dabei, aktualisieren Sie das Programm, das die Datei erzeugt.',
  en: 'Export the batch again in the DATEV format (EXTF). If that does not help, update the program that makes the file.',
};

function reserved(nr: number, quotes: boolean): HeaderWords {
  return {
    label: nr === 24 ? 'Derivatskennzeichen' : 'Reserviert',
    about: {
      de: `DATEV hält das Feld ${nr} der Kopfzeile frei.`,
      en: `DATEV keeps field ${nr} of the header line free.`,
    },
    allowed: quotes ? { de: 'leer, also ""', en: 'empty, that is ""' } : { de: 'leer', en: 'empty' },
    fix: {
      de: `Leeren Sie das Feld ${nr} der Kopfzeile, ohne ein Semikolon zu entfernen, oder exportieren Sie den Stapel neu.`,
      en: `Empty field ${nr} of the header line without removing a semicolon, or export the batch again.`,
    },
  };
}

/** The 31 fields of the header line, version 700 (DATEV developer portal, page "Header"). */
export const HEADER_WORDS: Readonly<Record<HeaderNr, HeaderWords>> = {
  1: {
    label: 'Kennzeichen',
    about: {
      de: 'Das Kennzeichen sagt, woher die Datei kommt: EXTF aus einem anderen Programm, DTVF aus DATEV selbst. Die DATEV-Schnittstelle nimmt nur EXTF an.',
      en: 'The first field says where the file comes from: EXTF from another program, DTVF from DATEV itself. The DATEV interface takes EXTF only.',
    },
    allowed: { de: '"EXTF"', en: '"EXTF"' },
    fix: {
      de: 'Exportieren Sie den Stapel aus dem vorgelagerten Programm als EXTF. Eine Datei, die DATEV selbst erzeugt hat (DTVF), wird in DATEV Rechnungswesen eingelesen.',
      en: 'Export the batch from the upstream program as EXTF. A file that DATEV made itself (DTVF) is imported in DATEV Rechnungswesen.',
    },
  },
  2: {
    label: 'Versionsnummer',
    about: {
      de: 'Die Versionsnummer nennt den Aufbau der Kopfzeile.',
      en: 'The version number names the layout of the header line.',
    },
    allowed: { de: '700', en: '700' },
    fix: UPDATE_PROGRAM,
  },
  3: {
    label: 'Formatkategorie',
    about: {
      de: 'Die Formatkategorie sagt, was die Datei enthält; 21 steht für einen Buchungsstapel.',
      en: 'The format category says what the file contains; 21 is a batch of bookings.',
    },
    allowed: { de: '16, 20, 21, 46, 48 oder 65', en: '16, 20, 21, 46, 48 or 65' },
    fix: {
      de: 'Wählen Sie beim Export die Art „Buchungsstapel“ (oder die Stammdaten, die Sie übertragen wollen) und erzeugen Sie die Datei neu.',
      en: 'Choose “Buchungsstapel” (or the master data you want to transfer) as the kind of export and make the file again.',
    },
  },
  4: {
    label: 'Formatname',
    about: {
      de: 'Der Formatname wiederholt die Formatkategorie in Worten und muss wörtlich so lauten, wie DATEV ihn vorgibt.',
      en: 'The format name repeats the format category in words, literally as DATEV prescribes it.',
    },
    allowed: {
      de: '"Buchungsstapel", "Wiederkehrende Buchungen", "Debitoren/Kreditoren", "Kontenbeschriftungen", "Zahlungsbedingungen" oder "Diverse Adressen"',
      en: '"Buchungsstapel", "Wiederkehrende Buchungen", "Debitoren/Kreditoren", "Kontenbeschriftungen", "Zahlungsbedingungen" or "Diverse Adressen"',
    },
    fix: {
      de: 'Tragen Sie den deutschen Namen ein; übersetzte oder abgekürzte Namen kennt DATEV nicht.',
      en: 'Enter the German name; DATEV does not know translated or shortened names.',
    },
  },
  5: {
    label: 'Formatversion',
    about: {
      de: 'Die Formatversion gehört zur Formatkategorie; für Buchungsstapel verlangt DATEV mindestens 12, aktuell ist 13.',
      en: 'The format version belongs to the format category; for bookings DATEV asks for at least 12, the current one is 13.',
    },
    allowed: {
      de: '13 (oder 12) für Buchungsstapel, sonst 2, 3, 4 oder 5',
      en: '13 (or 12) for bookings, otherwise 2, 3, 4 or 5',
    },
    fix: {
      de: 'Stellen Sie im exportierenden Programm die aktuelle Formatversion ein oder aktualisieren Sie das Programm, und exportieren Sie neu.',
      en: 'Set the current format version in the exporting program or update the program, then export again.',
    },
  },
  6: {
    label: 'Erzeugt am',
    about: {
      de: 'Hier steht, wann die Datei erzeugt wurde, bis auf die Tausendstelsekunde.',
      en: 'This is when the file was made, down to the thousandth of a second.',
    },
    allowed: {
      de: '17 Ziffern JJJJMMTTHHMMSSFFF, z. B. 20240130140440439',
      en: '17 digits YYYYMMDDHHMMSSFFF, e.g. 20240130140440439',
    },
    fix: {
      de: 'Exportieren Sie neu. Wurde die Datei mit Excel gespeichert, verwenden Sie die ursprüngliche Datei: Excel kürzt lange Zahlen.',
      en: 'Export again. If the file was saved with Excel, use the original file: Excel shortens long numbers.',
    },
  },
  7: {
    label: 'Importiert',
    about: {
      de: 'Das Feld füllt DATEV beim Einlesen selbst.',
      en: 'DATEV fills this field itself when it imports the file.',
    },
    allowed: { de: 'leer', en: 'empty' },
    fix: {
      de: 'Leeren Sie das Feld 7. Wurde die Datei schon einmal in DATEV eingelesen, prüfen Sie zuerst, ob der Stapel nicht bereits dort ist.',
      en: 'Empty field 7. If the file has been imported to DATEV before, check first whether the batch is already there.',
    },
  },
  8: {
    label: 'Herkunft',
    about: {
      de: 'Die Herkunft ist ein Kürzel des exportierenden Programms; DATEV ersetzt es beim Einlesen durch SV.',
      en: 'The origin is a short mark of the exporting program; DATEV replaces it by SV on import.',
    },
    allowed: {
      de: 'höchstens zwei Buchstaben oder Ziffern, z. B. "RE"',
      en: 'at most two letters or digits, e.g. "RE"',
    },
    fix: { de: 'Kürzen Sie das Kürzel auf zwei Zeichen.', en: 'Shorten the mark to two characters.' },
  },
  9: {
    label: 'Exportiert von',
    about: { de: 'Hier steht, wer die Datei exportiert hat.', en: 'This is who exported the file.' },
    allowed: { de: 'höchstens 25 Zeichen', en: 'at most 25 characters' },
    fix: {
      de: 'Kürzen Sie den Benutzernamen im exportierenden Programm.',
      en: 'Shorten the user name in the exporting program.',
    },
  },
  10: {
    label: 'Importiert von',
    about: {
      de: 'Wer die Datei eingelesen hat, trägt DATEV selbst ein.',
      en: 'DATEV itself enters who imported the file.',
    },
    allowed: { de: 'leer oder höchstens 25 Zeichen', en: 'empty or at most 25 characters' },
    fix: {
      de: 'Leeren Sie das Feld 10; die zwei Anführungszeichen bleiben stehen.',
      en: 'Empty field 10; the two quotation marks stay.',
    },
  },
  11: {
    label: 'Beraternummer',
    about: {
      de: 'Die Beraternummer nennt die Kanzlei, bei der der Mandant geführt wird. Maßgeblich ist die Nummer, unter der der Bestand liegt, nicht eine Ober- oder Unterberaternummer.',
      en: 'The Beraternummer names the tax firm that keeps the Mandant. What counts is the number under which the books are kept, not a superior or subordinate one.',
    },
    allowed: { de: 'eine Zahl von 1001 bis 9999999', en: 'a number from 1001 to 9999999' },
    fix: {
      de: 'Erfragen Sie die Beraternummer bei der Kanzlei, tragen Sie sie in den DATEV-Einstellungen des exportierenden Programms ein und exportieren Sie neu.',
      en: 'Ask the tax firm for the Beraternummer, enter it in the DATEV settings of the exporting program and export again.',
    },
  },
  12: {
    label: 'Mandantennummer',
    about: {
      de: 'Die Mandantennummer nennt den Mandanten innerhalb der Kanzlei.',
      en: 'The Mandantennummer names the Mandant within the tax firm.',
    },
    allowed: { de: 'eine Zahl von 1 bis 99999', en: 'a number from 1 to 99999' },
    fix: {
      de: 'Tragen Sie die Mandantennummer der Kanzlei in den DATEV-Einstellungen des exportierenden Programms ein und exportieren Sie neu.',
      en: 'Enter the tax firm’s Mandantennummer in the DATEV settings of the exporting program and export again.',
    },
  },
  13: {
    label: 'WJ-Beginn',
    about: {
      de: 'Der Beginn des Wirtschaftsjahrs bestimmt das Jahr aller Belegdaten, denn in den Zeilen stehen nur Tag und Monat.',
      en: 'The start of the fiscal year decides the year of every voucher date, because the rows carry day and month only.',
    },
    allowed: { de: 'ein Tag als JJJJMMTT, z. B. 20240101', en: 'a day as YYYYMMDD, e.g. 20240101' },
    fix: {
      de: 'Stellen Sie im exportierenden Programm den Beginn des Wirtschaftsjahrs so ein, wie er in DATEV beim Mandanten steht, und exportieren Sie neu.',
      en: 'Set the start of the fiscal year in the exporting program as it is kept for the Mandant at DATEV and export again.',
    },
  },
  14: {
    label: 'Sachkontenlänge',
    about: {
      de: 'Die Sachkontenlänge sagt, wie viele Stellen die Sachkonten des Mandanten haben.',
      en: 'The Sachkontenlänge says how many digits the Mandant’s ledger accounts have.',
    },
    allowed: { de: '4, 5, 6, 7 oder 8', en: '4, 5, 6, 7 or 8' },
    fix: {
      de: 'Stellen Sie im exportierenden Programm die Sachkontenlänge des Mandanten ein, wie sie in DATEV in den Mandantendaten steht, und exportieren Sie neu, damit auch die Konten in den Zeilen passen.',
      en: 'Set the Mandant’s Sachkontenlänge in the exporting program as DATEV keeps it in the Mandant’s data and export again, so that the accounts in the rows fit too.',
    },
  },
  15: {
    label: 'Datum von',
    about: {
      de: '„Datum von“ ist der erste Tag des Zeitraums, den der Stapel umfasst.',
      en: '“Datum von” is the first day of the period the batch covers.',
    },
    allowed: { de: 'ein Tag als JJJJMMTT, z. B. 20240101', en: 'a day as YYYYMMDD, e.g. 20240101' },
    fix: {
      de: 'Wählen Sie beim Export den Beginn des Buchungszeitraums und erzeugen Sie die Datei neu.',
      en: 'Choose the start of the booking period when exporting and make the file again.',
    },
  },
  16: {
    label: 'Datum bis',
    about: {
      de: '„Datum bis“ ist der letzte Tag des Zeitraums, den der Stapel umfasst.',
      en: '“Datum bis” is the last day of the period the batch covers.',
    },
    allowed: { de: 'ein Tag als JJJJMMTT, z. B. 20240831', en: 'a day as YYYYMMDD, e.g. 20240831' },
    fix: {
      de: 'Wählen Sie beim Export das Ende des Buchungszeitraums und erzeugen Sie die Datei neu.',
      en: 'Choose the end of the booking period when exporting and make the file again.',
    },
  },
  17: {
    label: 'Bezeichnung',
    about: {
      de: 'Unter der Bezeichnung findet die Kanzlei den Stapel in DATEV.',
      en: 'The Bezeichnung is the name under which the tax firm finds the batch in DATEV.',
    },
    allowed: {
      de: 'höchstens 30 Zeichen: Buchstaben, Ziffern, Leerzeichen und . - / _',
      en: 'at most 30 characters: letters, digits, blanks and . - / _',
    },
    fix: {
      de: 'Kürzen oder vereinfachen Sie die Bezeichnung, z. B. „RE 2024/01“.',
      en: 'Shorten or simplify the name, e.g. “RE 2024/01”.',
    },
  },
  18: {
    label: 'Diktatkürzel',
    about: {
      de: 'Das Diktatkürzel nennt, wer den Stapel bearbeitet hat.',
      en: 'The Diktatkürzel names who worked on the batch.',
    },
    allowed: {
      de: 'leer oder zwei oder vier Großbuchstaben, z. B. "WD"',
      en: 'empty or two or four capital letters, e.g. "WD"',
    },
    fix: {
      de: 'Tragen Sie zwei Großbuchstaben ein oder leeren Sie das Feld.',
      en: 'Enter two capital letters or empty the field.',
    },
  },
  19: {
    label: 'Buchungstyp',
    about: {
      de: 'Der Buchungstyp unterscheidet laufende Buchführung (1) und Jahresabschluss (2).',
      en: 'The Buchungstyp tells current bookkeeping (1) from annual accounts (2).',
    },
    allowed: { de: '1 oder 2', en: '1 or 2' },
    fix: {
      de: 'Tragen Sie 1 für laufende Buchungen oder 2 für Abschlussbuchungen ein.',
      en: 'Enter 1 for current bookings or 2 for closing entries.',
    },
  },
  20: {
    label: 'Rechnungslegungszweck',
    about: {
      de: 'Der Rechnungslegungszweck sagt, für welche Rechnungslegung die Buchungen gelten; 0 gilt für alle.',
      en: 'The Rechnungslegungszweck says for which kind of accounts the bookings count; 0 is all of them.',
    },
    allowed: { de: '0, 30, 40, 50 oder 64', en: '0, 30, 40, 50 or 64' },
    fix: {
      de: 'Tragen Sie 0 ein, wenn die Buchungen nicht auf Steuer- oder Handelsrecht beschränkt sind.',
      en: 'Enter 0 if the bookings are not limited to tax or commercial law.',
    },
  },
  21: {
    label: 'Festschreibung',
    about: {
      de: 'Die Festschreibung bestimmt, ob die Kanzlei den Stapel nach dem Einlesen noch ändern kann (0) oder nicht (1).',
      en: 'The Festschreibung decides whether the tax firm can still change the batch after import (0) or not (1).',
    },
    allowed: { de: '0 oder 1', en: '0 or 1' },
    fix: {
      de: 'Stimmen Sie mit der Kanzlei ab, ob festgeschrieben werden soll, und tragen Sie 0 oder 1 ein.',
      en: 'Agree with the tax firm whether the batch is to be locked and enter 0 or 1.',
    },
  },
  22: {
    label: 'WKZ',
    about: {
      de: 'Das Währungskennzeichen nennt die Währung des Stapels.',
      en: 'The WKZ names the currency of the batch.',
    },
    allowed: { de: 'drei Großbuchstaben, z. B. "EUR"', en: 'three capital letters, e.g. "EUR"' },
    fix: {
      de: 'Tragen Sie das Währungskennzeichen ein, in der Regel "EUR".',
      en: 'Enter the currency, as a rule "EUR".',
    },
  },
  23: reserved(23, false),
  24: reserved(24, true),
  25: reserved(25, false),
  26: reserved(26, false),
  27: {
    label: 'Sachkontenrahmen',
    about: {
      de: 'Der Sachkontenrahmen nennt den Kontenrahmen des Mandanten, z. B. 03 für den SKR 03.',
      en: 'The Sachkontenrahmen names the Mandant’s chart of accounts, e.g. 03 for SKR 03.',
    },
    allowed: {
      de: 'leer oder zwei oder vier Ziffern, z. B. "03"',
      en: 'empty or two or four digits, e.g. "03"',
    },
    fix: {
      de: 'Tragen Sie den Kontenrahmen zweistellig ein oder leeren Sie das Feld.',
      en: 'Enter the chart of accounts with two digits or empty the field.',
    },
  },
  28: {
    label: 'ID der Branchenlösung',
    about: {
      de: 'Die ID nennt eine Branchenlösung von DATEV, falls der Mandant eine nutzt.',
      en: 'The ID names a DATEV industry solution if the Mandant uses one.',
    },
    allowed: { de: 'leer oder höchstens vier Ziffern', en: 'empty or at most four digits' },
    fix: {
      de: 'Leeren Sie das Feld 28, wenn der Mandant keine Branchenlösung nutzt.',
      en: 'Empty field 28 if the Mandant uses no industry solution.',
    },
  },
  29: reserved(29, false),
  30: reserved(30, true),
  31: {
    label: 'Anwendungsinformation',
    about: {
      de: 'Die Anwendungsinformation ist ein freier Vermerk des exportierenden Programms, z. B. 02/2024.',
      en: 'The Anwendungsinformation is a free remark of the exporting program, e.g. 02/2024.',
    },
    allowed: { de: 'höchstens 16 Zeichen', en: 'at most 16 characters' },
    fix: { de: 'Kürzen Sie den Vermerk auf 16 Zeichen.', en: 'Shorten the remark to 16 characters.' },
  },
};

/** Whether a number is the number of a header field. */
export function isHeaderNr(nr: number): nr is HeaderNr {
  return Number.isInteger(nr) && nr >= 1 && nr <= 31;
}
