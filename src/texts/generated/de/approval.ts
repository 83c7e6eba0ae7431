// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "issue.approval.summary": ["Freigabe: ",["batch"]," – ",["mandant"]],
  "issue.approval.happened": [["batch"]," für ",["mandant"]," ist fertig und wartet auf die Freigabe durch eine zweite Person. Bis dahin geht nichts an DATEV."],
  "issue.approval.compare": "Vergleichen Sie im DATEV-Bereich dieses Vorgangs die Summen mit den letzten Übergaben, und sehen Sie an, was sich an der Zuordnung geändert hat.",
  "issue.approval.approve": "Wählen Sie dort „Freigeben“. Den Vorgang zu verschieben gibt nichts frei.",
  "issue.approval.close": ["Soll nichts gesendet werden, setzen Sie den Vorgang auf ",["close"]," und nennen Sie den Grund."],
  "issue.approval.people": "Freigeben können:",
  "issue.approval.group": ["Freigeben kann, wer in ",["groups"]," ist, diesen Vorgang bearbeiten und die Dateien des Mandanten lesen darf, den Lauf weder gestartet noch erneut angeordnet, seit der letzten freigegebenen Übergabe weder Pipeline noch Kontenplan geändert und keinen Beleg in seinem Paket abgegeben hat."],
  "issue.approval.anybody": "Freigeben kann, wer diesen Vorgang bearbeiten und die Dateien des Mandanten lesen darf, den Lauf weder gestartet noch erneut angeordnet, seit der letzten freigegebenen Übergabe weder Pipeline noch Kontenplan geändert und keinen Beleg in seinem Paket abgegeben hat.",
  "issue.approval.expected-by": "Erwartet bis",
  "comment.approval-wanted.lead": [["batch"]," ist fertig und wartet auf die Freigabe durch eine zweite Person (Ausführung ",["revision"],")."],
  "comment.approval-wanted.what-to-do": "Vergleichen Sie im DATEV-Bereich dieses Vorgangs Summen und Änderungen und wählen Sie dort „Freigeben“. Bis dahin geht nichts an DATEV.",
  "comment.approval-late.lead": [["batch"]," ist noch nicht freigegeben; die Übergabe war für jetzt erwartet."],
  "comment.run-not-approved.lead": "Den Vorgang zu verschieben gibt den Lauf nicht frei; es wurde nichts gesendet.",
  "comment.run-not-approved.what-to-do": "Eine zweite Person, die den Lauf weder gestartet noch erneut angeordnet, seit der letzten freigegebenen Übergabe weder Pipeline noch Kontenplan geändert und keinen Beleg in seinem Paket abgegeben hat, wählt im DATEV-Bereich dieses Vorgangs „Freigeben“.",
};
