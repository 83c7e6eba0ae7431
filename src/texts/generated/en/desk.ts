// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "desk.cause.approval": "Approval by a second person",
  "desk.cause.and-more": [["first"]," and other faults"],
  "desk.cause.none": "DATEV gave no reason",
  "desk.others": [["count"]," others"],
};
