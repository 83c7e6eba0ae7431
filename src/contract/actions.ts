import * as v from 'valibot';
import { PeriodText } from './payloads';

/**
 * Actions that Jira Automation offers in its rules (Forge: `automation:actionProvider`): name → the flat inputs, with every smart value
 * put in, → the flat outputs that later steps of the rule read. The manifest declares the same; test/wiring holds both together.
 * Automation asks every input to be text.
 */

/** Key or id of an issue; a smart value that Automation did not know comes as nothing, or as it was written. */
const Issue = v.pipe(v.string(), v.trim(), v.regex(/^(?:\d{1,20}|[A-Za-z][A-Za-z0-9_]{1,99}-\d{1,15})$/));
const Reason = v.pipe(v.string(), v.trim(), v.minLength(3), v.maxLength(500));
/** Id of a pipeline, or its name exactly as the desk shows it. */
const PipelineNamed = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));
/** As the pipelines' periods are written, or the one that ended last, or the one that runs. */
const PeriodWish = v.pipe(v.string(), v.trim(), v.union([v.picklist(['previous', 'current']), PeriodText]));

export const ACTIONS = {
  'submission.resubmit': v.object({ issue: Issue }),
  'submission.close': v.object({ issue: Issue, reason: Reason }),
  'pipeline.run': v.object({ pipeline: PipelineNamed, period: PeriodWish }),
  'submission.status': v.object({ issue: Issue }),
} as const;
export type ActionName = keyof typeof ACTIONS;

/** What a rule is told of a submission it ordered. `already`: somebody, or the same rule, had ordered it before; nothing more goes. */
export type Ordered = {
  readonly outcome: 'ordered' | 'already';
  readonly submissionId: string;
  readonly fileName: string;
};
/** What a rule is told of a run. `asks`: it begins as a question to people, because of what there is of the period already. */
export type RunOrdered = {
  readonly outcome: 'begun' | 'asks' | 'already';
  readonly runId: string;
  readonly pipeline: string;
  readonly period: string;
};
/** What a rule is told of where a submission stands; empty text: there is none. No value of the books. */
export type Status = {
  readonly state: string;
  readonly sentence: string;
  /** Who has to act, in the words of the issue property. */
  readonly needs: string;
  readonly nextAction: string;
  readonly since: string;
  readonly fileName: string;
  readonly jobId: string;
  readonly period: string;
  readonly mandant: string;
};
