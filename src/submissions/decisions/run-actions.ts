import { present } from '../../kernel/present';
import type { Submission } from '../submission';
import type { WhyNot } from './may';

/** What of its pipeline, its sums and whoever looks decides what the page of a run offers beside what every submission may (`may`). */
type Beside = {
  /** The pipeline as it is now; absent when it was removed. `isOwn`: it still is this Mandant's. */
  readonly pipeline?: { readonly version: number; readonly isOwn: boolean };
  readonly mayAct: boolean;
  /** May change mapping and lists of values. */
  readonly mayEdit: boolean;
  /** Its last execution did not end well. */
  readonly hasFailed: boolean;
  /** Columns of Looker are not there any more, or are called otherwise. */
  readonly hasDrift: boolean;
  /** Values of its rows stand in no list of the mapping. */
  readonly isMissingValues: boolean;
};

/** Why each is not offered now; absent: it is. `changed`: the versions of the pipeline that the dry run had, and that would be sent with. */
export type RunActions = {
  readonly remap?: WhyNot;
  readonly fill?: WhyNot;
  readonly send?: WhyNot;
  readonly changed?: { readonly was: number; readonly now: number };
};

const NOT_NOW: WhyNot = { code: 'click.not-now' };
const NOT_ALLOWED: WhyNot = { code: 'access.not-allowed' };

/** Columns mapped anew, values filled in, and after a dry run that made its files the same for real, with the pipeline as it is now. */
export function runActions(state: Submission, beside: Beside): RunActions {
  const { pipeline, mayAct, mayEdit, hasFailed, hasDrift, isMissingValues } = beside;
  const edits = (isOffered: boolean) => {
    if (!isOffered || pipeline === undefined) return NOT_NOW;
    return mayEdit ? undefined : NOT_ALLOWED;
  };
  const isTried = state.end?.as === 'tried' && pipeline?.isOwn === true;
  return present({
    remap: edits(hasDrift),
    fill: edits(hasFailed && isMissingValues),
    send: isTried ? (mayAct ? undefined : NOT_ALLOWED) : NOT_NOW,
    changed: isTried ? changedSince(state, pipeline.version) : undefined,
  });
}

function changedSince({ run }: Submission, now: number): RunActions['changed'] {
  const was = run?.made?.version ?? now;
  return was === now ? undefined : { was, now };
}
