// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "automation.not-admitted.title": "Automation rules may not trigger sending here.",
  "automation.not-admitted.remedy": "A Jira administrator can admit them in the app’s settings: “Automation rules may trigger sending, too”.",
  "automation.no-user.title": "The app cannot act as the person whose connection this rule uses.",
  "automation.no-user.remedy": "That person opens the DATEV desk once and allows the app to act for them, or the rule gets another connection.",
  "automation.bad-issue.title": ["“",["value"],"” is neither the key nor the id of an issue."],
  "automation.bad-issue.remedy": "Enter a smart value such as {{issue.key}}, or a key such as BUCH-12.",
  "automation.bad-reason.title": "The reason needs 3 to 500 characters.",
  "automation.bad-reason.remedy": "Enter why the file is closed without being sent. It is kept in the history.",
  "automation.bad-pipeline.title": "No pipeline is named.",
  "automation.bad-pipeline.remedy": "Choose one in the rule, or enter its id or its exact name (200 characters at most).",
  "automation.no-pipeline.title": ["There is no pipeline “",["value"],"”."],
  "automation.no-pipeline.remedy": "Choose one in the rule, or enter its id or its exact name as the desk shows it.",
  "automation.several.title": ["Several pipelines are called “",["value"],"”."],
  "automation.several.remedy": "Choose one in the rule, which then keeps its id.",
  "automation.paused.title": ["The pipeline “",["value"],"” is switched off."],
  "automation.paused.remedy": "Rules do not start a pipeline that is switched off. A firm lead switches it on, or somebody starts the run by hand.",
  "automation.bad-period.title": ["“",["value"],"” is no period of this pipeline."],
  "automation.bad-period.remedy": "Enter “previous”, “current”, or a month (2026-11), a quarter (2026-Q4) or a day (2026-11-30), whichever the pipeline has.",
  "automation.unchanged.title": "There is no corrected file, and the same bytes are not sent again by a rule.",
  "automation.unchanged.remedy": "Somebody hands in a corrected file, or clicks “Send unchanged” in the issue.",
  "automation.unapproved.title": "A second person has to approve this file.",
  "automation.unapproved.remedy": "A rule approves nothing: somebody who had no part in the file sends it in the issue.",
  "automation.again": "Have the rule run again later; that sends nothing twice.",
};
