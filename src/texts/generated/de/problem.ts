// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "problem.unknown.title": ["Etwas hat nicht geklappt (",["code"],")."],
  "problem.unknown.remedy": "Versuchen Sie es noch einmal. Bleibt es dabei, nennen Sie dem Hersteller der App, was in Klammern steht.",
};
