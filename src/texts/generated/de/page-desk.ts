// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "page.watchJob": "Auftrag beobachten",
  "page.watchJobNote": "Für Pakete (Rechnungsdatenservice), die ein anderes Programm gesendet hat: DATEV führt keine Liste davon. Nennen Sie die Nummer des Auftrags; scheitert er, entsteht ein Vorgang.",
  "page.jobNumber": "Nummer des Auftrags",
  "page.jobNumberForm": "32 Ziffern und Buchstaben von A bis F, mit oder ohne Striche",
  "page.jobLabel": "Bezeichnung (freiwillig)",
  "page.deskTitle": "DATEV-Desk",
  "page.submissions": "Übertragungen",
  "page.all": "Alle",
  "page.show": "Anzeigen",
  "page.nothingHint": "Sobald DATEV eine Datei ablehnt, erscheint sie hier und als Vorgang.",
  "page.noMandanten": "Es wird noch kein Mandant beobachtet. Das richtet eine Person mit Jira-Administration ein.",
  "page.noHit": ["Nichts gefunden zu „",["search"],"“."],
  "page.noHitHere": ["Auf dieser Seite nichts zu „",["search"],"“; „Nächste“ sucht weiter."],
  "page.searchHint": "Gesucht wird in allen Übertragungen, vom Anfang der Wörter an: Dateiname, Bezeichnung, Vorgang, Nummer des Jobs. Ein Mandant wird mit ganzer Nummer gefunden, etwa 455148-1.",
  "page.clearSearch": "Suche leeren",
  "page.pages": "Seiten",
  "page.page": ["Seite ",["page"]],
  "page.previous": "Vorige",
  "page.nextPage": "Nächste",
  "page.back": "Zurück zur Liste",
  "page.open": "Öffnen",
  "page.uploadFor": ["Datei für ",["mandant"]," abgeben"],
  "page.allMandanten": "Alle Mandanten",
  "page.stopped": "Alles Senden ist angehalten",
};
