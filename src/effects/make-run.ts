import type { AccountPlan } from '../accounts/plan';
import type { Going } from '../datev/preflight';
import type { PackageFile } from '../dxso/package';
import { awaitAll } from '../kernel/await-all';
import type { Problem } from '../kernel/problem';
import { usedColumns } from '../mapping/columns';
import { drift } from '../mapping/fingerprint';
import type { Row } from '../mapping/source';
import { isPeriod, type Period } from '../pipelines/period';
import type { Pipeline, SourceField } from '../pipelines/pipeline';
import { type Circumstances, conclude, type MadeFile } from '../runs/conclude';
import { NO_DETAIL, type RunDetail } from '../runs/detail';
import {
  type ExecutionPlan,
  fatesWhenStopped,
  goingOf,
  linesOf,
  openRowCollector,
  type Taken,
} from '../runs/execute';
import type { Delivered } from '../runs/guard';
import { type RowFate, writeReport } from '../runs/report';
import type { Basis, Made, Produced, RunAbout, RunProgress } from '../submissions/run';
import type { StoredFile } from '../submissions/stored-file';
import { type EffectHandler, type Outcome, repeat, type Subject } from './effect-handler';

/** Something did not come about at Looker; its own words are for our panels. */
export type Fault = { readonly is: 'fault'; readonly problem: Problem; readonly verbatim?: string };

/** What a pipeline asks, as Looker describes it now. */
export type Source = {
  readonly fields: readonly SourceField[];
  /** The rows of a period, each handed on as it is read. `running`: Looker is at it, come back with the task. */
  rows(
    period: Period,
    task: RunProgress['task'],
    take: (row: Row) => void,
  ): Promise<
    | { readonly is: 'all' }
    | {
        readonly is: 'running';
        readonly task: NonNullable<RunProgress['task']>;
        readonly afterSeconds: number;
      }
    | Fault
  >;
  /** The columns in the order of a row's cells. */
  readonly columns: readonly string[];
};

export type MakeRunPorts = {
  /** The configuration as it is kept for good, with its SHA-256, and whether a run begun then needs approval. */
  pipeline(
    id: string,
    begunAt: string,
  ): Promise<
    { readonly pipeline: Pipeline; readonly sha256: string; readonly needsApproval: boolean } | undefined
  >;
  /** The account plan as it is kept for good, with its SHA-256. */
  books(mandant: string): Promise<{ readonly plan: AccountPlan; readonly sha256: string } | undefined>;
  source(pipeline: Pipeline): Promise<({ readonly is: 'source' } & Source) | Fault>;
  /** Begins the image of a Look or a dashboard, or asks how far it is. */
  image(
    pipeline: Pipeline,
    which: number,
    how: { readonly period: Period; readonly asked?: string },
  ): Promise<
    | { readonly is: 'asked'; readonly id: string }
    | { readonly is: 'image'; readonly ending: 'pdf' | 'jpg'; readonly bytes: Uint8Array }
    /** Looker failed or forgot it: it may be asked for once more. */
    | { readonly is: 'lost' }
    | Fault
  >;
  /** Stores bytes under an id made of a name and their content; storing the same again changes nothing. */
  store(name: string, bytes: Uint8Array): Promise<{ fileId: string; chunks: number; sha256: string }>;
  /** What speaks against it at DATEV, as a code of its catalogue. */
  unfit(subject: Subject, going: Going): Promise<string | undefined>;
  /** Images of a Mandant that are in DATEV Unternehmen online and that people handed in, by their file names. */
  given(mandant: string): Promise<readonly GivenImage[]>;
  read(file: StoredFile): Promise<{ ok: true; value: Uint8Array } | { ok: false; problem: Problem }>;
  guidFor(mandant: string, sha256: string): string;
  history(pipeline: string): Promise<readonly Delivered[]>;
  keepDetail(run: string, revision: number, detail: RunDetail): Promise<void>;
};

export type GivenImage = { readonly number: string; readonly guid: string; readonly file: StoredFile };

/**
 * Executes a run: asks Looker, maps, checks, writes and stores. Nothing of it leaves for DATEV, and until its files are on
 * record all of it may be done again from the beginning; afterwards nobody asks Looker any more.
 */
