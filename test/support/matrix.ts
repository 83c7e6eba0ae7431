import { bookingDraft } from '../../packages/sandbox/world/booking';

/**
 * What the matrix of permissions expects, told a second time and in other words than src/security/permissions: a mistake there is
 * not repeated here. A call without a line fails the test.
 */
export type Person = {
  /** Absent: nobody is signed in. */
  readonly accountId: string;
  /** Known to this Jira. */
  readonly here: boolean;
  readonly browses: boolean;
  /** Edits issues and creates them. */
  readonly edits: boolean;
  /** Is in the level "Kanzlei". */
  readonly inLevel: boolean;
  readonly sends: boolean;
  readonly reads: boolean;
  readonly leads: boolean;
  readonly administers: boolean;
};

export type State =
  | 'visible'
  | 'levelled'
  | 'hidden-from-app'
  | 'deleted'
  | 'delivered'
  | 'no-issue'
  | 'run'
  | 'foreign'
  | 'forged'
  | 'nothing';

/** Whether the firm named groups that send and read, or left both to Jira. */
export type Firm = { readonly named: boolean };

export type Rule =
  | 'administrators'
  | 'at-desk'
  | 'leads'
  | 'hands-in'
  | 'looks'
  | 'looks-into'
  | 'reads'
  | 'acts'
  | 'approves'
  | 'leads-there'
  | 'administers-there'
  | 'reads-mandant'
  | 'leads-and-reads'
  | 'signed-in';

const sends = (p: Person, f: Firm) => !f.named || p.sends || p.administers;
const leads = (p: Person) => p.leads || p.administers;
const opensDesk = (p: Person) => p.browses || leads(p);
const handsIn = (p: Person, f: Firm) => (p.edits || leads(p)) && sends(p, f);
const isBare = (s: State) => s === 'deleted' || s === 'no-issue';

function looks(p: Person, s: State, face: 'panel' | 'desk'): boolean {
  switch (s) {
    case 'visible':
    case 'delivered':
    // It waits for an approval, of which an issue tells.
    case 'run':
      return p.browses;
    case 'levelled':
      return p.browses && p.inLevel;
    case 'foreign':
      return face === 'panel' && p.browses;
    case 'hidden-from-app':
      return p.administers;
    case 'deleted':
    case 'no-issue':
      return face === 'desk' && opensDesk(p);
    default:
      return false;
  }
}

function reads(p: Person, f: Firm, byDefault: boolean): boolean {
  return p.administers || (f.named ? p.reads : byDefault);
}

/** Whether a person may, by what the documents promise. */
export function expected(
  rule: Rule,
  p: Person,
  at: { readonly state: State; readonly face: 'panel' | 'desk'; readonly firm: Firm },
): boolean {
  if (p.accountId === '') return false;
  if (rule === 'signed-in') return true;
  if (!p.here) return false;
  const { state, face, firm } = at;
  const there = looks(p, state, face);
  // An issue that is not ours has a panel that says so, and nothing else.
  if (state === 'foreign' && rule !== 'looks') return false;
  const atDesk = handsIn(p, firm) || leads(p);
  switch (rule) {
    case 'administrators':
      return p.administers;
    case 'at-desk':
      return opensDesk(p);
    case 'leads':
      return leads(p);
    case 'hands-in':
      return opensDesk(p) && handsIn(p, firm);
    case 'looks':
    case 'looks-into':
      return there;
    case 'reads':
      return there && reads(p, firm, isBare(state) ? atDesk : p.edits);
    case 'acts':
      return there && (isBare(state) ? handsIn(p, firm) : p.edits && sends(p, firm));
    case 'approves':
      return expected('acts', p, at) && expected('reads', p, at);
    case 'leads-there':
      return there && leads(p) && state === 'run' && reads(p, firm, isBare(state) ? atDesk : p.edits);
    case 'administers-there':
      return there && p.administers;
    case 'reads-mandant':
      return opensDesk(p) && reads(p, firm, atDesk);
    case 'leads-and-reads':
      return leads(p) && reads(p, firm, atDesk);
  }
}

type AnyPayload = Readonly<Record<string, unknown>>;
type Line = { readonly rule: Rule; readonly payload: AnyPayload; readonly changes?: true };

