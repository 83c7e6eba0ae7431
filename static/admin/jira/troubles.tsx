import { useEffect, useRef } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { Trouble } from '../../shared/parts';

type Asked = { readonly problem?: ProblemView; readonly isLoading: boolean; readonly again: () => void };

/**
 * What Jira did not tell, each trouble once; all that failed is asked for again together, and stays until that is answered. Where the button
 * is gone then, the focus goes to the first field below.
 */
export function Troubles({ of }: { readonly of: readonly Asked[] }) {
  const failed = of.flatMap(({ problem, ...asked }) =>
    problem === undefined ? [] : [{ problem, ...asked }],
  );
  const codes = new Map(failed.map(({ problem }) => [problem.code, problem]));
  const isTrying = failed.some(({ isLoading }) => isLoading);
  const place = useRef<HTMLDivElement>(null);
  const isAsked = useRef(false);
  useEffect(() => {
    if (!isAsked.current || isTrying) return;
    isAsked.current = false;
    if (document.activeElement === document.body) nextTo(place.current)?.focus({ preventScroll: true });
  });
  const retry = () => {
    isAsked.current = true;
    for (const { again } of failed) again();
  };
  return (
    <div ref={place}>
      {[...codes.values()].map((problem) => (
        <Trouble key={problem.code} of={problem} retry={retry} isTrying={isTrying} />
      ))}
    </div>
  );
}

/** The button of another trouble, or else the first field below. */
function nextTo(place: HTMLElement | null): HTMLElement | undefined {
  if (place === null) return undefined;
  const isBelow = (one: HTMLElement) =>
    (place.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const fields = [...document.querySelectorAll<HTMLElement>('select:enabled, input:enabled')];
  return place.querySelector('button') ?? fields.find((one) => isBelow(one) && one.checkVisibility());
}
