import type { AuditEntry } from '../../audit/chain';
import type { ActionView, CauseView, FileView, SubmissionView, WireFinding } from '../../contract/answers';
import { causeIsEnvironment, explainCause } from '../../datev/cause-words';
import { textOf } from '../../datev/problem-words';
import type { Verbatim } from '../../datev/verbatim';
import type { ProtocolEntry } from '../../dxso/protocol';
import { isOfValue } from '../../extf/check/mend';
import type { Heartbeat } from '../../health/heartbeat';
import { RESUBMIT_STATUS, statusNames } from '../../jira/text/facts-words';
import { earlier } from '../../kernel/instant';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { Watch } from '../../mandanten/watch';
import { inWords } from '../../runs/run-name';
import { keepsBack } from '../../settings/may-transmit';
import { deliveredStatus, type Settings } from '../../settings/settings';
import type { Naming } from '../../submissions/decisions/decide';
import {
  actionsIn,
  type MadeBy,
  problemOf,
  releasing,
  type Situation,
  sending,
  type WhyNot,
} from '../../submissions/decisions/may';
import { environmentOf, isElsewhere } from '../../submissions/environment';
import { staysOpen } from '../../submissions/life/apply-issue';
import { attemptOf } from '../../submissions/parts';
import { fileAtDatev, isAsMade } from '../../submissions/shown-file';
import { inFlight } from '../../submissions/standing';
import { type StateCode, stateCodeOf } from '../../submissions/state-code';
import type { StoredFile } from '../../submissions/stored-file';
import type { Submission } from '../../submissions/submission';
import { say } from '../../texts/say';
import { type Names, personView } from '../person';
import { stateWordsOf } from '../state-words';
import { outOfTouch, outOfTouchFrom } from './out-of-touch';
import { protocolView } from './protocol-view';
import { actorsIn, timelineOf } from './timeline';

/** Everything the view is made of; read by the entry, put together here without any effect. */
type ViewOf = {
  readonly state: Submission;
  /** The newest entries of its history, of how many, and whether the chain is unbroken, where that is known. */
  readonly newest: readonly AuditEntry[];
  readonly entries: number;
  readonly intact?: boolean;
  readonly verbatim?: Verbatim;
  readonly protocol?: { readonly entries: readonly ProtocolEntry[]; readonly more: number };
  readonly watch: Watch;
  readonly settings: Settings;
  readonly mayAct: boolean;
  /** Whether they may see what a file says. */
  readonly mayRead: boolean;
  readonly outside: boolean;
  /** Account id of whoever looks. */
  readonly by: string;
  /** Of a file that a run made: the run, and who had a hand in what it was made with. */
  readonly made: MadeBy;
  /** What took the place of that run. */
  readonly newer?: Submission | undefined;
  /** What the statuses that send again are called, where somebody may move its issue there. */
  readonly resubmitStatuses: readonly string[];
  readonly names: Names;
  /** Account ids of others who are at it right now. */
  readonly others: readonly string[];
  /** What the check found in the candidate. */
  readonly findings: readonly WireFinding[];
  /** How many others of the Mandant need somebody for the same cause. */
  readonly alike: number;
  readonly naming: Naming;
  readonly lang: Lang;
  /** Forge's, of this installation. */
  readonly environmentType: string;
  readonly nextLookAt?: string;
  readonly heartbeat: Heartbeat;
  readonly now: string;
};

