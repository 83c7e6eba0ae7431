import type { ActionView, SubmissionView } from '../../contract/answers';
import type { RunAnswer } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { NO_DETAIL, type RunDetail } from '../../runs/detail';
import { reportIn } from '../../runs/report';
import { actionsIn, type WhyNot } from '../../submissions/decisions/may';
import { asksFirst, asksOfSent, isShort } from '../../submissions/decisions/period-has';
import { runActions } from '../../submissions/decisions/run-actions';
import type { RunAbout } from '../../submissions/run';
import { type Keeps, stateCodeOf } from '../../submissions/state-code';
import type { Submission } from '../../submissions/submission';
import { say } from '../../texts/say';
import { findingView } from '../pipeline/finding-view';
import { periodText, runRow } from '../pipeline/pipeline-view';
import { stateWordsOf } from '../state-words';
import { action } from '../submission/submission-view';
import { faultViews, type Missing } from './run-faults';
import { withHanded } from './run-handed';
import type { Judgement } from './run-judgement';
import { totalsOf } from './run-totals';
import { verdictOf } from './run-verdict';
import { withKept, withWaiting } from './run-waiting';

/** What the page of a run is made of. */
type RunViewOf = {
  readonly state: Submission;
  readonly run: RunAbout;
  readonly submission: SubmissionView;
  readonly detail: RunDetail | undefined;
  readonly children: readonly Submission[];
  /** Of the pipeline as it is now; absent when it was removed. `isOwn`: it still is this Mandant's. */
  readonly pipeline?: { readonly version: number; readonly stored: number; readonly isOwn: boolean };
  readonly mayAct: boolean;
  readonly mayEdit: boolean;
  /** It was begun for the other environment of DATEV than the one that is chosen. */
  readonly isElsewhere?: boolean;
  /** What keeps every file here, if anything does. */
  readonly keeps: Keeps;
  /** Account id of whoever looks. */
  readonly by: string;
  /** Who had a hand in what the run was made with. */
  readonly authors: readonly string[];
  /** When its period has ended on the clock of its pipeline; absent where the pipeline was removed. */
  readonly endsAt?: string | undefined;
  /** The run that took the place of this one. */
  readonly newer?: Submission | undefined;
  /** Another one of its days that has not ended; of a run that asks only. */
  readonly unended?: Submission | undefined;
  /** Days of its period may be at DATEV by now; of a run that asks only. */
  readonly hasGone?: boolean;
  readonly missing: Missing;
  readonly judgement: Judgement;
  readonly lang: Lang;
};

/** The run's page, also shown in the panel of its issue. */
export function runView(of: RunViewOf): RunAnswer {
  const { run, lang, missing, judgement } = of;
  const detail = of.detail ?? countsOf(run);
  const report = reportIn(of.state.files);
  return {
    submission: withNext(withKept(withHanded(withWaiting(of.submission, of), of), of), of),
    pipeline: { id: run.pipeline, name: run.name, version: run.made?.version ?? of.pipeline?.version ?? 0 },
    period: run.period,
    periodLabel: periodText(run.period, lang),
    isDry: run.isDry === true,
    steps: stepsOf(of),
    totals: detail === undefined ? [] : totalsOf(of, detail),
    ...foundIn(detail ?? NO_DETAIL, lang),
    missing: missing.open,
    moreMissing: missing.more,
    ...judgement,
    files: filesOf(of),
    actions: actionsOf(of),
    sumsAreGone: of.detail === undefined && detail !== undefined,
    ...present({ verdict: verdictOf(of), verbatim: detail?.verbatim, counts: detail && countsIn(detail) }),
    ...present({
      newer: otherOf(of.newer, lang),
      unended: otherOf(of.unended, lang),
      isShort: isShortIn(of),
    }),
    ...present({ report: typeof report === 'object' ? ('kept' as const) : report }),
  };
}

/** Of what was made only: one that stopped has nothing to lack. */
function isShortIn({ state, run, endsAt }: RunViewOf): true | undefined {
  return endsAt !== undefined && run.made !== undefined && isShort(state, endsAt) ? true : undefined;
}

/** Which run to look at instead, or first. Whoever reads this one reads that: both are the same pipeline's, for the same Mandant. */
function otherOf(run: Submission | undefined, lang: Lang): RunAnswer['newer'] {
  if (run === undefined) return undefined;
  const { submissionId, sentence } = runRow(run, lang);
  return { submissionId, sentence };
}

