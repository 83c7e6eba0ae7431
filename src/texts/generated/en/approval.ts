// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "issue.approval.summary": ["Approval: ",["batch"]," – ",["mandant"]],
  "issue.approval.happened": [["batch"]," for ",["mandant"]," is finished and waits for the approval of a second person. Until then nothing goes to DATEV."],
  "issue.approval.compare": "In the DATEV panel of this issue compare the totals with the last deliveries, and look at what has changed in the mapping.",
  "issue.approval.approve": "Choose “Approve” there. Moving the issue approves nothing.",
  "issue.approval.close": ["If nothing is to be sent, move the issue to ",["close"]," and give the reason."],
  "issue.approval.people": "May approve:",
  "issue.approval.group": ["Approval may be given by whoever is in ",["groups"],", may edit this issue and read the files of the Mandant, and has not started the run or ordered it again, changed pipeline or account plan since the last approved delivery, or handed in a document in its package."],
  "issue.approval.anybody": "Approval may be given by whoever may edit this issue and read the files of the Mandant, and has not started the run or ordered it again, changed pipeline or account plan since the last approved delivery, or handed in a document in its package.",
  "issue.approval.expected-by": "Expected by",
  "comment.approval-wanted.lead": [["batch"]," is finished and waits for the approval of a second person (execution ",["revision"],")."],
  "comment.approval-wanted.what-to-do": "In the DATEV panel of this issue compare totals and changes, and choose “Approve” there. Until then nothing goes to DATEV.",
  "comment.approval-late.lead": [["batch"]," is not approved yet; its delivery was expected by now."],
  "comment.run-not-approved.lead": "Moving the issue does not approve the run; nothing was sent.",
  "comment.run-not-approved.what-to-do": "A second person, who neither started the run or ordered it again, nor changed pipeline or account plan since the last approved delivery, nor handed in a document in its package, chooses “Approve” in the DATEV panel of this issue.",
};
