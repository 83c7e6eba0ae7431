import type { EventOf, SubmissionEvent } from '../../src/submissions/events';
import { apply } from '../../src/submissions/life/apply';
import { begin } from '../../src/submissions/life/begin';
import type { Made, RunAbout } from '../../src/submissions/run';
import type { Submission } from '../../src/submissions/submission';
import { file, minutes, T0 } from './life';

/** Builders for runs in tests: events one minute apart, by a person. */
export const EXPECTED_BY = minutes(24 * 60);

export function begun(over: Partial<RunAbout> = {}): EventOf<'run-begun'> {
  return {
    what: 'run-begun',
    mandant: '455148-1',
    program: 'DATEV for Jira',
    run: {
      pipeline: 'p0123456789ab',
      name: 'Erlöse',
      period: '2026-11',
      revision: 1,
      by: 'schedule',
      expectedBy: EXPECTED_BY,
      ...over,
    },
  };
}

/** What execution `revision` made: one image and one batch. */
export function makes(revision = 1): Made {
  return {
    revision,
    version: 3,
    rows: 120,
    lines: 118,
    leftOut: 2,
    files: [
      { kind: 'document', file: file({ fileId: `d${revision}`, name: 'Beleg_1.pdf', kind: 'document' }) },
      { kind: 'extf', file: file({ fileId: `e${revision}`, name: 'Abschluss.csv', rows: 118 }) },
    ],
  };
}

export function made(revision = 1, more: { needsApproval?: true } = {}): EventOf<'made'> {
  const report = file({ fileId: `report${revision}`, name: 'Laufbericht.jsonl' });
  return { what: 'made', key: `make:r${revision}`, made: makes(revision), report, ...more };
}

export const CAUSE = { code: 'run.no-rows', faults: [] } as const;

export function refused(revision = 1): EventOf<'refused'> {
  return { what: 'refused', key: `make:r${revision}`, cause: CAUSE };
}

export function handed(revision = 1, more: Partial<EventOf<'handed-over'>> = {}): EventOf<'handed-over'> {
  return { what: 'handed-over', key: `hand:r${revision}`, as: 'delivered', ...more };
}

/** The state of a run after these events. */
export function ran(first: EventOf<'run-begun'>, ...events: readonly SubmissionEvent[]): Submission {
  return events.reduce(
    (s, event, i) => apply(s, event, { at: minutes(i + 1), actor: { kind: 'person', id: 'anna' } }),
    begin('r1', first, { at: T0, actor: { kind: 'app' } }),
  );
}