export function makeRun(ports: MakeRunPorts): EffectHandler<'make-run'> {
  return {
    async act(subject, pending) {
      const run = subject.submission.run;
      const { revision } = pending.effect;
      if (run === undefined) return { is: 'problem', problem: { code: 'run.gone', retry: 'never' } };
      const set = await configured(ports, subject, run);
      if ('code' in set) return stopped(ports, { subject, revision }, { problem: set });
      const unfit = await unfitBooks(ports, { subject, revision, ...set });
      if (unfit !== undefined) return stopped(ports, { subject, revision }, { problem: unfit });
      const source = await ports.source(set.pipeline);
      if (source.is === 'fault') return stopped(ports, { subject, revision }, source);
      const drifted = drift(set.pipeline.fields, source.fields, usedColumns(set.pipeline));
      if (drifted.length > 0) return schemaChanged(ports, { subject, revision }, drifted);
      return execute(ports, { subject, run: sameQuestion(run, set.pipeline), revision, source, ...set });
    },
    afterLooks: repeat,
  };
}

/** What was asked with another configuration answers another question: a changed filter must not book the old rows. */
function sameQuestion({ progress, ...run }: RunAbout, { version }: Pipeline): RunAbout {
  return progress === undefined || progress.version !== version ? run : { ...run, progress };
}

type Set = {
  readonly pipeline: Pipeline;
  readonly books: AccountPlan;
  readonly period: Period;
  readonly basis: Basis;
  readonly needsApproval: boolean;
};
type Which = { readonly subject: Subject; readonly revision: number };
type Doing = Set & Which & { readonly run: RunAbout; readonly source: Source };

