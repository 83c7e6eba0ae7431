// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "need.admin": "Jira-Administration",
  "need.desk": "darf das Projekt sehen, oder Kanzleileitung",
  "need.lead": "Kanzleileitung",
  "need.hand-in": "darf im Projekt Vorgänge anlegen (oder Kanzleileitung) und ist in der Gruppe, die senden darf",
  "need.target": "wie „handeln“ an der Übertragung, oder wie „abgeben“ für einen Mandanten",
  "need.see": "sieht den Vorgang, und die App sieht ihn auch",
  "need.read": "sieht den Vorgang und hat das Leserecht des Mandanten",
  "need.act": "darf den Vorgang bearbeiten und ist in der Gruppe, die senden darf",
  "need.approve": "darf den Vorgang bearbeiten, ist in der Gruppe, die senden darf, und hat das Leserecht des Mandanten",
  "need.lead-on": "sieht den Vorgang und ist Kanzleileitung",
  "need.admin-on": "Jira-Administration",
  "need.read-mandant": "Leserecht des Mandanten",
  "need.lead-of-mandant": "Kanzleileitung mit Leserecht des Mandanten",
  "need.own-upload": "wer den Upload begonnen hat",
};
