import type { ServiceAnswer } from '../world/types';
import { hasBelege, wireBasics } from './basics';
import type { DcoCall } from './dco-call';
import { EXTENSIONS, extensionOf, MAX_DCO_BYTES } from './dco-files';
import { addFile, addJob, changeJob, IMPORT_TYPES, jobOf, orderedEnd, withYear, yearFor } from './dxso-jobs';
import { type ImportType, type StoredDxsoJob, statusOf } from './dxso-model';
import { isForgotten, wireProtocol } from './dxso-protocol';
import { waitOf } from './jobs';
import { readObject } from './json-body';
import { readMultipart } from './multipart';

/** The operations of accounting:dxso-jobs for one Mandant that is allowed. */
export function answerDxso(call: DcoCall): ServiceAnswer {
  const { route, answers } = call;
  if (route.operation === 'getDxsoClient') return answers.ok(wireBasics(call.mandant));
  if (route.operation === 'createDxsoJob') return createJob(call);
  const job = jobOf(call.state, { ...call.at, id: route.jobId ?? '' });
  // "The job guid is invalid or not found": only the upload documents a code for it, the others 404.
  if (job === undefined)
    return route.operation === 'uploadDxsoFile' ? answers.dco(400, '#DCO01003') : answers.bare(404);
  if (route.operation === 'uploadDxsoFile') return uploadFile(call, job);
  if (route.operation === 'finishDxsoJob') return finishJob(call, job);
  if (route.operation === 'deleteDxsoJob') return deleteJob(call, job);
  // "The status is a part of the protocol entries … kept only a limited time."
  if (isForgotten(job, call.now)) return answers.bare(404);
  if (route.operation === 'getDxsoJob') return answers.ok({ id: job.id, status: statusOf(job) });
  return job.protocolDropped === true ? answers.bare(404) : answers.ok(wireProtocol(job));
}

type Wanted = { readonly importType: ImportType; readonly month: string };

function createJob(call: DcoCall): ServiceAnswer {
  const { state, answers, mandant, at, grant, now } = call;
  const read = readWanted(call);
  if (typeof read === 'string') return answers.dco(400, read);
  if (mandant.newBelege) return answers.dco(400, '#DCO01301');
  if (!hasBelege(mandant)) return answers.dco(400, '#DCO01002');
  const base = { ...at, program: grant.displayName, createdAt: now };
  if (read === undefined) return answers.created({ id: addJob(state, base).id });
  const ledger = IMPORT_TYPES[read.importType];
  const year = yearFor(mandant, ledger, read.month);
  if (year === undefined) return answers.dco(400, '#DCO01002');
  const all = state.mandanten[at.environment];
  state.mandanten[at.environment] = all.map((one) => (one.id === mandant.id ? withYear(one, year) : one));
  const { payableFolders, receivableFolders, cashBooks } = mandant.basics;
  return answers.created({
    id: addJob(state, { ...base, ...read }).id,
    account_length: year.accountLength,
    ...(ledger === 'cash'
      ? { cash_ledger_names: cashBooks }
      : { ledger_folder_names: ledger === 'payable' ? payableFolders : receivableFolders }),
  });
}

/** What the job is for; undefined = the program says nothing (`{}` or no body at all). */
function readWanted({ request }: DcoCall): Wanted | undefined | '#DCO01008' | '#DCO01017' | '#DCO01018' {
  if (request.body.length === 0) return undefined;
  const sent = request.headers['content-type'] ?? '';
  if (sent === '') return '#DCO01018';
  const body = /^application\/json\s*(;|$)/i.test(sent) ? readObject(request.body) : undefined;
  if (body === undefined) return '#DCO01008';
  const { import_type: importType, accounting_month: month } = body;
  if (importType === undefined && month === undefined) return undefined;
  if (importType === undefined || month === undefined) return '#DCO01017';
  if (typeof month !== 'string' || !/^\d{4}-(0[1-9]|1[0-2])$/.test(month)) return '#DCO01008';
  return isImportType(importType) ? { importType, month } : '#DCO01008';
}

function isImportType(value: unknown): value is ImportType {
  return typeof value === 'string' && Object.hasOwn(IMPORT_TYPES, value);
}

function uploadFile({ state, request, answers, mandant, now }: DcoCall, job: StoredDxsoJob): ServiceAnswer {
  const wrong = (code: '#DCO01004' | '#DCO01007' | '#DCO01015' | '#DCO01016' | '#DCO01301'): ServiceAnswer =>
    answers.dco(400, code);
  if (job.finalisedAt !== undefined) return wrong('#DCO01007');
  if (mandant.newBelege) return wrong('#DCO01301');
  const parts = readMultipart(request.headers['content-type'], request.body);
  const [part, ...more] = parts ?? [];
  // "Each file is transferred as a single file."
  if (part === undefined || more.length > 0 || part.name !== 'files' || (part.filename ?? '') === '')
    return wrong('#DCO01004');
  const filename = part.filename ?? '';
  if (part.content.length > MAX_DCO_BYTES) return wrong('#DCO01016');
  if (!EXTENSIONS.includes(extensionOf(filename))) return wrong('#DCO01015');
  addFile(state, job, { filename, content: part.content, at: now });
  return answers.created({});
}

function finishJob(call: DcoCall, job: StoredDxsoJob): ServiceAnswer {
  const { state, request, answers, now } = call;
  const sent = /^application\/merge-patch\+json\s*(;|$)/i.test(request.headers['content-type'] ?? '');
  if (!sent) return answers.dco(400, '#DCO01001');
  const body = readObject(request.body);
  if (body === undefined) return answers.dco(400, '#DCO01008');
  // The schema says string: `true` as a truth value is not it.
  if (body['ready'] !== 'true') return answers.dco(400, '#DCO01001');
  if (job.finalisedAt !== undefined) return answers.dco(400, '#DCO01007');
  const file = { ...call.at, filename: 'document.xml', program: job.program };
  const wait = waitOf(file, { state, pending: call.pending, random: call.random });
  changeJob(state, job.id, { finalisedAt: now, dueAt: now + wait, ...orderedEnd(state, job.mandant) });
  return answers.noContent();
}

/** "All data concerning the cancelled data transfer is deleted." */
function deleteJob({ state, answers }: DcoCall, job: StoredDxsoJob): ServiceAnswer {
  if (job.finalisedAt !== undefined) return answers.dco(400, '#DCO01007');
  state.dxso.jobs = state.dxso.jobs.filter((one) => one.id !== job.id);
  return answers.noContent();
}
