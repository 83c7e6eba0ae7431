import type { AdminAnswer } from '../../../src/contract/answers';

/** What every section gets. */
export type SectionProps = {
  readonly value: AdminAnswer;
  readonly now: string;
  readonly reload: () => Promise<void>;
  readonly onWatch: (mandant: string) => void;
};
