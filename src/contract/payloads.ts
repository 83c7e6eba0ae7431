import * as v from 'valibot';
import { Settings } from '../settings/settings';
import { LOOKER_CALLS, PIPELINE_CALLS, RUN_CALLS } from './pipelines';
import { LOCALHOST } from './return-address';

/**
 * What the browser may ask. Every payload is checked against these schemas in the entry before anything else happens;
 * the context of the call (issue id, module) is only a hint and is checked again on the server.
 */
export const Lang = v.picklist(['de', 'en']);
const Key = v.pipe(v.string(), v.regex(/^[A-Za-z0-9:._-]{1,200}$/));
export const MandantId = v.pipe(v.string(), v.regex(/^\d{4,7}-\d{1,5}$/));
const base = { lang: Lang };
const Empty = v.object({ ...base });

/** One chunk carries at most this many raw (compressed) bytes; as base64 it stays under the 240 KiB of a stored value. */
export const CHUNK_BYTES = 176 * 1024;
export const MAX_RAW_BYTES = 50 * 1000 * 1000;
export const MAX_PACKED_BYTES = 16 * 1024 * 1024;

/** An image for DATEV Unternehmen online: one of the Mandant's document types, and a note for the tax firm. */
const Document = v.optional(
  v.object({
    type: v.pipe(v.string(), v.minLength(1), v.maxLength(30)),
    note: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(255))),
  }),
);

const Begin = v.object({
  ...base,
  /** Where the file goes: the issue the caller looks at, or a new submission for a Mandant (desk). */
  target: v.variant('to', [
    v.object({ to: v.literal('issue'), document: Document }),
    v.object({ to: v.literal('submission'), submissionId: Key, document: Document }),
    v.object({ to: v.literal('mandant'), mandant: MandantId, document: Document }),
  ]),
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(255)),
  bytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  packedBytes: v.pipe(v.number(), v.integer(), v.minValue(0)),
  sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
});
const Put = v.object({
  ...base,
  fileId: Key,
  n: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
  /** Base64 of at most CHUNK_BYTES of the gzip stream. */
  data: v.pipe(v.string(), v.maxLength(Math.ceil(CHUNK_BYTES / 3) * 4), v.regex(/^[A-Za-z0-9+/]*={0,2}$/)),
});
const OfFile = v.object({ ...base, fileId: Key });
const Download = v.object({
  ...base,
  submissionId: v.optional(Key),
  revision: v.pipe(v.number(), v.integer(), v.minValue(1)),
  n: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(99)),
});
const OnSubmission = v.object({ ...base, submissionId: v.optional(Key) });

/** Calls that panel, context and desk share: they act on the submission of the issue, or on `submissionId` in the desk. */
const SHARED = {
  'submission.view': OnSubmission,
  'submission.resubmit': v.object({
    ...base,
    submissionId: v.optional(Key),
    mode: v.picklist(['file', 'unchanged']),
    /** What the dialog showed; if it is no longer what would go, nothing is sent. */
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  }),
  'submission.close': v.object({
    ...base,
    submissionId: v.optional(Key),
    reason: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500)),
  }),
  'submission.decide': v.object({
    ...base,
    submissionId: v.optional(Key),
    decision: v.picklist(['send-again', 'delivered']),
  }),
  'submission.replay': v.object({ ...base, submissionId: v.optional(Key), key: Key }),
  'submission.overrule': v.object({
    ...base,
    submissionId: v.optional(Key),
    /** The file whose findings the person saw. */
    sha256: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
    reason: v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500)),
  }),
  'submission.withdraw': OnSubmission,
  /** What the Mandant files images under; for a document that DATEV did not take. */
  'submission.document-types': OnSubmission,
  /** "I am at it": shown to others for a minute. */
  'submission.presence': OnSubmission,
  'file.begin': Begin,
  'file.put': Put,
  'file.finish': OfFile,
  'file.state': OfFile,
  'file.download': Download,
} as const;

export const ISSUE_CALLS = {
  ...SHARED,
  'attachment.take': v.object({ ...base, attachmentId: Key }),
  ...RUN_CALLS,
} as const;

export const DESK_CALLS = {
  ...SHARED,
  ...RUN_CALLS,
  ...PIPELINE_CALLS,
  'desk.view': v.object({
    ...base,
    mandant: v.optional(MandantId),
    show: v.picklist(['needs-you', 'moving', 'delivered', 'all']),
    search: v.optional(v.pipe(v.string(), v.maxLength(80))),
    cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))),
  }),
  'submission.new-issue': OnSubmission,
  /** Jira does not show the app the issue, and an administrator says that it was deleted. */
  'submission.issue-deleted': OnSubmission,
  /** DATEV has no list of DXSO jobs: a person names one that another program sent. */
  'job.watch': v.object({
    ...base,
    mandant: MandantId,
    jobId: v.pipe(v.string(), v.trim(), v.regex(/^[0-9A-Fa-f-]{32,36}$/)),
    label: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(100))),
  }),
  /** What the Mandant files images under in DATEV Unternehmen online. */
  'datev.document-types': v.object({ ...base, mandant: MandantId }),
  'mandant.save': v.object({
    ...base,
    mandant: MandantId,
    assignee: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(128)))),
  }),
  'jira.users': v.object({ ...base, query: v.pipe(v.string(), v.maxLength(100)) }),
} as const;

