import type { Lang } from '../../../src/kernel/lang';
import type { Message, Room } from '../../../src/texts/message';
import {
  CROSS_CHECK_ROOMS,
  EDITOR_ROOMS,
  FINDING_ROOMS,
  MEND_ROOMS,
  RUN_ROOMS,
  SECTION_ROOMS,
} from './face-rooms';

/** All that a face says at once, one file for each language. */
export type Texts = Readonly<Record<Lang, () => Promise<{ readonly room: Room }>>>;

/** One file per language and room, for what is fetched only when somebody needs it. */
const FILES = import.meta.glob<Room>(
  '../../../src/texts/generated/*/{page-*,lands,targets,findings,extf-*,dxso}.ts',
  {
    import: 'room',
  },
);

const loaded: Record<string, Message> = {};
/** Whose page this is does not change while it is open. */
let person: Lang = 'en';

/** Fetches what a face says, in one language. */
export async function loadTexts(texts: Texts, lang: Lang): Promise<void> {
  person = lang;
  Object.assign(loaded, (await texts[lang]()).room);
}

/** Fetches what the check of a file says. */
export async function loadFindingTexts(lang: Lang): Promise<void> {
  await loadRooms(FINDING_ROOMS, lang);
}

/** Fetches what a run on an issue says. */
export async function loadRunTexts(lang: Lang): Promise<void> {
  await loadRooms(RUN_ROOMS, lang);
}

/** Fetches what the correcting of a file says. */
export async function loadMendTexts(lang: Lang): Promise<void> {
  await loadRooms(MEND_ROOMS, lang);
}

/** Fetches what the editor of a pipeline says. */
export async function loadEditorTexts(lang: Lang): Promise<void> {
  await loadRooms(EDITOR_ROOMS, lang);
}

/** Fetches what the sections of the admin page say. */
export async function loadSectionTexts(): Promise<void> {
  await loadRooms(SECTION_ROOMS, person);
}

/** Fetches what the cross-check says. */
export async function loadCrossCheckTexts(): Promise<void> {
  await loadRooms(CROSS_CHECK_ROOMS, person);
}

async function loadRooms(names: readonly string[], lang: Lang): Promise<void> {
  Object.assign(loaded, ...(await Promise.all(names.map((room) => fileOf(room, lang)()))));
}

/** A room that the build does not know is our mistake: rather no page than one that shows the keys of its texts. */
function fileOf(room: string, lang: Lang): () => Promise<Room> {
  const file = FILES[`../../../src/texts/generated/${lang}/${room}.ts`];
  if (file === undefined) throw new Error(`no texts of ${room} in ${lang}`);
  return file;
}

/** Stands in for `src/texts/catalogue` on a page (static/vite.config): of the one language that was loaded. */
export function messageOf(key: string): Message | undefined {
  return Object.hasOwn(loaded, key) ? loaded[key] : undefined;
}
