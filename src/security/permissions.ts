import type { ADMIN_CALLS, DESK_CALLS, ISSUE_CALLS } from '../contract/calls';
import type { Text } from '../kernel/problem';

/**
 * Who may do what: one row per function of every resolver, one need per row. `entry/answering` asks for it before anything else
 * happens; a function without a row does not compile. docs/permissions.md is made of this.
 */
export type Need =
  | 'admin'
  | 'desk'
  | 'lead'
  | 'hand-in'
  | 'target'
  | 'see'
  | 'read'
  | 'act'
  | 'approve'
  | 'lead-on'
  | 'admin-on'
  | 'read-mandant'
  | 'lead-of-mandant'
  | 'own-upload';

/** What is known of the person who asks; what a need does not use is not asked of Jira. */
export type Facts = {
  readonly admin: boolean;
  readonly lead: boolean;
  readonly desk: boolean;
  readonly handIn: boolean;
  /** Of the submission: its issue is visible to the app and to the person, or it has none. */
  readonly see: boolean;
  readonly read: boolean;
  readonly act: boolean;
};

/** All of these must be so. `target` and `own-upload` stand for what the payload names. */
export const REQUIRES: Readonly<Record<Need, readonly (keyof Facts)[]>> = {
  admin: ['admin'],
  desk: ['desk'],
  lead: ['desk', 'lead'],
  'hand-in': ['desk', 'handIn'],
  target: [],
  see: ['see'],
  read: ['see', 'read'],
  act: ['see', 'act'],
  // Whoever approves can see what they approve.
  approve: ['see', 'act', 'read'],
  'lead-on': ['see', 'lead'],
  'admin-on': ['see', 'admin'],
  'read-mandant': ['desk', 'read'],
  'lead-of-mandant': ['desk', 'lead', 'read'],
  'own-upload': [],
};

/** The needs in words, for people. */
export const NEED_WORDS: Readonly<Record<Need, Text>> = {
  admin: { de: 'Jira-Administration', en: 'Jira administrator' },
  desk: { de: 'darf das Projekt sehen, oder Kanzleileitung', en: 'may browse the project, or firm lead' },
  lead: { de: 'Kanzleileitung', en: 'firm lead' },
  'hand-in': {
    de: 'darf im Projekt Vorgänge anlegen (oder Kanzleileitung) und ist in der Gruppe, die senden darf',
    en: 'may create issues in the project (or firm lead) and is in the group that may send',
  },
  target: {
    de: 'wie „handeln“ an der Übertragung, oder wie „einreichen“ für einen Mandanten',
    en: 'as for acting on the submission, or as for handing in for a Mandant',
  },
  see: {
    de: 'sieht den Vorgang, und die App sieht ihn auch',
    en: 'sees the issue, and the app sees it, too',
  },
  read: {
    de: 'sieht den Vorgang und hat das Leserecht des Mandanten',
    en: 'sees the issue and has the reading right of the Mandant',
  },
  act: {
    de: 'darf den Vorgang bearbeiten und ist in der Gruppe, die senden darf',
    en: 'may edit the issue and is in the group that may send',
  },
  approve: {
    de: 'darf den Vorgang bearbeiten, ist in der Gruppe, die senden darf, und hat das Leserecht des Mandanten',
    en: 'may edit the issue, is in the group that may send, and has the reading right of the Mandant',
  },
  'lead-on': { de: 'sieht den Vorgang und ist Kanzleileitung', en: 'sees the issue and is a firm lead' },
  'admin-on': { de: 'Jira-Administration', en: 'Jira administrator' },
  'read-mandant': { de: 'Leserecht des Mandanten', en: 'reading right of the Mandant' },
  'lead-of-mandant': {
    de: 'Kanzleileitung mit Leserecht des Mandanten',
    en: 'firm lead with the reading right of the Mandant',
  },
  'own-upload': { de: 'wer den Upload begonnen hat', en: 'whoever began the upload' },
};

/** What panel, context and desk share. */
const SHARED = {
  'submission.view': 'see',
  'submission.resubmit': 'act',
  'submission.close': 'act',
  'submission.decide': 'act',
  'submission.replay': 'act',
  'submission.overrule': 'act',
  'submission.withdraw': 'act',
  'submission.document-types': 'act',
  'submission.presence': 'act',
  'file.begin': 'target',
  'file.put': 'own-upload',
  'file.finish': 'own-upload',
  'file.state': 'own-upload',
  'file.download': 'read',
  'pipeline.remap': 'lead-on',
  'run.view': 'read',
  'run.again': 'act',
  'run.approve': 'approve',
  'run.configuration': 'read',
  'run.rows': 'read',
} as const;

export const ISSUE_NEEDS = {
  ...SHARED,
  'attachment.take': 'act',
} as const satisfies Readonly<Record<keyof typeof ISSUE_CALLS, Need>>;

export const DESK_NEEDS = {
  ...SHARED,
  'pipelines.view': 'desk',
  'pipeline.view': 'read-mandant',
  'pipeline.choices': 'lead',
  'pipeline.source': 'lead',
  'pipeline.preview': 'lead-of-mandant',
  'pipeline.save': 'lead-of-mandant',
  'pipeline.approval-off': 'lead',
  'pipeline.remove': 'lead',
  'pipeline.run': 'hand-in',
  'accounts.view': 'read-mandant',
  'pipeline.changes': 'lead-of-mandant',
  'accounts.changes': 'lead-of-mandant',
  'accounts.preset': 'lead',
  'accounts.read': 'lead',
  'accounts.save': 'lead-of-mandant',
  'desk.view': 'desk',
  'submission.new-issue': 'act',
  'submission.issue-deleted': 'admin-on',
  'job.watch': 'hand-in',
  'datev.document-types': 'hand-in',
  'mandant.save': 'lead',
  'jira.users': 'lead',
} as const satisfies Readonly<Record<keyof typeof DESK_CALLS, Need>>;

/** The admin page is a Jira administrator's or nobody's. */
export const ADMIN_NEEDS = {
  'admin.view': 'admin',
  'admin.save': 'admin',
  'admin.stop': 'admin',
  'jira.projects': 'admin',
  'jira.issue-types': 'admin',
  'jira.statuses': 'admin',
  'jira.fields': 'admin',
  'jira.users': 'admin',
  'jira.groups': 'admin',
  'datev.mandanten': 'admin',
  'datev.register': 'admin',
  'jira.test-issue': 'admin',
  'jira.remove-test-issue': 'admin',
  'mandant.dismiss': 'admin',
  'datev.login': 'admin',
  'datev.login-state': 'admin',
  'datev.disconnect': 'admin',
  'datev.test': 'admin',
  'support.log': 'admin',
  'mandant.look-back': 'admin',
  'mandant.watch': 'admin',
  'mandant.watch-many': 'admin',
  'mandant.unwatch': 'admin',
  'looker.view': 'admin',
  'looker.save': 'admin',
  'looker.test': 'admin',
  'looker.remove': 'admin',
  'hooks.view': 'admin',
  'hooks.make': 'admin',
  'hooks.end-old': 'admin',
  'hooks.remove': 'admin',
  'configuration.changes': 'admin',
  'configuration.export': 'admin',
  'configuration.plan': 'admin',
  'configuration.import': 'admin',
} as const satisfies Readonly<Record<keyof typeof ADMIN_CALLS, Need>>;

/** Whether somebody of whom this is known may. */
export function allows(need: Need, facts: Facts): boolean {
  return REQUIRES[need].every((fact) => facts[fact]);
}
