import * as v from 'valibot';
import { type Present, present } from '../../kernel/present';
import { type Verbatim, WireVerbatim } from '../verbatim';

/** DATEV's processing of one file, from the API accounting:extf-files. DATEV leaves out what it does not know. */
export type DatevJob = Present<{
  readonly id: string;
  /** Empty where DATEV names none. */
  readonly fileName: string;
  /** What the sender put into `Reference-Id`. */
  readonly referenceId: string | undefined;
  /** The program that sent the file, as DATEV displays it. */
  readonly program: string | undefined;
  readonly vendor: string | undefined;
  /** Header field 17, "Bezeichnung"; DATEV cuts it after 250 characters. */
  readonly label: string | undefined;
  readonly records: number | undefined;
  /** `succeeded` = DATEV has taken the file over; nothing is booked yet. */
  readonly result: 'pending' | 'succeeded' | 'failed';
  /** When DATEV received the file, ISO 8601 in UTC with milliseconds. */
  readonly timestamp: string | undefined;
  /** Why it failed. */
  readonly verbatim: Verbatim | undefined;
}>;

const Id = v.pipe(v.string(), v.regex(/^[\w.:-]{1,200}$/));
const Words = v.fallback(v.optional(v.pipe(v.string(), v.nonEmpty())), undefined);

/** Strict about what decides (id, result), lenient about the rest: an odd label must not hide a failed job. */
const WireJob = v.object({
  id: Id,
  result: v.picklist(['pending', 'succeeded', 'failed']),
  filename: v.fallback(v.string(), ''),
  reference_id: Words,
  client_application_display_name: Words,
  client_application_vendor: Words,
  label: Words,
  number_of_accounting_records: v.fallback(v.optional(v.pipe(v.number(), v.integer())), undefined),
  timestamp: Words,
  validation_details: v.fallback(v.optional(WireVerbatim), undefined),
});

/** A job as DATEV sent it; undefined when it has no usable id or a result that the contract does not know. */
export function parseJob(wire: unknown): DatevJob | undefined {
  const parsed = v.safeParse(WireJob, wire);
  if (!parsed.success) return undefined;
  const job = parsed.output;
  return present({
    id: job.id,
    fileName: job.filename,
    referenceId: job.reference_id,
    program: job.client_application_display_name,
    vendor: job.client_application_vendor,
    label: job.label,
    records: job.number_of_accounting_records,
    result: job.result,
    timestamp: instantOf(job.timestamp),
    verbatim: job.validation_details,
  });
}

/** One form for all instants, so that they compare as text. A time without a zone is DATEV's UTC. */
function instantOf(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const zoned = /(?:[zZ]|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text}Z`;
  const ms = Date.parse(zoned);
  return Number.isNaN(ms) ? undefined : new Date(ms).toISOString();
}

/**
 * The job id from the `Location` of a 202: relative to the server's address in DATEV's document, absolute or with
 * `/platform/v3` before it in the field. Undefined when there is none; then the job list knows it.
 */
export function jobIdFrom(location: string | null): string | undefined {
  const id = /\/extf-files\/jobs\/([^/?#\s]+)/.exec(location ?? '')?.[1];
  return v.is(Id, id) ? id : undefined;
}
