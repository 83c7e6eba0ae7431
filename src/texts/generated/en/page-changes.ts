// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "page.configLog": "Changes",
  "page.configLogNote": "Who changed what and when: settings, Mandanten, connections, inbound hooks, pipelines and account plans. Secrets are never included.",
  "page.configLogPipeline": "Who changed what in this pipeline, and when.",
  "page.configLogAccounts": "Who changed what in this account plan, and when. Of accounts, only the number is recorded.",
  "page.configLogShow": "Show changes",
  "page.configLogHide": "Hide changes",
  "page.configLogOlder": "Show older",
  "page.configLogEmpty": "No changes so far.",
  "page.configLogCount": [["count","plural",{"one":[["count"]," difference"],"other":[["count"]," differences"]}]],
  "page.configLogMore": ["and ",["count"]," more"],
  "page.configLogSha": "Checksum of the version (SHA-256)",
  "page.configLogSecret": "changed; not shown",
  "page.configLogOld": "before",
  "page.configLogNew": "now",
};
