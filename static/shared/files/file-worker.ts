import { type FileWork, perform, type WorkName } from './file-work';

/** What the page orders: one piece of work for the life of this worker. */
export type Order = {
  readonly [N in WorkName]: { readonly name: N; readonly asks: FileWork[N]['asks'] };
}[WorkName];
/** What the worker says: that it stands, how far it is, what came of it. */
export type Told =
  | { readonly is: 'there' }
  | { readonly is: 'working'; readonly share: number }
  | { readonly is: 'done'; readonly gives: unknown }
  | { readonly is: 'failed' };

/** The part of a worker's own world that we use; the types of a page do not know it. */
type Here = {
  postMessage(told: Told, moved?: readonly Transferable[]): void;
  addEventListener(type: 'message' | 'messageerror', heard: (event: { readonly data: Order }) => void): void;
};
const here = globalThis as unknown as Here;

// So long a person waits without wondering; and no more often than they can see.
const FIRST_AFTER_MS = 150;
const EVERY_MS = 100;

here.addEventListener('message', ({ data: { name, asks } }) => {
  let next = Date.now() + FIRST_AFTER_MS;
  const watch = (share: number): void => {
    if (Date.now() < next) return;
    next = Date.now() + EVERY_MS;
    here.postMessage({ is: 'working', share });
  };
  // What cannot be handed over has failed, too: nobody would hear of it otherwise.
  perform(name, asks as never, watch)
    .then((gives) => here.postMessage({ is: 'done', gives }, movedOf(gives)))
    .catch(() => here.postMessage({ is: 'failed' }));
});
here.addEventListener('messageerror', () => here.postMessage({ is: 'failed' }));
here.postMessage({ is: 'there' });

/** The file goes back to the page without being copied. */
function movedOf(gives: FileWork[WorkName]['gives']): readonly Transferable[] {
  return 'chosen' in gives ? [gives.chosen.raw.buffer] : [];
}