async function configured(ports: MakeRunPorts, subject: Subject, run: RunAbout): Promise<Set | Problem> {
  const { startedAt, mandant } = subject.submission;
  const configuration = await ports.pipeline(run.pipeline, startedAt);
  if (configuration === undefined) return { code: 'run.no-pipeline', retry: 'after-fix' };
  const books = await ports.books(mandant);
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
async function unfitBooks(ports: MakeRunPorts, doing: Set & Which): Promise<Problem | undefined> {
  const code = await ports.unfit(doing.subject, goingOf(doing));
  if (code === undefined) return undefined;
  return { code: UNFIT[code] ?? code, retry: 'after-fix' };
}
/** Where the remedy lies in our own account plan. */
const UNFIT: Readonly<Record<string, string>> = {
  'preflight-fiscal-year': 'run.fiscal-year',
  'preflight-account-length': 'run.account-length',
};

/** Nothing was made. What time mends is tried again; for the rest a person is asked. */
async function stopped(
  ports: MakeRunPorts,
  { subject, revision }: Which,
  why: {
    readonly problem: Problem;
    readonly verbatim?: string;
    readonly detail?: RunDetail;
    readonly report?: StoredFile;
  },
): Promise<Outcome> {
  const { problem, verbatim, detail = NO_DETAIL } = why;
  const isLater = problem.retry === 'later' || problem.retry === 'now' || problem.retry === 'look-up';
  if (isLater) return { is: 'problem', problem: { ...problem, retry: 'later' } };
  const kept = verbatim === undefined ? detail : { ...detail, verbatim };
  await ports.keepDetail(subject.submission.id, revision, kept);
  const { code, values } = problem;
  const cause = { code, faults: [], ...(values === undefined ? {} : { values }) };
  return { is: 'refused', cause, ...(why.report === undefined ? {} : { report: why.report }) };
}

function schemaChanged(
  ports: MakeRunPorts,
  which: Which,
  drifted: ReturnType<typeof drift>,
): Promise<Outcome> {
  const detail: RunDetail = {
    ...NO_DETAIL,
    drift: drifted.map((one) =>
      one.is === 'missing' ? { ...one, candidates: [...one.candidates] } : { ...one, candidates: [] },
    ),
  };
  const columns = drifted.map(({ field }) => field).join(', ');
  const problem: Problem = { code: 'run.schema-changed', retry: 'after-fix', values: { columns } };
  return stopped(ports, which, { problem, detail });
}

async function execute(ports: MakeRunPorts, doing: Doing): Promise<Outcome> {
  const images = await imagesOf(ports, doing);
  if (images.is !== 'images') return images.outcome;
  const { progress } = images;
  const given = doing.pipeline.documents?.byHand === true ? await ports.given(doing.pipeline.mandant) : [];
  const plan = planOf(doing, progress, given);
  const taker = openRowCollector(plan);
  const read = await doing.source.rows(doing.period, progress.task, taker.take);
  if (read.is === 'fault') return stopped(ports, doing, read);
  if (read.is === 'running') {
    const { task, afterSeconds } = read;
    return { is: 'not-yet', afterSeconds, progress: { ...progress, task } };
  }
  const taken = taker.end();
  const concluded = conclude(plan, taken, {
    history: await ports.history(doing.pipeline.id),
    mayDiffer: doing.run.mayDiffer === true,
    ...(await packed(ports, doing, { progress, given, taken })),
    guidFor: (name) => ports.guidFor(doing.pipeline.mandant, name),
  });
  if (concluded.is === 'stopped') {
    const report = await storedReport(ports, doing, fatesWhenStopped(taken, concluded.detail));
    return stopped(ports, doing, { ...concluded, report });
  }
  return keep(ports, doing, { ...concluded, progress });
}

function planOf(
  { pipeline, books, period, source, subject }: Doing,
  progress: RunProgress,
  given: readonly GivenImage[],
): ExecutionPlan {
  const { submission } = subject;
  // Of the execution, not of this try: what is made again has the same bytes.
  const at = submission.attempts.at(-1)?.sentAt ?? submission.startedAt;
  const plan = { pipeline, books, period, fields: source.columns, at };
  if (pipeline.output.as !== 'extf') return plan;
  const [first] = progress.pdfs.flatMap((pdf) => (pdf.is === 'there' ? [pdf.guid] : []));
  return {
    ...plan,
    ...(first === undefined ? {} : { documentGuid: first }),
    // The newest comes first and counts.
    ...(given.length === 0
      ? {}
      : { guids: new Map(given.toReversed().map(({ number, guid }) => [number, guid])) }),
  };
}

// ---- pictures

type Images =
  | { readonly is: 'images'; readonly progress: RunProgress }
  | { readonly is: 'other'; readonly outcome: Outcome };

const PDF_AFTER_SECONDS = 20;
const MAX_PDF_TRIES = 3;

/** All are asked for before any is waited for; what is there is on record, before it is used, and never made again. */
async function imagesOf(ports: MakeRunPorts, doing: Doing): Promise<Images> {
  const { pipeline, run } = doing;
  const before: RunProgress = run.progress ?? { version: pipeline.version, pdfs: [] };
  const pdfs: RunProgress['pdfs'][number][] = [];
  for (const which of (pipeline.documents?.sources ?? []).keys()) {
    const next = await oneImage(ports, doing, { which, before: before.pdfs[which] });
    if (next.is === 'fault') return { is: 'other', outcome: await stopped(ports, doing, next) };
    pdfs.push(next.pdf);
  }
  const progress = { ...before, pdfs };
  const isThere = ({ is }: Pdf) => is === 'there';
  if (pdfs.length === before.pdfs.filter(isThere).length) return { is: 'images', progress };
  const afterSeconds = pdfs.every(isThere) ? 0 : PDF_AFTER_SECONDS;
  return { is: 'other', outcome: { is: 'not-yet', afterSeconds, progress } };
}

type Pdf = RunProgress['pdfs'][number];

async function oneImage(
  ports: MakeRunPorts,
  doing: Doing,
  { which, before }: { readonly which: number; readonly before: Pdf | undefined },
): Promise<{ readonly is: 'next'; readonly pdf: Pdf } | Fault> {
  if (before?.is === 'there') return { is: 'next', pdf: before };
  const { pipeline, period } = doing;
  const tries = before?.tries ?? 0;
  const asked = before === undefined || before.id === '' ? {} : { asked: before.id };
  const got = await ports.image(pipeline, which, { period, ...asked });
  if (got.is === 'fault') return got;
  if (got.is === 'image') return { is: 'next', pdf: await storedImage(ports, doing, { ...got, which }) };
  if (got.is === 'asked') return { is: 'next', pdf: { is: 'asked', id: got.id, tries: tries || 1 } };
  if (tries >= MAX_PDF_TRIES)
    return {
      is: 'fault',
      problem: { code: 'run.no-picture', retry: 'after-fix', values: { part: which + 1 } },
    };
  return { is: 'next', pdf: { is: 'asked', id: '', tries: tries + 1 } };
}

async function storedImage(
  ports: MakeRunPorts,
  doing: Doing,
  { which, bytes, ending }: { readonly which: number; readonly bytes: Uint8Array; readonly ending: string },
): Promise<Pdf> {
  const { subject, pipeline, period, revision } = doing;
  const name = `${subject.submission.id}-${revision}-pdf${which}`;
  const { fileId, chunks, sha256 } = await ports.store(name, bytes);
  const file: StoredFile = {
    ...fileOf(doing, { fileId, bytes: bytes.length, chunks, sha256 }),
    name: `Beleg_${period}_${which + 1}.${ending}`,
    kind: 'document',
    document: { type: pipeline.documents?.type ?? '' },
  };
  return { is: 'there', file, guid: ports.guidFor(pipeline.mandant, sha256) };
}

type Packing = {
  readonly progress: RunProgress;
  readonly given: readonly GivenImage[];
  readonly taken: Taken;
};

/** A package carries its images itself: those for all, and those whose document is among the lines. */
async function packed(
  ports: MakeRunPorts,
  { pipeline }: Doing,
  { progress, given, taken }: Packing,
): Promise<Pick<Circumstances, 'pictures' | 'given'>> {
  if (pipeline.output.as !== 'dxso') return { pictures: [] };
  const numbers = new Set(linesOf(taken).lines.map(({ line }) => line.belegfeld1 ?? ''));
  const files = progress.pdfs.flatMap((pdf) => (pdf.is === 'there' ? [pdf.file] : []));
  const pictures = await awaitAll(files.map((file) => packageFile(ports, file)));
  const own = given.filter(({ number, file }) => numbers.has(number) && file.deletedAt === undefined);
  const byNumber = new Map<string, PackageFile[]>();
  for (const { number, file } of own)
    byNumber.set(number, [...(byNumber.get(number) ?? []), ...(await packageFile(ports, file))]);
  return { pictures: pictures.flat(), given: byNumber };
}

async function packageFile(ports: MakeRunPorts, file: StoredFile): Promise<readonly PackageFile[]> {
  const bytes = await ports.read(file);
  return bytes.ok ? [{ name: file.name, bytes: bytes.value }] : [];
}

// ---- keeping

type Concluded = {
  readonly files: readonly MadeFile[];
  readonly detail: RunDetail;
  readonly fates: Iterable<RowFate>;
  readonly progress: RunProgress;
};

/** Everything is stored before the event that says so; ids go by content, so that doing it again changes nothing. */
async function keep(ports: MakeRunPorts, doing: Doing, concluded: Concluded): Promise<Outcome> {
  const { subject, pipeline, revision, basis, needsApproval } = doing;
  const { files, detail, fates, progress } = concluded;
  const images: Produced[] =
    pipeline.output.as === 'dxso'
      ? []
      : progress.pdfs.flatMap((pdf) => (pdf.is === 'there' ? [{ kind: 'document', file: pdf.file }] : []));
  const produced: Produced[] = [];
  for (const [at, made] of files.entries()) produced.push(await storedFile(ports, doing, { at, made }));
  const report = await storedReport(ports, doing, fates);
  await ports.keepDetail(subject.submission.id, revision, detail);
  const { rows, lines, leftOut } = detail;
  const made: Made = {
    revision,
    version: pipeline.version,
    rows,
    lines,
    leftOut,
    basis,
    ...(needsApproval ? { needsApproval: true } : {}),
    files: [...images, ...produced],
  };
  return { is: 'made', made, report };
}

async function storedFile(
  ports: MakeRunPorts,
  doing: Doing,
  { at, made }: { readonly at: number; readonly made: MadeFile },
): Promise<Produced> {
  const name = `${doing.subject.submission.id}-${doing.revision}-${at + 1}`;
  const { fileId, chunks, sha256 } = await ports.store(name, made.bytes);
  const kept = fileOf(doing, { fileId, bytes: made.bytes.length, chunks, sha256 });
  return { kind: made.kind, file: { ...kept, ...made.about } };
}

async function storedReport(
  ports: MakeRunPorts,
  doing: Doing,
  fates: Iterable<RowFate>,
): Promise<StoredFile> {
  const bytes = writeReport(fates);
  const { fileId, chunks, sha256 } = await ports.store(
    `${doing.subject.submission.id}-${doing.revision}-report`,
    bytes,
  );
  const { name, period } = doing.run;
  return {
    ...fileOf(doing, { fileId, bytes: bytes.length, chunks, sha256 }),
    name: `Laufbericht ${name} ${period}.jsonl`,
  };
}

/** What every stored file of a run has in common. It stands for the person who answers for the pipeline. */
function fileOf(
  { subject, pipeline }: Doing,
  stored: Pick<StoredFile, 'fileId' | 'bytes' | 'chunks' | 'sha256'>,
): StoredFile {
  const by = subject.submission.startedBy ?? pipeline.changedBy;
  return { revision: 1, name: '', rows: 0, by, at: subject.now, warnings: 0, ...stored };
}
