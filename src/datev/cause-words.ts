import type { Lang } from '../kernel/lang';
import { present } from '../kernel/present';
import { type MappingFinding, mappingText } from '../mapping/finding';
import { isPeriod, periodLabel } from '../pipelines/period';
import { isAsking } from '../submissions/decisions/period-has';
import type { Cause, CauseSource } from '../submissions/submission';
import { known, problemText } from '../texts/problem-text';
import { isText, say } from '../texts/say';
import { caseOf, DECISIONS, type Decision } from './cause-cases';
import { explainFault, type FaultView } from './extf-files/fault-words';
import { ownRemedy } from './own-remedy';
import { PREFLIGHT_CASES } from './preflight';

/** A cause in words for people, in one language. */
export type ExplainedCause = {
  readonly code: string;
  readonly title: string;
  readonly meaning: string;
  readonly remedy: string;
  readonly who: string;
  readonly faults: readonly FaultView[];
};

/** The number of a cause by which DATEV can be asked; absent where the name is ours, or DATEV gave none. */
export function datevsCode(code: string): string | undefined {
  return /^(?:DCO)?\d+$/.test(code) ? code : undefined;
}

/** The status with which DATEV ended the job of a package, `4` of `dxso-4`. */
export function jobStatusIn(code: string): string | undefined {
  return /^dxso-(\d)$/.exec(code)?.[1];
}

/** The words for a cause: panel, issue and comment all take them from here. `isOwn`: of a file that a pipeline made. */
export function explainCause(cause: Cause, lang: Lang, isOwn = false): ExplainedCause {
  if (isOurs(cause)) return ofOurs(cause, lang);
  const explained = ofDatev(cause, lang);
  return isOwn ? withOwnRemedies(explained, cause, lang) : explained;
}

/** Nobody exports such a file again: what it is made of is mended. */
function withOwnRemedies(explained: ExplainedCause, cause: Cause, lang: Lang): ExplainedCause {
  return {
    ...explained,
    remedy: ownRemedy(caseOf(cause.code, cause.status), lang) ?? explained.remedy,
    faults: explained.faults.map((fault, at) => ({
      ...fault,
      remedy: ownRemedy(cause.faults[at] ?? '', lang) ?? fault.remedy,
    })),
  };
}

function ofDatev(cause: Cause, lang: Lang): ExplainedCause {
  const about = caseOf(cause.code, cause.status);
  return {
    code: cause.code,
    title: say(`answer.${about}.title`, lang),
    meaning: [say(`answer.${about}.meaning`, lang), ...countsOf(cause, lang)].join(' '),
    remedy: say(`answer.${about}.remedy`, lang),
    who: say(`answer.who.${whoOf(cause)}`, lang),
    faults: cause.faults.map((key) => explainFault(key, lang)),
  };
}

/** Whose no it was. A cause without a tag is an older one: problems of ours have a room and a dot, DATEV's codes never do. */
export function sourceOf({ source, code }: Cause): CauseSource {
  if (source !== undefined) return source;
  if (code.includes('.')) return 'run';
  return PREFLIGHT_CASES.some((one) => one === code) ? 'preflight' : 'datev';
}

/** A run stops before anything goes to DATEV; why, is one of our own problems. */
function isOurs(cause: Cause): boolean {
  return sourceOf(cause) === 'run';
}

function ofOurs(cause: Cause, lang: Lang): ExplainedCause {
  const { title, remedy } = wordsFor(cause, lang);
  return {
    code: cause.code,
    title: title.replace(/\.$/, ''),
    meaning: [...concerned(cause, lang), ...fateIn(cause, lang)].join(' '),
    remedy,
    who: say(`answer.who.${whoOf(cause)}`, lang),
    faults: [],
  };
}

/** What became of the run. */
function fateIn(cause: Cause, lang: Lang): readonly string[] {
  if (isAsking(cause.code)) return [say('answer.asks', lang)];
  return isNothingSent(cause) ? [say('answer.nothing-sent', lang)] : [];
}

