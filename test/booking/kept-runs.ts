import '../support/forge-globals';
import { actOnRun } from '../../src/flows/people/act-on-run';
import type { Pipeline } from '../../src/pipelines/pipeline';
import { keepConfiguration } from '../../src/pipelines/pipeline-store';
import { now } from '../../src/platform/clock';
import type { SubmissionEvent } from '../../src/submissions/events';
import { append, byApp } from '../../src/submissions/record-store';
import { loadSubmission } from '../../src/submissions/submission-store';
import { atLooker, stored } from './with-looker';

/** Runs as they are stored, and what happens to them: for the tests of beginning, asking and mending. */

export const L = (name: string) => `general_ledger.${name}`;
export const actor = { kind: 'person', id: 'petra' } as const;
export const stateOf = async (id: string) => (await loadSubmission(id))?.state;
export async function happens(id: string, ...events: readonly SubmissionEvent[]): Promise<void> {
  for (const event of events) {
    const on = await loadSubmission(id);
    if (on === undefined) throw new Error(`no run ${id}`);
    await append(on, event, byApp());
  }
}
export const CLOSED: SubmissionEvent = { what: 'closed', reason: 'x' };
export const again = (id: string) =>
  actOnRun(id, { by: 'petra', click: { click: 'again', mayDiffer: false } });
export const NEWER = { ok: false, problem: { code: 'run.newer' } };
export const UNENDED = { ok: false, problem: { code: 'run.unended' } };
export const causeOf = async (id: string) => (await stateOf(id))?.attempts.at(-1)?.cause;
/** A pipeline as it is stored, without asking Looker. */
export async function kept(change: Partial<Pipeline> = {}): Promise<Pipeline> {
  const { draft } = await atLooker();
  const pipeline: Pipeline = {
    ...{ ...draft, fields: [], v: 1, id: 'p0123456789ab', version: 1, changedAt: now(), changedBy: 'petra' },
    ...change,
  };
  await keepConfiguration(undefined, { pipeline, begunUntil: now() });
  return (await stored(pipeline.id)).pipeline;
}
