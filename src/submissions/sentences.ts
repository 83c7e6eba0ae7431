import type { Lang } from '../kernel/lang';
import { plain, quoted } from '../kernel/text';
import { say } from '../texts/say';
import { handedWords } from './handed-words';
import type { Handed } from './run';
import type { StateCode } from './state-code';
import type { SubmissionKind } from './submission';

/** How a state looks; structurally the same as `Tone` of the contract, which this room does not know. */
export type Tone = 'default' | 'inprogress' | 'success' | 'removed' | 'moved' | 'new';

/** What the sentences may say about a submission. Texts in it are ready in the language asked for. */
type StateFacts = {
  readonly fileName: string;
  /** Absent: a batch. */
  readonly kind?: SubmissionKind;
  /** A dry run, which has no issue. */
  readonly isDry?: true;
  /** How it was rejected: wholly, in part, by us before it was sent, or not yet, as somebody is asked first. Absent: wholly. */
  readonly how?: 'refused' | 'partly' | 'not-sent' | 'asks';
  readonly label?: string;
  /** Why DATEV said no, in a few words (`causeInShort`). */
  readonly cause?: string;
  /** What a stuck step lacks (`problemText`). */
  readonly problem?: { readonly title: string; readonly remedy: string };
  /** Names of the statuses that send again, as a text names them. */
  readonly resubmitStatus?: string;
  /** Why sending is stopped, or why it was closed. */
  readonly reason?: string;
  /** When we look next, ready for reading. */
  readonly nextLookAt?: string;
  /** The cause does not lie in the file. */
  readonly isOutside?: boolean;
  /** Nothing is wrong but that DATEV's other environment was chosen. */
  readonly isEnvironment?: boolean;
  /** Its bytes are not here: none to send again. */
  readonly hasNoBytes?: boolean;
  /** What of a closed run is at DATEV. */
  readonly handed?: Handed;
};

/** The same words in panel, desk and screen reader. */
export type StateWords = {
  readonly lozenge: { readonly text: string; readonly tone: Tone };
  readonly sentence: string;
  readonly nextAction: string;
};

type Look = {
  readonly tone: Tone;
  /** A person gave a reason that follows the sentence. */
  readonly withReason?: true;
};

/** How each state looks; a state without it, or without texts, does not compile. */
const LOOKS: Readonly<Record<StateCode, Look>> = {
  ready: { tone: 'new' },
  withdrawn: { tone: 'default' },
  sending: { tone: 'inprogress' },
  doubtful: { tone: 'moved' },
  pending: { tone: 'inprogress' },
  'pending-long': { tone: 'moved' },
  lost: { tone: 'moved' },
  delivered: { tone: 'success' },
  rejected: { tone: 'removed' },
  'file-has-errors': { tone: 'moved' },
  'rejected-has-file': { tone: 'new' },
  'asks-unchanged': { tone: 'moved' },
  unknown: { tone: 'moved' },
  superseded: { tone: 'moved' },
  closed: { tone: 'default', withReason: true },
  stopped: { tone: 'moved', withReason: true },
  'not-production': { tone: 'moved' },
  stuck: { tone: 'removed' },
  'issue-deleted': { tone: 'default' },
  'issue-hidden': { tone: 'removed' },
  'run-making': { tone: 'inprogress' },
  'run-approve': { tone: 'new' },
  'run-handing': { tone: 'inprogress' },
  'run-late': { tone: 'removed' },
  'run-delivered': { tone: 'success' },
  'run-tried': { tone: 'default' },
};

/** Closed, though DATEV has a part of it: of a run some files, of a package some documents. */
function closedInPart(code: StateCode, { how, handed }: StateFacts) {
  if (code !== 'closed') return undefined;
  if (handed !== undefined) return 'state.closed-run' as const;
  return how === 'partly' ? ('state.closed-package' as const) : undefined;
}

