// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "widget.of.all": "Alle Mandanten",
  "widget.of.mine": "Mandanten, für die Sie zuständig sind",
  "widget.of.unknown": "Diesen Mandanten dürfen Sie nicht lesen, oder es gibt ihn hier nicht.",
  "widget.mine.label": "Für mich",
  "widget.mine.note": "bei Mandanten, für die Sie zuständig sind",
  "widget.team.label": "Im Team",
  "widget.team.note": "zu erledigen",
  "widget.moving.label": "Unterwegs",
  "widget.moving.note": "bei DATEV oder auf dem Weg dorthin",
  "widget.overdue.label": "Liegt zu lange",
  "widget.overdue.note": "seit mehr als drei Tagen unverändert",
  "widget.closes": "Nächste Läufe nach Kalender",
  "widget.no-closes": "Es ist kein Lauf geplant.",
  "widget.nobody.title": "Es wird noch kein Mandant beobachtet.",
  "widget.nobody.remedy": "Die Jira-Administration richtet das in den Einstellungen der App ein.",
  "widget.stopped": "Alles Senden ist angehalten",
  "widget.trouble": [["count","plural",{"one":[["count"]," Mandant"],"other":[["count"]," Mandanten"]}],": ",["what"]],
  "widget.counting.title": "Die Zahlen werden noch gezählt.",
  "widget.counting.remedy": "Innerhalb eines Tages sind sie vollständig.",
  "widget.loading": "Die DATEV-Zahlen werden geladen …",
  "widget.not-reached.title": "Die DATEV-Zahlen konnten nicht geladen werden.",
  "widget.not-reached.remedy": "Prüfen Sie Ihre Verbindung und versuchen Sie es erneut.",
  "widget.again": "Erneut versuchen",
  "widget.desk": "DATEV-Desk öffnen",
};
