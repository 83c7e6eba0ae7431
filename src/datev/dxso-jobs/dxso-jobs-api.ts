import * as v from 'valibot';
import type { LedgerKind } from '../../dxso/ledger-fields';
import type { ProtocolEntry } from '../../dxso/protocol';
import { present } from '../../kernel/present';
import { ok, type Result, refusedBy } from '../../kernel/result';
import { sha256 } from '../../platform/bytes';
import { jsonOf } from '../../platform/http';
import { type MandantBasics, parseBasics } from '../basics';
import { type DatevCall, unreadable } from '../datev-http-api';
import { askOfMandant, type DatevPlace } from '../mandant-api';
import { multipart } from '../multipart';
import type { DatevRefusal } from '../verbatim';
import type { DxsoStatus, OpenedJob } from './dxso-job';

const IMPORTS: Readonly<Record<LedgerKind, string>> = {
  accountsPayableLedger: 'accountsPayableLedgerImport',
  accountsReceivableLedger: 'accountsReceivableLedgerImport',
  cashLedger: 'cashLedgerImport',
};

const Id = v.pipe(v.string(), v.regex(/^[0-9A-Za-z-]{8,64}$/));
const Names = v.fallback(v.optional(v.array(v.string()), []), []);
const WireJob = v.object({
  id: Id,
  account_length: v.fallback(v.optional(v.pipe(v.number(), v.integer())), undefined),
  ledger_folder_names: Names,
  cash_ledger_names: Names,
});

/** The Mandant's fiscal years and books (`GET /clients/{client-id}`); needs the Rechnungsdatenservice 1.0 and the right. */
export async function readDxsoBasics(place: DatevPlace): Promise<Result<MandantBasics, DatevRefusal>> {
  const answer = await ask(place, '', { operation: 'readDxsoClient', kind: 'read' });
  if (!answer.ok) return answer;
  const basics = parseBasics(jsonOf(answer.value));
  return basics === undefined ? unreadable(answer.value) : ok(basics);
}

/**
 * Makes a job for one kind of ledger and one month (`YYYY-MM`). May be repeated: a job that is never finished is never
 * processed. `DCO01301`: the Mandant is on the new Belege online; `DCO01002`: not set up for it.
 */
export async function createDxsoJob(
  place: DatevPlace,
  about: { readonly kind: LedgerKind; readonly month: string },
): Promise<Result<OpenedJob, DatevRefusal>> {
  const body = { import_type: IMPORTS[about.kind], accounting_month: about.month };
  const answer = await ask(place, '/dxso-jobs', {
    operation: 'createDxsoJob',
    kind: 'repeatable',
    headers: { 'content-type': 'application/json' },
    body: new TextEncoder().encode(JSON.stringify(body)),
  });
  if (!answer.ok) return answer;
  const job = v.safeParse(WireJob, jsonOf(answer.value));
  if (!job.success) return unreadable(answer.value);
  const { id, account_length, ledger_folder_names, cash_ledger_names } = job.output;
  const folders = about.kind === 'cashLedger' ? cash_ledger_names : ledger_folder_names;
  return ok(present({ jobId: id, accountLength: account_length, folders }));
}

/** Puts one file into a job that is open, under a name of DATEV's whitelist (src/dxso/file-name). One per call, no ZIP. */
export async function uploadDxsoFile(
  place: DatevPlace,
  jobId: string,
  file: { readonly name: string; readonly bytes: Uint8Array },
): Promise<Result<void, DatevRefusal>> {
  const part = {
    name: 'files',
    fileName: file.name,
    contentType: 'application/octet-stream',
    bytes: file.bytes,
  };
  const form = multipart([part], `dfj-${sha256(file.bytes).slice(0, 40)}`);
  const answer = await ask(place, `${jobPath(jobId)}/files`, {
    operation: 'uploadDxsoFile',
    kind: 'import',
    headers: { 'content-type': form.contentType },
    body: form.body,
  });
  return answer.ok ? ok(undefined) : answer;
}

/** All files are there: DATEV begins. From here on the job cannot be taken back. */
export async function finishDxsoJob(place: DatevPlace, jobId: string): Promise<Result<void, DatevRefusal>> {
  const answer = await ask(place, jobPath(jobId), {
    operation: 'finishDxsoJob',
    kind: 'import',
    method: 'PUT',
    headers: { 'content-type': 'application/merge-patch+json' },
    // DATEV wants the text, not the truth value.
    body: new TextEncoder().encode(JSON.stringify({ ready: 'true' })),
  });
  return answer.ok ? ok(undefined) : answer;
}

/** Throws a job away that was never finished, with all that is in it. One that is gone already is as good. */
export async function deleteDxsoJob(place: DatevPlace, jobId: string): Promise<Result<void, DatevRefusal>> {
  const answer = await ask(place, jobPath(jobId), {
    operation: 'deleteDxsoJob',
    kind: 'repeatable',
    method: 'DELETE',
  });
  return refusedBy(answer) === 'datev.not-found' || answer.ok ? ok(undefined) : answer;
}

/** How far DATEV is with a job; `datev.not-found` when DATEV does not know it (any more). */
export async function readDxsoStatus(
  place: DatevPlace,
  jobId: string,
): Promise<Result<DxsoStatus, DatevRefusal>> {
  const answer = await ask(place, jobPath(jobId), { operation: 'readDxsoJob', kind: 'read' });
  if (!answer.ok) return answer;
  const Wire = v.object({ status: v.picklist([0, 1, 2, 3, 4, 5, 6]) });
  const job = v.safeParse(Wire, jsonOf(answer.value));
  return job.success ? ok(job.output.status) : unreadable(answer.value);
}

const Words = v.fallback(v.optional(v.string()), undefined);
const WireEntry = v.object({
  time: v.fallback(v.string(), ''),
  text: v.fallback(v.string(), ''),
  context: Words,
  type: v.fallback(v.picklist(['information', 'warning', 'error']), 'information'),
  filename: Words,
});

/** What DATEV wrote down about a job; DATEV keeps it for about two months, then it is `datev.not-found`. */
export async function readDxsoProtocol(
  place: DatevPlace,
  jobId: string,
): Promise<Result<readonly ProtocolEntry[], DatevRefusal>> {
  const answer = await ask(place, `${jobPath(jobId)}/protocol-entries`, {
    operation: 'readDxsoProtocol',
    kind: 'read',
  });
  if (!answer.ok) return answer;
  const list = jsonOf(answer.value);
  if (!Array.isArray(list)) return unreadable(answer.value);
  return ok(list.flatMap((one) => (v.is(v.object({}), one) ? [v.parse(WireEntry, one)] : [])));
}

function jobPath(jobId: string): string {
  return `/dxso-jobs/${encodeURIComponent(jobId)}`;
}

function ask(place: DatevPlace, path: string, call: Omit<DatevCall, 'url' | 'token'>) {
  return askOfMandant('accounting-dxso-jobs', place, { ...call, path });
}
