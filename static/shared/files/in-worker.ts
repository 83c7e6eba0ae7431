import type { Watch } from './file-types';
import type { Order, Told } from './file-worker';

/** So long a person waits for a worker’s code, which may hang in the network; the page can do the work, too. */
export const STANDS_WITHIN_MS = 5_000;

/** Of a worker, what we use. */
export type Hands = Pick<Worker, 'onmessage' | 'onmessageerror' | 'onerror' | 'postMessage' | 'terminate'>;

/** How work is followed, and ended. */
export type Followed = { readonly watch: Watch; readonly signal?: AbortSignal | undefined };

/**
 * What a worker of its own gives; `undefined` when it does not begin, does not stand in time, or dies over the work: that says nothing
 * about the file. However it comes out, the worker is ended. @throws when the work failed or was ended
 */
export async function inWorker(
  begin: () => Hands,
  order: Order,
  followed: Followed,
): Promise<{ readonly gives: unknown } | undefined> {
  const worker = begun(begin);
  if (worker === undefined) return undefined;
  try {
    return await answerOf(worker, order, followed);
  } finally {
    worker.terminate();
  }
}

function begun(begin: () => Hands): Hands | undefined {
  try {
    return begin();
  } catch {
    return undefined;
  }
}

function answerOf(worker: Hands, order: Order, { watch, signal }: Followed) {
  return new Promise<{ readonly gives: unknown } | undefined>((resolve, reject) => {
    const gone = () => resolve(undefined);
    const patience = setTimeout(gone, STANDS_WITHIN_MS);
    worker.onerror = gone;
    worker.onmessageerror = gone;
    signal?.addEventListener('abort', () => reject(signal.reason));
    worker.onmessage = ({ data }: MessageEvent<Told>) => {
      clearTimeout(patience);
      if (data.is === 'there') handed(worker, order, gone);
      else if (data.is === 'working') watch(data.share);
      else if (data.is === 'done') resolve({ gives: data.gives });
      else reject(new Error('The file could not be read.'));
    };
  });
}

/** What is too big to be copied for the worker, the page does itself. */
function handed(worker: Hands, order: Order, gone: () => void): void {
  try {
    worker.postMessage(order);
  } catch {
    gone();
  }
}
