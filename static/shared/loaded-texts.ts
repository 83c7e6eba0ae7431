import type { Lang } from '../../src/kernel/problem';
import type { Message, Room } from '../../src/texts/message';
import { FACE_ROOMS, type FaceName, FINDING_ROOMS, MEND_ROOMS } from './face-rooms';

/** One file per language and room, fetched when asked for. */
const FILES = import.meta.glob<Room>(
  '../../src/texts/generated/*/{page,page-*,lands,findings,extf-*,dxso}.ts',
  {
    import: 'room',
  },
);

const loaded: Record<string, Message> = {};

/** Fetches what a face says, in one language. */
export async function loadTexts(face: FaceName, lang: Lang): Promise<void> {
  await loadRooms(FACE_ROOMS[face], lang);
}

/** Fetches what the check of a file says. */
export async function loadFindingTexts(lang: Lang): Promise<void> {
  await loadRooms(FINDING_ROOMS, lang);
}

/** Fetches what the correcting of a file says. */
export async function loadMendTexts(lang: Lang): Promise<void> {
  await loadRooms(MEND_ROOMS, lang);
}

async function loadRooms(names: readonly string[], lang: Lang): Promise<void> {
  const rooms = names.map(async (room) => FILES[`../../src/texts/generated/${lang}/${room}.ts`]?.());
  Object.assign(loaded, ...(await Promise.all(rooms)));
}

/** Stands in for `src/texts/catalogue` on a page (static/vite.config): of the one language that was loaded. */
export function messageOf(key: string): Message | undefined {
  return Object.hasOwn(loaded, key) ? loaded[key] : undefined;
}
