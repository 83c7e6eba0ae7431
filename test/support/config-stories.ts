import { bookingDraft } from '../../packages/sandbox/world/booking';
import { logIn, setUpConnection } from '../../packages/sandbox/world/connection';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import type { ConfigAction } from '../../src/audit/config-event';
import { type Booked, MANDANT, MONTH, type Plan, start } from './booking';
import type { Draft } from './draft-of';
import { as, draftIn } from './eyes-hands';
import { edit } from './many-eyes';
import { ACCOUNTS, DAY, HOUR, issuesOf, jiraCall, MINUTE } from './world';

/** Every call that changes the configuration, and what it has to leave in the log; and the calls that leave nothing, with why. */

/** Nobody may find these in the log, in any form. */
export const SECRETS = {
  client: 'canary-client-secret-1',
  looker: 'canary-looker-secret-2',
  hook: 'canary-hook-token-33333333',
} as const;

type Story = {
  /** What happens before, and leaves entries of its own. */
  readonly before?: (b: Booked) => Promise<unknown>;
  readonly deed: (b: Booked) => Promise<unknown>;
  readonly by: string | 'app';
  /** What is logged, in order: deed, thing, and places that have to be among the differences. */
  readonly leaves: readonly (readonly [ConfigAction, (b: Booked) => string, ...string[]])[];
};

export const admin = (b: Booked, name: string, payload: Record<string, unknown> = {}) =>
  asAdmin(b.w.forge, name, payload);
export const thing = (about: string) => () => about;
const thePipeline = (b: Booked) => `pipeline:${b.pipeline}`;
const theLooker = (b: Booked) => `looker:${b.connection}`;
export const newOne = () => '';

export async function save(b: Booked, some: object): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: object }>(
    b.w.forge,
    'admin.view',
    {},
  );
  await admin(b, 'admin.save', { version, settings: { ...settings, ...some } });
}

/** As the lead sees it, so that what the lead saves is the lead's. */
export async function draftOf(b: Booked): Promise<{ version: number; draft: Draft }> {
  const { pipeline, version } = await as<{ version: number; pipeline: Draft }>(b, 'lead', 'pipeline.view', {
    id: b.pipeline,
  });
  return { version, draft: draftIn(pipeline) };
}

export const looker = { name: 'Looker zwei', url: 'https://zwei.cloud.looker.com', clientId: 'zwei' };
const registration = { environment: 'production', clientId: 'kanzlei-app' };

async function exported(b: Booked): Promise<string> {
  const whole = await asAdmin<{ pipelines: object[]; accountPlans?: object[] }>(
    b.w.forge,
    'configuration.export',
    {},
  );
  return JSON.stringify({
    ...whole,
    pipelines: whole.pipelines.map((one) => ({ ...one, id: 'pfedcba987654', name: 'Eingeführt' })),
  });
}

async function approvalWaits(b: Booked): Promise<void> {
  await edit(b, 'lead', (draft) => ({ ...draft, needsApproval: true }));
  await edit(b, 'lead', (draft) => ({ ...draft, needsApproval: false }));
}

