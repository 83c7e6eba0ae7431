import type { Text } from '../../kernel/problem';
import { type DatevWords, SUPPORT } from '../word-parts';

/** Codes with which DATEV tells a program that it asks wrongly: no person can mend these. */
export type DcoOfProgram =
  | `DCO0${1001 | 1004 | 1008 | 1017 | 1018 | 1217 | 1218 | 1233 | 1234 | 1252}`
  | `DCO0${1224 | 1225 | 1226 | 1228 | 1229 | 1230 | 1240 | 1241 | 1242}`;

export const DCO_OF_PROGRAM: Readonly<Record<DcoOfProgram, DatevWords>> = {
  DCO01001: ours({
    short: { de: 'Übertragung fehlerhaft', en: 'faulty transmission' },
    title: {
      de: 'DATEV meldet einen Fehler in der Übertragung',
      en: 'DATEV reports an error in the transmission',
    },
    meaning: {
      de: 'Die App hat beim Hochladen oder beim Abschließen des Auftrags etwas gesendet, das DATEV so nicht annimmt; Näheres nennt DATEV nicht.',
      en: 'When uploading or finishing the job the app sent something that DATEV does not take like this; DATEV gives no details.',
    },
    tell: {
      de: 'DATEV das Hochladen oder Abschließen ohne nähere Angabe abweist',
      en: 'DATEV refuses the upload or its finishing without details',
    },
  }),
  DCO01004: ours({
    short: { de: 'Übertragung fehlerhaft zusammengesetzt', en: 'transmission wrongly put together' },
    title: {
      de: 'DATEV findet in der Übertragung die Datei nicht',
      en: 'DATEV does not find the file in the transmission',
    },
    meaning: {
      de: 'Die Teile der Übertragung sind falsch zusammengesetzt, oder der Teil mit der Datei fehlt.',
      en: 'The parts of the transmission are put together wrongly, or the part with the file is missing.',
    },
    tell: {
      de: 'die mehrteilige Übertragung (multipart) fehlerhaft ist',
      en: 'the multipart transmission is faulty',
    },
  }),
  DCO01008: ours({
    short: { de: 'Inhalt der Anfrage nicht lesbar', en: 'content of the request not readable' },
    title: {
      de: 'DATEV kann den Inhalt der Anfrage nicht lesen',
      en: 'DATEV cannot read the content of the request',
    },
    meaning: {
      de: 'Nicht die Datei, sondern die Anfrage, mit der die App sie ankündigt oder sendet, ist für DATEV unverständlich.',
      en: 'Not the file but the request by which the app announces or sends it makes no sense to DATEV.',
    },
    tell: {
      de: 'DATEV den Inhalt der Anfrage (message body) nicht lesen kann',
      en: 'DATEV cannot read the message body of the request',
    },
  }),
  DCO01017: ours({
    short: { de: 'Pflichtangabe in der Anfrage fehlt', en: 'mandatory detail missing in the request' },
    title: {
      de: 'In der Anfrage an DATEV fehlt eine Pflichtangabe',
      en: 'The request to DATEV lacks a mandatory detail',
    },
    meaning: {
      de: 'Die App hat mindestens eine Angabe weggelassen, die DATEV verlangt, bei einem Paket etwa die Art der Daten oder den Monat.',
      en: 'The app left out at least one detail that DATEV demands, with a package for example the kind of data or the month.',
    },
    tell: {
      de: 'in der Anfrage eine Pflichtangabe (mandatory parameter) fehlt',
      en: 'a mandatory parameter is missing in the request',
    },
  }),
  DCO01018: ours({
    short: { de: 'technische Kopfangabe fehlt', en: 'technical header missing' },
    title: {
      de: 'In der Anfrage an DATEV fehlt eine technische Kopfangabe',
      en: 'The request to DATEV lacks a technical header',
    },
    meaning: {
      de: 'Gemeint ist ein Begleitwert der Übertragung (HTTP-Header), nicht die Kopfzeile Ihrer Datei.',
      en: 'What is meant is a value that goes along with the transmission (HTTP header), not the header line of your file.',
    },
    tell: {
      de: 'in der Anfrage ein vorgeschriebener HTTP-Header fehlt',
      en: 'a mandatory HTTP header is missing in the request',
    },
  }),
  DCO01217: ours({
    short: { de: 'Angaben zum Beleg falsch aufgebaut', en: 'document details wrongly structured' },
    title: {
      de: 'DATEV kann die Angaben zum Beleg nicht lesen',
      en: 'DATEV cannot read the details of the document',
    },
    meaning: {
      de: 'Die Angaben, die die App dem Beleg mitgibt (Belegtyp, Notiz, Ablage), sind nicht so aufgebaut, wie DATEV es vorschreibt.',
      en: 'The details the app gives along with the document (document type, note, repository) are not structured as DATEV demands.',
    },
    tell: {
      de: 'der Aufbau der Belegangaben (metadata) nicht DATEVs Vorgabe entspricht',
      en: 'the structure of the document details (metadata) does not follow DATEV’s rules',
    },
  }),
  DCO01218: ours({
    short: { de: 'Angaben der App falsch aufgebaut', en: 'the app’s details wrongly structured' },
    title: {
      de: 'DATEV kann die Angaben der App über sich selbst nicht lesen',
      en: 'DATEV cannot read the app’s details about itself',
    },
    meaning: {
      de: 'Ein sendendes Programm kann DATEV mitteilen, wie es heißt und welche Version es hat. Diese Angaben sind nicht so aufgebaut, wie DATEV es vorschreibt.',
      en: 'A sending program may tell DATEV its name and version. These details are not structured as DATEV demands.',
    },
    tell: {
      de: 'der Aufbau der Angaben zum sendenden Programm nicht DATEVs Vorgabe entspricht',
      en: 'the structure of the details of the sending program does not follow DATEV’s rules',
    },
  }),
  DCO01224: tooLong({
    name: { de: 'Kategorie', en: 'category' },
    most: 30,
    about: {
      de: 'Sie ist die oberste Ebene der Ablage in Belege online.',
      en: 'It is the topmost level of the repository in Belege online.',
    },
  }),
  DCO01225: tooLong({
    name: { de: 'Ordner', en: 'folder' },
    most: 30,
    about: {
      de: 'Sie ist die mittlere Ebene der Ablage in Belege online.',
      en: 'It is the middle level of the repository in Belege online.',
    },
  }),
  DCO01226: tooLong({
    name: { de: 'Register', en: 'register' },
    most: 30,
    about: {
      de: 'Sie ist die unterste Ebene der Ablage in Belege online.',
      en: 'It is the lowest level of the repository in Belege online.',
    },
  }),
  DCO01228: tooLong({
    name: { de: 'Name des Programms', en: 'name of the program' },
    most: 100,
    about: {
      de: 'Mit ihr nennt sich das sendende Programm bei DATEV, hier diese App.',
      en: 'By it the sending program, here this app, tells DATEV its name.',
    },
  }),
  DCO01229: tooLong({
    name: { de: 'Version des Programms', en: 'version of the program' },
    most: 5,
    about: {
      de: 'Mit ihr sagt das sendende Programm, hier diese App, welche Version es hat.',
      en: 'By it the sending program, here this app, tells which version it is.',
    },
  }),
  DCO01230: tooLong({
    name: { de: 'Kennung des Programms', en: 'id of the program' },
    most: 100,
    about: {
      de: 'An ihr erkennt DATEV das sendende Programm, hier diese App.',
      en: 'By it DATEV recognizes the sending program, here this app.',
    },
  }),
  DCO01233: ours({
    short: { de: 'Datei ohne Namen gesendet', en: 'file sent without a name' },
    title: { de: 'Die Datei kam ohne Namen bei DATEV an', en: 'The file reached DATEV without a name' },
    meaning: {
      de: 'DATEV hat die Datei erhalten, aber keinen Namen, unter dem sie gespeichert werden könnte.',
      en: 'DATEV received the file but no name under which it could be stored.',
    },
    tell: {
      de: 'der Name der Datei in der Übertragung fehlt',
      en: 'the name of the file is missing in the transmission',
    },
  }),
  DCO01234: ours({
    short: { de: 'Kennung des Belegs ungültig', en: 'identifier of the document not valid' },
    title: {
      de: 'DATEV lässt die Kennung nicht zu, die die App dem Beleg gegeben hat',
      en: 'DATEV does not allow the identifier that the app gave the document',
    },
    meaning: {
      de: 'Die App vergibt jedem Beleg eine Kennung (UUID), an der Buchungen ihn wiederfinden. DATEV verlangt dafür eine andere Form.',
      en: 'The app gives each document an identifier (UUID) by which bookings find it. DATEV demands another form of it.',
    },
    tell: {
      de: 'DATEV für die Kennung der Belege eine andere Form der UUID verlangt',
      en: 'DATEV demands another form of UUID as identifier of the documents',
    },
  }),
  DCO01240: tooLong({
    name: { de: 'Weg des Hochladens', en: 'upload medium' },
    most: 4,
    about: {
      de: 'Sie sagt in einem Kürzel, auf welchem Weg der Beleg hochgeladen wurde.',
      en: 'It tells by an abbreviation in which way the document was uploaded.',
    },
  }),
  DCO01241: tooLong({
    name: { de: 'Aussteller', en: 'issuer' },
    most: 255,
    about: { de: 'Sie nennt, von wem der Beleg stammt.', en: 'It names who issued the document.' },
  }),
  DCO01242: tooLong({
    name: { de: 'Kennung der Anfrage', en: 'id of the request' },
    most: 36,
    about: {
      de: 'An ihr ließe sich die Übertragung bei Rückfragen wiederfinden.',
      en: 'By it the transmission could be found again in case of questions.',
    },
  }),
  DCO01252: ours({
    short: { de: 'ursprünglicher Dateiname fehlt', en: 'original file name missing' },
    title: {
      de: 'DATEV hat den ursprünglichen Dateinamen nicht erhalten',
      en: 'DATEV did not receive the original file name',
    },
    meaning: {
      de: 'Die Datei hat bei Ihnen einen Namen, die App hat ihn aber nicht mitgesendet.',
      en: 'The file has a name on your side, but the app did not send it along.',
    },
    tell: {
      de: 'DATEV den ursprünglichen Dateinamen (original filename) vermisst',
      en: 'DATEV misses the original file name',
    },
  }),
};

