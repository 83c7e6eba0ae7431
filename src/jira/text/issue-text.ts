import {
  causeInShort,
  causeIsEnvironment,
  datevsCode,
  type ExplainedCause,
  explainCause,
  howItStands,
  jobStatusIn,
  whereOf,
} from '../../datev/cause-words';
import { berlinTime } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { cut, grouped, plain } from '../../kernel/text';
import { isAsking } from '../../submissions/decisions/period-has';
import type { Cause } from '../../submissions/submission';
import { say, sayWith, type Text } from '../../texts/say';
import {
  type Adf,
  bulletList,
  type code,
  doc,
  fit,
  heading,
  link,
  orderedList,
  p,
  panel,
  strong,
} from './adf';
import {
  batchName,
  CLOSE_STATUS,
  type IssueFacts,
  isOnline,
  mandantName,
  RESUBMIT_STATUS,
  statusNames,
} from './facts-words';

/** Jira refuses a summary of 255 characters and one with a line break (Jira: REST API v3). */
export const MAX_SUMMARY = 254;

/** What an issue says. Without a cause DATEV's answer is missing for good and a person decides. */
type IssueTextFacts = IssueFacts & {
  readonly cause?: Cause;
  /** We hold the bytes, so that they can go unchanged. */
  readonly hasFile: boolean;
  /** DATEV's help page, from `helpUrlOf`; left out unless it leads to datev.de. */
  readonly helpUrl?: string;
};

/** The issue's summary: what happened to which batch of which Mandant. One line, at most 254 characters. */
export function issueSummary(facts: IssueTextFacts, lang: Lang): string {
  const values = {
    batch: batchName(facts, lang),
    mandant: mandantName(facts),
    why: facts.cause === undefined ? '' : causeInShort(facts.cause, lang),
  };
  const text =
    facts.cause === undefined
      ? (`issue.summaries.${facts.doubt === 'silent' ? 'silent' : 'unknown'}` as const)
      : (`issue.summaries.${howItStands(facts.cause)}` as const);
  return cut(plain(say(text, lang, values)).trim(), MAX_SUMMARY);
}

/** The summary once the file is delivered: that first, because lists cut the end, then what it said before. */
export function deliveredSummary(summary: string, lang: Lang): string {
  return cut(plain(`${say('issue.delivered-before', lang)} ${summary}`).trim(), MAX_SUMMARY);
}

/** Whether a summary says so already, in whatever language. */
export function isDeliveredSummary(summary: string): boolean {
  return LANGS.some((lang) => summary.startsWith(say('issue.delivered-before', lang)));
}

/** The summary without saying so. */
export function undeliveredSummary(summary: string): string {
  const before = LANGS.map((lang) => say('issue.delivered-before', lang)).find((words) =>
    summary.startsWith(words),
  );
  return before === undefined ? summary : summary.slice(before.length).trim();
}
const LANGS = ['de', 'en'] as const;

/** The issue's description: what happened, what it means, what to do, and the facts. No ledger value, none of DATEV's free text. */
export function issueDescription(facts: IssueTextFacts, lang: Lang): Adf {
  const cause =
    facts.cause === undefined ? undefined : explainCause(facts.cause, lang, facts.ownOf !== undefined);
  const isOpen = cause === undefined || isAsking(cause.code);
  const whole = doc(
    panel(isOpen ? 'warning' : 'error', p(strong(whatHappened(facts, cause, lang)))),
    heading(3, say('issue.what-it-means', lang)),
    ...meaning(facts, cause, lang),
    heading(3, say('issue.what-to-do', lang)),
    orderedList(...steps(facts, cause, lang).map((step) => [step])),
    cause === undefined ? undefined : p(say('issue.who', lang, { who: cause.who })),
    heading(3, say('issue.facts', lang)),
    bulletList(...details(facts, cause, lang)),
    helpLine(facts, lang),
  );
  return fit(whole, say(MORE_IN_PANEL, lang));
}

/** Closes a text that had to be cut. */
export const MORE_IN_PANEL = 'issue.more-in-panel';

function whatHappened(facts: IssueTextFacts, cause: ExplainedCause | undefined, lang: Lang): string {
  const values = { batch: batchName(facts, lang), mandant: mandantName(facts), title: cause?.title ?? '' };
  if (cause === undefined) {
    return say(`issue.happened.${facts.doubt ?? 'unknown'}`, lang, values);
  }
  const how = facts.cause === undefined ? 'refused' : howItStands(facts.cause);
  return say(`issue.happened.${how}`, lang, values);
}

function meaning(
  { doubt }: IssueTextFacts,
  cause: ExplainedCause | undefined,
  lang: Lang,
): readonly ReturnType<typeof p>[] {
  if (cause === undefined) {
    return [p(say(doubt === 'silent' ? 'issue.uncertain-result' : 'issue.uncertain', lang))];
  }
  return [p(cause.meaning), bulletList(...cause.faults.map((fault) => [fault.text]))];
}

