import * as v from 'valibot';
import { CONFIG_AREAS } from '../audit/config-event';
import { FILTER_NAMES, SHARES } from '../jira/filters';
import type { Configuration } from '../pipelines/exchange';
import { ConnectionId } from '../pipelines/pipeline';
import { CAUSE_CLASSES, MOST_RULES } from '../settings/routing';
import { Settings } from '../settings/settings';
import type {
  AdminAnswer,
  AuditAnswer,
  AuditLines,
  Choice,
  ConnectionTest,
  FieldChoice,
  IssuePreview,
  LoginBegun,
  LoginState,
  LookBack,
  MandantChoice,
  OfferedFilter,
  StatusChoice,
  SupportLog,
  TestIssue,
  WatchedMany,
} from './answers';
import { answer, call, PARCEL_CALLS, STORM_CALLS } from './call';
import { CROSS_CHECK_CALLS } from './cross-check';
import { Before, Key, MandantId, ReturnAddress } from './payloads';
import type { HookSecret, HooksAnswer, ImportPlan, LookerAnswer, LookerSaved, LookerTest } from './pipelines';
import { MAX_CONFIGURATION_BYTES } from './upload-limits';

/** Connections to Looker. */
export const LOOKER_CALLS = {
  'looker.view': call({}, answer<LookerAnswer>()),
  'looker.save': call(
    {
      id: v.optional(ConnectionId),
      name: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60)),
      url: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(300)),
      clientId: v.pipe(v.string(), v.trim(), v.regex(/^[\w.-]{1,100}$/)),
      /** Absent: as it is. */
      secret: v.optional(v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200))),
      /** Calls of Looker’s licence per month, where there is a limit. */
      budget: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(10_000_000))),
    },
    answer<LookerSaved>(),
  ),
  /** Logs in and asks: a real query. */
  'looker.test': call({ id: ConnectionId }, answer<LookerTest>()),
  'looker.remove': call({ id: ConnectionId }, answer<null>()),
} as const;

/** Inbound hooks: address, secrets, refusals. */
export const HOOK_CALLS = {
  'hooks.view': call({}, answer<HooksAnswer>()),
  'hooks.make': call(
    {
      kind: v.picklist(['signed', 'looker']),
      /** Looker’s own webhook token, where Looker made it; absent: we make one. */
      given: v.optional(v.pipe(v.string(), v.trim(), v.regex(/^[\x21-\x7e]{16,500}$/))),
    },
    answer<HookSecret>(),
  ),
  'hooks.end-old': call({ kind: v.picklist(['signed', 'looker']) }, answer<null>()),
  'hooks.remove': call({ kind: v.picklist(['signed', 'looker']) }, answer<null>()),
} as const;

/** The configuration as a whole: its log, and its move from a test site to production. */
export const CONFIGURATION_CALLS = {
  /** Who changed what of the configuration, the newest first; `before` as the page before said. */
  'configuration.changes': call(
    {
      before: Before,
      area: v.optional(v.picklist(CONFIG_AREAS)),
      by: v.optional(v.pipe(v.string(), v.maxLength(128))),
      /** Of the last so many days. */
      days: v.optional(v.picklist([7, 30, 365])),
    },
    answer<AuditAnswer>(),
  ),
  /** The whole log as lines of a file that can be checked without the app; asked again with `next` until there is none. */
  'configuration.audit': call(
    {
      next: v.optional(
        v.object({
          from: v.pipe(v.number(), v.integer(), v.minValue(1)),
          to: v.pipe(v.number(), v.integer(), v.minValue(1)),
          head: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
        }),
      ),
    },
    answer<AuditLines>(),
  ),
  'configuration.export': call({}, answer<Configuration>()),
  'configuration.plan': call(
    { text: v.pipe(v.string(), v.maxLength(MAX_CONFIGURATION_BYTES)) },
    answer<ImportPlan>(),
  ),
  'configuration.import': call(
    { text: v.pipe(v.string(), v.maxLength(MAX_CONFIGURATION_BYTES)) },
    answer<ImportPlan>(),
  ),
} as const;

