import type { SiteUser } from './model';

/** The people and programs of the site at the beginning. Account ids with a colon have to be percent-encoded in URLs. */
export const ACCOUNT_IDS = {
  admin: '5b10a2844c20165700ede21g',
  firmLead: '5b10a2844c20165700ede22g',
  accountant: '5b10a2844c20165700ede23g',
  outsider: '5b10a2844c20165700ede24g',
  app: '557058:0c1d7c38-5a4e-4d7a-9a1b-7d0b9a526c1e',
  automation: '557058:f58131cb-b67d-43c7-b30d-6b58d40bd077',
} as const;
export const GROUP_IDS = {
  everybody: '276f955c-63d7-42c8-9520-92d01dca0625',
  admins: '6e87dc72-4f1f-421f-9382-2fee8b652487',
  firmLeads: '9b1f4a7e-2f0c-4a55-8f6e-5d3c1a20be11',
} as const;

/** Everybody on the site; the app's time zone is the site's default in real life. */
export function users(appTimeZone: string): readonly SiteUser[] {
  const person = (accountId: string, displayName: string, groups: readonly string[]): SiteUser => ({
    accountId,
    accountType: 'atlassian',
    displayName,
    active: true,
    timeZone: 'Europe/Berlin',
    locale: 'de_DE',
    email: `${displayName.split(' ')[0]?.toLowerCase()}@kanzlei.example`,
    groups,
  });
  const program = (accountId: string, displayName: string, timeZone: string): SiteUser => ({
    accountId,
    accountType: 'app',
    displayName,
    active: true,
    timeZone,
    locale: 'en_US',
    groups: [],
  });
  return [
    person(ACCOUNT_IDS.admin, 'Anna Admin', [GROUP_IDS.everybody, GROUP_IDS.admins]),
    person(ACCOUNT_IDS.firmLead, 'Karla Kanzlei', [GROUP_IDS.everybody, GROUP_IDS.firmLeads]),
    person(ACCOUNT_IDS.accountant, 'Bernd Buchhalter', [GROUP_IDS.everybody]),
    // Logs in to the site, sees no project.
    person(ACCOUNT_IDS.outsider, 'Otto Außen', []),
    program(ACCOUNT_IDS.app, 'DATEV for Jira', appTimeZone),
    program(ACCOUNT_IDS.automation, 'Automation for Jira', 'Europe/Berlin'),
  ];
}
