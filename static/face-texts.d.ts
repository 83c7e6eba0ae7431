/** All rooms of one face in one language, as one file (static/vite.config.ts). */
declare module 'virtual:face-texts/*' {
  import type { Room } from '../src/texts/message';

  export const room: Room;
}
