// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "automation.not-admitted.title": "Automatisierungsregeln dürfen hier kein Senden auslösen.",
  "automation.not-admitted.remedy": "Die Jira-Administration kann sie in den Einstellungen der App zulassen: „Auch Automatisierungsregeln dürfen Senden auslösen“.",
  "automation.no-user.title": "Die App kann nicht für die Person handeln, deren Verbindung diese Regel benutzt.",
  "automation.no-user.remedy": "Diese Person öffnet einmal den DATEV-Desk und erlaubt der App, für sie zu handeln, oder die Regel bekommt eine andere Verbindung.",
  "automation.bad-issue.title": ["„",["value"],"“ ist weder Schlüssel noch Nummer eines Vorgangs."],
  "automation.bad-issue.remedy": "Tragen Sie einen Smart Value wie {{issue.key}} oder einen Schlüssel wie BUCH-12 ein.",
  "automation.bad-reason.title": "Der Grund braucht 3 bis 500 Zeichen.",
  "automation.bad-reason.remedy": "Tragen Sie ein, warum die Datei ohne Senden geschlossen wird. Der Grund bleibt im Verlauf.",
  "automation.bad-pipeline.title": "Es ist keine Pipeline genannt.",
  "automation.bad-pipeline.remedy": "Wählen Sie eine in der Regel, oder tragen Sie ihre Kennung oder ihren genauen Namen ein (höchstens 200 Zeichen).",
  "automation.no-pipeline.title": ["Es gibt keine Pipeline „",["value"],"“."],
  "automation.no-pipeline.remedy": "Wählen Sie eine in der Regel, oder tragen Sie ihre Kennung oder ihren genauen Namen ein, wie ihn der Desk zeigt.",
  "automation.several.title": ["Mehrere Pipelines heißen „",["value"],"“."],
  "automation.several.remedy": "Wählen Sie eine in der Regel: Dann steht dort ihre Kennung.",
  "automation.paused.title": ["Die Pipeline „",["value"],"“ ist ausgeschaltet."],
  "automation.paused.remedy": "Regeln starten keine ausgeschaltete Pipeline. Die Kanzleileitung schaltet sie ein, oder jemand startet den Lauf von Hand.",
  "automation.bad-period.title": ["„",["value"],"“ ist kein Zeitraum dieser Pipeline."],
  "automation.bad-period.remedy": "Tragen Sie „previous“, „current“ oder einen Monat (2026-11), ein Quartal (2026-Q4) oder einen Tag (2026-11-30) ein, je nach Pipeline.",
  "automation.unchanged.title": "Es gibt keine korrigierte Datei, und dieselben Bytes sendet eine Regel nicht noch einmal.",
  "automation.unchanged.remedy": "Jemand gibt eine korrigierte Datei ab oder klickt im Vorgang auf „Unverändert senden“.",
  "automation.unapproved.title": "Eine zweite Person muss diese Datei freigeben.",
  "automation.unapproved.remedy": "Eine Regel gibt nichts frei: Jemand, der an der Datei keinen Anteil hat, sendet sie im Vorgang.",
  "automation.again": "Lassen Sie die Regel später noch einmal laufen; doppelt gesendet wird dadurch nichts.",
};
