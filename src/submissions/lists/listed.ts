import { present } from '../../kernel/present';
import { fileOf } from '../parts';
import type { RunAbout } from '../run';
import type { StoredFile } from '../stored-file';
import {
  type Attempt,
  type IssueLink,
  isSend,
  mayGo,
  type PendingEffect,
  type Submission,
} from '../submission';

/**
 * What lists show of a submission, and what is asked before they show it: a small part of its state, kept beside it in a row
 * that is read by the dozen. It names whoever sent it last, and says nothing that the state does not say itself.
 */
export type Listed = Pick<
  Submission,
  'id' | 'mandant' | 'kind' | 'fileName' | 'label' | 'program' | 'startedAt' | 'changedAt'
> & {
  readonly attempts: readonly Pick<
    Attempt,
    'revision' | 'fileName' | 'state' | 'isLost' | 'jobId' | 'cause' | 'records' | 'sha256'
  >[];
  readonly pendingEffects: readonly (Pick<PendingEffect, 'state' | 'problem'> & {
    readonly effect: Pick<PendingEffect['effect'], 'kind'>;
  })[];
  /** The file that was sent last, as far as it is told. */
  readonly files: readonly FilePart[];
  /** The file that waits; errors only where nobody took them upon themselves. */
  readonly candidate?: FilePart & { readonly name: string; readonly errors?: number };
  readonly asks?: { readonly what: NonNullable<Submission['asks']>['what'] };
  readonly issue?: Pick<IssueLink, 'id' | 'key' | 'deletedAt' | 'hidden'>;
  readonly end?: Pick<NonNullable<Submission['end']>, 'as' | 'at' | 'reason'>;
  readonly run?: Pick<RunAbout, 'period' | 'isDry' | 'lateAt' | 'handed'> & {
    readonly made?: { readonly rows: number };
  };
  /** Columns of the table; absent in rows that an earlier version of the app wrote. */
  readonly table?: Tabled;
};

/** Of the file that was sent last, or of the one that waits for it. */
type Tabled = {
  readonly rows?: number;
  /** `YYYY-MM`, or as the pipeline says. */
  readonly period?: string;
  /** Account id of whoever sent it. */
  readonly by?: string;
};

type FilePart = Pick<StoredFile, 'revision' | 'label'> &
  Partial<Pick<StoredFile, 'rows' | 'bytes' | 'sha256' | 'deletedAt'>>;

/** The part of a state that lists need. What they say of it is what they would say of the whole. */
export function listedOf(s: Submission): Listed {
  const { id, mandant, kind, fileName, label, program, startedAt, changedAt, candidate, asks } = s;
  return {
    ...present({ id, mandant, kind, fileName, label, program, startedAt, changedAt }),
    attempts: tellingAttempts(s).map(({ revision, fileName, state, isLost, jobId, cause }) =>
      present({ revision, fileName, state, isLost, jobId, cause }),
    ),
    files: s.files
      .filter(({ revision }) => revision === s.attempts.at(-1)?.revision)
      .map(({ revision, label }) => present({ revision, label })),
    pendingEffects: tellingEffects(s).map(({ state, effect, problem }) =>
      present({ state, effect: { kind: effect.kind }, problem }),
    ),
    ...present({
      candidate: candidate && waitingPart(candidate),
      asks: asks && { what: asks.what },
      issue: s.issue && issuePart(s.issue),
      end: s.end && present({ as: s.end.as, at: s.end.at, reason: s.end.reason }),
      run: s.run && runPart(s.run),
    }),
    table: tabled(s),
  };
}

function tabled(s: Submission): Tabled {
  const last = s.attempts.at(-1);
  return present({
    rows: s.run?.made?.rows ?? fileIn(s)?.rows ?? last?.records,
    period: periodIn(s),
    by: last?.by,
  });
}

/** The file that was sent last; before that, the one that waits. */
function fileIn(s: Submission): StoredFile | undefined {
  const last = s.attempts.at(-1);
  return last === undefined ? s.candidate : fileOf(s, last.revision);
}

/** What it is about: of a run as its pipeline says, of a file `YYYY-MM`; `undefined` where we know no file of it. */
export function periodIn(s: Submission): string | undefined {
  return s.run?.period ?? periodOf(fileIn(s));
}

function periodOf(file: StoredFile | undefined): string | undefined {
  if (file?.package !== undefined) return file.package.month;
  return file?.period === undefined ? undefined : `${file.period.slice(0, 4)}-${file.period.slice(4, 6)}`;
}

/** The newest, and whether DATEV knows any of those whose end nobody knows. */
function tellingAttempts({ attempts }: Submission): readonly Attempt[] {
  const last = attempts.length - 1;
  const known = attempts.findIndex((a) => a.jobId !== undefined && a.state === 'unknown');
  return attempts.filter((_, at) => at === last || at === known);
}

/** What is being sent, and the first that waits for somebody. */
function tellingEffects({ pendingEffects }: Submission): readonly PendingEffect[] {
  const sending = pendingEffects.findIndex(({ effect }) => isSend(effect));
  const held = pendingEffects.findIndex(({ state }) => state === 'held');
  return pendingEffects.filter((_, at) => at === sending || at === held);
}

function waitingPart(file: StoredFile): NonNullable<Listed['candidate']> {
  const { revision, name, label } = file;
  return present({ revision, name, label, errors: mayGo(file) ? undefined : file.errors });
}

function issuePart({ id, key, deletedAt, hidden }: IssueLink): NonNullable<Listed['issue']> {
  return present({ id, key, deletedAt, hidden });
}

function runPart({ period, isDry, lateAt, made, handed }: RunAbout): NonNullable<Listed['run']> {
  return present({ period, isDry, lateAt, made: made && { rows: made.rows }, handed });
}
