import type { Answer, ConfigChanges } from '../../src/contract/answers';
import type {
  AccountsAnswer,
  AccountsRead,
  Choice,
  HookSecret,
  HooksAnswer,
  ImportPlan,
  LookerAnswer,
  LookerTest,
  PipelineAnswer,
  PipelineSaved,
  PipelinesAnswer,
  PreviewAnswer,
  RowsAnswer,
  RunAnswer,
  RunConfiguration,
  SourceAnswer,
} from '../../src/contract/pipelines';
import { call, type Payload } from '../backend';

/** `pipeline.run`: `already` when the period has a run, which is then the one named. */
export type RunBegun = { readonly submissionId: string; readonly is: 'begun' | 'already' };
/** Somebody else saved first: nothing was changed. */
export function isConflict(code: string): boolean {
  return code === 'pipeline.conflict' || code === 'settings.conflict';
}

/** What each call answers. */
type Answers = {
  'pipelines.view': PipelinesAnswer;
  'pipeline.view': PipelineAnswer;
  'pipeline.changes': ConfigChanges;
  'pipeline.choices': readonly Choice[];
  'pipeline.source': SourceAnswer;
  'pipeline.preview': PreviewAnswer;
  'pipeline.save': PipelineSaved;
  'pipeline.approval-off': PipelineSaved;
  'pipeline.remove': unknown;
  'pipeline.run': RunBegun;
  'pipeline.remap': unknown;
  'run.view': RunAnswer;
  'run.configuration': RunConfiguration;
  'run.again': unknown;
  'run.approve': unknown;
  'run.rows': RowsAnswer;
  'accounts.view': AccountsAnswer;
  'accounts.changes': ConfigChanges;
  'accounts.preset': AccountsRead['accounts'];
  'accounts.read': AccountsRead;
  'accounts.save': unknown;
  'looker.view': LookerAnswer;
  'looker.save': { readonly id: string };
  'looker.test': LookerTest;
  'looker.remove': unknown;
  'hooks.view': HooksAnswer;
  'hooks.make': HookSecret;
  'hooks.end-old': unknown;
  'hooks.remove': unknown;
  'configuration.changes': ConfigChanges;
  /** What goes into the file, as JSON. */
  'configuration.export': unknown;
  'configuration.plan': ImportPlan;
  'configuration.import': unknown;
};
export type AskName = keyof Answers;

/** Asks the backend about pipelines; the name of the call says what comes back. Never throws. */
export function ask<K extends AskName>(name: K, payload: Payload<K>): Promise<Answer<Answers[K]>> {
  return call<Answers[K], K>(name, payload);
}
