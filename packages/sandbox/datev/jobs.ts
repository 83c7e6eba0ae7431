import type { Random, ServiceRequest } from '../world/types';
import { bookedIn } from './booked';
import { type Fault, headerFault, JOB_FAULTS } from './catalogue';
import { sha256, uuidOf } from './chance';
import { settleDxso } from './dxso-settle';
import type { Environment } from './environment';
import { cleanedName } from './extf-api';
import { checkFile } from './file-check';
import type { Grant, JobFault, JobFaultCode, Mandant, Outcome, State, StoredJob } from './model';

export const MAX_PENDING_MS = 6 * 3_600_000;
const MIN_BY_CHANCE_MS = 8_000;
const MAX_BY_CHANCE_MS = 40_000;

export type IncomingFile = {
  readonly environment: Environment;
  readonly mandant: string;
  readonly filename: string;
  readonly referenceId?: string;
  readonly program: string;
};
/** How long a file is pending, in virtual milliseconds. */
export type Pending = (file: IncomingFile) => number;

/** Takes a file over: no look for doubles, posting twice makes two jobs. */
export function takeFile(
  request: ServiceRequest,
  {
    environment,
    mandant,
    grant,
  }: { readonly environment: Environment; readonly mandant: Mandant; readonly grant: Grant },
  {
    state,
    now,
    pending,
    random,
  }: {
    readonly state: State;
    readonly now: number;
    readonly pending: Pending | undefined;
    readonly random: Random;
  },
): StoredJob {
  state.serial += 1;
  const id = uuidOf(state.seed, 'job', state.serial);
  const filename = cleanedName(request.headers['filename'] ?? '');
  const referenceId = request.headers['reference-id'];
  const version = request.headers['client-application-version'];
  const file: IncomingFile = {
    environment,
    mandant: mandant.id,
    filename,
    ...(referenceId === undefined ? {} : { referenceId }),
    program: grant.displayName,
  };
  const job: StoredJob = {
    id,
    filename,
    ...(referenceId === undefined ? {} : { referenceId }),
    ...(version === undefined ? {} : { version }),
    displayName: grant.displayName,
    vendor: grant.vendor,
    receivedAt: now,
    dueAt: now + waitOf(file, { state, pending, random }),
    listedAt: now + state.listDelayMs,
    lookFrom: now + state.retryAfterSeconds * 1000,
    sealed: forced(state, mandant.id) ?? checkFile(request.body, mandant),
  };
  const jobs = state.jobs[environment];
  jobs[mandant.id] = [...(jobs[mandant.id] ?? []), job];
  state.accepted.push({
    ...file,
    sha256: sha256(request.body),
    bytes: request.body.length,
    booked: bookedIn(request.body),
    at: now,
    jobId: id,
  });
  return job;
}

/** How long a job is pending, EXTF or DXSO: as ordered for the file, for all, or by chance. */
export function waitOf(
  file: IncomingFile,
  by: { readonly state: State; readonly pending: Pending | undefined; readonly random: Random },
): number {
  const wait = by.pending?.(file) ?? by.state.pendingMs ?? byChance(by.random);
  return Math.min(Math.max(0, wait), MAX_PENDING_MS);
}

function byChance(random: Random): number {
  return MIN_BY_CHANCE_MS + Math.floor(random.next() * (MAX_BY_CHANCE_MS - MIN_BY_CHANCE_MS));
}

/** Ends every job whose time has come. The permission counts as it stands when the job ends. */
export function settleDue(state: State, now: number): void {
  settleDxso(state, now);
  for (const environment of ['sandbox', 'production'] as const) {
    for (const mandant of state.mandanten[environment]) {
      const jobs = state.jobs[environment][mandant.id] ?? [];
      if (!jobs.some((job) => isDue(job, now))) continue;
      state.jobs[environment][mandant.id] = jobs.map((job) =>
        isDue(job, now) ? { ...job, settled: ended(job, mandant) } : job,
      );
    }
  }
}

function isDue(job: StoredJob, now: number): boolean {
  return job.settled === undefined && job.dueAt <= now;
}

function ended(job: StoredJob, mandant: Mandant): Outcome {
  const may = mandant.permitted && mandant.services.includes('Buchungsdatenservice');
  return may ? job.sealed : { result: 'failed', fault: JOB_FAULTS.permission };
}

const FORCED: Readonly<Record<JobFaultCode, Fault>> = {
  '1008833': JOB_FAULTS.noPayload,
  '1008834': headerFault([14]),
  '1008836': JOB_FAULTS.virus,
  '1008837': JOB_FAULTS.tryAgain,
  '1008838': JOB_FAULTS.permission,
};

/** The next failure somebody ordered for this Mandant, used up by this. */
function forced(state: State, mandant: string): Outcome | undefined {
  const at = state.jobFaults.findIndex((fault) => fault.mandant === undefined || fault.mandant === mandant);
  const [fault]: readonly (JobFault | undefined)[] = at === -1 ? [] : state.jobFaults.splice(at, 1);
  if (fault === undefined) return undefined;
  const known = FORCED[fault.code];
  return { result: 'failed', fault: fault.says === undefined ? known : { ...known, detail: fault.says } };
}