/** Where DATEV sends people back to: HTTPS; its sandbox also takes `http://localhost`, where nothing of this app answers. */
const ReturnAddress = v.union([
  v.pipe(v.string(), v.url(), v.maxLength(500), v.startsWith('https://')),
  v.pipe(v.string(), v.regex(LOCALHOST)),
]);

export const ADMIN_CALLS = {
  ...LOOKER_CALLS,
  'admin.view': Empty,
  'admin.save': v.object({
    ...base,
    version: v.pipe(v.number(), v.integer(), v.minValue(0)),
    settings: Settings,
  }),
  'admin.stop': v.object({
    ...base,
    stopped: v.boolean(),
    reason: v.pipe(v.string(), v.trim(), v.maxLength(200)),
  }),
  'jira.projects': v.object({ ...base, query: v.pipe(v.string(), v.maxLength(100)) }),
  'jira.issue-types': v.object({ ...base, projectId: Key }),
  'jira.statuses': v.object({ ...base, projectId: Key, issueTypeId: Key }),
  'jira.fields': v.object({ ...base, projectId: Key, issueTypeId: Key }),
  'jira.users': v.object({ ...base, query: v.pipe(v.string(), v.maxLength(100)) }),
  'jira.groups': v.object({ ...base, query: v.pipe(v.string(), v.maxLength(100)) }),
  'datev.mandanten': Empty,
  /** How the app is registered with DATEV. `secret`: null takes it away, absent leaves it as it is. */
  'datev.register': v.object({
    ...base,
    environment: v.picklist(['sandbox', 'production']),
    clientId: v.pipe(v.string(), v.trim(), v.regex(/^[\w.-]{1,100}$/)),
    secret: v.optional(v.nullable(v.pipe(v.string(), v.minLength(1), v.maxLength(500)))),
    redirectUri: v.optional(ReturnAddress),
    /** What the registration includes besides the Buchungsdatenservice. */
    services: v.optional(v.array(v.picklist(['documents', 'dxso'])), ['documents', 'dxso']),
  }),
  /** Tries project and issue type: creates a test issue, shows it, removes it. */
  'jira.test-issue': Empty,
  'jira.remove-test-issue': v.object({ ...base, issueId: v.pipe(v.string(), v.regex(/^\d{1,19}$/)) }),
  /** New Mandanten at DATEV are not offered again. */
  'mandant.dismiss': Empty,
  'datev.login': v.object({
    ...base,
    environment: v.picklist(['sandbox', 'production']),
    mode: v.picklist(['session', 'long-term']),
    mandant: v.optional(MandantId),
  }),
  'datev.login-state': v.object({ ...base, state: v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{43}$/)) }),
  'datev.disconnect': v.object({ ...base, connection: v.union([v.literal('main'), MandantId]) }),
  /** Real calls to DATEV with a connection, in the words of what they brought. */
  'datev.test': v.object({ ...base, connection: v.union([v.literal('main'), MandantId]) }),
  /** A page of the technical log, sealed for the vendor. */
  'support.log': v.object({
    ...base,
    cursor: v.optional(v.pipe(v.string(), v.maxLength(2000))),
    /** With DATEV's own texts, which may quote bookings; the vendor alone can read them. */
    withTexts: v.optional(v.boolean(), false),
  }),
  /** How many failed jobs a look back would bring, before anybody decides. */
  'mandant.look-back': v.object({
    ...base,
    mandant: MandantId,
    days: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365)),
  }),
  'mandant.watch': v.object({
    ...base,
    mandant: MandantId,
    lookBackDays: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(365)),
    assignee: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(128)))),
  }),
  /** Several from now on, with nothing else said. */
  'mandant.watch-many': v.object({
    ...base,
    mandanten: v.pipe(v.array(MandantId), v.minLength(1), v.maxLength(25)),
  }),
  'mandant.unwatch': v.object({ ...base, mandant: MandantId }),
} as const;

export type IssueCall = keyof typeof ISSUE_CALLS;
export type DeskCall = keyof typeof DESK_CALLS;
export type AdminCall = keyof typeof ADMIN_CALLS;
export type Payload<T extends IssueCall | DeskCall | AdminCall> = v.InferInput<
  (typeof ISSUE_CALLS & typeof DESK_CALLS & typeof ADMIN_CALLS)[T]
>;
