import type { Watch } from './file-types';
import { type FileWork, perform, type WorkName } from './file-work';
import type { Order, Told } from './file-worker';

/** How somebody follows work that goes on beside the page, and ends it. */
export type Following = { readonly watch?: Watch; readonly signal?: AbortSignal };

/**
 * Does work on files in a worker, so that the page answers meanwhile. Where no worker can begin – a policy forbids it, its code did not
 * come – the page does it itself: slower to answer, never without a result. @throws when it fails or is ended
 */
export async function beside<N extends WorkName>(
  name: N,
  asks: FileWork[N]['asks'],
  { watch = () => undefined, signal }: Following = {},
): Promise<FileWork[N]['gives']> {
  signal?.throwIfAborted();
  const worker = await begun();
  if (worker === undefined) return perform(name, asks, watch);
  try {
    return (await answerOf(worker, {
      order: { name, asks } as Order,
      watch,
      signal,
    })) as FileWork[N]['gives'];
  } finally {
    worker.terminate();
  }
}

/** A worker that said it stands. */
function begun(): Promise<Worker | undefined> {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(new URL('./file-worker.ts', import.meta.url), { type: 'module' });
      worker.onerror = () => resolve(undefined);
      worker.onmessage = () => resolve(worker);
    } catch {
      resolve(undefined);
    }
  });
}

type Ordered = {
  readonly order: Order;
  readonly watch: Watch;
  readonly signal: AbortSignal | undefined;
};

function answerOf(worker: Worker, { order, watch, signal }: Ordered): Promise<unknown> {
  return new Promise((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
    worker.onerror = () => reject(new Error('The worker ended.'));
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      if (data.is === 'working') watch(data.share);
      else if (data.is === 'done') resolve(data.gives);
      else if (data.is === 'failed') reject(new Error('The file could not be read.'));
    };
    worker.postMessage(order);
  });
}