const sha256 = 'a'.repeat(64);
const mandant = '455148-1';
const reason = 'because of the matrix';
const entry = { target: 'contra', column: 'general_ledger.gl_account_name', when: 'x', value: '8400' };
const upload = { name: 'EXTF_m.csv', bytes: 900, packedBytes: 300, sha256 };

/** On a submission, in panel and desk. `changes`: the world is put back after it was allowed. */
export const ON_SUBMISSION = {
  'submission.view': { rule: 'looks', payload: {} },
  'submission.version': { rule: 'looks-into', payload: {} },
  'submission.history': { rule: 'looks-into', payload: { before: 2 } },
  'submission.audit': { rule: 'looks-into', payload: {} },
  'submission.resubmit': { rule: 'acts', payload: { mode: 'file', sha256 } },
  'submission.close': { rule: 'acts', payload: { reason }, changes: true },
  'submission.decide': { rule: 'acts', payload: { decision: 'delivered' } },
  'submission.replay': { rule: 'acts', payload: { key: 'no:such' } },
  'submission.overrule': { rule: 'acts', payload: { sha256, reason } },
  'submission.withdraw': { rule: 'acts', payload: {}, changes: true },
  'submission.document-types': { rule: 'acts', payload: {} },
  'submission.presence': { rule: 'acts', payload: {} },
  'file.begin': { rule: 'acts', payload: { ...upload, target: { to: 'issue' } }, changes: true },
  'file.put': { rule: 'signed-in', payload: { fileId: 'f0', n: 0, data: 'QQ==' } },
  'file.finish': { rule: 'signed-in', payload: { fileId: 'f0' } },
  'file.state': { rule: 'signed-in', payload: { fileId: 'f0' } },
  'file.download': { rule: 'reads', payload: { revision: 9, n: 0 } },
  'pipeline.remap': { rule: 'leads-there', payload: { version: 0, renames: [] } },
  'pipeline.fill': { rule: 'leads-there', payload: { version: 0, values: [entry] } },
  'run.view': { rule: 'reads', payload: {} },
  'run.again': { rule: 'acts', payload: {} },
  'run.approve': { rule: 'approves', payload: { revision: 99 } },
  'run.configuration': { rule: 'reads', payload: {} },
  'run.rows': { rule: 'reads', payload: { query: '1' } },
} as const satisfies Readonly<Record<string, Line>>;

export const IN_PANEL = {
  ...ON_SUBMISSION,
  'attachment.take': { rule: 'acts', payload: { attachmentId: '1' } },
} as const;

export const ON_DESK_SUBMISSION = {
  ...ON_SUBMISSION,
  'submission.new-issue': { rule: 'acts', payload: {}, changes: true },
  'submission.issue-deleted': { rule: 'administers-there', payload: {}, changes: true },
} as const;