/** A target of the mapping, and periods, are stored by their names and said in the reader's language. */
function wordsFor({ code, values = {} }: Cause, lang: Lang) {
  const { target, column, periods } = values;
  if (code.startsWith('mapping.') && typeof target === 'string' && isText(`target.${target}`))
    return mappingText(
      present({
        code: code as MappingFinding['code'],
        target: target as MappingFinding['target'],
        column: typeof column === 'string' ? column : undefined,
      }),
      lang,
    );
  const said = typeof periods === 'string' ? { ...values, periods: periodsIn(periods, lang) } : values;
  return problemText(known({ code, retry: 'after-fix', values: said }), lang);
}

/** `2026-07, 2026-08, 2026-09 …` as people say it; what is no period stays. */
function periodsIn(keys: string, lang: Lang): string {
  return keys.replaceAll(/[^\s,]+/g, (key) => (isPeriod(key) ? periodLabel(key, lang) : key));
}

/** How many rows are concerned, and in which column; never a value. */
function concerned({ values = {} }: Cause, lang: Lang): readonly string[] {
  const { rejected, rows, column } = values;
  if (typeof rejected !== 'number' || typeof rows !== 'number') return [];
  const counts = { rejected, rows };
  return [
    column === undefined
      ? say('answer.rows', lang, counts)
      : say('answer.rows-in-column', lang, { ...counts, column: String(column) }),
  ];
}

/** DATEV's own count comes after the delivery. */
function wasSent({ code }: Cause): boolean {
  return code === 'run.count-differs';
}

/** Of several images some may have arrived: then it is not so that nothing was sent. */
function isNothingSent(cause: Cause): boolean {
  return !wasSent(cause) && cause.code !== 'run.bookings-behind';
}

/** What of a package arrived; which documents, only the panel says. */
function countsOf({ arrived, missing }: Cause, lang: Lang): readonly string[] {
  if (arrived === undefined || missing === undefined) return [];
  return [say('answer.documents', lang, { arrived, missing })];
}

/** Who can do something about it. */
export function whoOf(cause: Cause): Decision['who'] {
  return isOurs(cause) ? 'accounting' : DECISIONS[caseOf(cause.code, cause.status)].who;
}

/** How it was rejected: wholly, in part, or by us before it was sent. */
type HowRejected = 'refused' | 'partly' | 'not-sent';

export function howRejected(cause: Cause): HowRejected {
  if (cause.code === 'dxso-4') return 'partly';
  if (isOurs(cause)) return wasSent(cause) ? 'refused' : 'not-sent';
  return sourceOf(cause) === 'preflight' ? 'not-sent' : 'refused';
}

/** The same, where a run that asks somebody counts apart: nothing of it was to be sent yet. */
export function howItStands(cause: Cause): HowRejected | 'asks' {
  return isAsking(cause.code) ? 'asks' : howRejected(cause);
}

/** A few words for a summary or a state sentence: the first fault, and how many more there are. */
export function causeInShort(cause: Cause, lang: Lang): string {
  if (isOurs(cause)) return explainCause(cause, lang).title;
  const [first, ...more] = cause.faults.map((key) => explainFault(key, lang).short);
  if (first === undefined) return say(`answer.${caseOf(cause.code, cause.status)}.short`, lang);
  if (more.length === 0) return first;
  return say('answer.and-more', lang, { first, count: more.length });
}

/** Whether a corrected file helps, or the same bytes may go again once the cause outside the file is gone. */
export function whereOf(cause: Cause): 'file' | 'outside' {
  if (isOurs(cause)) return 'file';
  return DECISIONS[caseOf(cause.code, cause.status)].where;
}

/** Whether a corrected file is not what DATEV misses: the same bytes may go again. */
export function causeIsOutside(cause: Cause | undefined): boolean {
  return cause !== undefined && whereOf(cause) === 'outside';
}

/** Whether nothing is wrong but that the other environment was chosen: the file goes by itself where its own is chosen again, and nowhere else. */
export function causeIsEnvironment({ code }: Cause): boolean {
  return code === 'preflight-environment';
}
