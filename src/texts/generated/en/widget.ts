// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "widget.of.all": "All Mandanten",
  "widget.of.mine": "Mandanten assigned to you",
  "widget.of.unknown": "You may not read this Mandant, or it is not here.",
  "widget.mine.label": "For me",
  "widget.mine.note": "for Mandanten assigned to you",
  "widget.team.label": "For the team",
  "widget.team.note": "need action",
  "widget.moving.label": "In progress",
  "widget.moving.note": "at DATEV or on the way there",
  "widget.overdue.label": "Waiting too long",
  "widget.overdue.note": "unchanged for more than three days",
  "widget.closes": "Next runs by the calendar",
  "widget.no-closes": "No run is planned.",
  "widget.nobody.title": "No Mandant is watched yet.",
  "widget.nobody.remedy": "A Jira administrator sets this up in the app’s settings.",
  "widget.stopped": "All sending is stopped",
  "widget.trouble": [["count","plural",{"one":[["count"]," Mandant"],"other":[["count"]," Mandanten"]}],": ",["what"]],
  "widget.counting.title": "The numbers are still being counted.",
  "widget.counting.remedy": "They will be complete within a day.",
  "widget.loading": "Loading the DATEV numbers …",
  "widget.not-reached.title": "The DATEV numbers could not be loaded.",
  "widget.not-reached.remedy": "Check your connection and try again.",
  "widget.again": "Try again",
  "widget.desk": "Open the DATEV desk",
};
