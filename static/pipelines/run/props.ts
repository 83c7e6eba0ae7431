import type { RunAnswer } from '../../../src/contract/pipelines';
import type { Of } from '../../panel/requests';

/** What every part of a run's page gets. */
export type RunProps = {
  readonly run: RunAnswer;
  readonly now: string;
  readonly compact: boolean;
  readonly reload: () => Promise<void>;
  readonly of: Of;
};
