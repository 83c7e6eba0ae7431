import * as v from 'valibot';
import { TARGETS } from '../mapping/mapping';
import { ConnectionId, FieldName, PipelineDraft, PipelineId, Source } from '../pipelines/pipeline';
import type { ADMIN_CALLS } from './admin-calls';
import type {
  Choice,
  ConfigChanges,
  DeskAnswer,
  DeskCharts,
  DocumentTypes,
  DownloadChunk,
  HistoryChecked,
  HistoryPage,
  JobWatched,
  Seen,
  SubmissionAnswer,
  UploadProgress,
  UploadState,
  WithSeen,
} from './answers';
import type { AUTOMATION_CALLS } from './automation-calls';
import { answer, call, PARCEL_CALLS, STORM_CALLS } from './call';
import { CROSS_CHECK_CALLS } from './cross-check';
import {
  Account,
  Before,
  Begin,
  CauseKey,
  Day,
  Download,
  GivenRows,
  Going,
  Key,
  MandantId,
  MissingEntry,
  OfFile,
  OnSubmission,
  PeriodText,
  Put,
  Ticket,
  Version,
  WantsLine,
} from './payloads';
import type {
  AccountsAnswer,
  AccountsFound,
  AccountsRead,
  PipelineAnswer,
  PipelineSaved,
  PipelinesAnswer,
  PreviewAnswer,
  RowsAnswer,
  RunAnswer,
  RunBegun,
  RunConfiguration,
  SourceAnswer,
  Choice as SourceChoice,
  ValuesAnswer,
} from './pipelines';

/** Calls about a run, from its issue or from the desk. */
export const RUN_CALLS = {
  /** A column was renamed at Looker: the mapping follows, and the failed run is executed again. */
  'pipeline.remap': call(
    {
      id: PipelineId,
      version: Version,
      renames: v.pipe(v.array(v.object({ from: v.string(), to: v.string() })), v.maxLength(60)),
      submissionId: v.optional(Key),
    },
    answer<null>(),
  ),
  /** Values that a run met and no value table has are entered, and the failed run is executed again. */
  'pipeline.fill': call(
    {
      id: PipelineId,
      version: Version,
      values: v.pipe(v.array(MissingEntry), v.minLength(1), v.maxLength(200)),
      submissionId: v.optional(Key),
    },
    answer<null>(),
  ),
  'run.view': call({ submissionId: v.optional(Key) }, answer<RunAnswer & WithSeen>()),
  'run.again': call(
    {
      submissionId: v.optional(Key),
      /** Accepts the unusual number of rows or totals. */
      mayDiffer: v.optional(v.boolean(), false),
    },
    answer<null>(),
  ),
  'run.approve': call({ submissionId: v.optional(Key), revision: Version }, answer<null>()),
  /** The pipeline as it was when the run was made: what it asked and how it mapped. */
  'run.configuration': call({ submissionId: v.optional(Key) }, answer<RunConfiguration>()),
  /** What became of single source rows: by their number or by the value of their key or document number. */
  'run.rows': call(
    { submissionId: v.optional(Key), query: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)) },
    answer<RowsAnswer>(),
  ),
} as const;

