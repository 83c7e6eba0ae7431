// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "finding.where.row": ["Booking row ",["row"],", column ",["field"]," (",["label"],")"],
  "finding.where.header-field": ["Header line, field ",["field"]," (",["label"],")"],
  "finding.where.header": "Header line",
  "finding.where.line": ["Line ",["line"]],
  "finding.behind-last-column": "behind the last column",
  "finding.blank": "a space",
  "finding.no-break-space": "a no-break space",
  "finding.character": ["the character “",["character"],"”"],
  "finding.more": [["text"]," … and ",["more"]," more of this kind."],
  "finding.unknown.text": ["The check reported something (",["code"],")."],
  "finding.unknown.remedy": "Reload the page to see the full explanation.",
};
