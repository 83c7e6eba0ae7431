import { causeInShort, howRejected } from '../datev/cause-words';
import { textOf } from '../datev/problem-words';
import { dayInWords, toDay } from '../kernel/calendar';
import type { Lang } from '../kernel/lang';
import type { NotedProblem } from '../kernel/problem';
import { cut, plain, quoted } from '../kernel/text';
import { isPeriod, periodLabel } from '../pipelines/period';
import type { EventName, EventOf, SubmissionEvent } from '../submissions/events';
import { handedWords } from '../submissions/handed-words';
import type { Tone } from '../submissions/sentences';
import type { StoredFile } from '../submissions/stored-file';
import { say, sayWith, type Text, type Values } from '../texts/say';
import { stepDone, stepName } from './step-words';

/** One line of the timeline. */
type EventWords = { readonly text: string; readonly tone: Tone };

/** How the line of each event looks. An event without a line, or without a text, does not compile. */
const TONES: Readonly<Record<EventName, Tone>> = {
  discovered: 'removed',
  'job-watched': 'inprogress',
  'started-over': 'moved',
  uploaded: 'new',
  'run-begun': 'new',
  produced: 'new',
  'run-ordered': 'inprogress',
  progressed: 'default',
  made: 'inprogress',
  'approval-wanted': 'removed',
  approved: 'inprogress',
  overdue: 'removed',
  'handed-over': 'success',
  'file-given': 'new',
  'file-withdrawn': 'default',
  ordered: 'inprogress',
  admitted: 'inprogress',
  trying: 'default',
  leaving: 'default',
  doubted: 'moved',
  looking: 'default',
  looked: 'default',
  postponed: 'moved',
  held: 'removed',
  released: 'inprogress',
  done: 'default',
  dropped: 'default',
  refused: 'removed',
  'gave-up': 'moved',
  'job-succeeded': 'success',
  'job-failed': 'removed',
  'job-silent': 'moved',
  overruled: 'moved',
  'sent-back': 'moved',
  'unchanged-asked': 'moved',
  'move-ignored': 'default',
  closed: 'default',
  'issue-deleted': 'default',
  'issue-hidden': 'removed',
  'issue-seen': 'default',
  'issue-moved': 'moved',
  'issue-wanted': 'new',
  reminded: 'removed',
  'attachment-seen': 'moved',
  'attachment-taken': 'new',
  superseded: 'moved',
  decided: 'inprogress',
  'bytes-kept': 'default',
  'bytes-deleted': 'default',
  overturned: 'removed',
  'issue-taken': 'new',
  'put-right': 'inprogress',
};

type OfRun =
  | EventOf<'run-begun'>
  | EventOf<'run-ordered'>
  | EventOf<'progressed'>
  | EventOf<'made'>
  | EventOf<'handed-over'>;

function runValuesOf(event: OfRun, lang: Lang): Values {
  switch (event.what) {
    case 'run-begun': {
      const { name, period, by } = event.run;
      const when = isPeriod(period) ? periodLabel(period, lang) : period;
      const cause = event.stopped === undefined ? '' : causeInShort(event.stopped, lang);
      return { name: quoted(name, lang), period: when, by: say(`event.begun-by.${by}`, lang), cause };
    }
    case 'run-ordered':
      return { accepted: event.mayDiffer === true ? say('event.accepted', lang) : ' ' };
    case 'progressed':
      return { step: stepName(event.key, lang) };
    case 'made': {
      const { rows, lines, leftOut, files } = event.made;
      return { rows, lines, leftOut, files: files.length };
    }
    case 'handed-over':
      return { as: endOf(event, lang) };
  }
}

function endOf({ as, cause, handed }: EventOf<'handed-over'>, lang: Lang): string {
  if (as === 'closed' && cause !== undefined) return say('event.handed.behind', lang);
  return handed === undefined ? say(`event.handed.${as}`, lang) : handedWords(handed, lang);
}

/** One event in words for the timeline. */
export function eventWords(event: SubmissionEvent, lang: Lang): EventWords {
  const tone = toneOf(event);
  // An entry of a newer version of the app: shown by its name, never hidden.
  if (tone === undefined) return { text: cut(plain(String(event.what)), 60), tone: 'default' };
  const withoutReason = event.what === 'closed' && event.reason === undefined;
  if (withoutReason)
    return {
      text: say('event.closed-without-reason', lang),
      tone,
    };
  const text = special(event) ?? (`event.line.${event.what}` as const);
  const words = sayWith(text, lang, valuesOf(event, lang)).trim();
  return { text: isByRule(event) ? `${words} ${say('event.by-rule', lang)}` : words, tone };
}

