import type { Text } from '../kernel/problem';
import type { Part } from '../submissions/approval';

/** Why somebody else has to approve: by the hand this person had in it, so that nobody wonders. */
export const PARTS: Readonly<Record<Part, Text>> = {
  started: {
    de: 'Sie haben den Lauf gestartet. Freigeben muss jemand anderes.',
    en: 'You started the run. Somebody else has to approve.',
  },
  ordered: {
    de: 'Sie haben eine Ausführung des Laufs angeordnet. Freigeben muss jemand anderes.',
    en: 'You ordered an execution of the run. Somebody else has to approve.',
  },
  author: {
    de: 'Sie haben Pipeline oder Kontenplan geändert, seit sie zuletzt freigegeben und übergeben wurden. Freigeben muss jemand anderes.',
    en: 'You changed pipeline or account plan since they were last approved and delivered. Somebody else has to approve.',
  },
  'handed-in': {
    de: 'Sie haben diese Datei abgelegt, die eine freigegebene ersetzt. Freigeben und senden muss sie jemand anderes.',
    en: 'You put in this file, which replaces an approved one. Somebody else has to approve and send it.',
  },
};
