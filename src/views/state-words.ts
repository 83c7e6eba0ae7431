import type { SubmissionView } from '../contract/answers';
import { causeInShort, causeIsEnvironment, causeIsOutside, howItStands } from '../datev/cause-words';
import { textOf } from '../datev/problem-words';
import { RESUBMIT_STATUS, statusNames } from '../jira/text/facts-words';
import { berlinTime } from '../kernel/berlin';
import type { Lang } from '../kernel/lang';
import { present } from '../kernel/present';
import { inWords } from '../runs/run-name';
import type { Listed } from '../submissions/lists/listed';
import { stateWords } from '../submissions/sentences';
import { fileInQuestion, isHeld } from '../submissions/shown-file';
import type { StateCode } from '../submissions/state-code';

type Words = Pick<SubmissionView, 'lozenge' | 'sentence' | 'nextAction'>;

/** Lozenge, state sentence and next action of a submission. */
export function stateWordsOf(
  code: StateCode,
  of: {
    readonly state: Listed;
    readonly lang: Lang;
    readonly stopReason?: string | undefined;
    readonly nextLookAt?: string;
    /** By name where it is known how the statuses that send again are called. */
    readonly resubmitStatuses?: readonly string[];
  },
): Words {
  const { state, lang } = of;
  const cause = state.attempts.at(-1)?.cause;
  const problem = state.pendingEffects.find((o) => o.state === 'held')?.problem;
  const facts = present({
    ...inWords(fileInQuestion(state, code), state.run, lang),
    kind: state.kind,
    isDry: state.run?.isDry,
    handed: state.run?.handed,
    how: cause === undefined ? undefined : howItStands(cause),
    isOutside: causeIsOutside(cause),
    isEnvironment: cause === undefined ? undefined : causeIsEnvironment(cause),
    hasNoBytes: !isHeld(state),
    cause: cause === undefined ? undefined : causeInShort(cause, lang),
    resubmitStatus: statusNames(of.resubmitStatuses ?? [], lang, RESUBMIT_STATUS),
    problem: problem === undefined ? undefined : textOf(problem, lang),
    reason: code === 'stopped' ? of.stopReason : state.end?.reason,
    nextLookAt: of.nextLookAt === undefined ? undefined : berlinTime(of.nextLookAt, lang),
  });
  return stateWords(code, facts, lang);
}
