import { type Effect, isSend, type Submission } from '../submission';

/**
 * Somebody whose word lets a file leave for DATEV. Automation that moves issues acts by the admin's setting, not by a group; a rule
 * whose action acts as a person, by both.
 */
export type Orderer = { readonly id: string; readonly isAutomation?: true; readonly byRule?: true };

/**
 * Whose right lets this step send: whoever ordered the revision, or released or decided it last. A file of a run goes by the word
 * of whoever ordered the run's execution, and of who approved it. Nobody's, where the calendar or a hook began it.
 */
export function orderersOf(
  effect: Effect,
  of: { readonly child: Submission; readonly run?: Submission | undefined },
): readonly Orderer[] {
  if (!isSend(effect)) return [];
  const own = ordererIn(of.child, effect.revision);
  if (own !== undefined) return [own];
  const { run } = of;
  const approver = run?.run?.approvedBy;
  const starter = run === undefined ? undefined : starterOf(run);
  return [...(starter === undefined ? [] : [starter]), ...(approver === undefined ? [] : [{ id: approver }])];
}

function ordererIn({ attempts }: Submission, revision: number | undefined): Orderer | undefined {
  const attempt = attempts.findLast((one) => one.revision === revision);
  if (attempt?.vouchedBy !== undefined) return { id: attempt.vouchedBy };
  if (attempt?.by === undefined) return undefined;
  return {
    id: attempt.by,
    ...(attempt.byAutomation === true ? { isAutomation: true } : {}),
    ...(attempt.byRule === true ? { byRule: true } : {}),
  };
}

/** Of the newest execution; the first one is ordered by whoever starts the run. */
function starterOf(run: Submission): Orderer | undefined {
  const ordered = ordererIn(run, run.attempts.at(-1)?.revision);
  const started = run.attempts.length > 1 ? undefined : run.startedBy;
  const byRule = run.run?.by === 'rule' ? ({ byRule: true } as const) : {};
  return ordered ?? (started === undefined ? undefined : { id: started, ...byRule });
}
