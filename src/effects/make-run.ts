import { planForRun } from '../accounts/plan-store';
import { unfitFor } from '../datev/preflight-api';
import { present } from '../kernel/present';
import type { Problem } from '../kernel/problem';
import { usedColumns } from '../mapping/columns';
import { drift } from '../mapping/fingerprint';
import { isPeriod } from '../pipelines/period';
import type { Pipeline, SourceField } from '../pipelines/pipeline';
import { pipelineForRun } from '../pipelines/pipeline-store';
import { sha256 } from '../platform/bytes';
import { conclude } from '../runs/conclude';
import { MAX_FINDINGS, NO_DETAIL, type RunDetail } from '../runs/detail';
import { type ExecutionPlan, fatesWhenStopped, goingOf, openRowCollector, type Taken } from '../runs/execute';
import { faultsOf } from '../runs/faults';
import { NOTHING_GIVEN } from '../runs/given-images';
import { givenImages } from '../runs/given-images-store';
import { deliveredBefore, keepDetail } from '../runs/run-store';
import { readRows, type SourceNow, sourceNow, unreadable } from '../runs/source-api';
import { environmentOf } from '../submissions/environment';
import { idsBy } from '../submissions/ids';
import type { Basis, RunAbout, RunProgress } from '../submissions/run';
import type { StoredFile } from '../submissions/stored-file';
import type { Cause } from '../submissions/submission';
import type { ProblemCode } from '../texts/problem-code';
import type { EffectHandler, Outcome, Subject } from './effect-handler';
import { type Configured, type Doing, keepFiles, storedReport, type Which } from './run-files';
import { imagesOf, packedImages, takenImages } from './run-images';

/**
 * Executes a run: asks Looker, maps, checks, writes and stores. Nothing of it leaves for DATEV, and until its files are on
 * record all of it may be done again from the beginning; afterwards nobody asks Looker any more.
 */
export const makeRun: EffectHandler<'make-run'> = {
  async act(subject, pending) {
    const run = subject.submission.run;
    const { revision } = pending.effect;
    if (run === undefined) return { is: 'problem', problem: { code: 'run.gone', retry: 'never' } };
    const set = await configured(subject, run);
    if ('code' in set) return stopped({ subject, revision }, { problem: set });
    const unfit = await unfitBooks({ subject, revision, ...set });
    if (unfit !== undefined) return refusedFor({ subject, revision }, { cause: unfit });
    const source = await sourceNow(set.pipeline.connection, set.pipeline.source);
    if (!source.ok) return stopped({ subject, revision }, source.problem);
    const drifted = drift(set.pipeline.fields, fieldsOf(source.value), usedColumns(set.pipeline));
    if (drifted.length > 0) return schemaChanged({ subject, revision }, drifted);
    const problem = unreadable(set.pipeline, source.value, set.period);
    if (problem !== undefined) return stopped({ subject, revision }, { problem });
    return execute({ subject, run: sameQuestion(run, set.pipeline), revision, source: source.value, ...set });
  },
};

/** What Looker has of each column, as a fingerprint compares it. */
function fieldsOf({ fields }: SourceNow): readonly SourceField[] {
  return fields.map(({ name, label, type }) => ({ name, label, type }));
}

/** What was asked with another configuration answers another question: a changed filter must not book the old rows. */
export function sameQuestion(
  { progress, ...run }: RunAbout,
  { version }: Pick<Pipeline, 'version'>,
): RunAbout {
  return progress === undefined || progress.version !== version ? run : { ...run, progress };
}

async function configured(subject: Subject, run: RunAbout): Promise<Configured | Problem> {
  const { startedAt, mandant } = subject.submission;
  const configuration = await pipelineForRun(run.pipeline, startedAt);
  // A pipeline may be another Mandant's by now: what it makes has no place in the books of this one.
  if (configuration?.pipeline.mandant !== mandant) return { code: 'run.no-pipeline', retry: 'after-fix' };
  const books = await planForRun(mandant);
  if (books === undefined) return { code: 'run.no-accounts', retry: 'after-fix' };
  if (!isPeriod(run.period)) return { code: 'run.gone', retry: 'never' };
  const { pipeline, needsApproval, sha256 } = configuration;
  const basis: Basis = {
    pipeline: { version: pipeline.version, sha256 },
    plan: { version: books.plan.version, sha256: books.sha256 },
  };
  return { pipeline, books: books.plan, period: run.period, basis, needsApproval };
}

/** A plan that differs from DATEV's books would make a file that DATEV refuses: better seen before Looker is asked. */
async function unfitBooks(doing: Configured & Which): Promise<Cause | undefined> {
  const cause = await unfitFor(doing.subject, goingOf(doing));
  const ours = cause === undefined ? undefined : UNFIT[cause.code];
  return ours === undefined ? cause : { source: 'run', code: ours, faults: [] };
}
/** Where the remedy lies in our own account plan. */
const UNFIT: Readonly<Record<string, ProblemCode>> = {
  'preflight-fiscal-year': 'run.fiscal-year',
  'preflight-account-length': 'run.account-length',
};