/** What is wrong: as things to mend, row by row, and in the columns. */
function foundIn(detail: RunDetail, lang: Lang) {
  return {
    faults: faultViews(detail, lang),
    findings: detail.findings.map((finding) => findingView(finding, lang)),
    moreFindings: detail.moreFindings,
    drift: detail.drift.map((one) => driftView(one, lang)),
  };
}

function countsIn({ rows, lines, leftOut, rejected }: RunDetail): RunAnswer['counts'] {
  return rows === 0 ? undefined : { rows, lines, leftOut, rejected };
}

/**
 * Where columns changed or values are missing, that is what comes next; where they are there by now, another execution; after a dry
 * run, the real one. Whoever may approve is asked to, and not told of a second person.
 */
function withNext(view: SubmissionView, of: RunViewOf): SubmissionView {
  const { state, missing, lang } = of;
  const { send, approve } = actionsOf(of);
  if (send.allowed) return { ...view, nextAction: say('run-send.next', lang) };
  if (approve.allowed) return { ...view, nextAction: say('run-verdict.approve-next', lang) };
  if (state.attempts.at(-1)?.state !== 'refused' || state.end !== undefined) return view;
  // Whatever mends it, it is not executed here.
  if (of.newer !== undefined || of.isElsewhere === true) return view;
  const drift = driftNext(of);
  if (drift !== undefined) return { ...view, nextAction: say(drift, lang) };
  if (missing.open.length > 0) {
    const next = of.mayEdit ? 'run-verdict.missing-next' : 'run-verdict.missing-lead';
    return { ...view, nextAction: say(next, lang) };
  }
  if (missing.mended > 0 && missing.others === 0)
    return { ...view, nextAction: say('run-verdict.mended-next', lang) };
  const remedy = remedyOf(of);
  return remedy === undefined ? view : { ...view, nextAction: remedy };
}

/** What to do about the one thing that stopped it, or what it asks. Of faults in rows each says so itself. */
function remedyOf({ detail, submission: { cause } }: RunViewOf): string | undefined {
  const isInRows = (detail ?? NO_DETAIL).findings.length > 0;
  return isInRows ? undefined : cause?.remedy;
}

/** Nothing where no column changed, or no pipeline is left to change. */
function driftNext({ detail, pipeline, mayEdit }: RunViewOf) {
  const { drift } = detail ?? NO_DETAIL;
  if (drift.length === 0 || pipeline === undefined) return undefined;
  if (!mayEdit) return 'run-drift.lead' as const;
  const isLikely = drift.some(({ candidates }) => candidates.length > 0);
  return isLikely ? ('run-drift.next' as const) : ('run-drift.by-hand' as const);
}

/** What stays when the values of the ledger are deleted: counts. They agreed, else there were no files. */
function countsOf({ made }: RunAbout): RunDetail | undefined {
  if (made === undefined) return undefined;
  const { rows, lines, leftOut } = made;
  const booked = made.files.reduce((sum, { kind, file }) => sum + (kind === 'document' ? 0 : file.rows), 0);
  const sides = { source: { rows }, made: { rows: lines + leftOut }, files: { rows: booked } };
  return { ...NO_DETAIL, rows, lines, leftOut, ...sides };
}

type Step = 'read' | 'check' | 'approve' | 'images' | 'bookings';

function stepsOf(of: RunViewOf): RunAnswer['steps'] {
  const { state, run, children } = of;
  const { made } = run;
  const hasImages = made?.files.some(({ kind }) => kind === 'document') === true;
  const wantsApproval = state.asks?.what === 'approve-run' || run.approvedBy !== undefined;
  const names: Step[] = [
    'read',
    'check',
    ...(wantsApproval ? (['approve'] as const) : []),
    ...(run.isDry === true ? [] : [...(hasImages ? (['images'] as const) : []), 'bookings' as const]),
  ];
  const at = names.indexOf(currentStep(of, children));
  const isOver = state.end?.as === 'delivered' || state.end?.as === 'tried';
  const here = stepHere(state, names[at]);
  return names.map((name, n) => ({
    name: say(`run-step.${name}`, of.lang),
    state: isOver || n < at ? 'done' : n > at ? 'next' : here,
  }));
}

