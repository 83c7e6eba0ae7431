import { present } from '../../kernel/present';
import type { EventOf, Happened, SubmissionEvent } from '../events';
import type { Submission } from '../submission';
import { issueTaken } from './apply-cross-check';
import { planIssue } from './apply-issue';
import { runBegun } from './apply-run';

/** What a submission can begin with. */
export type BeginEvent =
  | EventOf<'discovered'>
  | EventOf<'job-watched'>
  | EventOf<'uploaded'>
  | EventOf<'run-begun'>
  | EventOf<'produced'>;

export function isBeginning(event: SubmissionEvent): event is BeginEvent {
  return BEGINNINGS.includes(event.what);
}

const BEGINNINGS: readonly string[] = ['discovered', 'job-watched', 'uploaded', 'run-begun', 'produced'];

/** The first event of a submission makes its state. `id` is the record's key. */
export function begin(id: string, event: BeginEvent, happened: Happened): Submission {
  const common = {
    v: 1,
    id,
    mandant: event.mandant,
    startedAt: happened.at,
    changedAt: happened.at,
    ...present({ environment: event.environment }),
    ...(happened.actor.kind === 'person' ? { startedBy: happened.actor.id } : {}),
    pendingEffects: [],
    completedEffects: [],
    warnedAttachments: [],
  } as const;
  if (event.what === 'uploaded') {
    const label = event.file.label;
    return {
      ...common,
      kind: event.file.kind ?? 'extf',
      program: event.program,
      origin: 'upload',
      fileName: event.file.name,
      files: [],
      attempts: [],
      candidate: event.file,
      ...present({ label }),
    };
  }
  if (event.what === 'job-watched') return watched(common, event);
  if (event.what === 'run-begun') return runBegun(common, event);
  if (event.what === 'produced') return produced(common, event);
  const { attempt, label } = event;
  const state: Submission = {
    ...common,
    kind: 'extf',
    program: event.program,
    origin: 'discovered',
    fileName: attempt.fileName,
    files: [],
    attempts: [attempt],
    ...present({ label }),
  };
  const { issue, storm } = event;
  return issue === undefined ? planIssue(state, storm) : issueTaken(state, { issue }, happened);
}

/** A file of a run waits for its turn; its transmission is ordered by the run. */
function produced(common: Common, event: EventOf<'produced'>): Submission {
  const { kind, program, file, from } = event;
  const label = file.label;
  return {
    ...common,
    kind,
    program,
    origin: 'run',
    fileName: file.name,
    from,
    files: [],
    attempts: [],
    candidate: file,
    ...present({ label }),
  };
}

type Common = Omit<
  Submission,
  'kind' | 'program' | 'origin' | 'fileName' | 'files' | 'attempts' | 'candidate' | 'label' | 'run' | 'from'
>;

/** Another program's job, pending as far as we know; its files are not ours. */
function watched(common: Common, event: EventOf<'job-watched'>): Submission {
  const { jobId, label } = event;
  return {
    ...common,
    kind: 'dxso',
    program: '',
    origin: 'discovered',
    fileName: label ?? jobId,
    files: [],
    attempts: [{ revision: 1, referenceId: '', fileName: label ?? jobId, jobId, state: 'pending' }],
    ...present({ label }),
  };
}