/** What panel, context and desk show of one submission. */
export function submissionView(of: ViewOf): SubmissionView {
  const { state, settings, lang } = of;
  const code = stateCodeOf(state, keepsBack(settings, of.environmentType));
  const words = stateWordsOf(code, { ...of, stopReason: settings.stopped?.reason });
  const last = state.attempts.at(-1);
  const cause = last?.state === 'failed' || last?.state === 'refused' ? last.cause : undefined;
  return {
    submissionId: state.id,
    kind: state.kind,
    ...(environmentOf(state, settings.environment) === 'sandbox' ? { isTest: true } : {}),
    state: code,
    ...words,
    ...closing(code, of),
    ...mending(code, of),
    ...waiting(code, of),
    ...notNow(code, of),
    ...present({ cause: cause && causeView(cause, of) }),
    ...(cause !== undefined && of.outside ? { isFileFine: true } : {}),
    ...(of.alike > 0 ? { alike: of.alike } : {}),
    facts: factsOf(of),
    ...(state.candidate === undefined
      ? {}
      : { candidate: { ...fileView(state.candidate, of), findings: of.findings } }),
    ...present({ books: booksOf(of) }),
    ...present({ protocol: of.protocol && protocolView(last?.revision ?? 1, of.protocol, lang) }),
    files: state.files.map((f) => fileView(f, of)),
    actions: actionsOf(of),
    stuck: stuckOf(of),
    attachments: state.warnedAttachments
      .filter((a) => a.gone === undefined)
      .map(({ id, name }) => ({ id, name })),
    timeline: timelineOf(of.newest, of.names, lang),
    others: of.others.map((id) => personView(id, of.names, lang)),
    moving: isMoving(state),
    ...present({ lastCheckedAt: of.watch.lastLookAt, nextPollAt: of.nextLookAt }),
    ...holding(of),
    auditEntries: of.entries,
    ...present({ auditIntact: of.intact }),
  };
}

/** What DATEV said of the Mandant when it was last asked, for whoever mends a header line. */
function booksOf({ state, watch, mayRead }: ViewOf): SubmissionView['books'] {
  const { known } = watch;
  if (!mayRead || state.kind !== 'extf' || state.end !== undefined || known === undefined) return undefined;
  const [consultant = '', client = ''] = state.mandant.split('-');
  const years = (known.basics?.years ?? []).map(({ from, to, accountLength }) =>
    present({ from, to, accountLength }),
  );
  return { consultant, client, years };
}

/** A delivered file's issue that the app does not close: whoever reads this can. Where it stands now, only Jira knows. */
function closing(
  code: StateCode,
  { state, settings, lang }: ViewOf,
): Partial<Pick<SubmissionView, 'nextAction'>> {
  const { issue } = state;
  if (state.end?.as !== 'delivered' || issue === undefined || issue.deletedAt !== undefined) return {};
  if (code !== 'delivered' && code !== 'run-delivered') return {};
  if (deliveredStatus(settings, issue.projectId) !== undefined && !staysOpen(state)) return {};
  const { nextAction } = stateWordsOf(code, { state, lang });
  return { nextAction: `${nextAction} ${say('state.close-it', lang)}` };
}

/** A file in which the check found errors: the page's own buttons, where this person has them and they lead on. */
function mending(code: StateCode, of: ViewOf): Partial<Pick<SubmissionView, 'nextAction' | 'nextWhileOpen'>> {
  const { state, lang } = of;
  if (code !== 'file-has-errors') return {};
  const may = actionsIn(situationOf(of));
  const all = (first: string) =>
    may.overrule === undefined ? `${first} ${say('state.or-release', lang)}` : first;
  if (!isEditedHere(of)) return { nextAction: all(stateWordsOf(code, { state, lang }).nextAction) };
  return {
    nextAction: all(say('state.edit-here', lang)),
    nextWhileOpen: all(say('state.edit-here-open', lang)),
  };
}

function isEditedHere(of: ViewOf): boolean {
  const { state, findings, mayRead } = of;
  const isThere = state.kind === 'extf' && mayRead && state.candidate?.deletedAt === undefined;
  const isTyped = findings.some(
    ({ severity, code, field }) => severity === 'error' && field !== undefined && isOfValue(code),
  );
  return isThere && isTyped && actionsIn(situationOf(of)).upload === undefined;
}

