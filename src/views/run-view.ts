import type { ActionView, SubmissionView } from '../contract/answers';
import type { FindingView, RunAnswer } from '../contract/pipelines';
import { ownRemedy } from '../datev/own-file';
import { renderFinding } from '../extf/check/findings';
import { present } from '../kernel/present';
import type { Lang } from '../kernel/problem';
import { type MappingFinding, mappingText } from '../mapping/finding';
import type { Target } from '../mapping/mapping';
import { NO_DETAIL, type RunDetail } from '../runs/detail';
import { actionsIn, type WhyNot } from '../submissions/decisions/may';
import type { RunAbout } from '../submissions/run';
import { stateCodeOf } from '../submissions/state-code';
import type { Submission } from '../submissions/submission';
import { isProblemCode } from '../texts/problem-text';
import { say } from '../texts/say';
import { periodText } from './pipeline-view';
import { withWaiting } from './run-waiting';
import { stateWordsOf } from './state-words';
import { action } from './submission-view';

/** What the page of a run is made of. */
type RunViewOf = {
  readonly state: Submission;
  readonly run: RunAbout;
  readonly submission: SubmissionView;
  readonly detail: RunDetail | undefined;
  readonly children: readonly Submission[];
  /** Of the pipeline as it is now; absent when it was removed. */
  readonly pipeline?: { readonly version: number; readonly stored: number };
  readonly mayAct: boolean;
  readonly mayEdit: boolean;
  /** Account id of whoever looks. */
  readonly by: string;
  /** Who had a hand in what the run was made with. */
  readonly authors: readonly string[];
  readonly lang: Lang;
};

