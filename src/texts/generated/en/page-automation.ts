// Made of locales/ by `npm run texts`.
import type { Room } from '../../message';

export const room: Room = {
  "page.ruleIssue": "Issue",
  "page.ruleIssueHint": "Key or id. The issue that triggers the rule is {{issue.key}}.",
  "page.ruleIssueMissing": "Enter which issue is meant, such as {{issue.key}}.",
  "page.ruleReasonHint": "Kept in the history of the transmission; 3 to 500 characters. Smart values are allowed.",
  "page.ruleReasonMissing": "Enter why it is closed without being sent: at least 3 characters.",
  "page.ruleAsText": "Enter as text …",
  "page.rulePaused": "switched off",
  "page.rulePipelineText": "Pipeline as text",
  "page.rulePipelineHint": "Its id or its exact name, or a smart value that becomes one of them.",
  "page.rulePipelineMissing": "Choose a pipeline.",
  "page.rulePeriod": "Period",
  "page.rulePrevious": "The one that ended last",
  "page.ruleCurrent": "The one that is running",
  "page.rulePeriodText": "Period as text",
  "page.rulePeriodHint": "2026-11, 2026-Q4 or 2026-11-30, as the pipeline has it, or a smart value that becomes one of them.",
  "page.rulePeriodMissing": "Enter a period.",
  "page.ruleReads": "This action only reads. It runs as the person whose connection the rule uses, who must be able to see the issue.",
  "page.ruleActs": "This action runs as the person whose connection the rule uses, with exactly their rights. It approves nothing. Even if the rule runs several times, nothing goes to DATEV twice.",
  "page.ruleNotAdmittedTitle": "Automation rules may not trigger sending yet.",
  "page.ruleNotAdmittedRemedy": "The rule can be saved, but stops here until a Jira administrator admits rules in the app’s settings.",
};
