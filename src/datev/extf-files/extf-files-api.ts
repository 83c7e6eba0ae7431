import { present } from '../../kernel/present';
import { fail, ok, type Result } from '../../kernel/result';
import { jsonOf } from '../../platform/http';
import { askDatev, totalOf, unreadable } from '../datev-http-api';
import { datevBase } from '../hosts';
import type { DatevPlace } from '../mandant-api';
import type { DatevRefusal } from '../verbatim';
import { type DatevJob, jobIdFrom, parseJob } from './job';

export type FileToImport = {
  /** `EXTF_….csv`, at most 60 characters of `[A-Za-z0-9_-]`. */
  readonly fileName: string;
  /** Our natural key of this transmission, ASCII, at most 254 characters. */
  readonly referenceId: string;
  readonly appVersion: string;
  /** The file as it is: DATEV reads windows-1252 unless it begins with a byte order mark. */
  readonly bytes: Uint8Array;
};

/** DATEV took the file; `jobId` is missing when DATEV did not say where to look. Nothing is checked yet. */
type Imported = { readonly jobId?: string; readonly retryAfterSeconds?: number };

const FILE_NAME = /^EXTF_[A-Za-z0-9_-]{0,51}\.csv$/;
const HEADER_TEXT = /^[A-Za-z0-9_. +?;-]{0,254}$/;

/**
 * Hands a file to DATEV (accounting:extf-files v3, `POST …/import`). `datev.refused`, `datev.no-permission`,
 * `datev.not-found` (the Mandant), `datev.token`, `datev.later`; everything that leaves open whether DATEV has the file –
 * a 500 too – says `look-up`. Throws when names do not fit DATEV's patterns, because they are ours.
 */
export async function importFile(
  place: DatevPlace,
  file: FileToImport,
): Promise<Result<Imported, DatevRefusal>> {
  if (!FILE_NAME.test(file.fileName))
    throw new RangeError('importFile: the file name breaks the pattern of DATEV');
  if (!HEADER_TEXT.test(file.referenceId) || !HEADER_TEXT.test(file.appVersion)) {
    throw new RangeError('importFile: Reference-Id or version breaks the pattern of DATEV');
  }
  const answer = await askDatev({
    operation: 'importFile',
    kind: 'import',
    url: `${filesOf(place)}/import`,
    token: place.token,
    headers: {
      'content-type': 'application/octet-stream',
      filename: file.fileName,
      'reference-id': file.referenceId,
      'client-application-version': file.appVersion,
    },
    body: file.bytes,
  });
  if (!answer.ok) return answer;
  const { status } = answer.value;
  // 201 is what clients made from older documents know. Of another success only the job list knows what it means.
  if (status !== 202 && status !== 201)
    return fail({ problem: { code: 'datev.unreadable', retry: 'look-up', status } });
  const jobId = jobIdFrom(answer.value.header('location'));
  return ok(present({ jobId, retryAfterSeconds: answer.value.retryAfterSeconds }));
}

function filesOf(place: DatevPlace): string {
  const base = datevBase('accounting-extf-files', place.environment);
  return `${base}/clients/${encodeURIComponent(place.mandant)}/extf-files`;
}

type JobPage = {
  readonly jobs: readonly DatevJob[];
  /** How many jobs DATEV knows for this Mandant in all. */
  readonly total?: number;
  /** Entries that do not fit DATEV's document and were passed over. */
  readonly unreadable: number;
};

/** DATEV's jobs of a Mandant, whoever sent them, `top` (1 to 100) from `skip` on. DATEV documents no order. */
export async function listJobs(
  place: DatevPlace,
  page: { readonly skip: number; readonly top: number },
): Promise<Result<JobPage, DatevRefusal>> {
  const query = new URLSearchParams({ skip: String(page.skip), top: String(page.top) });
  const url = `${filesOf(place)}/jobs?${query}`;
  const answer = await askDatev({ operation: 'listJobs', kind: 'read', url, token: place.token });
  if (!answer.ok) return answer;
  const list = jsonOf(answer.value);
  if (!Array.isArray(list)) return unreadable(answer.value);
  const jobs = list.map(parseJob).filter((job) => job !== undefined);
  return ok(present({ jobs, total: totalOf(answer.value), unreadable: list.length - jobs.length }));
}

/** One job; `datev.not-found` when DATEV does not know it (any more). */
export async function readJob(place: DatevPlace, jobId: string): Promise<Result<DatevJob, DatevRefusal>> {
  const url = `${filesOf(place)}/jobs/${encodeURIComponent(jobId)}`;
  const answer = await askDatev({ operation: 'readJob', kind: 'read', url, token: place.token });
  if (!answer.ok) return answer;
  const job = parseJob(jsonOf(answer.value));
  return job === undefined ? unreadable(answer.value) : ok(job);
}
