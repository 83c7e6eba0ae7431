import { present } from '../kernel/present';
import type { Handed } from './run';
import type { Attempt, Submission } from './submission';

/** What of a run's files is at DATEV; `undefined` where nothing is. `files`: how many it made. */
export function handedOf(children: readonly Submission[], files: number): Handed | undefined {
  const delivered = children.filter(({ end }) => end?.as === 'delivered').length;
  const rest = children.filter(({ end }) => end?.as !== 'delivered');
  const open = rest.filter(({ end }) => end === undefined).length;
  const partly = rest.filter(
    ({ end, attempts }) => end !== undefined && attempts.some(hasArrivedInPart),
  ).length;
  if (delivered + partly === 0) return undefined;
  return { files, delivered, ...present({ partly: partly || undefined, open: open || undefined }) };
}

function hasArrivedInPart({ cause }: Attempt): boolean {
  return (cause?.arrived ?? 0) > 0;
}
