// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "page.watchJob": "Watch a job",
  "page.watchJobNote": "For packages (Rechnungsdatenservice) sent by another program: DATEV keeps no list of them. Enter the number of the job; if it fails, an issue is created.",
  "page.jobNumber": "Number of the job",
  "page.jobNumberForm": "32 digits and letters from A to F, with or without dashes",
  "page.jobLabel": "Name (optional)",
  "page.deskTitle": "DATEV desk",
  "page.submissions": "Transmissions",
  "page.all": "All",
  "page.show": "Show",
  "page.nothingHint": "As soon as DATEV rejects a file, it appears here and as an issue.",
  "page.noMandanten": "No Mandant is watched yet. A Jira administrator sets this up.",
  "page.noHit": ["Nothing found for “",["search"],"”."],
  "page.noHitHere": ["Nothing for “",["search"],"” on this page; “Next” continues the search."],
  "page.searchHint": "All transmissions are searched, from the start of words: file name, label, issue, number of the job. A Mandant is found by its whole number, such as 455148-1.",
  "page.clearSearch": "Clear search",
  "page.pages": "Pages",
  "page.page": ["Page ",["page"]],
  "page.previous": "Previous",
  "page.nextPage": "Next",
  "page.back": "Back to the list",
  "page.open": "Open",
  "page.uploadFor": ["Hand in a file for ",["mandant"]],
  "page.allMandanten": "All Mandanten",
  "page.stopped": "All sending is stopped",
};