export const STORIES: Readonly<Record<string, Story>> = {
  'admin.save': {
    deed: (b) => save(b, { retentionDays: 77, groups: { resubmit: ['g-1'], mappings: [] } }),
    by: ACCOUNTS.admin,
    leaves: [['settings.changed', thing('settings'), 'retentionDays', 'groups.resubmit', 'groups.mappings']],
  },
  'admin.stop': {
    deed: (b) => admin(b, 'admin.stop', { stopped: true, reason: 'Prüfung' }),
    by: ACCOUNTS.admin,
    leaves: [['sending.stopped', thing('settings'), 'stopped.reason']],
  },
  'admin.stop (again)': {
    before: (b) => admin(b, 'admin.stop', { stopped: true, reason: 'Prüfung' }),
    deed: (b) => admin(b, 'admin.stop', { stopped: false, reason: '' }),
    by: ACCOUNTS.admin,
    leaves: [['sending.resumed', thing('settings'), 'stopped.reason']],
  },
  'storms.pause': {
    deed: (b) => admin(b, 'storms.pause', { paused: true, reason: 'Prüfung' }),
    by: ACCOUNTS.admin,
    leaves: [['storms.paused', thing('settings'), 'paused.reason']],
  },
  'storms.pause (again)': {
    before: (b) => admin(b, 'storms.pause', { paused: true, reason: 'Prüfung' }),
    deed: (b) => admin(b, 'storms.pause', { paused: false, reason: '' }),
    by: ACCOUNTS.admin,
    leaves: [['storms.resumed', thing('settings'), 'paused.reason']],
  },
  'mandant.watch': {
    deed: (b) =>
      admin(b, 'mandant.watch', { mandant: '455148-2', lookBackDays: 3, assignee: ACCOUNTS.accountant }),
    by: ACCOUNTS.admin,
    leaves: [['mandant.watched', thing('mandant:455148-2'), 'watched', 'watchedSince', 'assignee']],
  },
  'mandant.watch-many': {
    deed: (b) => admin(b, 'mandant.watch-many', { mandanten: ['455148-2', '455148-4'] }),
    by: ACCOUNTS.admin,
    leaves: [
      ['mandant.watched', thing('mandant:455148-2'), 'watched'],
      ['mandant.watched', thing('mandant:455148-4'), 'watched'],
    ],
  },
  'mandant.unwatch': {
    deed: (b) => admin(b, 'mandant.unwatch', { mandant: MANDANT }),
    by: ACCOUNTS.admin,
    leaves: [['mandant.unwatched', thing(`mandant:${MANDANT}`), 'watched']],
  },
  'mandant.save': {
    deed: (b) => as(b, 'lead', 'mandant.save', { mandant: MANDANT, assignee: ACCOUNTS.accountant }),
    by: ACCOUNTS.firmLead,
    leaves: [['mandant.changed', thing(`mandant:${MANDANT}`), 'assignee']],
  },
  'mandant.dismiss': {
    before: async (b) => {
      await b.w.forge.advance(2 * HOUR);
      b.w.datev.addMandant({ client: 77, name: 'Neu & Frisch GmbH' });
      await b.w.forge.advance(DAY);
      await setUpConnection(b.w.forge);
      await b.w.forge.advance(2 * HOUR);
    },
    deed: (b) => admin(b, 'mandant.dismiss'),
    by: ACCOUNTS.admin,
    leaves: [['offers.dismissed', thing('offers'), 'offered']],
  },
  'datev.register': {
    deed: (b) => admin(b, 'datev.register', { ...registration, secret: SECRETS.client }),
    by: ACCOUNTS.admin,
    leaves: [['registration.made', thing('registration:production'), 'clientId', 'secret']],
  },
  'datev.register (another secret)': {
    before: (b) => admin(b, 'datev.register', { ...registration, secret: `${SECRETS.client}-before` }),
    deed: (b) => admin(b, 'datev.register', { ...registration, secret: SECRETS.client }),
    by: ACCOUNTS.admin,
    leaves: [['registration.changed', thing('registration:production'), 'secret']],
  },
  'datev.login-state': {
    deed: (b) => logIn(b.w.forge, { mode: 'session' }),
    by: ACCOUNTS.admin,
    // DATEV: never more than one valid refresh token, so the one before is ended first.
    leaves: [
      ['connection.ended', thing('connection:main'), 'state', 'why'],
      ['connection.made', thing('connection:main'), 'state', 'until', 'token'],
    ],
  },
  'datev.disconnect': {
    deed: (b) => admin(b, 'datev.disconnect', { connection: '455148-1' }),
    by: ACCOUNTS.admin,
    leaves: [['connection.ended', thing('connection:455148-1'), 'state', 'why']],
  },
  'looker.save': {
    deed: (b) => admin(b, 'looker.save', { ...looker, secret: SECRETS.looker }),
    by: ACCOUNTS.admin,
    leaves: [['looker.made', newOne, 'name', 'url', 'secret']],
  },
  'looker.save (another key)': {
    deed: (b) => admin(b, 'looker.save', { ...looker, id: b.connection, secret: SECRETS.looker }),
    by: ACCOUNTS.admin,
    leaves: [['looker.changed', theLooker, 'name', 'url', 'clientId', 'secret']],
  },
  'looker.remove': {
    deed: (b) => admin(b, 'looker.remove', { id: b.connection }),
    by: ACCOUNTS.admin,
    leaves: [['looker.removed', theLooker, 'name', 'secret']],
  },
  'hooks.make': {
    deed: (b) => admin(b, 'hooks.make', { kind: 'looker', given: SECRETS.hook }),
    by: ACCOUNTS.admin,
    leaves: [['hooks.made', thing('hooks:looker'), 'secret']],
  },
  'hooks.make (again)': {
    before: (b) => admin(b, 'hooks.make', { kind: 'signed' }),
    deed: (b) => admin(b, 'hooks.make', { kind: 'signed' }),
    by: ACCOUNTS.admin,
    leaves: [['hooks.rotated', thing('hooks:signed'), 'secret', 'oldUntil']],
  },
  'hooks.end-old': {
    before: async (b) => {
      await admin(b, 'hooks.make', { kind: 'signed' });
      await admin(b, 'hooks.make', { kind: 'signed' });
    },
    deed: (b) => admin(b, 'hooks.end-old', { kind: 'signed' }),
    by: ACCOUNTS.admin,
    leaves: [['hooks.old-ended', thing('hooks:signed'), 'oldUntil']],
  },
  'hooks.remove': {
    before: (b) => admin(b, 'hooks.make', { kind: 'signed' }),
    deed: (b) => admin(b, 'hooks.remove', { kind: 'signed' }),
    by: ACCOUNTS.admin,
    leaves: [['hooks.removed', thing('hooks:signed'), 'secret']],
  },
  'configuration.import': {
    deed: async (b) => admin(b, 'configuration.import', { text: await exported(b) }),
    by: ACCOUNTS.admin,
    leaves: [['pipeline.made', newOne, 'name', 'importedFrom', 'mapping.contra.column']],
  },
  'accounts.save': {
    deed: async (b) => {
      const seen = await as<{ version: number; plan: Plan & Record<string, unknown> }>(
        b,
        'lead',
        'accounts.view',
        { mandant: MANDANT },
      );
      const { v: _, mandant: __, version: ___, changedAt: ____, changedBy: _____, ...plan } = seen.plan;
      const [first, ...others] = plan.accounts;
      const accounts = [{ number: first?.number, name: 'Canary Partner GmbH' }, ...others.slice(1)];
      await as(b, 'lead', 'accounts.save', {
        mandant: MANDANT,
        version: seen.version,
        plan: { ...plan, accounts, closedThrough: '2026-10' },
      });
    },
    by: ACCOUNTS.firmLead,
    leaves: [
      ['accounts.changed', thing(`accounts:${MANDANT}`), 'accounts', 'renamed', 'closedThrough', 'count'],
    ],
  },
  'pipeline.save': {
    deed: (b) =>
      edit(b, 'lead', (draft) => ({
        ...draft,
        isActive: false,
        mapping: { ...draft.mapping, zeroLines: 'leave-out' },
      })),
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.changed', thePipeline, 'isActive', 'mapping.zeroLines', 'version']],
  },
  'pipeline.save (new)': {
    deed: (b) =>
      as(b, 'lead', 'pipeline.save', {
        version: 0,
        draft: { ...bookingDraft(b.connection, MANDANT), schedule: { on: 'manual' }, name: 'Zweite' },
      }),
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.made', newOne, 'name', 'source.explore', 'mapping.taxKey.table.USt 19 %.value']],
  },
  'pipeline.remap': {
    before: async (b) => {
      b.w.looker.setColumns({ rename: { tax_name: 'tax_label' } });
      await start(b);
      await b.w.forge.advance(5 * MINUTE);
    },
    deed: async (b) => {
      const { version } = await draftOf(b);
      const submissionId = await start(b);
      const renames = [{ from: 'general_ledger.tax_name', to: 'general_ledger.tax_label' }];
      await as(b, 'lead', 'pipeline.remap', { id: b.pipeline, version, submissionId, renames });
    },
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.changed', thePipeline, 'mapping.taxKey.column', 'version']],
  },
  'pipeline.fill': {
    before: async (b) => {
      b.w.looker.mutateRow({ client: MANDANT, month: MONTH, index: 7, set: { gl_account_name: 'Neuland' } });
      await start(b);
      await b.w.forge.advance(5 * MINUTE);
    },
    deed: async (b) => {
      const { version } = await draftOf(b);
      const submissionId = await start(b);
      const values = [
        { target: 'contra', column: 'general_ledger.gl_account_name', when: 'Neuland', value: '8200' },
      ];
      await as(b, 'lead', 'pipeline.fill', { id: b.pipeline, version, submissionId, values });
    },
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.changed', thePipeline, 'mapping.contra.table.Neuland.value', 'version']],
  },
  'pipeline.approval-off': {
    before: approvalWaits,
    deed: async (b) => {
      const { version } = await draftOf(b);
      await as(b, 'lead2', 'pipeline.approval-off', { id: b.pipeline, version, decision: 'confirm' });
    },
    by: '5b10a2844c20165700ede32g',
    leaves: [['pipeline.changed', thePipeline, 'needsApproval', 'approvalOff.confirmedBy']],
  },
  'pipeline.approval-off (taken back)': {
    before: approvalWaits,
    deed: async (b) => {
      const { version } = await draftOf(b);
      await as(b, 'lead', 'pipeline.approval-off', { id: b.pipeline, version, decision: 'withdraw' });
    },
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.changed', thePipeline, 'approvalOff.askedBy']],
  },
  'pipeline.remove': {
    deed: (b) => as(b, 'lead', 'pipeline.remove', { id: b.pipeline }),
    by: ACCOUNTS.firmLead,
    leaves: [['pipeline.removed', thePipeline, 'name', 'mapping.contra.column']],
  },
  'discrepancies.repair': {
    // Somebody copied the mark onto an issue of their own.
    before: async ({ w }) => {
      const [type] = w.jira.site().projects.find(({ key }) => key === 'BUCH')?.types ?? [];
      const fields = { project: { key: 'BUCH' }, issuetype: { id: type?.typeId }, summary: 'Kopie' };
      const { key } = jiraCall<{ key: string }>(w, 'POST', '/issue', { body: { fields } });
      const body = { v: 1, externalId: 's0123456789abcde' };
      jiraCall(w, 'PUT', `/issue/${key}/properties/datev`, { body });
    },
    deed: (b) => admin(b, 'discrepancies.repair', { kind: 'mark-copied', issueId: copiedId(b) }),
    by: ACCOUNTS.admin,
    leaves: [['mark.removed', (b) => `issue:${copiedId(b)}`, 'mark']],
  },
};