/** Nothing was made. What time mends is tried again; for the rest a person is asked. */
async function stopped(
  which: Which,
  why: {
    readonly problem: Problem;
    readonly verbatim?: string;
    readonly detail?: RunDetail;
    readonly report?: StoredFile;
  },
): Promise<Outcome> {
  const { problem, ...kept } = why;
  const isLater = problem.retry !== 'after-fix' && problem.retry !== 'never';
  if (isLater) return { is: 'problem', problem: { ...problem, retry: 'later' } };
  const { code, values } = problem;
  return refusedFor(which, {
    ...kept,
    cause: { source: 'run', code, faults: [], ...present({ values }) },
  });
}

/** The execution ends here; what people may know of it is kept. */
async function refusedFor(
  { subject, revision }: Which,
  why: {
    readonly cause: Cause;
    readonly verbatim?: string;
    readonly detail?: RunDetail;
    readonly report?: StoredFile;
  },
): Promise<Outcome> {
  const { cause, detail = NO_DETAIL, verbatim, report } = why;
  await keepDetail(subject.submission.id, revision, { ...detail, ...present({ verbatim }) });
  return { is: 'refused', cause, ...present({ report }) };
}

function schemaChanged(which: Which, drifted: ReturnType<typeof drift>): Promise<Outcome> {
  const detail: RunDetail = {
    ...NO_DETAIL,
    drift: drifted.map((one) =>
      one.is === 'missing' ? { ...one, candidates: [...one.candidates] } : { ...one, candidates: [] },
    ),
  };
  const columns = drifted.map(({ field }) => field).join(', ');
  const problem: Problem = { code: 'run.schema-changed', retry: 'after-fix', values: { columns } };
  return stopped(which, { problem, detail });
}

function imagesGiven({ pipeline, period, subject: { submission, settings } }: Doing) {
  const environment = environmentOf(submission, settings.environment);
  return givenImages({ mandant: pipeline.mandant, environment, pipeline: pipeline.id, period });
}

async function execute(doing: Doing): Promise<Outcome> {
  const made = await imagesOf(doing);
  if (made.is === 'fault') return stopped(doing, made);
  if (made.is === 'not-yet') return made;
  const { progress } = made;
  const plan = planOf(doing, progress);
  const collector = openRowCollector(plan);
  const read = await readRows(doing.source.ports, { ...doing, task: progress.task }, collector.take);
  if (read.is === 'fault') return stopped(doing, read);
  if (read.is === 'running') {
    const { task, afterSeconds } = read;
    return { is: 'not-yet', afterSeconds, progress: { ...progress, task } };
  }
  const taken = collector.end();
  const given = doing.pipeline.documents?.byHand === true ? await imagesGiven(doing) : NOTHING_GIVEN;
  const { matched, linked } = takenImages(plan, taken, given);
  const images = await packedImages(doing, { progress, matched });
  if (images.is === 'gone') return imagesGone(doing, taken, images.names);
  const { givenBy, ...packed } = images;
  const concluded = conclude(plan, taken, {
    history: await deliveredBefore(doing.pipeline.id),
    mayDiffer: doing.run.mayDiffer === true,
    ...packed,
    guidFor: (name) => idsBy(sha256).document(doing.pipeline.mandant, name),
  });
  if (concluded.is === 'stopped') {
    const report = await storedReport(doing, fatesWhenStopped(taken, concluded.detail));
    return stopped(doing, { ...concluded, report });
  }
  return keepFiles(doing, { ...concluded, progress, givenBy, linked });
}

/** An invoice whose image got lost on the way would look complete. The page of the run names the files. */
async function imagesGone(doing: Doing, taken: Taken, names: readonly string[]): Promise<Outcome> {
  const findings = names.map((value) => ({ code: 'mapping.image-gone', value }));
  const detail: RunDetail = {
    ...NO_DETAIL,
    rows: taken.source.rows,
    findings: findings.slice(0, MAX_FINDINGS),
    moreFindings: Math.max(0, findings.length - MAX_FINDINGS),
    faults: [...faultsOf(findings)],
  };
  const report = await storedReport(doing, fatesWhenStopped(taken, detail));
  const values = { count: names.length };
  return stopped(doing, {
    problem: { code: 'run.images-gone', retry: 'after-fix', values },
    detail,
    report,
  });
}

function planOf({ pipeline, books, period, subject }: Doing, progress: RunProgress): ExecutionPlan {
  const { submission } = subject;
  // Of the execution, not of this try: what is made again has the same bytes.
  const at = submission.attempts.at(-1)?.sentAt ?? submission.startedAt;
  const plan = { pipeline, books, period, fields: usedColumns(pipeline), at };
  if (pipeline.output.as !== 'extf') return plan;
  const [first] = progress.pdfs.flatMap((pdf) => (pdf.is === 'there' ? [pdf.guid] : []));
  return { ...plan, ...present({ documentGuid: first }) };
}
