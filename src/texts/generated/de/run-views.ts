// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "run-verdict.missing": [["rejected"]," von ",["rows","plural",{"one":[["rows"]," Zeile"],"other":[["rows"]," Zeilen"]}]," abgelehnt – ",["values","plural",{"one":["ein Wert fehlt"],"other":[["values"]," Werte fehlen"]}]],
  "run-verdict.missing-more": [["rejected"]," von ",["rows","plural",{"one":[["rows"]," Zeile"],"other":[["rows"]," Zeilen"]}]," abgelehnt – ",["values","plural",{"one":["ein Wert fehlt"],"other":[["values"]," Werte fehlen"]}],", dazu ",["others","plural",{"one":["eine andere Ursache"],"other":[["others"]," andere Ursachen"]}]],
  "run-verdict.mended": [["rejected"]," von ",["rows","plural",{"one":[["rows"]," Zeile"],"other":[["rows"]," Zeilen"]}]," abgelehnt – die fehlenden Werte stehen inzwischen in der Zuordnung"],
  "run-verdict.faults": [["rejected"]," von ",["rows","plural",{"one":[["rows"]," Zeile"],"other":[["rows"]," Zeilen"]}]," abgelehnt – ",["faults","plural",{"one":["eine Ursache"],"other":[["faults"]," Ursachen"]}]],
  "run-verdict.mended-next": "Führen Sie den Lauf noch einmal aus; mit den neuen Werten wurde er noch nicht ausgeführt.",
  "run-verdict.approve-next": "Sehen Sie die Kontrollsummen an und geben Sie den Lauf frei, oder schließen Sie ihn ohne Senden.",
  "run-verdict.missing-next": "Tragen Sie die fehlenden Werte hier ein; danach wird der Lauf noch einmal ausgeführt.",
  "run-changes.first": "Von dieser Pipeline wurde noch nichts freigegeben und übergeben, womit sich die Zuordnung vergleichen ließe.",
  "run-changes.same": ["Die Pipeline ist dieselbe wie bei der letzten freigegebenen Übergabe (Fassung ",["version"],")."],
  "run-changes.since": ["Geändert seit der letzten freigegebenen Übergabe: Fassung ",["from"]," → ",["to"]],
  "run-changes.plan": ["Auch der Kontenplan ist ein anderer: Fassung ",["from"]," → ",["to"],"."],
  "run-send.changed": ["Die Pipeline wurde seit diesem Probelauf geändert: Fassung ",["was"]," → ",["now"],". Der echte Lauf rechnet mit der neuen."],
  "run-again.may-be-there": "Ein Teil dieser Buchungen kann schon bei DATEV liegen: Nimmt DATEV beides an, ist doppelt gebucht. Sehen Sie vorher in DATEV nach.",
  "run-again.bookings-behind": "Alle Belege des Laufs werden neu erstellt: Was schon angekommen ist, kann danach doppelt bei DATEV liegen.",
  "run-send.next": "Prüfen Sie Summen und Dateien. Passt alles, senden Sie den Zeitraum echt.",
  "run-verdict.missing-lead": "Eine Kanzleileitung trägt die fehlenden Werte hier ein; danach wird der Lauf noch einmal ausgeführt.",
  "run-drift.next": "Sehen Sie unter „Geänderte Spalten“ nach, wie die Spalten jetzt heißen, und wählen Sie „Zuordnung anpassen“; danach wird der Lauf noch einmal ausgeführt.",
  "run-drift.by-hand": "Ordnen Sie in der Pipeline neu zu, was unter „Geänderte Spalten“ steht, und führen Sie den Lauf dann noch einmal aus.",
  "run-drift.lead": "Eine Kanzleileitung passt die Zuordnung an; was sich geändert hat, steht unter „Geänderte Spalten“.",
};