export const ADMIN_CALLS = {
  ...LOOKER_CALLS,
  ...HOOK_CALLS,
  ...CONFIGURATION_CALLS,
  ...PARCEL_CALLS,
  ...CROSS_CHECK_CALLS,
  ...STORM_CALLS,
  'admin.view': call({}, answer<AdminAnswer>()),
  'admin.save': call(
    { version: v.pipe(v.number(), v.integer(), v.minValue(0)), settings: Settings },
    answer<null>(),
  ),
  'admin.stop': call(
    { stopped: v.boolean(), reason: v.pipe(v.string(), v.trim(), v.maxLength(200)) },
    answer<null>(),
  ),
  'jira.projects': call({ query: v.pipe(v.string(), v.maxLength(100)) }, answer<readonly Choice[]>()),
  'jira.issue-types': call({ projectId: Key }, answer<readonly Choice[]>()),
  /** Of the issue type for all, and of those of rules. */
  'jira.statuses': call(
    { projectId: Key, issueTypeIds: v.pipe(v.array(Key), v.maxLength(MOST_RULES + 1)) },
    answer<readonly StatusChoice[]>(),
  ),
  'jira.fields': call({ projectId: Key, issueTypeId: Key }, answer<readonly FieldChoice[]>()),
  /** Of the project of a rule; without one, of the usual project. */
  'jira.users': call(
    { query: v.pipe(v.string(), v.maxLength(100)), projectId: v.optional(Key) },
    answer<readonly Choice[]>(),
  ),
  'jira.groups': call({ query: v.pipe(v.string(), v.maxLength(100)) }, answer<readonly Choice[]>()),
  'datev.mandanten': call({}, answer<readonly MandantChoice[]>()),
  /** How the app is registered with DATEV. `secret`: null takes it away, absent leaves it as it is. */
  'datev.register': call(
    {
      environment: v.picklist(['sandbox', 'production']),
      clientId: v.pipe(v.string(), v.trim(), v.regex(/^[\w.-]{1,100}$/)),
      secret: v.optional(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(500)))),
      redirectUri: v.optional(ReturnAddress),
      /** What the registration includes besides the Buchungsdatenservice. */
      services: v.optional(v.array(v.picklist(['documents', 'dxso'])), ['documents', 'dxso']),
    },
    answer<null>(),
  ),
  /** Tries project and issue type: creates a test issue, shows it, removes it. */
  'jira.test-issue': call({}, answer<TestIssue>()),
  'jira.remove-test-issue': call({ issueId: v.pipe(v.string(), v.regex(/^\d{1,19}$/)) }, answer<null>()),
  /** How an issue would look under settings that are not saved yet. */
  'jira.preview-issue': call(
    { settings: Settings, mandant: v.optional(MandantId), class: v.picklist(CAUSE_CLASSES) },
    answer<IssuePreview>(),
  ),
  /** Searches to be saved as Jira filters of whoever asks. */
  'jira.filters': call({}, answer<readonly OfferedFilter[]>()),
  'jira.save-filters': call(
    { names: v.pipe(v.array(v.picklist(FILTER_NAMES)), v.maxLength(20)), share: v.picklist(SHARES) },
    answer<readonly OfferedFilter[]>(),
  ),
  /** New Mandanten at DATEV are not offered again. */
  'mandant.dismiss': call({}, answer<null>()),
  'datev.login': call(
    {
      environment: v.picklist(['sandbox', 'production']),
      mode: v.picklist(['session', 'long-term']),
      mandant: v.optional(MandantId),
    },
    answer<LoginBegun>(),
  ),
  'datev.login-state': call(
    { state: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) },
    answer<LoginState>(),
  ),
  'datev.disconnect': call({ connection: v.union([v.literal('main'), MandantId]) }, answer<null>()),
  /** Real calls to DATEV with a connection, in the words of what they brought. */
  'datev.test': call({ connection: v.union([v.literal('main'), MandantId]) }, answer<ConnectionTest>()),
  /** A page of the technical log, sealed for the vendor. */
  'support.log': call(
    {
      cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))),
      /** With DATEV's own texts, which may quote bookings; the vendor alone can read them. */
      withTexts: v.optional(v.boolean(), false),
    },
    answer<SupportLog>(),
  ),
  /** How many failed jobs a look back would bring, before anybody decides. */
  'mandant.look-back': call(
    { mandant: MandantId, days: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365)) },
    answer<LookBack>(),
  ),
  'mandant.watch': call(
    {
      mandant: MandantId,
      lookBackDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365)),
      assignee: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(128)))),
    },
    answer<null>(),
  ),
  /** Several from now on, with nothing else said. */
  'mandant.watch-many': call(
    { mandanten: v.pipe(v.array(MandantId), v.minLength(1), v.maxLength(25)) },
    answer<WatchedMany>(),
  ),
  'mandant.unwatch': call({ mandant: MandantId }, answer<null>()),
} as const;