/** People of whom the view needs the names. */
export function accountsIn(
  state: Submission,
  history: readonly AuditEntry[],
  others: readonly string[],
): readonly string[] {
  const files = [...state.files, ...(state.candidate === undefined ? [] : [state.candidate])].map(
    (f) => f.by,
  );
  return [
    ...new Set([
      ...files,
      ...actorsIn(history),
      ...others,
      ...(state.startedBy === undefined ? [] : [state.startedBy]),
    ]),
  ];
}

/** How long what is shown can be right although nothing changes, and whether app and DATEV can be heard; only of what has not ended. */
function holding(of: ViewOf) {
  const { state, nextLookAt, heartbeat, now, watch } = of;
  if (state.end !== undefined) return {};
  const { silentSince, silentFrom } = heartbeat;
  const changes = [nextLookAt, silentFrom, outOfTouchFrom(watch)];
  const holdsUntil = changes.filter((at = '') => at > now).reduce(earlier, undefined);
  const silent = outOfTouch(watch, of);
  // A step that failed of the same says so itself, with its button.
  const isTold = stuckOf(of).some(({ title }) => title === silent?.title);
  return present({ silentSince, holdsUntil, outOfTouch: isTold ? undefined : silent });
}

/** What waits for DATEV while nobody can ask it: that nothing is to be done would not be true. */
function waiting(code: StateCode, of: ViewOf): Partial<Pick<SubmissionView, 'nextAction'>> {
  const waits = code === 'pending' || code === 'doubtful' || code === 'sending';
  if (!waits || outOfTouch(of.watch, of) === undefined) return {};
  return { nextAction: say('state.after-contact', of.lang) };
}

function isMoving(s: Submission): boolean {
  const working = s.pendingEffects.some((o) => o.state !== 'held' && o.effect.kind !== 'close-duplicates');
  return working || (inFlight(s) && s.attempts.at(-1)?.state !== 'unknown');
}

function causeView(cause: NonNullable<Submission['attempts'][number]['cause']>, of: ViewOf): CauseView {
  const explained = explainCause(cause, of.lang, isAsMade(of.state));
  return of.verbatim === undefined ? explained : { ...explained, verbatim: of.verbatim };
}

/** Of a job that somebody only watches, DATEV does not say who sent it. */
const ANOTHER = 'submission.another';

function factsOf({ state, watch, names, lang }: ViewOf): SubmissionView['facts'] {
  const last = state.attempts.at(-1);
  const { fileName, ...file } = inWords(fileAtDatev(state), state.run, lang);
  const startedBy =
    state.startedBy === undefined || state.origin === 'discovered'
      ? undefined
      : personView(state.startedBy, names, lang);
  return {
    mandant: state.mandant,
    fileName,
    program: programOf(state, lang),
    revision: last?.revision ?? 1,
    startedAt: state.startedAt,
    ...file,
    ...present({
      mandantName: watch.name,
      issueKey: state.issue?.deletedAt === undefined ? state.issue?.key : undefined,
      startedBy,
    }),
  };
}

/** Who gave DATEV the file that is shown: after a correction that is this app, whoever sent the first one. */
function programOf({ attempts, files, program }: Submission, lang: Lang): string {
  const last = attempts.at(-1);
  if (last !== undefined && files.some(({ revision }) => revision === last.revision)) return OURS;
  return program === '' ? say(ANOTHER, lang) : program;
}
const OURS = 'DATEV for Jira';

function fileView(file: StoredFile, of: ViewOf): FileView {
  return {
    revision: file.revision,
    name: file.name,
    sendName: attemptOf(of.state, file.revision)?.fileName ?? of.naming.fileName(of.state, file.revision),
    bytes: file.bytes,
    rows: file.rows,
    sha256: file.sha256,
    by: personView(file.by, of.names, of.lang),
    at: file.at,
    warnings: file.warnings,
    errors: file.errors ?? 0,
    ...(file.overruled === undefined
      ? {}
      : { overruled: { ...file.overruled, by: personView(file.overruled.by, of.names, of.lang) } }),
    available: file.deletedAt === undefined,
    ...present({ label: file.label, changes: file.changes }),
  };
}

