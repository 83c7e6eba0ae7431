// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "page.configLog": "Änderungen",
  "page.configLogNote": "Wer wann was geändert hat: Einstellungen, Mandanten, Verbindungen, Eingänge, Pipelines und Kontenpläne. Geheimnisse stehen nie darin.",
  "page.configLogPipeline": "Wer wann was an dieser Pipeline geändert hat.",
  "page.configLogAccounts": "Wer wann was an diesem Kontenplan geändert hat. Von Konten steht nur die Nummer darin.",
  "page.configLogShow": "Änderungen anzeigen",
  "page.configLogHide": "Änderungen ausblenden",
  "page.configLogOlder": "Ältere anzeigen",
  "page.configLogEmpty": "Bisher gibt es keine Änderung.",
  "page.configLogCount": [["count","plural",{"one":[["count"]," Unterschied"],"other":[["count"]," Unterschiede"]}]],
  "page.configLogMore": ["und ",["count"]," weitere"],
  "page.configLogSha": "Prüfsumme der Fassung (SHA-256)",
  "page.configLogSecret": "geändert; wird nicht gezeigt",
  "page.configLogOld": "vorher",
  "page.configLogNew": "jetzt",
};