/** The run's page, also shown in the panel of its issue. */
export function runView(of: RunViewOf): RunAnswer {
  const { run, lang } = of;
  const detail = of.detail ?? countsOf(run);
  return {
    submission: withWaiting(of.submission, of),
    pipeline: { id: run.pipeline, name: run.name, version: run.made?.version ?? of.pipeline?.version ?? 0 },
    period: run.period,
    periodLabel: periodText(run.period, lang),
    isDry: run.isDry === true,
    steps: stepsOf(of),
    totals: detail === undefined ? [] : totalsOf(of, detail),
    findings: (detail?.findings ?? []).map((finding) => findingView(finding, lang)),
    moreFindings: detail?.moreFindings ?? 0,
    drift: (detail?.drift ?? []).map((one) => driftView(one, lang)),
    files: filesOf(of),
    actions: actionsOf(of),
    sumsAreGone: of.detail === undefined && detail !== undefined,
    ...present({
      verbatim: detail?.verbatim,
      counts:
        detail === undefined || detail.rows === 0
          ? undefined
          : { rows: detail.rows, lines: detail.lines, leftOut: detail.leftOut, rejected: detail.rejected },
    }),
  };
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
  const hasFailed = state.attempts.at(-1)?.state === 'refused';
  const isOver = state.end?.as === 'delivered' || state.end?.as === 'tried';
  return names.map((name, n) => ({
    name: say(`run-step.${name}`, of.lang),
    state: isOver || n < at ? 'done' : n > at ? 'next' : hasFailed ? 'failed' : 'now',
  }));
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

// ---- control totals

/** Looker = lines = file = DATEV, each with whether it agrees with the one before. */
function totalsOf(of: RunViewOf, detail: RunDetail): RunAnswer['totals'] {
  const { lang } = of;
  const place = (where: 'source' | 'made' | 'files', side: RunDetail['source'], agrees: boolean) =>
    side === undefined
      ? []
      : [
          {
            where: say(`run-place.${where}`, lang),
            agrees,
            ...present({
              rows: side.rows,
              soll: amount(side.soll),
              haben: amount(side.haben),
              sum: amount(side.sum),
            }),
          },
        ];
  const differs = (...what: readonly string[]) => detail.differs.some((one) => what.includes(one));
  const { rejected } = detail;
  const made = detail.made && { ...detail.made, rows: detail.made.rows - rejected };
  return [
    ...place('source', detail.source, true),
    ...place('made', made, rejected === 0 && !differs('rows', 'sum', 'turnover')),
    ...place('files', detail.files, !differs('file-rows', 'file-turnover', 'soll', 'haben')),
    ...datevTotals(of, detail),
  ];
}

/** DATEV tells how many bookings a batch had, and nothing of a package. */
function datevTotals({ children, lang }: RunViewOf, detail: RunDetail): RunAnswer['totals'] {
  const batches = children.filter((child) => child.kind === 'extf');
  const counts = batches.map((child) => child.attempts.at(-1)?.records);
  if (batches.length === 0 || counts.includes(undefined)) return [];
  const rows = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return [{ where: say('run-place.datev', lang), rows, agrees: rows === detail.files?.rows }];
}

/** Cents as text, e.g. `-123405` → `-1234,05`; people's language groups the digits. */
function amount(cents: string | undefined): string | undefined {
  if (cents === undefined) return undefined;
  const sign = cents.startsWith('-') ? '-' : '';
  const digits = cents.replace('-', '').padStart(3, '0');
  return `${sign}${digits.slice(0, -2)},${digits.slice(-2)}`;
}

// ---- findings

/** A finding of the mapping or of the file, in words, with its value: our panels only. */
export function findingView(finding: RunDetail['findings'][number], lang: Lang): FindingView {
  const { code, target, column, row, value, field, values = {} } = finding;
  const isMapping = code.startsWith('mapping.') && target !== undefined && isProblemCode(code);
  const words = isMapping
    ? mappingText(finding as MappingFinding, lang)
    : fileWords({ code, values, ...present({ field, row }) }, lang);
  return {
    ...words,
    ...present({
      column,
      row,
      value,
      target: target === 'side' ? undefined : (target as Target | undefined),
    }),
  };
}

function fileWords(
  finding: {
    readonly code: string;
    readonly field?: number;
    readonly row?: number;
    readonly values: Readonly<Record<string, string | number>>;
  },
  lang: Lang,
): { readonly title: string; readonly remedy: string } {
  const { text, remedy, where } = renderFinding(finding, lang);
  // Whoever reads this did not export the file: the run made it.
  return {
    title: where === '' ? text : `${where}: ${text}`,
    remedy: ownRemedy(finding.code, lang) ?? remedy,
  };
}

function driftView(one: RunDetail['drift'][number], lang: Lang): RunAnswer['drift'][number] {
  const { field, was = '', now = '', candidates } = one;
  return { field, text: say(`run-drift.${one.is}`, lang, { field, was, now }), candidates };
}

// ---- files and actions

function filesOf(of: RunViewOf): RunAnswer['files'] {
  const { run, children, state, lang } = of;
  return (run.made?.files ?? []).map(({ kind, file }, at) => {
    const child = childOf(children, at);
    // Once a file has a life of its own it is kept there, perhaps corrected since.
    const own = (child?.files ?? state.files.filter((one) => one.fileId === file.fileId)).findLast(
      ({ deletedAt }) => deletedAt === undefined,
    );
    const lozenge =
      child === undefined
        ? undefined
        : stateWordsOf(stateCodeOf(child, false), { state: child, lang }).lozenge;
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
  const { state, detail, pipeline, mayAct, mayEdit, by, authors, lang } = of;
  const made = { run: state, authors };
  const may = actionsIn({ state, by, mayAct, isStopped: false, outside: false, made });
  const drifted = (detail?.drift ?? []).length > 0 && pipeline !== undefined;
  const remap: WhyNot | undefined = drifted ? (mayEdit ? undefined : NOT_ALLOWED) : NOT_NOW;
  return {
    again: offer(may.again, lang),
    accept: offer(may.accept, lang),
    approve: {
      ...offer(may.approve, lang),
      ...(state.asks?.what === 'approve-run' ? { revision: state.asks.revision } : {}),
    },
    remap: { ...offer(remap, lang), ...present({ version: pipeline?.stored }) },
  };
}

const NOT_NOW: WhyNot = { code: 'click.not-now' };
const NOT_ALLOWED: WhyNot = { code: 'access.not-allowed' };

/** What this state does not offer is left out; only what somebody could do says why it is refused. */
function offer(why: WhyNot | undefined, lang: Lang): ActionView {
  return why?.code === 'click.not-now' ? { allowed: false } : action(why, lang);
}