type Said = {
  readonly short: Text;
  readonly title: Text;
  readonly meaning: Text;
  /** What the maker has to know, as the rest of a sentence. */
  readonly tell: Text;
};

function ours({ short, title, meaning, tell }: Said): DatevWords {
  return {
    short,
    title,
    meaning: {
      de: `${meaning.de} Übernommen wurde nichts.`,
      en: `${meaning.en} Nothing was taken over.`,
    },
    remedy: {
      de: `An der Datei liegt es nicht. Melden Sie dem Hersteller der App, dass ${tell.de}.`,
      en: `The file is not the cause. Tell the maker of the app that ${tell.en}.`,
    },
    who: SUPPORT,
    retry: 'never',
    where: 'outside',
  };
}

type Detail = { readonly name: Text; readonly most: number; readonly about: Text };

/** A detail that the app itself gives along with a document; nobody types it in. */
function tooLong({ name, most, about }: Detail): DatevWords {
  return ours({
    short: { de: `Angabe „${name.de}“ zu lang`, en: `detail “${name.en}” too long` },
    title: {
      de: `Die Angabe „${name.de}“ zum Beleg ist länger als ${most} Zeichen`,
      en: `The detail “${name.en}” of the document is longer than ${most} characters`,
    },
    meaning: {
      de: `Die Angabe „${name.de}“ gibt die App dem Beleg mit. ${about.de}`,
      en: `The app gives the detail “${name.en}” along with the document. ${about.en}`,
    },
    tell: {
      de: `die Angabe „${name.de}“ höchstens ${most} Zeichen haben darf`,
      en: `the detail “${name.en}” may have at most ${most} characters`,
    },
  });
}
