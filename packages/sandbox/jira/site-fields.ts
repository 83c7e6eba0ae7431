import type { SiteApp, SiteField } from './model';

/** Jira's own fields, as far as the fake knows them. */
export function systemFields(): readonly SiteField[] {
  const settable: readonly (readonly [string, string, SiteField['kind']])[] = [
    ['summary', 'Summary', 'summary'],
    ['description', 'Description', 'richtext'],
    ['assignee', 'Assignee', 'user'],
    ['reporter', 'Reporter', 'user'],
    ['priority', 'Priority', 'priority'],
    ['labels', 'Labels', 'labels'],
    ['duedate', 'Due date', 'date'],
    ['security', 'Security Level', 'security'],
  ];
  const fixed: readonly (readonly [string, string])[] = [
    ['project', 'Project'],
    ['issuetype', 'Issue Type'],
    ['status', 'Status'],
    ['statusCategory', 'Status Category'],
    ['statuscategorychangedate', 'Status Category Changed'],
    ['resolution', 'Resolution'],
    ['resolutiondate', 'Resolved'],
    ['created', 'Created'],
    ['updated', 'Updated'],
    ['creator', 'Creator'],
    ['attachment', 'Attachment'],
    ['comment', 'Comment'],
    ['issuelinks', 'Linked Issues'],
  ];
  return [
    ...settable.map(([id, name, kind]) => ({ id, key: id, name, kind })),
    ...fixed.map(([id, name]) => ({ id, key: id, name, kind: 'fixed' as const })),
  ];
}

const TYPES = 'com.atlassian.jira.plugin.system.customfieldtypes:';

/** The site's custom fields, and those that installing the app created. The app's fields sit on no screen. */
export function customFields(site: {
  readonly id: (n: number) => string;
  readonly app: SiteApp;
  readonly appFields: readonly { readonly key: string; readonly name: string }[];
}): readonly SiteField[] {
  const { id, app } = site;
  const field = (n: number, name: string, kind: SiteField['kind'], type: string): SiteField => {
    const fieldId = `customfield_${id(n)}`;
    return { id: fieldId, key: fieldId, name, kind, custom: `${TYPES}${type}` };
  };
  const options = ['Finanzbuchhaltung', 'Lohn', 'Steuern'].map((value, i) => ({ id: id(10020 + i), value }));
  const own = site.appFields.map((module, i): SiteField => {
    const ari = `ari:cloud:ecosystem::extension/${app.appId}/${app.envId}/static/${module.key}`;
    return {
      id: `customfield_${id(10100 + i)}`,
      key: ari,
      name: module.name,
      kind: 'forge',
      custom: ari,
      moduleKey: module.key,
    };
  });
  return [
    field(10040, 'Vorgangsnummer', 'string', 'textfield'),
    { ...field(10041, 'Abteilung', 'option', 'select'), options },
    field(10042, 'Zeilen', 'number', 'float'),
    field(10043, 'Schlagworte', 'labels', 'labels'),
    field(10044, 'Abgabefrist', 'date', 'datepicker'),
    field(10045, 'Interne Notiz', 'string', 'textfield'),
    field(10046, 'Grund', 'string', 'textfield'),
    field(10047, 'Hinweise', 'richtext', 'textarea'),
    { ...field(10060, 'Mandant', 'string', 'textfield'), projectId: id(10001) },
    ...own,
  ];
}