/** What stopped it stays said; what somebody ended before that has not failed. */
function stepHere(state: Submission, step: Step | undefined): RunAnswer['steps'][number]['state'] {
  const last = state.attempts.at(-1);
  const isAsked = step === 'approve' || asksFirst(state);
  if (last?.state === 'refused' && last.cause !== undefined && !isAsked) return 'failed';
  if (state.end !== undefined) return 'ended';
  return isAsked ? 'waits' : 'now';
}

function currentStep(of: RunViewOf, children: readonly Submission[]): Step {
  const { state, detail, run } = of;
  if (state.asks?.what === 'approve-run') return 'approve';
  const last = state.attempts.at(-1);
  if (last?.state === 'refused') return (detail?.rows ?? 0) > 0 ? 'check' : 'read';
  if (run.made === undefined) return 'read';
  const images = children.filter((child) => child.kind === 'document');
  const open = images.length > 0 && images.some((child) => child.end === undefined);
  return open ? 'images' : 'bookings';
}

// ---- columns that changed

function driftView(one: RunDetail['drift'][number], lang: Lang): RunAnswer['drift'][number] {
  const { field, was = '', now = '', candidates } = one;
  return { field, text: say(`run-drift.${one.is}`, lang, { field, was, now }), candidates };
}

// ---- files and actions

function filesOf(of: RunViewOf): RunAnswer['files'] {
  const { run, children, state, keeps, lang } = of;
  return (run.made?.files ?? []).map(({ kind, file }, at) => {
    const child = childOf(children, at);
    // Once a file has a life of its own it is kept there, perhaps corrected since.
    const own = (child?.files ?? state.files.filter((one) => one.fileId === file.fileId)).findLast(
      ({ deletedAt }) => deletedAt === undefined,
    );
    const lozenge =
      child === undefined
        ? undefined
        : stateWordsOf(stateCodeOf(child, keeps), { state: child, lang }).lozenge;
    return {
      name: child?.fileName ?? file.name,
      kind,
      rows: file.rows,
      bytes: file.bytes,
      ...present({ revision: own?.revision, submissionId: child?.id, lozenge }),
    };
  });
}

/** The submission that a file of the run became. */
export function childOf(children: readonly Submission[], at: number): Submission | undefined {
  return children.find((one) => one.from?.part === at + 1);
}

function actionsOf(of: RunViewOf): RunAnswer['actions'] {
  const { state, detail, pipeline, mayAct, mayEdit, isElsewhere = false, by, authors, missing, lang } = of;
  const { newer, unended } = of;
  const made = { run: state, authors };
  const situation = { state, by, mayAct, isStopped: false, isElsewhere, outside: false, made };
  const may = actionsIn({ ...situation, newer, unended });
  const isLast = newer === undefined;
  const own = runActions(state, {
    ...present({ pipeline }),
    mayAct,
    mayEdit,
    hasFailed: isLast && may.again?.code !== 'click.not-now',
    hasDrift: isLast && (detail?.drift ?? []).length > 0,
    isMissingValues: missing.open.length > 0,
  });
  const stored = present({ version: pipeline?.stored });
  return {
    again: {
      ...offer(may.again, lang),
      ...present({ note: warningOf(of), isFirst: asksFirst(state) || undefined }),
    },
    accept: offer(may.accept, lang),
    approve: {
      ...offer(may.approve, lang),
      ...(state.asks?.what === 'approve-run' ? { revision: state.asks.revision } : {}),
    },
    remap: { ...offer(own.remap, lang), ...stored },
    fill: { ...offer(own.fill, lang), ...stored },
    send: {
      ...offer(own.send, lang),
      ...present({ note: own.changed && say('run-send.changed', lang, own.changed) }),
    },
  };
}

/** What was said of an execution before this one stays true of every further one: it is not only the last that counts. */
function warningOf({ state: { attempts }, hasGone, lang }: RunViewOf): string | undefined {
  const codes = attempts.flatMap(({ cause }) => cause?.code ?? []);
  const notes = [
    ...(hasGone === true || codes.some(asksOfSent) ? [say('run-again.may-be-there', lang)] : []),
    ...(codes.includes('run.bookings-behind') ? [say('run-again.bookings-behind', lang)] : []),
  ];
  return notes.length === 0 ? undefined : notes.join(' ');
}

/** What this state does not offer is left out; only what somebody could do says why it is refused. */
function offer(why: WhyNot | undefined, lang: Lang): ActionView {
  return why?.code === 'click.not-now' ? { allowed: false } : action(why, lang);
}
