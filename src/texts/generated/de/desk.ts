// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "desk.cause.approval": "Freigabe durch eine zweite Person",
  "desk.cause.and-more": [["first"]," und weitere Fehler"],
  "desk.cause.none": "ohne Angabe von DATEV",
  "desk.others": [["count"]," weitere"],
};
