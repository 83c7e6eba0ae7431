import type { ProblemView } from '../../../src/contract/answers';
import { Trouble } from '../../shared/parts';

type Asked = { readonly problem?: ProblemView; readonly again: () => void };

/** What Jira did not tell, each trouble once; all that failed is asked for again together. */
export function Troubles({ of }: { readonly of: readonly Asked[] }) {
  const failed = of.flatMap(({ problem, again }) => (problem === undefined ? [] : [{ problem, again }]));
  const codes = new Map(failed.map(({ problem }) => [problem.code, problem]));
  const retry = () => {
    for (const { again } of failed) again();
  };
  return [...codes.values()].map((problem) => <Trouble key={problem.code} of={problem} retry={retry} />);
}
