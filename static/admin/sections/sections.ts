import type { Place } from '../../shared/page/address';
import type { PlainWord } from '../../shared/texts/lang';

/** The sections of the page in the order in which they need each other; the first part of the address says which is open. */
export const SECTIONS = {
  overview: 'sectionOverview',
  datev: 'sectionDatev',
  mandanten: 'sectionMandanten',
  jira: 'sectionJira',
  looker: 'sectionLooker',
  hooks: 'sectionHooks',
  rights: 'sectionRights',
  operation: 'sectionOperation',
  'cross-check': 'sectionCrossCheck',
  transfer: 'sectionTransfer',
  'audit-log': 'sectionAudit',
} as const satisfies Readonly<Record<string, PlainWord>>;

export type Section = keyof typeof SECTIONS;

export const SECTION_NAMES = Object.keys(SECTIONS) as readonly Section[];

/** What an address names; anything else is the overview. */
export function sectionOf({ path: [name = 'overview'] }: Place): Section {
  return SECTION_NAMES.find((one) => one === name) ?? 'overview';
}

/** Where a section stands; the overview has the shortest address. */
export function placeOfSection(section: Section): Place {
  return { path: section === 'overview' ? [] : [section], query: {} };
}