function copiedId({ w }: Booked): string {
  return issuesOf(w).find(({ fields }) => fields.summary === 'Kopie')?.id ?? '';
}

/** Calls that change nothing of the configuration, each with its reason. A call that is in neither table fails. */
export const NOTHING_CONFIGURED: Readonly<Record<string, readonly string[]>> = {
  'They only read.': [
    ...[
      'admin.view',
      'desk.view',
      'desk.charts',
      'pipelines.view',
      'pipeline.view',
      'accounts.view',
      'looker.view',
    ],
    ...['hooks.view', 'run.view', 'run.rows', 'run.configuration', 'submission.view', 'file.state'],
    ...['file.download', 'jira.projects', 'jira.issue-types', 'jira.statuses', 'jira.fields', 'jira.users'],
    ...[
      'jira.groups',
      'jira.filters',
      'jira.preview-issue',
      'datev.mandanten',
      'datev.test',
      'datev.document-types',
      'mandant.look-back',
    ],
    ...[
      'submission.history',
      'submission.audit',
      'submission.version',
      'desk.version',
      'submission.document-types',
      'support.log',
      'pipeline.choices',
      'pipeline.source',
    ],
    ...[
      'pipeline.preview',
      'pipeline.values',
      'accounts.find',
      'accounts.preset',
      'accounts.read',
      'configuration.export',
    ],
    ...[
      'configuration.plan',
      'configuration.changes',
      'configuration.audit',
      'pipeline.changes',
      'discrepancies.view',
      'discrepancies.page',
      'accounts.changes',
      'digest.view',
    ],
  ],
  'They are on record in the chain of the submission they are about.': [
    ...['submission.resubmit', 'submission.close', 'submission.decide', 'submission.replay'],
    ...['submission.overrule', 'submission.withdraw', 'submission.new-issue', 'submission.issue-deleted'],
    ...['attachment.take', 'job.watch', 'run.again', 'run.approve', 'pipeline.run'],
    ...['file.begin', 'file.put', 'file.finish'],
  ],
  'A part changes nothing; the call it belongs to does.': ['parcel.part'],
  'Whether somebody wants a message a day is theirs alone, and stored so that it names nobody.': [
    'digest.choose',
  ],
  'Beginning a login connects nothing; finishing it does.': ['datev.login'],
  'What a test learns of a connection is how it stands, not what anybody decided.': ['looker.test'],
  'A test issue comes and goes, and no setting with it.': ['jira.test-issue', 'jira.remove-test-issue'],
  'A filter is its owner’s in Jira; nothing of ours changes.': ['jira.save-filters'],
  'Who is at it is forgotten after a minute.': ['submission.presence'],
  'It compares, and changes nothing.': ['discrepancies.begin'],
};
