// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "page.crossCheck": "Cross-check",
  "page.crossCheckNote": "Once a day the app compares DATEV’s lists of jobs, its own transmissions and the issues in Jira. It changes nothing by itself; you order each repair.",
  "page.crossCheckBegin": "Cross-check now",
  "page.crossCheckGoing": ["Cross-check under way: ",["place"],"."],
  "page.crossCheckWaits": "The cross-check goes on as soon as DATEV may be asked again.",
  "page.crossCheckNever": "Not cross-checked yet.",
  "page.crossCheckLast": "Last cross-check:",
  "page.crossCheckRead": ["Compared: ",["submissions"]," open transmissions, ",["issues"]," issues, ",["jobs"]," jobs of ",["mandanten"]," Mandanten."],
  "page.crossCheckUnread": [["count","plural",{"one":["One Mandant or project"],"other":[["count"]," Mandanten or projects"]}]," could not be asked about."],
  "page.crossCheckFine": "DATEV, the app and Jira agree.",
  "page.crossCheckOrdered": "Ordered. The next cross-check verifies the result.",
  "page.crossCheckGone": "The discrepancy is no longer there.",
  "page.crossCheckMore": "Show more",
  "page.crossCheckJob": ["job ",["job"]],
  "page.crossCheckInstead": ["linked is ",["key"]],
};
