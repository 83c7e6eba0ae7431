import type { DownloadChunk, ProblemView, UploadProgress, UploadState } from '../../src/contract/answers';
import type { Payload } from '../../src/contract/payloads';
import type { Lang } from '../../src/kernel/problem';
import { call } from '../backend';

export type Target = Payload<'file.begin'>['target'];
export type Sending = { readonly done: number; readonly of: number };
type Ended = UploadState | { readonly state: 'problem'; readonly problem: ProblemView };

/** Compresses, and sends what is not there yet; an interrupted upload goes on where it stopped. */
export async function sendFile(
  file: File,
  where: { target: Target; lang: Lang },
  progress: (sending: Sending) => void,
): Promise<Ended> {
  const { lang, target } = where;
  const raw = new Uint8Array(await file.arrayBuffer());
  const packed = await squeezed(raw, new CompressionStream('gzip'));
  const sha256 = hex(await crypto.subtle.digest('SHA-256', raw));
  const payload = { lang, target, name: file.name, bytes: raw.length, packedBytes: packed.length, sha256 };
  const begun = await call<UploadProgress>('file.begin', payload);
  if (!begun.ok) return { state: 'problem', problem: begun.problem };
  const { fileId, chunkBytes, have } = begun.value;
  const count = Math.max(1, Math.ceil(packed.length / chunkBytes));
  for (let n = 0; n < count; n++) {
    progress({ done: n, of: count });
    if (have.includes(n)) continue;
    const data = base64(packed.subarray(n * chunkBytes, (n + 1) * chunkBytes));
    const put = await call('file.put', { lang, fileId, n, data });
    if (!put.ok) return { state: 'problem', problem: put.problem };
  }
  progress({ done: count, of: count });
  const finished = await call('file.finish', { lang, fileId });
  return finished.ok ? verdict(fileId, lang) : { state: 'problem', problem: finished.problem };
}

const ASK_MS = 1200;

async function verdict(fileId: string, lang: Lang): Promise<Ended> {
  for (;;) {
    const state = await call<UploadState>('file.state', { lang, fileId });
    if (!state.ok) return { state: 'problem', problem: state.problem };
    if (state.value.state !== 'checking') return state.value;
    await new Promise((resolve) => setTimeout(resolve, ASK_MS));
  }
}

/** Fetches a file as it was sent, verifies its SHA-256 and hands it to the browser. */
export async function fetchFile(
  of: { submissionId: string; revision: number },
  lang: Lang,
): Promise<ProblemView | undefined> {
  const pieces: Uint8Array[] = [];
  let chunk: DownloadChunk | undefined;
  for (let n = 0; chunk === undefined || n < chunk.chunks; n++) {
    const answer = await call<DownloadChunk>('file.download', { lang, ...of, n });
    if (!answer.ok) return answer.problem;
    chunk = answer.value;
    pieces.push(Uint8Array.from(atob(chunk.data), (char) => char.charCodeAt(0)));
  }
  const raw = await squeezed(
    new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer()),
    new DecompressionStream('gzip'),
  );
  if (hex(await crypto.subtle.digest('SHA-256', raw)) !== chunk.sha256) return BROKEN[lang];
  save(raw, chunk.name);
  return undefined;
}

const BROKEN = {
  de: {
    code: 'file.hash-mismatch',
    title: 'Die Datei kam nicht unverändert an.',
    remedy: 'Laden Sie sie noch einmal herunter.',
  },
  en: {
    code: 'file.hash-mismatch',
    title: 'The file did not arrive unchanged.',
    remedy: 'Download it again.',
  },
} as const;

function save(raw: Uint8Array<ArrayBuffer>, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob([raw], { type: 'text/csv' }));
  link.download = name;
  link.click();
  URL.revokeObjectURL(link.href);
}

async function squeezed(
  raw: Uint8Array<ArrayBuffer>,
  through: GenericTransformStream,
): Promise<Uint8Array<ArrayBuffer>> {
  const stream = new Blob([raw])
    .stream()
    .pipeThrough(through as ReadableWritablePair<Uint8Array, Uint8Array>);
  return new Uint8Array(await new Response(stream as ReadableStream).arrayBuffer());
}

function hex(digest: ArrayBuffer): string {
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function base64(part: Uint8Array): string {
  let text = '';
  for (let i = 0; i < part.length; i += 8192) text += String.fromCharCode(...part.subarray(i, i + 8192));
  return btoa(text);
}