function steps(facts: IssueTextFacts, cause: ExplainedCause | undefined, lang: Lang): readonly string[] {
  const values = {
    resubmit: statusNames(facts.resubmitStatuses, lang, RESUBMIT_STATUS),
    close: statusNames(facts.closeStatuses, lang, CLOSE_STATUS),
    batch: batchName(facts, lang),
  };
  if (cause === undefined || facts.cause === undefined)
    return unknownSteps(facts).map((step) => say(step, lang, values));
  const remedies =
    cause.faults.length === 0 ? [cause.remedy] : [...new Set(cause.faults.map((fault) => fault.remedy))];
  const rest: readonly Text[] =
    facts.kind === 'run'
      ? runSteps(facts.cause.code)
      : [...fileSteps(facts.cause, facts), 'issue.close-step'];
  return [...remedies, ...rest.map((step) => sayWith(step, lang, values))];
}

function fileSteps(cause: Cause, { hasFile, ownOf }: IssueTextFacts): readonly Text[] {
  // Nobody mends that cause: while the other environment is chosen, moving the issue sends nothing.
  if (causeIsEnvironment(cause)) return [];
  // Another run sends all its files anew: only where this one is all there is, that is a way out.
  if (whereOf(cause) === 'file' && ownOf !== undefined)
    return ownOf === 1 ? [...OWN_STEPS, 'issue.own-steps.run-anew'] : OWN_STEPS;
  if (whereOf(cause) === 'file') return FILE_STEPS;
  return hasFile ? UNCHANGED_STEPS : OTHER_PROGRAM_STEPS;
}

const FILE_STEPS = ['issue.file-steps.hand-in', 'issue.file-steps.resubmit'] as const;
const OWN_STEPS = ['issue.own-steps.hand-in', 'issue.file-steps.resubmit'] as const;
/** Moving the issue helps where the run stopped; one that goes on or is at its end already has only its remedy. */
function runSteps(code: string): readonly Text[] {
  if (code === 'run.overdue' || code === 'run.count-differs') return [];
  // No move answers a question.
  if (isAsking(code)) return ['issue.close-run-step'];
  const [rows, again] = RUN_STEPS;
  const isAboutRows =
    code.startsWith('mapping.') || code === 'run.file-faults' || code === 'run.schema-changed';
  return [...(isAboutRows ? [rows] : []), again, 'issue.close-run-step'];
}

const RUN_STEPS = ['issue.run-steps.change-mapping', 'issue.run-steps.resubmit'] as const;
const UNCHANGED_STEPS = ['issue.unchanged-steps.resubmit'] as const;
const OTHER_PROGRAM_STEPS = [
  'issue.other-program-steps.send-again',
  'issue.other-program-steps.resubmit',
] as const;
const UNKNOWN_STEPS = [
  'issue.unknown-steps.look',
  'issue.unknown-steps.is-there',
  'issue.unknown-steps.is-not-there',
] as const;
const UNKNOWN_PACKAGE_STEPS = [
  'issue.unknown-package-steps.look',
  'issue.unknown-package-steps.are-there',
  'issue.unknown-package-steps.are-not-there',
] as const;

/** Packages and documents are not where batches wait: who looked there would find nothing, and send twice. */
function unknownSteps({ kind }: IssueTextFacts) {
  return isOnline(kind) ? UNKNOWN_PACKAGE_STEPS : UNKNOWN_STEPS;
}

function details(
  facts: IssueTextFacts,
  cause: ExplainedCause | undefined,
  lang: Lang,
): readonly (readonly [ReturnType<typeof strong>, ReturnType<typeof code> | string])[] {
  const lines = [
    ['issue.facts.mandant', mandantName(facts)],
    ...(facts.kind === 'run'
      ? ([['issue.facts.run', facts.fileName]] as const)
      : ([
          [facts.kind === 'dxso' ? 'issue.facts.label' : 'issue.facts.batch', facts.label],
          // A package that somebody only watches has no name but the one they gave it.
          ['issue.facts.file', facts.fileName === facts.label ? undefined : facts.fileName],
          ['issue.facts.program', facts.program],
        ] as const)),
    ['issue.facts.sent-at', facts.sentAt === undefined ? undefined : berlinTime(facts.sentAt, lang)],
    ['issue.facts.records', facts.records === undefined ? undefined : grouped(facts.records, lang)],
    ['issue.facts.job', facts.jobId],
    ['issue.facts.datev-code', datevsCode(cause?.code ?? '')],
    ['issue.facts.job-status', jobStatusIn(cause?.code ?? '')],
    ['issue.facts.header-fields', fieldNames(cause)],
  ] as const;
  return lines.flatMap(([label, value]) => {
    const shown = cut(plain(value ?? '').trim(), 300);
    return shown === '' ? [] : [[strong(`${say(label, lang)}: `), shown] as const];
  });
}

function fieldNames(cause: ExplainedCause | undefined): string {
  const named = (cause?.faults ?? []).filter((fault) => fault.field !== undefined);
  return named
    .map((fault) => (fault.label === undefined ? `${fault.field}` : `${fault.field} ${fault.label}`))
    .join(', ');
}

function helpLine(facts: IssueTextFacts, lang: Lang): ReturnType<typeof p> {
  if (facts.helpUrl === undefined || !/^https?:\/\/([a-z0-9-]+\.)*datev\.de(?:[/?#]|$)/i.test(facts.helpUrl))
    return undefined;
  return p(link(say('issue.help-line', lang), facts.helpUrl));
}
