import type { ServiceAnswer, ServiceRequest } from '../world/types';
import { type Answers, problem } from './answers';
import { badPath, badQuery, type Fault, HEADER_FIELDS, REFUSALS } from './catalogue';
import type { FileFacts, Mandant, State, StoredJob, Wording } from './model';
import { pageHeaders, readPage } from './paging';

/** "Max allowed file size: 50 MB"; DATEV does not say which megabyte, the smaller one is the strict reading. */
export const MAX_FILE_BYTES = 50_000_000;
const REFERENCE = /^[-0-9A-Za-z_äöüÄÖÜß_. +?;]{0,254}$/;

/** What is wrong with an import request, in the order DATEV's documents list it. */
export function refuseImport(request: ServiceRequest, answers: Answers): ServiceAnswer | undefined {
  const filename = request.headers['filename'] ?? '';
  const wrong = (fault: Fault): ServiceAnswer => answers.refused(400, fault);
  if (filename === '') return wrong(REFUSALS.filenameEmpty);
  if (!/^EXTF_.{0,51}\.csv$/.test(filename)) return wrong(REFUSALS.filename);
  if (!REFERENCE.test(request.headers['reference-id'] ?? '')) return wrong(REFUSALS.referenceId);
  if (!REFERENCE.test(request.headers['client-application-version'] ?? '')) return wrong(REFUSALS.version);
  if (request.body.length > MAX_FILE_BYTES) return answers.refused(413, REFUSALS.tooLarge);
  return request.body.length === 0 ? wrong(REFUSALS.noBody) : undefined;
}

/** "Unallowed chars will be replaced by an underscore". */
export function cleanedName(filename: string): string {
  return filename.replace(/[^0-9A-Za-zÄÖÜäöüß_. ()+-]/g, '_');
}

/** `GET …/jobs?skip&top`. DATEV documents refusals for `filter` but no filter field, so none is understood. */
export function listJobs(
  jobs: readonly StoredJob[],
  query: URLSearchParams,
  { state, now, answers }: { readonly state: State; readonly now: number; readonly answers: Answers },
): ServiceAnswer {
  const page = readPage(query);
  if ('wrong' in page) return answers.refused(400, badQuery('Paging parameters are invalid', page.wrong));
  const filter = query.get('filter');
  if (filter !== null) {
    const words = filter.trim().split(/\s+/);
    if (words.length % 4 !== 3) return answers.refused(400, badQuery('Filter syntax is invalid'));
    return answers.refused(400, badQuery('Filter operators are invalid'));
  }
  const listed = ordered(
    jobs.filter((job) => job.listedAt <= now),
    state.order,
  );
  const shown = listed.slice(page.skip, page.skip + page.top).map((job) => wireJob(job, state.wording));
  return answers.ok(shown, pageHeaders(page, listed.length, null));
}

/** `GET …/jobs/{job-id}`. */
export function getJob(
  jobs: readonly StoredJob[],
  jobId: string,
  { state, answers }: { readonly state: State; readonly answers: Answers },
): ServiceAnswer {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(jobId))
    return answers.refused(400, badPath('job-id'));
  const job = jobs.find((one) => one.id === jobId.toLowerCase());
  return job === undefined ? answers.plain(404) : answers.ok(wireJob(job, state.wording));
}

/** Mandanten are named `<consultant>-<client>`; anything else is no client-id. */
export function isClientId(id: string): boolean {
  return /^\d{1,10}-\d{1,10}$/.test(id);
}

export function findMandant(mandanten: readonly Mandant[], id: string): Mandant | undefined {
  return mandanten.find((one) => one.id === id);
}

/** "The order of the return values is not set": newest first is our default, the others are for trying. */
function ordered(jobs: readonly StoredJob[], order: State['order']): readonly StoredJob[] {
  const byTime = [...jobs].sort((one, other) => one.receivedAt - other.receivedAt);
  if (order === 'oldest-first') return byTime;
  if (order === 'newest-first') return byTime.reverse();
  return byTime.sort((one, other) => (one.id < other.id ? -1 : 1));
}

/** A job as the wire shows it; "return values with a value of null will not be returned". */
export function wireJob(job: StoredJob, wording: Wording): Record<string, unknown> {
  const outcome = job.settled;
  const all: Record<string, unknown> = {
    id: job.id,
    filename: job.filename,
    ...wireFacts(outcome?.facts),
    client_application_display_name: job.displayName,
    client_application_vendor: job.vendor,
    client_application_version: job.version,
    reference_id: job.referenceId,
    result: outcome?.result ?? 'pending',
    timestamp: `${new Date(job.receivedAt).toISOString().slice(0, 19)}Z`,
    validation_details: outcome?.result === 'failed' ? problem(worded(outcome.fault, wording)) : undefined,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

function wireFacts(facts: FileFacts | undefined): Record<string, unknown> {
  if (facts === undefined) return {};
  return {
    data_category_id: facts.category,
    label: facts.label,
    number_of_accounting_records: facts.records,
    fiscal_year_begin: facts.fiscalYearBegin,
    date_from: facts.dateFrom,
    date_to: facts.dateTo,
  };
}

/** Header faults in the wording that is set; the documents show three (see `Wording`). */
function worded(fault: Fault, wording: Wording): Fault {
  if (fault.code !== '1008834' || wording === 'nested') return fault;
  if (wording === 'example') return asInTheSchema(fault);
  const first = fault.elements?.[0];
  return first === undefined
    ? fault
    : { ...fault, detail: `${fault.detail} - ${first.name} - ${first.reason}` };
}

function asInTheSchema(fault: Fault): Fault {
  const title = 'Invalid EXTF-header';
  if (fault.elements === undefined) return { ...fault, title };
  const elements = fault.elements.map(({ name, reason }) =>
    name === HEADER_FIELDS[1]?.name
      ? { name: 'DATEV Format Identifier', reason: "must be 'EXTF'" }
      : { name, reason: reason.replace(/ \(\d+\)$/, '') },
  );
  return { ...fault, title, detail: 'Fields with error', elements };
}