/** Calls of the desk; changing anything is for firm leads. */
export const PIPELINE_CALLS = {
  /** `touched`: those that the page has changed since, which the index may not know yet. */
  'pipelines.view': call(
    { touched: v.optional(v.pipe(v.array(PipelineId), v.maxLength(20))) },
    answer<PipelinesAnswer>(),
  ),
  'pipeline.view': call({ id: PipelineId }, answer<PipelineAnswer>()),
  /** Who changed what of it, the newest first; `before` as the page before said. */
  'pipeline.changes': call({ id: PipelineId, before: Before }, answer<ConfigChanges>()),
  /** Names to choose from at Looker. */
  'pipeline.choices': call(
    {
      connection: ConnectionId,
      what: v.picklist(['models', 'looks', 'dashboards']),
      query: v.optional(v.pipe(v.string(), v.maxLength(100)), ''),
    },
    answer<readonly SourceChoice[]>(),
  ),
  /** The columns of a source, as Looker describes them now. */
  'pipeline.source': call({ connection: ConnectionId, source: Source }, answer<SourceAnswer>()),
  /** Which values the source has for the mapping, counted; nothing is stored. */
  'pipeline.values': call(
    {
      mandant: MandantId,
      connection: ConnectionId,
      source: Source,
      periodField: FieldName,
      timezone: PipelineDraft.entries.timezone,
      unit: PipelineDraft.entries.unit,
      period: v.optional(PeriodText),
      of: v.pipe(v.array(Going), v.minLength(1), v.maxLength(TARGETS.length)),
    },
    answer<ValuesAnswer>(),
  ),
  /**
   * Real rows through the whole mapping; nothing is stored or sent. `given`: rows that the preview before showed, so that Looker is
   * not asked with every change of the mapping.
   */
  'pipeline.preview': call(
    { draft: PipelineDraft, period: v.optional(PeriodText), given: v.optional(GivenRows) },
    answer<PreviewAnswer>(),
  ),
  'pipeline.save': call(
    {
      id: v.optional(PipelineId),
      /** The stored version that was seen; 0 for a new one. */
      version: Version,
      draft: PipelineDraft,
    },
    answer<PipelineSaved>(),
  ),
  /** That the approval is to be switched off is confirmed by a second person, or taken back. */
  'pipeline.approval-off': call(
    { id: PipelineId, version: Version, decision: v.picklist(['confirm', 'withdraw']) },
    answer<PipelineSaved>(),
  ),
  'pipeline.remove': call({ id: PipelineId }, answer<null>()),
  'pipeline.run': call(
    {
      id: PipelineId,
      period: PeriodText,
      isDry: v.boolean(),
      /** A further run although one was delivered. */
      anew: v.optional(v.boolean(), false),
    },
    answer<RunBegun>(),
  ),
  'accounts.view': call({ mandant: MandantId }, answer<AccountsAnswer>()),
  /** Accounts whose number begins with what is typed, or whose name has it. */
  'accounts.find': call(
    { mandant: MandantId, query: v.pipe(v.string(), v.trim(), v.maxLength(60)) },
    answer<AccountsFound>(),
  ),
  'accounts.changes': call({ mandant: MandantId, before: Before }, answer<ConfigChanges>()),
  'accounts.preset': call(
    {
      chart: v.picklist(['SKR03', 'SKR04']),
      accountLength: v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(8)),
    },
    answer<AccountsRead['accounts']>(),
  ),
  'accounts.read': call({ text: v.pipe(v.string(), v.maxLength(8_000_000)) }, answer<AccountsRead>()),
  'accounts.save': call(
    {
      mandant: MandantId,
      version: Version,
      plan: v.object({
        chart: v.picklist(['SKR03', 'SKR04', 'own']),
        accountLength: v.pipe(v.number(), v.integer(), v.minValue(4), v.maxValue(8)),
        fiscalYearBegin: v.pipe(v.string(), v.regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
        closedThrough: v.optional(v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])$/))),
        accounts: v.pipe(v.array(Account), v.maxLength(50_000)),
      }),
    },
    answer<null>(),
  ),
} as const;

/** Calls that panel, context and desk share: they act on the submission of the issue, or on `submissionId` in the desk. */
export const SHARED_CALLS = {
  'submission.view': call(OnSubmission, answer<SubmissionAnswer>()),
  /** Whether it changed since it was shown: the small question of an open page. */
  'submission.version': call(
    { submissionId: v.optional(Key), ticket: Ticket, wantsLine: WantsLine },
    answer<Seen>(),
  ),
  /** What happened before the entry with this number. */
  'submission.history': call({ submissionId: v.optional(Key), before: Version }, answer<HistoryPage>()),
  /** Reads the whole history and checks its chain. */
  'submission.audit': call(OnSubmission, answer<HistoryChecked>()),
  'submission.resubmit': call(
    {
      submissionId: v.optional(Key),
      mode: v.picklist(['file', 'unchanged']),
      /** What the dialog showed; if it is no longer what would go, nothing is sent. */
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    },
    answer<null>(),
  ),
  'submission.close': call(
    { submissionId: v.optional(Key), reason: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500)) },
    answer<null>(),
  ),
  'submission.decide': call(
    { submissionId: v.optional(Key), decision: v.picklist(['send-again', 'delivered']) },
    answer<null>(),
  ),
  'submission.replay': call({ submissionId: v.optional(Key), key: Key }, answer<null>()),
  'submission.overrule': call(
    {
      submissionId: v.optional(Key),
      /** The file whose findings the person saw. */
      sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
      reason: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500)),
    },
    answer<null>(),
  ),
  'submission.withdraw': call(OnSubmission, answer<null>()),
  /** What the Mandant files images under; for a document that DATEV did not take. */
  'submission.document-types': call(OnSubmission, answer<DocumentTypes>()),
  /** "I am at it": shown to others for a minute. */
  'submission.presence': call(OnSubmission, answer<null>()),
  'file.begin': call(Begin, answer<UploadProgress>()),
  'file.put': call(Put, answer<UploadProgress>()),
  'file.finish': call(OfFile, answer<UploadState>()),
  'file.state': call(OfFile, answer<UploadState>()),
  'file.download': call(Download, answer<DownloadChunk>()),
} as const;