/** Not everything that came to its end is a success. */
function toneOf(event: SubmissionEvent): Tone | undefined {
  if (event.what === 'handed-over' && event.as === 'closed') return 'moved';
  return Object.hasOwn(TONES, event.what) ? TONES[event.what] : undefined;
}

function isByRule(event: SubmissionEvent): boolean {
  return 'byRule' in event && event.byRule === true;
}

function special(event: SubmissionEvent): Text | undefined {
  // A run stops by itself, before anything reaches DATEV.
  if (event.what === 'refused' && event.key.startsWith('make:')) return 'event.stopped';
  if (event.what === 'run-begun' && event.stopped !== undefined) return 'event.run-asks';
  if (event.what === 'job-failed' && howRejected(event.cause) === 'partly') return 'event.partly';
  if (event.what === 'issue-moved' && event.projectId === undefined) return 'event.issue-renamed';
  if (event.what !== 'sent-back') return undefined;
  if (event.notAllowed === true) return 'event.not-allowed';
  if (event.newer !== undefined) return 'event.newer-run';
  if (event.asks === true) return 'event.asks-click';
  return event.unapproved === true ? 'event.not-approved' : undefined;
}

function valuesOf(event: SubmissionEvent, lang: Lang): Values {
  switch (event.what) {
    case 'discovered':
      return {
        file: quoted(event.attempt.fileName, lang),
        program: quoted(event.program, lang),
        cause: event.attempt.cause === undefined ? '' : causeInShort(event.attempt.cause, lang),
      };
    case 'uploaded':
    case 'file-given':
    case 'attachment-taken':
      return { file: fileOf(event.file, lang) };
    case 'produced':
      return { file: fileOf(event.file, lang) };
    case 'job-watched':
      return { job: event.jobId };
    case 'attachment-seen':
      return { file: quoted(event.name, lang) };
    case 'reminded':
      return { days: event.days };
    case 'ordered':
      return {
        mode: say(`event.modes.${event.mode}`, lang),
        file: quoted(event.fileName, lang),
        approved: event.approves === true ? say('event.approved', lang) : ' ',
      };
    case 'refused':
      return { step: stepName(event.key, lang), cause: causeInShort(event.cause, lang) };
    case 'job-failed':
      return { revision: String(event.revision), cause: causeInShort(event.cause, lang) };
    case 'job-succeeded':
    case 'job-silent':
      return { revision: String(event.revision) };
    case 'done':
      return {
        done: event.filled === undefined ? stepDone(event.key, event.issue?.key, lang) : filling(event, lang),
        found: event.found ? say('event.found', lang) : ' ',
      };
    default:
      return moreValuesOf(event, lang);
  }
}

function moreValuesOf(event: SubmissionEvent, lang: Lang): Values {
  switch (event.what) {
    case 'run-begun':
    case 'run-ordered':
    case 'progressed':
    case 'made':
    case 'handed-over':
      return runValuesOf(event, lang);
    case 'move-ignored':
      return { why: say(`event.ignored.${event.why}`, lang) };
    case 'overruled':
      return { errors: event.errors, reason: cut(plain(event.reason), 500) };
    case 'closed':
      return { reason: cut(plain(event.reason ?? ''), 500) };
    case 'superseded':
      return { program: quoted(event.program, lang), job: event.jobId };
    case 'decided':
      return { decision: say(`event.decisions.${event.decision}`, lang) };
    case 'bytes-kept':
      return { day: dayInWords(toDay(Date.parse(event.from)), lang) };
    case 'bytes-deleted':
      return { revisions: event.revisions.join(', ') };
    case 'overturned':
      return { revision: String(event.revision), cause: causeInShort(event.cause, lang) };
    case 'issue-taken':
      return { issue: event.issue.key };
    case 'issue-moved':
      return { issue: event.key };
    case 'put-right':
      return { repair: say(`event.repairs.${event.repair}`, lang) };
    default:
      return 'key' in event
        ? { step: stepName(event.key, lang), problem: 'problem' in event ? titleOf(event.problem, lang) : '' }
        : {};
  }
}

function filling({ filled = 0, problem }: EventOf<'done'>, lang: Lang): string {
  const why = problem === undefined ? ' ' : titleOf(problem, lang);
  return say('event.filled', lang, { count: filled, problem: why }).trim();
}

function titleOf(problem: NotedProblem, lang: Lang): string {
  return textOf(problem, lang).title;
}

function fileOf(file: StoredFile, lang: Lang): string {
  return quoted(file.name, lang);
}
