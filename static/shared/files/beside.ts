import type { Watch } from './file-types';
import { type FileWork, perform, type WorkName } from './file-work';
import type { Order } from './file-worker';
import { inWorker } from './in-worker';

/** How somebody follows work that goes on beside the page, and ends it. */
export type Following = { readonly watch?: Watch; readonly signal?: AbortSignal };

/**
 * Does work on files in a worker, so that the page answers meanwhile. Where no worker can do it – a policy forbids it, its code did not
 * come, it died – the page does it itself: slower to answer, never without a result. @throws when it fails or is ended
 */
export async function beside<N extends WorkName>(
  name: N,
  asks: FileWork[N]['asks'],
  { watch = () => undefined, signal }: Following = {},
): Promise<FileWork[N]['gives']> {
  signal?.throwIfAborted();
  const worked = await inWorker(
    () => new Worker(new URL('./file-worker.ts', import.meta.url), { type: 'module' }),
    { name, asks } as Order,
    { watch, signal },
  );
  if (worked !== undefined) return worked.gives as FileWork[N]['gives'];
  const gives = await perform(name, asks, watch);
  signal?.throwIfAborted();
  return gives;
}