export const ISSUE_CALLS = {
  ...SHARED_CALLS,
  'attachment.take': call({ attachmentId: Key }, answer<null>()),
  ...RUN_CALLS,
} as const;

export const DESK_CALLS = {
  ...SHARED_CALLS,
  ...RUN_CALLS,
  ...PIPELINE_CALLS,
  ...PARCEL_CALLS,
  ...CROSS_CHECK_CALLS,
  'desk.version': call({ ticket: Ticket, wantsLine: WantsLine }, answer<Seen>()),
  'desk.view': call(
    {
      mandant: v.optional(MandantId),
      show: v.picklist(['needs-you', 'moving', 'delivered', 'closed', 'all']),
      /** Of the Mandanten that are assigned to whoever asks. */
      mine: v.optional(v.boolean()),
      /** What needs somebody for one cause, as the list of causes names it. */
      cause: CauseKey,
      /** Days, both included: when it was delivered or closed, else since when it stands as it does. */
      from: Day,
      until: Day,
      order: v.optional(v.picklist(['newest', 'oldest'])),
      /** Rows a page; many for those who take them elsewhere. */
      limit: v.optional(v.picklist([25, 100])),
      search: v.optional(v.pipe(v.string(), v.maxLength(80))),
      cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))),
      /** Whether the Mandanten come along; by default with the first page of a list. */
      cards: v.optional(v.boolean()),
    },
    answer<DeskAnswer & WithSeen>(),
  ),
  /** Numbers along the weeks and months, for drawing. */
  ...STORM_CALLS,
  /** Whether whoever asks wants the message a day that the administration has sent. */
  'digest.view': call({}, answer<{ readonly wanted: boolean }>()),
  'digest.choose': call({ wanted: v.boolean() }, answer<null>()),
  'desk.charts': call({ mandant: v.optional(MandantId) }, answer<DeskCharts>()),
  'submission.new-issue': call(OnSubmission, answer<null>()),
  /** Jira does not show the app the issue, and an administrator says that it was deleted. */
  'submission.issue-deleted': call(OnSubmission, answer<null>()),
  /** DATEV has no list of DXSO jobs: a person names one that another program sent. */
  'job.watch': call(
    {
      mandant: MandantId,
      jobId: v.pipe(v.string(), v.trim(), v.regex(/^[0-9A-Fa-f-]{32,36}$/)),
      label: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
    },
    answer<JobWatched>(),
  ),
  /** What the Mandant files images under in DATEV Unternehmen online. */
  'datev.document-types': call({ mandant: MandantId }, answer<DocumentTypes>()),
  'mandant.save': call(
    { mandant: MandantId, assignee: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(128)))) },
    answer<null>(),
  ),
  'jira.users': call({ query: v.pipe(v.string(), v.maxLength(100)) }, answer<readonly Choice[]>()),
} as const;

/** Every call there is. One that two pages make is the same call. */
export type AllCalls = typeof ISSUE_CALLS & typeof DESK_CALLS & typeof ADMIN_CALLS & typeof AUTOMATION_CALLS;
export type CallName = keyof AllCalls;
