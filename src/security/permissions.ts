import type { ACTIONS } from '../contract/actions';
import type { ADMIN_CALLS } from '../contract/admin-calls';
import type { AUTOMATION_CALLS } from '../contract/automation-calls';
import type { DESK_CALLS, ISSUE_CALLS } from '../contract/calls';
import type { WIDGET_CALLS } from '../contract/widget';

/**
 * Who may do what: one row per function of every resolver, one right per row. `entry/answering` asks for it before the flow
 * begins; a function without a row does not compile. docs/permissions.md is made of this.
 */
export type Right =
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

/** What is known of the person who asks; what a right does not use is not asked of Jira. */
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
const REQUIRES: Readonly<Record<Right, readonly (keyof Facts)[]>> = {
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
  // What of a mapping is mended is what rows say.
  'lead-on': ['see', 'lead', 'read'],
  'admin-on': ['see', 'admin'],
  'read-mandant': ['desk', 'read'],
  'lead-of-mandant': ['desk', 'lead', 'read'],
  'own-upload': [],
};

/** What panel, context and desk share. */
const SHARED = {
  'submission.view': 'see',
  'submission.version': 'see',
  'submission.history': 'see',
  'submission.audit': 'see',
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
  'pipeline.fill': 'lead-on',
  'run.view': 'read',
  'run.again': 'act',
  'run.approve': 'approve',
  'run.configuration': 'read',
  'run.rows': 'read',
} as const;

export const ISSUE_RIGHTS = {
  ...SHARED,
  'attachment.take': 'act',
} as const satisfies Readonly<Record<keyof typeof ISSUE_CALLS, Right>>;

export const DESK_RIGHTS = {
  ...SHARED,
  'discrepancies.view': 'lead',
  'discrepancies.begin': 'lead',
  'discrepancies.page': 'lead',
  'discrepancies.repair': 'lead',
  'desk.version': 'desk',
  'pipelines.view': 'desk',
  'pipeline.view': 'read-mandant',
  'pipeline.choices': 'lead',
  'pipeline.source': 'lead',
  'pipeline.values': 'lead-of-mandant',
  'pipeline.preview': 'lead-of-mandant',
  'pipeline.save': 'lead-of-mandant',
  'pipeline.approval-off': 'lead-of-mandant',
  'pipeline.remove': 'lead-of-mandant',
  'pipeline.run': 'hand-in',
  'accounts.view': 'read-mandant',
  'accounts.find': 'read-mandant',
  'pipeline.changes': 'lead-of-mandant',
  'accounts.changes': 'lead-of-mandant',
  'accounts.preset': 'lead',
  'accounts.read': 'lead',
  'accounts.save': 'lead-of-mandant',
  'parcel.part': 'lead',
  'desk.view': 'desk',
  'desk.charts': 'desk',
  'digest.view': 'desk',
  'digest.choose': 'desk',
  'storms.pause': 'lead',
  'submission.new-issue': 'act',
  'submission.issue-deleted': 'admin-on',
  'job.watch': 'hand-in',
  'datev.document-types': 'hand-in',
  'mandant.save': 'lead',
  'jira.users': 'lead',
} as const satisfies Readonly<Record<keyof typeof DESK_CALLS, Right>>;

/** The admin page is a Jira administrator's or nobody's. */
export const ADMIN_RIGHTS = {
  'admin.view': 'admin',
  'admin.save': 'admin',
  'admin.stop': 'admin',
  'storms.pause': 'admin',
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
  'jira.preview-issue': 'admin',
  'jira.filters': 'admin',
  'jira.save-filters': 'admin',
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
  'configuration.audit': 'admin',
  'configuration.export': 'admin',
  'configuration.plan': 'admin',
  'configuration.import': 'admin',
  'parcel.part': 'admin',
  'discrepancies.view': 'admin',
  'discrepancies.begin': 'admin',
  'discrepancies.page': 'admin',
  'discrepancies.repair': 'admin',
} as const satisfies Readonly<Record<keyof typeof ADMIN_CALLS, Right>>;

/** What the form in Automation asks with which somebody puts one of our actions into a rule; the actions themselves: `ACTION_RIGHTS`. */
export const AUTOMATION_RIGHTS = {
  'automation.choices': 'desk',
} as const satisfies Readonly<Record<keyof typeof AUTOMATION_CALLS, Right>>;

/** A widget on a dashboard: whoever opens the desk, and of Mandanten that they may read only (`flows/pages/show-widget`). */
export const WIDGET_RIGHTS = {
  'widget.view': 'desk',
} as const satisfies Readonly<Record<keyof typeof WIDGET_CALLS, Right>>;

/** Actions of Automation rules, each as the person whose connection the rule has. Those that change something want the setting, too. */
export const ACTION_RIGHTS = {
  'submission.resubmit': 'act',
  'submission.close': 'act',
  'pipeline.run': 'hand-in',
  'submission.status': 'see',
} as const satisfies Readonly<Record<keyof typeof ACTIONS, Right>>;

/** Whether somebody of whom this is known may. */
export function allows(right: Right, facts: Facts): boolean {
  return REQUIRES[right].every((fact) => facts[fact]);
}
