import type { Stage } from './stage';

/** A stored file as far as its bytes are concerned. */
type Held = { readonly fileId: string; readonly chunks: number; readonly deletedAt?: string };
type Holder = { readonly files: readonly Held[]; readonly candidate?: Held };
type Row = { readonly data: { readonly state: Holder } };

/** Whatever bytes lie in storage, something names them by which they are deleted in the end; and what a file says is there, is there. */
export function bytesAstray({ w }: Pick<Stage, 'w'>): readonly string[] {
  const all = w.forge.storage.dump();
  const stored = new Set(all.flatMap(({ key }) => (key.startsWith('file:') ? [key] : [])));
  const named = all
    .filter(({ entity, key }) => entity === 'submission' || entity === 'upload' || key.startsWith('loose:'))
    .map(({ value }) => JSON.stringify(value))
    .join();
  const files = [...new Set([...stored].map((key) => key.split(':')[1] ?? ''))];
  const holders = all.flatMap(({ entity, value }) =>
    entity === 'submission' ? [(value as unknown as Row).data.state] : [],
  );
  const missing = holders.flatMap(heldBy).filter((held) => !keysOf(held).every((key) => stored.has(key)));
  return [
    ...files.filter((fileId) => !named.includes(fileId)).map((fileId) => `nothing names the bytes ${fileId}`),
    ...missing.map(({ fileId }) => `the bytes ${fileId} are said to be there`),
  ];
}

function heldBy({ files, candidate }: Holder): readonly Held[] {
  const all = candidate === undefined ? files : [...files, candidate];
  return all.filter(({ deletedAt }) => deletedAt === undefined);
}

function keysOf({ fileId, chunks }: Held): readonly string[] {
  return Array.from({ length: chunks }, (_, n) => `file:${fileId}:${n}`);
}
