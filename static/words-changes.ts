import type { Text } from '../src/kernel/problem';

/** Words of the log of the configuration. */
export const CHANGES_WORDS = {
  configLog: { de: 'Änderungen', en: 'Changes' },
  configLogNote: {
    de: 'Wer wann was geändert hat: Einstellungen, Mandanten, Verbindungen, Eingänge, Pipelines und Kontenpläne. Geheimnisse stehen nie darin.',
    en: 'Who changed what and when: settings, Mandanten, connections, inbound hooks, pipelines and account plans. Secrets are never in it.',
  },
  configLogPipeline: {
    de: 'Wer wann was an dieser Pipeline geändert hat.',
    en: 'Who changed what of this pipeline, and when.',
  },
  configLogAccounts: {
    de: 'Wer wann was an diesem Kontenplan geändert hat. Von Konten steht nur die Nummer darin.',
    en: 'Who changed what of this account plan, and when. Of accounts only the number is in it.',
  },
  configLogShow: { de: 'Änderungen anzeigen', en: 'Show changes' },
  configLogHide: { de: 'Änderungen ausblenden', en: 'Hide changes' },
  configLogOlder: { de: 'Ältere anzeigen', en: 'Show older ones' },
  configLogEmpty: { de: 'Bisher gibt es keine Änderung.', en: 'There is no change so far.' },
  configLogCount: { de: '{count} Unterschiede', en: '{count} differences' },
  configLogMore: { de: 'und {count} weitere', en: 'and {count} more' },
  configLogSha: { de: 'Prüfsumme der Fassung (SHA-256)', en: 'Checksum of the version (SHA-256)' },
  configLogSecret: { de: 'geändert; wird nicht gezeigt', en: 'changed; not shown' },
  configLogOld: { de: 'vorher', en: 'before' },
  configLogNew: { de: 'jetzt', en: 'now' },
} as const satisfies Readonly<Record<string, Text>>;
