import { answer, call } from './call';

/** A pipeline as the form of the action lists it. */
export type PipelineChoice = {
  readonly id: string;
  readonly name: string;
  readonly mandant: string;
  readonly isActive: boolean;
};
export type AutomationChoices = {
  readonly pipelines: readonly PipelineChoice[];
  /** The administration lets rules send. */
  readonly admitted: boolean;
};

/** What the form of the actions asks while somebody builds a rule. */
export const AUTOMATION_CALLS = {
  'automation.choices': call({}, answer<AutomationChoices>()),
} as const;
