// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "need.admin": "Jira administrator",
  "need.desk": "may browse the project, or firm lead",
  "need.lead": "firm lead",
  "need.hand-in": "may create issues in the project (or firm lead) and is in the group that may send",
  "need.target": "as for acting on the submission, or as for handing in for a Mandant",
  "need.see": "sees the issue, and the app sees it, too",
  "need.read": "sees the issue and has the reading right of the Mandant",
  "need.act": "may edit the issue and is in the group that may send",
  "need.approve": "may edit the issue, is in the group that may send, and has the reading right of the Mandant",
  "need.lead-on": "sees the issue and is a firm lead",
  "need.admin-on": "Jira administrator",
  "need.read-mandant": "reading right of the Mandant",
  "need.lead-of-mandant": "firm lead with the reading right of the Mandant",
  "need.own-upload": "whoever began the upload",
};
