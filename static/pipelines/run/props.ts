import type { RunAnswer } from '../../../src/contract/pipelines';
import type { Of } from '../../panel/requests';

/** What every part of a run's page gets. */
export type RunProps = {
  readonly run: RunAnswer;
  readonly now: string;
  readonly compact: boolean;
  readonly reload: () => Promise<void>;
  readonly of: Of;
  /** Opens another run; absent where there is no place for it. */
  readonly onOpen?: ((submissionId: string) => void) | undefined;
  /** What was pressed is gone: the focus goes to the verdict. */
  readonly toHead: () => void;
};
