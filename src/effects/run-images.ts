import { CHUNK_BYTES } from '../contract/upload-limits';
import type { PackageFile } from '../dxso/package';
import type { BookingLine } from '../extf/booking-line';
import { readFile, storeByContent } from '../files/file-store';
import { awaitAll } from '../kernel/await-all';
import { partnerAccount } from '../mapping/package-line';
import { sha256 as hashOf } from '../platform/bytes';
import type { Circumstances } from '../runs/conclude';
import { accountsOf, type ExecutionPlan, linesOf, type Taken } from '../runs/execute';
import { type Given, linksOf, type Matched, matchImages } from '../runs/given-images';
import { type Fault, pictureOf } from '../runs/source-api';
import { idsBy } from '../submissions/ids';
import type { RunProgress } from '../submissions/run';
import type { StoredFile } from '../submissions/stored-file';
import { type Doing, fileOf } from './run-files';

const ids = idsBy(hashOf);

type Images =
  | { readonly is: 'images'; readonly progress: RunProgress }
  | { readonly is: 'not-yet'; readonly afterSeconds: number; readonly progress: RunProgress }
  | Fault;

const PDF_AFTER_SECONDS = 20;
const MAX_PDF_TRIES = 3;

/** All are asked for before any is waited for; what is there is on record, before it is used, and never made again. */
export async function imagesOf(doing: Doing): Promise<Images> {
  const { pipeline, run } = doing;
  const before: RunProgress = run.progress ?? { version: pipeline.version, pdfs: [] };
  const pdfs: Pdf[] = [];
  for (const which of (pipeline.documents?.sources ?? []).keys()) {
    const next = await oneImage(doing, { which, before: before.pdfs[which] });
    if (next.is === 'fault') return next;
    pdfs.push(next.pdf);
  }
  const progress = { ...before, pdfs };
  const isThere = ({ is }: Pdf) => is === 'there';
  if (pdfs.length === before.pdfs.filter(isThere).length) return { is: 'images', progress };
  const afterSeconds = pdfs.every(isThere) ? 0 : PDF_AFTER_SECONDS;
  return { is: 'not-yet', afterSeconds, progress };
}

type Pdf = RunProgress['pdfs'][number];

async function oneImage(
  doing: Doing,
  { which, before }: { readonly which: number; readonly before: Pdf | undefined },
): Promise<{ readonly is: 'next'; readonly pdf: Pdf } | Fault> {
  if (before?.is === 'there') return { is: 'next', pdf: before };
  const { pipeline, period, source } = doing;
  const tries = before?.tries ?? 0;
  const asked = before === undefined || before.id === '' ? {} : { asked: before.id };
  const got = await pictureOf(pipeline, which, { period, of: source, ...asked });
  if (got.is === 'fault') return got;
  if (got.is === 'image') return { is: 'next', pdf: await storedImage(doing, { ...got, which }) };
  if (got.is === 'asked') return { is: 'next', pdf: { is: 'asked', id: got.id, tries: tries || 1 } };
  if (tries >= MAX_PDF_TRIES)
    return {
      is: 'fault',
      problem: { code: 'run.no-picture', retry: 'after-fix', values: { part: which + 1 } },
    };
  return { is: 'next', pdf: { is: 'asked', id: '', tries: tries + 1 } };
}

async function storedImage(
  doing: Doing,
  { which, bytes, ending }: { readonly which: number; readonly bytes: Uint8Array; readonly ending: string },
): Promise<Pdf> {
  const { subject, pipeline, period, revision } = doing;
  const stored = { owner: subject.submission.id, name: `${revision}-pdf${which}`, bytes };
  const { fileId, chunks, sha256 } = await storeByContent(stored, CHUNK_BYTES);
  const file: StoredFile = {
    ...fileOf(doing, { fileId, bytes: bytes.length, chunks, sha256 }),
    name: `Beleg_${period}_${which + 1}.${ending}`,
    kind: 'document',
    document: { type: pipeline.documents?.type ?? '' },
  };
  return { is: 'there', file, guid: ids.document(pipeline.mandant, sha256) };
}

/** Which images that people gave the lines take, and how that is noted for later runs. */
export function takenImages(
  { pipeline: { output }, books }: Pick<ExecutionPlan, 'pipeline' | 'books'>,
  taken: Taken,
  given: Given,
): { readonly matched: Matched; readonly linked: readonly string[] } {
  const { lines } = linesOf(taken);
  const accounts = accountsOf(books);
  // A cash book has no business partners.
  const isCash = output.as === 'dxso' && output.ledger === 'cashLedger';
  const partnerOf = (line: BookingLine) => (isCash ? undefined : partnerAccount(line, accounts));
  const matched = matchImages(lines, given, { partnerOf, hash: hashOf });
  return { matched, linked: linksOf(lines, matched, { partnerOf, hash: hashOf }) };
}

type Packing = { readonly progress: RunProgress; readonly matched: Matched };

type Packed =
  | (Pick<Circumstances, 'pictures' | 'given' | 'guids'> & {
      readonly is: 'packed';
      /** Who handed in what of it people gave. */
      readonly givenBy: readonly string[];
    })
  /** Images whose bytes are not there any more, by name: no invoice goes without its image. */
  | { readonly is: 'gone'; readonly names: readonly string[] };

/** A package carries its images itself: those for all, and those whose document is among the lines. A batch names them. */
export async function packedImages(
  { pipeline }: Pick<Doing, 'pipeline'>,
  { progress, matched }: Packing,
): Promise<Packed> {
  if (pipeline.output.as !== 'dxso') {
    const guids = new Map([...matched].map(([place, images]) => [place, images.map(({ guid }) => guid)]));
    return { is: 'packed', pictures: [], guids, givenBy: [] };
  }
  const gone: string[] = [];
  const packageFile = async (file: StoredFile): Promise<readonly PackageFile[]> => {
    const bytes = file.deletedAt === undefined ? await readFile(file) : undefined;
    if (bytes?.ok === true) return [{ name: file.name, bytes: bytes.value }];
    gone.push(file.name);
    return [];
  };
  const files = progress.pdfs.flatMap((pdf) => (pdf.is === 'there' ? [pdf.file] : []));
  const pictures = await awaitAll(files.map(packageFile));
  const byNumber = new Map<string, PackageFile[]>();
  const givenBy = new Set<string>();
  for (const [place, images] of matched)
    for (const { file } of images) {
      byNumber.set(place, [...(byNumber.get(place) ?? []), ...(await packageFile(file))]);
      givenBy.add(file.by);
    }
  if (gone.length > 0) return { is: 'gone', names: gone };
  return { is: 'packed', pictures: pictures.flat(), given: byNumber, givenBy: [...givenBy].sort() };
}
