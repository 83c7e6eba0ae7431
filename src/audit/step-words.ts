import type { Lang, Text } from '../kernel/problem';
import { say } from '../kernel/text';
import type { EffectKind } from '../submissions/submission';

type StepWords = { readonly name: Text; readonly done: Text };

/** The first part of an pending effect's key, and which effect it is. */
const PREFIXES: Readonly<Record<string, EffectKind>> = {
  send: 'send-extf',
  open: 'open-dxso',
  fill: 'fill-dxso',
  drop: 'drop-dxso',
  put: 'put-document',
  issue: 'create-issue',
  property: 'write-property',
  fields: 'write-fields',
  mapped: 'edit-fields',
  comment: 'comment',
  transition: 'transition',
  remove: 'remove-attachment',
  twins: 'close-duplicates',
  make: 'make-run',
  hand: 'hand-over',
};

const WORDS: Readonly<Record<EffectKind, StepWords>> = {
  'send-extf': {
    name: { de: 'Senden an DATEV (Revision {revision})', en: 'Sending to DATEV (revision {revision})' },
    done: {
      de: 'Datei an DATEV gesendet (Revision {revision}).',
      en: 'File sent to DATEV (revision {revision}).',
    },
  },
  'open-dxso': {
    name: {
      de: 'Anlegen des Auftrags bei DATEV (Revision {revision})',
      en: 'Making the job at DATEV (revision {revision})',
    },
    done: {
      de: 'Auftrag bei DATEV angelegt (Revision {revision}).',
      en: 'Job made at DATEV (revision {revision}).',
    },
  },
  'fill-dxso': {
    name: {
      de: 'Übertragen des Pakets (Revision {revision})',
      en: 'Transferring the package (revision {revision})',
    },
    done: {
      de: 'Dateien des Pakets an DATEV übertragen (Revision {revision}).',
      en: 'Files of the package transferred to DATEV (revision {revision}).',
    },
  },
  'drop-dxso': {
    name: {
      de: 'Verwerfen des unfertigen Auftrags bei DATEV',
      en: 'Throwing the unfinished job at DATEV away',
    },
    done: {
      de: 'Der unfertige Auftrag bei DATEV ist verworfen.',
      en: 'The unfinished job at DATEV is thrown away.',
    },
  },
  'put-document': {
    name: {
      de: 'Übertragen des Belegs (Revision {revision})',
      en: 'Transferring the document (revision {revision})',
    },
    done: {
      de: 'Beleg an DATEV Unternehmen online übertragen (Revision {revision}).',
      en: 'Document transferred to DATEV Unternehmen online (revision {revision}).',
    },
  },
  'create-issue': {
    name: { de: 'Anlegen des Jira-Vorgangs', en: 'Creating the Jira issue' },
    done: { de: 'Jira-Vorgang {issue} angelegt.', en: 'Jira issue {issue} created.' },
  },
  'write-property': {
    name: { de: 'Kennzeichnen des Vorgangs', en: 'Marking the issue' },
    done: { de: 'Vorgang für die Suche gekennzeichnet.', en: 'Issue marked for searching.' },
  },
  'write-fields': {
    name: { de: 'Füllen der DATEV-Felder', en: 'Filling the DATEV fields' },
    done: { de: 'DATEV-Felder des Vorgangs gefüllt.', en: 'DATEV fields of the issue filled.' },
  },
  'edit-fields': {
    name: { de: 'Füllen der zugeordneten Felder', en: 'Filling the mapped fields' },
    done: { de: 'Zugeordnete Felder des Vorgangs gefüllt.', en: 'Mapped fields of the issue filled.' },
  },
  comment: {
    name: { de: 'Kommentieren des Vorgangs', en: 'Commenting on the issue' },
    done: { de: 'Vorgang kommentiert.', en: 'Issue commented on.' },
  },
  transition: {
    name: { de: 'Statuswechsel des Vorgangs', en: 'Changing the issue’s status' },
    done: { de: 'Status des Vorgangs gewechselt.', en: 'Status of the issue changed.' },
  },
  'remove-attachment': {
    name: { de: 'Entfernen des Anhangs', en: 'Removing the attachment' },
    done: { de: 'Anhang aus dem Vorgang entfernt.', en: 'Attachment removed from the issue.' },
  },
  'close-duplicates': {
    name: { de: 'Suche nach einem doppelten Vorgang', en: 'Looking for a second issue' },
    done: {
      de: 'Nach einem doppelten Vorgang gesucht; gefundene sind verknüpft und geschlossen.',
      en: 'Looked for a second issue; any found is linked and closed.',
    },
  },
  'make-run': {
    name: {
      de: 'Auslesen und Zuordnen (Ausführung {revision})',
      en: 'Reading and mapping (execution {revision})',
    },
    done: { de: 'Buchungsdateien erstellt.', en: 'Booking files made.' },
  },
  'hand-over': {
    name: { de: 'Übergabe der Dateien', en: 'Handing the files over' },
    done: { de: 'Alle Dateien übergeben.', en: 'All files handed over.' },
  },
};

const UNKNOWN: StepWords = {
  name: { de: 'Schritt', en: 'Step' },
  done: { de: 'Schritt ausgeführt.', en: 'Step carried out.' },
};

/** An pending effect by its key, as a noun phrase: "Sending to DATEV (revision 2)". */
export function stepName(key: string, lang: Lang): string {
  return say(wordsOf(key).name, lang, { revision: revisionOf(key) });
}

/** The sentence that a step is done. */
export function stepDone(key: string, issue: string | undefined, lang: Lang): string {
  return say(wordsOf(key).done, lang, { revision: revisionOf(key), issue: issue ?? '' });
}

function wordsOf(key: string): StepWords {
  const prefix = key.split(':', 1)[0] ?? '';
  const kind = Object.hasOwn(PREFIXES, prefix) ? PREFIXES[prefix] : undefined;
  return kind === undefined ? UNKNOWN : WORDS[kind];
}

function revisionOf(key: string): string {
  return /:r(\d+)(?::|$)/.exec(key)?.[1] ?? '';
}
