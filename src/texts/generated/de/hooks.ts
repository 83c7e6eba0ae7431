// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "hooks.has-secret.title": "Es gibt schon ein Secret.",
  "hooks.has-secret.remedy": "Kennt es niemand mehr, wechseln Sie es: Das bisherige gilt dann noch sieben Tage.",
  "hooks.no-secret.title": "Es gibt noch kein Secret.",
  "hooks.no-secret.remedy": "Legen Sie zuerst eines an.",
  "hooks.content.title": ["Die Nachricht ist bei „",["field"],"“ nicht so aufgebaut, wie sie sein muss."],
  "hooks.content.remedy": "Vergleichen Sie sie mit der Anleitung für eingehende Nachrichten und senden Sie sie korrigiert.",
  "hooks.time.title": ["Die Zeit in „",["field"],"“ liegt zu weit von der jetzigen entfernt."],
  "hooks.time.remedy": "Prüfen Sie die Uhr des sendenden Programms und senden Sie die Nachricht mit der jetzigen Zeit.",
  "hooks.not-watched.title": ["Der Mandant ",["mandant"]," wird nicht beobachtet."],
  "hooks.not-watched.remedy": "Beobachten Sie ihn in den Einstellungen der App, und senden Sie die Nachricht danach noch einmal.",
  "hooks.no-pipeline.title": ["Die Pipeline ",["pipeline"]," gibt es nicht."],
  "hooks.no-pipeline.remedy": "Nehmen Sie die Kennung, die bei der Pipeline steht.",
  "hooks.pipeline-inactive.title": ["Die Pipeline ",["pipeline"]," ist ausgeschaltet."],
  "hooks.pipeline-inactive.remedy": "Schalten Sie sie ein, und senden Sie die Nachricht danach noch einmal.",
  "hooks.wrong-period.title": ["Der Zeitraum ",["period"]," passt nicht zur Pipeline ",["pipeline"],"."],
  "hooks.wrong-period.remedy": "Nennen Sie einen Monat (2026-11), ein Quartal (2026-Q4) oder einen Tag (2026-11-30), wie die Pipeline es braucht.",
};
