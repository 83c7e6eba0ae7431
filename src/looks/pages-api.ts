import { awaitAll } from '../kernel/await-all';
import { atItsEnd } from '../platform/context';
import { type Channel, signal } from '../platform/realtime';

/** Where pages hear that this submission changed; without an id, that any did. */
export function channelOf(id: string | undefined): Channel {
  return id === undefined ? { name: 'desk', claims: { of: 'desk' } } : { name: 'submission', claims: { id } };
}

/** Of more an invocation tells the desk alone: an installation has fifty signals and tokens a second (Forge, limits of Realtime). */
const MAX_TOLD = 8;

/**
 * Open pages hear that these submissions changed, at the end of the invocation, once. A lost signal is made up for by the page's own
 * question (ADR 0059).
 */
export function tellPages(...ids: readonly string[]): void {
  atItsEnd('pages', changesToTell)?.add(ids);
}

function changesToTell() {
  const ids = new Set<string>();
  return {
    add(more: readonly string[]) {
      for (const id of more) ids.add(id);
    },
    end: async () => {
      const told = ids.size > MAX_TOLD ? [] : [...ids];
      await awaitAll([undefined, ...told].map((id) => signal(channelOf(id))));
    },
  };
}