/** At the desk, about no submission. `pipeline` and `connection` are filled in. */
export function atDeskLines(pipeline: string, connection: string): Readonly<Record<string, Line>> {
  const draft = bookingDraft(connection, mandant);
  const { source } = draft;
  return {
    'desk.version': { rule: 'at-desk', payload: {} },
    'pipelines.view': { rule: 'at-desk', payload: {} },
    'pipeline.view': { rule: 'reads-mandant', payload: { id: pipeline } },
    'pipeline.choices': { rule: 'leads', payload: { connection: 'l000000000000', what: 'models' } },
    'pipeline.source': { rule: 'leads', payload: { connection: 'l000000000000', source } },
    'pipeline.preview': {
      rule: 'leads-and-reads',
      payload: { draft: { ...draft, connection: 'l000000000000' } },
    },
    'pipeline.values': {
      rule: 'leads-and-reads',
      payload: {
        ...{ mandant, connection: 'l000000000000', source, periodField: draft.periodField, unit: 'month' },
        of: [{ target: 'contra', column: 'a.b', isTable: true, hasOtherwise: false }],
      },
    },
    'pipeline.save': { rule: 'leads-and-reads', payload: { id: pipeline, version: 9999, draft } },
    'pipeline.approval-off': {
      rule: 'leads-and-reads',
      payload: { id: pipeline, version: 9999, decision: 'withdraw' },
    },
    'pipeline.remove': { rule: 'leads-and-reads', payload: { id: 'p000000000000' } },
    'pipeline.run': { rule: 'hands-in', payload: { id: pipeline, period: '1999-99', isDry: true } },
    'accounts.view': { rule: 'reads-mandant', payload: { mandant } },
    'accounts.find': { rule: 'reads-mandant', payload: { mandant, query: '1' } },
    'pipeline.changes': { rule: 'leads-and-reads', payload: { id: pipeline } },
    'accounts.changes': { rule: 'leads-and-reads', payload: { mandant } },
    'accounts.preset': { rule: 'leads', payload: { chart: 'SKR03', accountLength: 4 } },
    'accounts.read': { rule: 'leads', payload: { text: 'x' } },
    'parcel.part': { rule: 'leads', payload: { id: 'a'.repeat(32), n: 0, text: 'QQ==' } },
    'accounts.save': {
      rule: 'leads-and-reads',
      payload: {
        mandant,
        version: 9999,
        plan: { chart: 'own', accountLength: 4, fiscalYearBegin: '01-01', accounts: [] },
      },
    },
    'desk.view': { rule: 'at-desk', payload: { show: 'all' } },
    'desk.charts': { rule: 'at-desk', payload: {} },
    'digest.view': { rule: 'at-desk', payload: {} },
    'digest.choose': { rule: 'at-desk', payload: { wanted: true } },
    'storms.pause': { rule: 'leads', payload: { paused: false, reason: '' } },
    'job.watch': { rule: 'hands-in', payload: { mandant: '455148-1', jobId: '0'.repeat(32) }, changes: true },
    'datev.document-types': { rule: 'hands-in', payload: { mandant } },
    'mandant.save': { rule: 'leads', payload: { mandant }, changes: true },
    'jira.users': { rule: 'leads', payload: { query: 'a' } },
    'discrepancies.view': { rule: 'leads', payload: {} },
    'discrepancies.begin': { rule: 'leads', payload: {}, changes: true },
    'discrepancies.page': { rule: 'leads', payload: { kind: 'no-issue', n: 0 } },
    'discrepancies.repair': {
      rule: 'leads',
      payload: { kind: 'no-issue', submission: 's000000000000000' },
      changes: true,
    },
  } satisfies Readonly<Record<string, Line>>;
}

/** What an administrator's calls need to pass their schema; what they do is put back. */
export const ADMIN_PAYLOADS: Readonly<Record<string, AnyPayload>> = {
  'admin.stop': { stopped: false, reason: '' },
  'storms.pause': { paused: false, reason: '' },
  'jira.projects': { query: '' },
  'jira.issue-types': { projectId: '10000' },
  'jira.statuses': { projectId: '10000', issueTypeIds: ['10001'] },
  'jira.fields': { projectId: '10000', issueTypeId: '10001' },
  'jira.users': { query: 'a' },
  'jira.groups': { query: 'a' },
  'datev.register': { environment: 'sandbox', clientId: 'x' },
  'jira.remove-test-issue': { issueId: '1' },
  'jira.save-filters': { names: [], share: 'nobody' },
  'datev.login': { environment: 'sandbox', mode: 'session' },
  'datev.login-state': { state: 'a'.repeat(43) },
  'datev.disconnect': { connection: '455148-9' },
  'datev.test': { connection: 'main' },
  'mandant.look-back': { mandant, days: 0 },
  'mandant.watch': { mandant, lookBackDays: 0 },
  'mandant.watch-many': { mandanten: [mandant] },
  'mandant.unwatch': { mandant: '455148-9' },
  'looker.save': { name: 'x', url: 'https://x.looker.com', clientId: 'x' },
  'looker.test': { id: 'l000000000000' },
  'looker.remove': { id: 'l000000000000' },
  'hooks.make': { kind: 'signed' },
  'hooks.end-old': { kind: 'signed' },
  'hooks.remove': { kind: 'signed' },
  'configuration.changes': {},
  'configuration.audit': {},
  'configuration.plan': { text: 'x' },
  'configuration.import': { text: 'x' },
  'parcel.part': { id: 'a'.repeat(32), n: 0, text: 'QQ==' },
  'discrepancies.page': { kind: 'no-issue', n: 0 },
  'discrepancies.repair': { kind: 'no-issue', submission: 's000000000000000' },
};
