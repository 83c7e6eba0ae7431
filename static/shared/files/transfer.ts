import type { Answer, DownloadChunk, ProblemView } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { say } from '../../../src/texts/say';
import type { Payload } from '../../backend';
import { call, NOT_REACHED } from '../../backend';
import { fromBase64, missing, sha256Of, toBase64, unzipped, zipped } from './pieces';

export type Target = Payload<'file.begin'>['target'];
type Sent =
  | { readonly ok: true; readonly fileId: string }
  | { readonly ok: false; readonly problem: ProblemView };

/** Compresses a file and sends the pieces that are not there yet: an interrupted upload goes on where it stopped. */
export async function sendFile(
  file: { readonly name: string; readonly raw: Uint8Array<ArrayBuffer> },
  where: { readonly target: Target; readonly lang: Lang },
  progress: (done: number, of: number) => void,
): Promise<Sent> {
  const { lang, target } = where;
  const [packed, sha256] = await Promise.all([zipped(file.raw), sha256Of(file.raw)]);
  const about = { name: file.name, bytes: file.raw.length, packedBytes: packed.length, sha256 };
  const begun = await stubbornly(() => call('file.begin', { lang, target, ...about }));
  if (!begun.ok) return begun;
  const { fileId, chunkBytes, have } = begun.value;
  const todo = missing(packed.length, chunkBytes, have);
  for (const [i, n] of todo.entries()) {
    progress(have.length + i, have.length + todo.length);
    const data = toBase64(packed.subarray(n * chunkBytes, (n + 1) * chunkBytes));
    const put = await stubbornly(() => call('file.put', { lang, fileId, n, data }));
    if (!put.ok) return put;
  }
  const finished = await stubbornly(() => call('file.finish', { lang, fileId }));
  return finished.ok ? { ok: true, fileId } : finished;
}

const TRIES = 3;
const PAUSE_MS = 800;

/**
 * Repeats a call that did not get through, or that the backend wants later. Every call here may be repeated: begin, put and finish change
 * nothing twice.
 */
export async function stubbornly<T>(ask: () => Promise<Answer<T>>): Promise<Answer<T>> {
  for (let tries = 1; ; tries++) {
    const answer = await ask();
    if (answer.ok) return answer;
    const { code, again } = answer.problem;
    if (again === undefined && (code !== NOT_REACHED || tries >= TRIES)) return answer;
    await pause(again === undefined ? PAUSE_MS * tries : Date.parse(again) - Date.now());
  }
}

export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

type SentFile = { readonly submissionId: string; readonly revision: number };
type Fetched =
  | { readonly ok: true; readonly name: string; readonly raw: Uint8Array<ArrayBuffer> }
  | { readonly ok: false; readonly problem: ProblemView };

/** Fetches a file as it was sent and verifies its SHA-256. */
export async function fetchFile(of: SentFile, lang: Lang): Promise<Fetched> {
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let chunk: DownloadChunk | undefined;
  for (let n = 0; chunk === undefined || n < chunk.chunks; n++) {
    const answer = await stubbornly(() => call('file.download', { lang, ...of, n }));
    if (!answer.ok) return answer;
    chunk = answer.value;
    pieces.push(fromBase64(chunk.data));
  }
  const packed = new Uint8Array(await new Blob(pieces).arrayBuffer());
  const raw = await unzipped(packed).catch(() => undefined);
  if (raw === undefined || (await sha256Of(raw)) !== chunk.sha256)
    return { ok: false, problem: broken(lang) };
  return { ok: true, name: chunk.name, raw };
}

/** Fetches a file as it was sent and gives it to the browser to save. A problem when it cannot. */
export async function downloadFile(of: SentFile, lang: Lang): Promise<ProblemView | undefined> {
  const fetched = await fetchFile(of, lang);
  if (!fetched.ok) return fetched.problem;
  saveFile(fetched.name, fetched.raw, 'text/csv');
  return undefined;
}

function broken(lang: Lang): ProblemView {
  const [title, remedy] = [say('page.brokenTitle', lang), say('page.brokenRemedy', lang)];
  return { code: 'file.hash-mismatch', title, remedy };
}

/** Time for the browser to take the file over before its address disappears. */
const TAKEN_MS = 60_000;

/** Hands bytes to the browser as a file. */
export function saveFile(name: string, raw: Uint8Array<ArrayBuffer>, type = 'text/plain'): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([raw], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), TAKEN_MS);
}
