import * as v from 'valibot';
import { Mapping } from '../mapping/mapping';

/**
 * A pipeline: the configured road from Looker to DATEV for one Mandant, as stored, exported and shown. What it asks and
 * how it books stands here; secrets never do.
 */

const Name = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));
/** A field of a Looker explore, `view.field`. */
export const FieldName = v.pipe(v.string(), v.regex(/^[A-Za-z_]\w{0,80}\.[A-Za-z_]\w{0,80}$/));
/** Model, explore, Look id, query slug, dashboard id. */
const LookerName = v.pipe(v.string(), v.regex(/^[\w.:-]{1,120}$/));
export const PipelineId = v.pipe(v.string(), v.regex(/^p[0-9a-f]{12}$/));
export const ConnectionId = v.pipe(v.string(), v.regex(/^l[0-9a-f]{12}$/));
export const LANDS = [
  'BW',
  'BY',
  'BE',
  'BB',
  'HB',
  'HH',
  'HE',
  'MV',
  'NI',
  'NW',
  'RP',
  'SL',
  'SN',
  'ST',
  'SH',
  'TH',
] as const;
export type Land = (typeof LANDS)[number];

/** What is asked. A Look and a saved query are run as the query they hold, with the period put in. */
export const Source = v.variant('is', [
  v.object({ is: v.literal('look'), look: LookerName }),
  v.object({ is: v.literal('query'), query: LookerName }),
  v.object({
    is: v.literal('inline'),
    model: LookerName,
    explore: LookerName,
    /** None while a person still looks for columns; a saved pipeline has all that its mapping reads. */
    fields: v.pipe(v.array(FieldName), v.maxLength(60)),
    filters: v.record(FieldName, v.pipe(v.string(), v.maxLength(500))),
    sorts: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(170))), v.maxLength(5)), []),
  }),
]);
export type Source = v.InferOutput<typeof Source>;

/**
 * How the rows are read. Looker has no offset: one call takes 5,000 rows at most, more are read chunk by chunk after the
 * last value of a unique `key`, or by an asynchronous query task.
 */
export const Reading = v.variant('by', [
  v.object({ by: v.literal('one-call') }),
  v.object({ by: v.literal('key'), key: FieldName }),
  v.object({ by: v.literal('task') }),
]);
export type Reading = v.InferOutput<typeof Reading>;

export const PERIODS = ['month', 'quarter', 'day'] as const;
export type PeriodUnit = (typeof PERIODS)[number];
const Zone = v.pipe(v.string(), v.regex(/^[A-Za-z]+(?:\/[A-Za-z_+-]+)*$/), v.maxLength(60));

/** When it runs by itself; every run covers the `unit` before the day it was due. */
export const Schedule = v.variant('on', [
  v.object({ on: v.literal('manual') }),
  v.object({
    on: v.literal('cron'),
    cron: v.pipe(v.string(), v.trim(), v.maxLength(80)),
    zone: Zone,
  }),
  v.object({
    on: v.literal('business-day'),
    /** The n-th business day after the end of the month or quarter. */
    day: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(20)),
    /** `HH:MM` in `zone`. */
    at: v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/)),
    zone: Zone,
    land: v.picklist(LANDS),
  }),
]);
export type Schedule = v.InferOutput<typeof Schedule>;

/** Templates know `{period}`, e.g. `Monatsabschluss {period}`. */
const Label = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(60));

export const Output = v.variant('as', [
  v.object({
    as: v.literal('extf'),
    label: Label,
    /** Festschreibung: the accountant decides, so there is no default. */
    isLocked: v.boolean(),
    /** One batch per posting month. */
    byMonth: v.optional(v.boolean(), false),
  }),
  v.object({
    as: v.literal('dxso'),
    ledger: v.picklist(['accountsPayableLedger', 'accountsReceivableLedger', 'cashLedger']),
    folder: v.optional(v.pipe(v.string(), v.trim(), v.maxLength(40))),
  }),
]);
export type Output = v.InferOutput<typeof Output>;

/** PDFs that go with the bookings: rendered by Looker, one for all rows. Files given by hand come with the run. */
export const DocumentSource = v.variant('from', [
  v.object({ from: v.literal('look'), look: LookerName }),
  v.object({
    from: v.literal('dashboard'),
    dashboard: LookerName,
    /** The dashboard's filter that gets the period. */
    periodFilter: v.optional(v.pipe(v.string(), v.maxLength(100))),
  }),
]);
export type DocumentSource = v.InferOutput<typeof DocumentSource>;

const Percent = v.pipe(v.number(), v.minValue(1), v.maxValue(10_000));
export const Guard = v.object({
  /** How far rows and totals may be from the mean of the last delivered runs; absent: no guard. */
  rowsPercent: v.optional(Percent),
  totalPercent: v.optional(Percent),
  /** A run without any row is a failure unless this says otherwise. */
  mayBeEmpty: v.optional(v.boolean(), false),
});
export type Guard = v.InferOutput<typeof Guard>;

/** A column as Looker's explore described it when the mapping was accepted. */
export const SourceField = v.object({
  name: FieldName,
  label: v.pipe(v.string(), v.maxLength(200)),
  /** Looker's type: `string`, `number`, `date`, `yesno` … */
  type: v.pipe(v.string(), v.maxLength(60)),
});
export type SourceField = v.InferOutput<typeof SourceField>;

/** What people decide about a pipeline. */
export const PipelineDraft = v.object({
  name: Name,
  mandant: v.pipe(v.string(), v.regex(/^\d{4,7}-\d{1,5}$/)),
  connection: ConnectionId,
  isActive: v.boolean(),
  source: Source,
  reading: Reading,
  /** The date field of the explore that the period goes into. */
  periodField: FieldName,
  timezone: v.optional(Zone, 'Europe/Berlin'),
  unit: v.picklist(PERIODS),
  schedule: Schedule,
  mapping: Mapping,
  output: Output,
  documents: v.optional(
    v.object({
      /** What the Mandant files the PDFs under (EXTF only; a package carries its images itself). */
      type: v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(30)),
      sources: v.pipe(v.array(DocumentSource), v.maxLength(5)),
      /** People give files in addition, named like the document number of the rows they belong to. */
      byHand: v.optional(v.boolean(), false),
    }),
  ),
  guard: Guard,
  /** A second person approves before anything is sent. */
  needsApproval: v.optional(v.boolean(), false),
  /** Told as missing when not delivered so long after it was due. */
  deliverWithinHours: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(720)), 24),
});
export type PipelineDraft = v.InferOutput<typeof PipelineDraft>;

/** A pipeline as stored: the draft, which columns its source had when it was accepted, and its version. */
export const Pipeline = v.object({
  ...PipelineDraft.entries,
  v: v.literal(1),
  id: PipelineId,
  /** Counts every accepted change; a run names the version it used. */
  version: v.pipe(v.number(), v.integer(), v.minValue(1)),
  /** The source-schema fingerprint. */
  fields: v.array(SourceField),
  changedAt: v.string(),
  changedBy: v.string(),
  /** The id it had on the site that it was exported from; a second import changes the same pipeline. */
  importedFrom: v.exactOptional(PipelineId),
});
export type Pipeline = v.InferOutput<typeof Pipeline>;
