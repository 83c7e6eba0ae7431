// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "page.configLog": "Changes",
  "page.configLogNote": "Who changed what and when: settings, Mandanten, connections, inbound hooks, pipelines and account plans. Secrets are never in it.",
  "page.configLogPipeline": "Who changed what of this pipeline, and when.",
  "page.configLogAccounts": "Who changed what of this account plan, and when. Of accounts only the number is in it.",
  "page.configLogShow": "Show changes",
  "page.configLogHide": "Hide changes",
  "page.configLogOlder": "Show older ones",
  "page.configLogEmpty": "There is no change so far.",
  "page.configLogCount": [["count"]," differences"],
  "page.configLogMore": ["and ",["count"]," more"],
  "page.configLogSha": "Checksum of the version (SHA-256)",
  "page.configLogSecret": "changed; not shown",
  "page.configLogOld": "before",
  "page.configLogNew": "now",
};