/** Where the usual words for a batch that DATEV refused would be wrong. */
function sentenceOf(code: StateCode, facts: StateFacts) {
  const { how, kind } = facts;
  if (isRepeated(code, kind)) return 'state.doubtful-document';
  const inPart = closedInPart(code, facts);
  if (inPart !== undefined) return `${inPart}.sentence` as const;
  if (how === undefined || how === 'refused') return `state.${code}.sentence` as const;
  switch (code) {
    case 'rejected':
      return `state.${how}` as const;
    case 'rejected-has-file':
      return how === 'partly' ? 'state.corrected-partly' : 'state.corrected-not-sent';
    case 'issue-deleted':
      return `state.deleted-${how}` as const;
    default:
      return `state.${code}.sentence` as const;
  }
}

/** A document is sent once more without a look: the same one is there only once. */
function isRepeated(code: StateCode, kind: SubmissionKind | undefined): boolean {
  return code === 'doubtful' && kind === 'document';
}

/** Where the usual next action would be wrong. */
function nextOf(code: StateCode, facts: StateFacts) {
  const { kind = 'extf', isDry, ...why } = facts;
  const inPart = closedInPart(code, facts);
  if (inPart !== undefined) return `${inPart}.nextAction` as const;
  if (code === 'delivered' && (kind === 'dxso' || kind === 'document'))
    return `state.after-delivery.${kind}` as const;
  if (isRepeated(code, kind)) return 'state.sending.nextAction';
  // No batch is to be looked for, and nothing of it is where batches wait.
  const isUncertain = code === 'pending-long' || code === 'unknown';
  if (isUncertain && kind !== 'extf') return 'state.lost.nextAction';
  if (code !== 'rejected') return `state.${code}.nextAction` as const;
  if (facts.how === 'asks') return 'state.after-asks';
  if (kind === 'run') return isDry === true ? 'state.after-failed-dry-run' : 'state.after-failed-run';
  return nextByCause(why);
}

function nextByCause({ isOutside, isEnvironment, hasNoBytes }: Omit<StateFacts, 'kind' | 'isDry'>) {
  if (isOutside !== true) return 'state.rejected.nextAction';
  if (isEnvironment === true)
    return hasNoBytes === true ? 'state.after-environment-without-file' : 'state.after-environment';
  return hasNoBytes === true ? 'state.after-outside-without-file' : 'state.after-outside';
}

/** Lozenge, state sentence and next action for a state. */
export function stateWords(code: StateCode, facts: StateFacts, lang: Lang): StateWords {
  const { withReason } = LOOKS[code];
  const reason = plain(facts.reason ?? '').trim();
  const values = {
    batch: quoted(facts.label ?? facts.fileName, lang),
    cause: facts.cause ?? say('state.any-cause', lang),
    status: facts.resubmitStatus ?? say('status.resubmit', lang),
    problem: facts.problem?.title ?? '',
    remedy: facts.problem?.remedy ?? say('state.any-remedy', lang),
    parts: facts.handed === undefined ? '' : handedWords(facts.handed, lang),
  };
  const sentence = say(sentenceOf(code, facts), lang, values);
  const isLookedAt = code === 'pending' || (code === 'doubtful' && !isRepeated(code, facts.kind));
  const look = facts.nextLookAt !== undefined && isLookedAt;
  const next = nextOf(code, facts);
  return {
    lozenge: lozengeOf(code, facts, lang),
    sentence:
      withReason && reason !== '' ? `${sentence} ${say('state.because', lang, { reason })}` : sentence,
    nextAction: look
      ? `${say(next, lang, values)} ${say('state.next-look', lang, { at: facts.nextLookAt ?? '' })}`
      : say(next, lang, values),
  };
}

function lozengeOf(code: StateCode, facts: StateFacts, lang: Lang): StateWords['lozenge'] {
  const tone = code === 'rejected' && facts.how === 'asks' ? 'moved' : LOOKS[code].tone;
  if (closedInPart(code, facts) !== undefined)
    return { text: say('state.lozenges.rest-closed', lang), tone: 'moved' };
  const text =
    code === 'rejected' && facts.how !== undefined
      ? (`state.lozenges.${facts.how}` as const)
      : (`state.${code}.lozenge` as const);
  return { text: say(text, lang), tone };
}
