// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "finding.where.row": ["Buchungszeile ",["row"],", Spalte ",["field"]," (",["label"],")"],
  "finding.where.header-field": ["Kopfzeile, Feld ",["field"]," (",["label"],")"],
  "finding.where.header": "Kopfzeile",
  "finding.where.line": ["Zeile ",["line"]],
  "finding.behind-last-column": "hinter der letzten Spalte",
  "finding.blank": "ein Leerzeichen",
  "finding.no-break-space": "ein geschütztes Leerzeichen",
  "finding.character": ["das Zeichen „",["character"],"“"],
  "finding.more": [["text"]," … und ",["more"]," weitere dieser Art."],
  "finding.unknown.text": ["Die Prüfung hat etwas beanstandet (",["code"],")."],
  "finding.unknown.remedy": "Laden Sie die Seite neu, dann erscheint die vollständige Erklärung.",
};
