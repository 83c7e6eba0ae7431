// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "page.ruleIssue": "Vorgang",
  "page.ruleIssueHint": "Schlüssel oder Nummer. Der Vorgang, der die Regel auslöst, ist {{issue.key}}.",
  "page.ruleIssueMissing": "Tragen Sie ein, welcher Vorgang gemeint ist, etwa {{issue.key}}.",
  "page.ruleReasonHint": "Bleibt im Verlauf der Übertragung; 3 bis 500 Zeichen. Smart Values sind erlaubt.",
  "page.ruleReasonMissing": "Tragen Sie ein, warum ohne Senden geschlossen wird: mindestens 3 Zeichen.",
  "page.ruleAsText": "Als Text eingeben …",
  "page.rulePaused": "ausgeschaltet",
  "page.rulePipelineText": "Pipeline als Text",
  "page.rulePipelineHint": "Ihre Kennung oder ihr genauer Name, oder ein Smart Value, der dazu wird.",
  "page.rulePipelineMissing": "Wählen Sie eine Pipeline.",
  "page.rulePeriod": "Zeitraum",
  "page.rulePrevious": "Der zuletzt beendete",
  "page.ruleCurrent": "Der laufende",
  "page.rulePeriodText": "Zeitraum als Text",
  "page.rulePeriodHint": "2026-11, 2026-Q4 oder 2026-11-30, wie ihn die Pipeline hat, oder ein Smart Value, der dazu wird.",
  "page.rulePeriodMissing": "Tragen Sie einen Zeitraum ein.",
  "page.ruleReads": "Diese Aktion liest nur. Sie läuft für die Person, deren Verbindung die Regel benutzt; diese muss den Vorgang sehen können.",
  "page.ruleActs": "Diese Aktion läuft für die Person, deren Verbindung die Regel benutzt, mit genau deren Rechten. Sie gibt nichts frei. Läuft die Regel mehrmals, geht trotzdem nichts doppelt an DATEV.",
  "page.ruleNotAdmittedTitle": "Automatisierungsregeln dürfen noch kein Senden auslösen.",
  "page.ruleNotAdmittedRemedy": "Die Regel lässt sich speichern, hält hier aber an, bis die Jira-Administration Regeln in den Einstellungen der App zulässt.",
};
