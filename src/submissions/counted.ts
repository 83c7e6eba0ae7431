import { PHASES, type Phase, phaseOf } from './phase';
import type { Submission } from './submission';

export type ByPhase = ReadonlyMap<Phase, readonly Submission[]>;

/**
 * The phase that a submission has for one person: a run that waits for an approval which this person may not give is under way
 * for them, it does not need them. `forOthers`: the ids of such runs.
 */
export function phaseFor(s: Submission, forOthers: ReadonlySet<string>): Phase {
  return forOthers.has(s.id) && phaseOf(s) === 'needs-you' ? 'moving' : phaseOf(s);
}

/** What figures are counted from: each thing once, in the phase that it has for one person. */
export function countedOnce(all: ByPhase, forOthers: ReadonlySet<string> = new Set()): ByPhase {
  const counted = [...all.values()].flat().filter((s) => !countsByItsFiles(s));
  return new Map(PHASES.map((phase) => [phase, counted.filter((s) => phaseFor(s, forOthers) === phase)]));
}

/** Once the files of a run have lives of their own, they are what is counted; the run itself only where it needs somebody. */
function countsByItsFiles(s: Submission): boolean {
  return s.run?.children !== undefined && s.run.children.length > 0 && phaseOf(s) !== 'needs-you';
}
