// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "problem.unknown.title": ["Something did not work (",["code"],")."],
  "problem.unknown.remedy": "Try again. If this persists, tell the vendor of the app what is in brackets.",
};
