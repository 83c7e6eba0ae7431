import type { Lang, Text } from '../kernel/problem';
import { cut, plain, quoted, say } from '../kernel/text';
import type { ConfigAction, ConfigEvent } from './config-event';
import { VALUE_WORDS, WHERE_WORDS } from './config-word-tables';

/** The sentence for each deed. A deed without words does not compile. */
const TITLES: Readonly<Record<ConfigAction, Text>> = {
  'settings.changed': { de: 'Einstellungen geändert', en: 'Settings changed' },
  'sending.stopped': { de: 'Senden angehalten', en: 'Sending stopped' },
  'sending.resumed': { de: 'Senden wieder freigegeben', en: 'Sending resumed' },
  'mandant.watched': { de: 'Mandant {id} wird beobachtet', en: 'Mandant {id} is watched' },
  'mandant.changed': { de: 'Mandant {id} geändert', en: 'Mandant {id} changed' },
  'mandant.unwatched': {
    de: 'Mandant {id} wird nicht mehr beobachtet',
    en: 'Mandant {id} is no longer watched',
  },
  'offers.dismissed': { de: 'Neue Mandanten ausgeblendet', en: 'New Mandanten dismissed' },
  'registration.made': {
    de: 'Registrierung bei DATEV eingetragen ({id})',
    en: 'Registration with DATEV entered ({id})',
  },
  'registration.changed': {
    de: 'Registrierung bei DATEV geändert ({id})',
    en: 'Registration with DATEV changed ({id})',
  },
  'connection.made': { de: 'Mit DATEV verbunden ({id})', en: 'Connected to DATEV ({id})' },
  'connection.ended': { de: 'Verbindung zu DATEV beendet ({id})', en: 'Connection to DATEV ended ({id})' },
  'app.removed': {
    de: 'App wird entfernt; alle Verbindungen zu DATEV enden',
    en: 'App is being removed; all connections to DATEV end',
  },
  'looker.made': { de: 'Looker-Verbindung {name} angelegt', en: 'Looker connection {name} made' },
  'looker.changed': { de: 'Looker-Verbindung {name} geändert', en: 'Looker connection {name} changed' },
  'looker.removed': { de: 'Looker-Verbindung {name} entfernt', en: 'Looker connection {name} removed' },
  'hooks.made': { de: 'Eingang geöffnet ({id})', en: 'Inbound hook opened ({id})' },
  'hooks.rotated': {
    de: 'Geheimnis des Eingangs erneuert ({id})',
    en: 'Secret of the inbound hook renewed ({id})',
  },
  'hooks.old-ended': {
    de: 'Altes Geheimnis des Eingangs beendet ({id})',
    en: 'Old secret of the inbound hook ended ({id})',
  },
  'hooks.removed': { de: 'Eingang geschlossen ({id})', en: 'Inbound hook closed ({id})' },
  'accounts.made': { de: 'Kontenplan von {id} angelegt', en: 'Account plan of {id} made' },
  'accounts.changed': { de: 'Kontenplan von {id} geändert', en: 'Account plan of {id} changed' },
  'pipeline.made': { de: 'Pipeline {name} angelegt', en: 'Pipeline {name} made' },
  'pipeline.changed': { de: 'Pipeline {name} geändert', en: 'Pipeline {name} changed' },
  'pipeline.removed': { de: 'Pipeline {name} entfernt', en: 'Pipeline {name} removed' },
};

/** Things of which there is one for each code of ours. */
const NAMED_BY_CODE = new Set(['registration', 'connection', 'hooks']);

/** What happened, as a headline: "Pipeline “Umsätze” changed". */
export function titleOf({ what, about, name }: ConfigEvent, lang: Lang): string {
  const id = about.slice(about.indexOf(':') + 1);
  const kind = about.slice(0, about.indexOf(':'));
  const shown = (NAMED_BY_CODE.has(kind) ? wordOf(VALUE_WORDS, id)?.[lang] : undefined) ?? id;
  return say(TITLES[what], lang, {
    id: kind === 'mandant' && name !== undefined ? `${quoted(name, lang)} (${shown})` : shown,
    name: quoted(name ?? id, lang),
  });
}

/** Where something differs, from the outside in: "Groups › Mappings". What has no word of ours stays as it is. */
export function whereOf(path: readonly string[], lang: Lang): string {
  return path.map((step) => wordOf(WHERE_WORDS, step)?.[lang] ?? shortOf(step)).join(' › ');
}

/** Members whose values are codes of ours; everywhere else the same letters are somebody's own words. */
const CODED = new Set([
  ...['environment', 'mode', 'state', 'why', 'amountIs', 'zeroLines', 'unit'],
  ...['as', 'by', 'from', 'is', 'on'],
]);

/** The value of a member, for people: our own codes in words, everything else as it was written, harmless on one line. */
export function valueText(value: string, path: readonly string[], lang: Lang): string {
  const isOurs = CODED.has(path.at(-1) ?? '') || value === 'true' || value === 'false';
  return (isOurs ? wordOf(VALUE_WORDS, value)?.[lang] : undefined) ?? shortOf(value);
}

function wordOf(words: Readonly<Record<string, Text>>, code: string): Text | undefined {
  return Object.hasOwn(words, code) ? words[code] : undefined;
}

function shortOf(foreign: string): string {
  return cut(plain(foreign), MAX_SHOWN);
}
/** More than the log keeps of a value. */
const MAX_SHOWN = 200;