/**
 * What would be asked to be sent, or corrected for that, and is not: a later run took the place of its run, the other environment is chosen, or
 * sending is stopped: then a click sends nothing, and a move only later.
 */
function notNow(code: StateCode, of: ViewOf): Partial<Pick<SubmissionView, 'nextAction' | 'nextWhileOpen'>> {
  const { isElsewhere, isStopped } = situationOf(of);
  if (of.newer !== undefined && of.state.end === undefined)
    return { nextAction: say('state.after-later-run', of.lang) };
  const away = isElsewhere === true ? whileAway(code, of.state) : undefined;
  if (away !== undefined) return { nextAction: say(away, of.lang), nextWhileOpen: say(away, of.lang) };
  if (!isStopped) return {};
  if (isSentByClick(code)) return { nextAction: say('state.while-stopped', of.lang) };
  const status = statusNames(of.resubmitStatuses, of.lang, RESUBMIT_STATUS);
  return code === 'rejected-has-file'
    ? { nextAction: say('state.corrected-while-stopped', of.lang, { status }) }
    : {};
}

/** Nothing of it goes while the other environment is chosen: nobody is asked to correct it for that. */
function whileAway(code: StateCode, { kind, attempts }: Submission) {
  if (kind === 'run')
    return code === 'rejected' || code === 'run-approve' ? 'state.after-environment-run' : undefined;
  if (isSentByClick(code) || code === 'rejected-has-file') return 'state.after-environment';
  const cause = attempts.at(-1)?.cause;
  const isTold = code === 'rejected' && cause !== undefined && causeIsEnvironment(cause);
  if (isTold || (code !== 'rejected' && code !== 'file-has-errors')) return undefined;
  return 'state.after-environment-without-file';
}

function isSentByClick(code: StateCode): boolean {
  return code === 'ready' || code === 'asks-unchanged';
}

function situationOf(of: ViewOf): Situation {
  const { stopped, environment } = of.settings;
  return { ...of, isStopped: stopped !== undefined, isElsewhere: isElsewhere(of.state, environment) };
}

function actionsOf(of: ViewOf): SubmissionView['actions'] {
  const now = situationOf(of);
  const may = actionsIn(now);
  const goes = sending(now);
  return {
    resubmit: {
      ...action(may.resubmit, of.lang),
      ...(goes?.approves === true ? { approves: true } : {}),
      ...(goes === undefined
        ? {}
        : { mode: goes.mode, goes: fileView({ ...goes.file, revision: nextShown(of, goes.mode) }, of) }),
    },
    upload: action(may.upload, of.lang),
    withdraw: action(may.withdraw, of.lang),
    overrule: action(may.overrule, of.lang),
    close: action(may.close, of.lang),
    decide: action(may.decide, of.lang),
    // Only administrators get here while it is hidden.
    issueDeleted: action(may.issueDeleted, of.lang),
    newIssue: action(may.newIssue, of.lang),
  };
}

/** The dialog shows the name under which the file would really go. */
function nextShown({ state }: ViewOf, mode: 'file' | 'unchanged'): number {
  const newest = Math.max(0, ...state.attempts.map((a) => a.revision));
  return mode === 'file' ? (state.candidate?.revision ?? newest + 1) : newest + 1;
}

/** An action as the screens show it: why not, in words. */
export function action(why: WhyNot | undefined, lang: Lang): ActionView {
  if (why === undefined) return { allowed: true };
  const text =
    why.part === undefined ? textOf(problemOf(why), lang).title : say(`approval.parts.${why.part}`, lang);
  return { allowed: false, why: text };
}

function stuckOf(of: ViewOf): SubmissionView['stuck'] {
  const now = situationOf(of);
  return of.state.pendingEffects
    .filter((o) => o.state === 'held' || o.tries > 1)
    .flatMap(({ key, problem }) =>
      problem === undefined
        ? []
        : { key, ...textOf(problem, of.lang), may: releasing(now, key).whyNot === undefined },
    );
}
