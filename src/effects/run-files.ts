import type { AccountPlan } from '../accounts/plan';
import { CHUNK_BYTES } from '../contract/upload-limits';
import { storeByContent } from '../files/file-store';
import type { Period } from '../pipelines/period';
import type { Pipeline } from '../pipelines/pipeline';
import type { MadeFile } from '../runs/conclude';
import type { RunDetail } from '../runs/detail';
import { type RowFate, writeReport } from '../runs/report';
import { keepDetail } from '../runs/run-store';
import type { SourceNow } from '../runs/source-api';
import type { Basis, Made, Produced, RunAbout, RunProgress } from '../submissions/run';
import type { StoredFile } from '../submissions/stored-file';
import type { Outcome, Subject } from './effect-handler';

/** With what a run is executed: the configuration as it is kept for good. */
export type Configured = {
  readonly pipeline: Pipeline;
  readonly books: AccountPlan;
  readonly period: Period;
  readonly basis: Basis;
  readonly needsApproval: boolean;
};
/** Which execution of which run. */
export type Which = { readonly subject: Subject; readonly revision: number };
export type Doing = Configured & Which & { readonly run: RunAbout; readonly source: SourceNow };

type Concluded = {
  readonly files: readonly MadeFile[];
  readonly detail: RunDetail;
  readonly fates: Iterable<RowFate>;
  readonly progress: RunProgress;
  readonly givenBy: readonly string[];
  readonly linked: readonly string[];
};

/** Everything is stored before the event that says so; ids go by content, so that doing it again changes nothing. */
export async function keepFiles(doing: Doing, concluded: Concluded): Promise<Outcome> {
  const { subject, pipeline, revision, basis, needsApproval } = doing;
  const { files, detail, fates, progress, givenBy, linked } = concluded;
  const images: Produced[] =
    pipeline.output.as === 'dxso'
      ? []
      : progress.pdfs.flatMap((pdf) => (pdf.is === 'there' ? [{ kind: 'document', file: pdf.file }] : []));
  const produced: Produced[] = [];
  for (const [at, made] of files.entries()) produced.push(await storedFile(doing, { at, made }));
  const report = await storedReport(doing, fates);
  await keepDetail(subject.submission.id, revision, detail);
  const { rows, lines, leftOut } = detail;
  const made: Made = {
    revision,
    version: pipeline.version,
    rows,
    lines,
    leftOut,
    basis,
    ...(needsApproval ? { needsApproval: true } : {}),
    // Only an approval asks who they are.
    ...(needsApproval && givenBy.length > 0 ? { givenBy } : {}),
    ...(linked.length > 0 ? { linked } : {}),
    files: [...images, ...produced],
  };
  return { is: 'made', made, report };
}

async function storedFile(
  doing: Doing,
  { at, made }: { readonly at: number; readonly made: MadeFile },
): Promise<Produced> {
  const stored = {
    owner: doing.subject.submission.id,
    name: `${doing.revision}-${at + 1}`,
    bytes: made.bytes,
  };
  const { fileId, chunks, sha256 } = await storeByContent(stored, CHUNK_BYTES);
  const kept = fileOf(doing, { fileId, bytes: made.bytes.length, chunks, sha256 });
  return { kind: made.kind, file: { ...kept, ...made.about } };
}

/** The report of every row, stored. */
export async function storedReport(doing: Doing, fates: Iterable<RowFate>): Promise<StoredFile> {
  const bytes = writeReport(fates);
  const { fileId, chunks, sha256 } = await storeByContent(
    { owner: doing.subject.submission.id, name: `${doing.revision}-report`, bytes },
    CHUNK_BYTES,
  );
  const { name, period } = doing.run;
  return {
    ...fileOf(doing, { fileId, bytes: bytes.length, chunks, sha256 }),
    name: `Laufbericht ${name} ${period}.jsonl`,
  };
}

/** What every stored file of a run has in common. It stands for the person who answers for the pipeline. */
export function fileOf(
  { subject, pipeline }: Doing,
  stored: Pick<StoredFile, 'fileId' | 'bytes' | 'chunks' | 'sha256'>,
): StoredFile {
  const by = subject.submission.startedBy ?? pipeline.changedBy;
  return { revision: 1, name: '', rows: 0, by, at: subject.now, warnings: 0, ...stored };
}
