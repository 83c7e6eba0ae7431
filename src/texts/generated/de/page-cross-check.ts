// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "page.crossCheck": "Abgleich",
  "page.crossCheckNote": "Einmal am Tag vergleicht die App DATEVs Auftragslisten, ihre Übertragungen und die Vorgänge in Jira. Sie ändert dabei nichts; jede Bereinigung veranlassen Sie einzeln.",
  "page.crossCheckBegin": "Jetzt abgleichen",
  "page.crossCheckGoing": ["Abgleich läuft: ",["place"],"."],
  "page.crossCheckWaits": "Der Abgleich geht weiter, sobald DATEV wieder abgefragt werden darf.",
  "page.crossCheckNever": "Noch nicht abgeglichen.",
  "page.crossCheckLast": "Letzter Abgleich:",
  "page.crossCheckRead": ["Verglichen: ",["submissions"]," offene Übertragungen, ",["issues"]," Vorgänge, ",["jobs"]," Aufträge von ",["mandanten"]," Mandanten."],
  "page.crossCheckUnread": [["count","plural",{"one":["Ein Mandant oder Projekt konnte"],"other":[["count"]," Mandanten oder Projekte konnten"]}]," nicht abgefragt werden."],
  "page.crossCheckFine": "DATEV, App und Jira stimmen überein.",
  "page.crossCheckOrdered": "Veranlasst. Der nächste Abgleich prüft das Ergebnis.",
  "page.crossCheckGone": "Die Abweichung besteht nicht mehr.",
  "page.crossCheckMore": "Weitere anzeigen",
  "page.crossCheckJob": ["Auftrag ",["job"]],
  "page.crossCheckInstead": ["verknüpft ist ",["key"]],
};
