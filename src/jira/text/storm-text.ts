import { causeInShort, explainCause } from '../../datev/cause-words';
import type { Lang } from '../../kernel/lang';
import { cut, plain } from '../../kernel/text';
import type { Cause } from '../../submissions/submission';
import { say } from '../../texts/say';
import { type Adf, bulletList, doc, heading, orderedList, p, panel, strong } from './adf';
import { addressed } from './comment-text';
import type { IssueFacts } from './facts-words';
import { MAX_SUMMARY } from './issue-text';

/** What the issue of a storm may know: the cause, and counts. */
export type StormFacts = {
  readonly cause: Pick<Cause, 'code' | 'faults'>;
  /** Most files that were open at once, how many still are, and how many of these have no issue yet. */
  readonly most: number;
  readonly open: number;
  readonly waiting: number;
  /** Mandanten with open files. */
  readonly mandanten: number;
};

/** One line that stays as it is, whatever is counted. */
export function stormSummary({ cause }: Pick<StormFacts, 'cause'>, lang: Lang): string {
  return cut(plain(say('storm.summary', lang, { why: causeInShort(cause, lang) })).trim(), MAX_SUMMARY);
}

const STEPS = ['storm.steps.desk', 'storm.steps.mend', 'storm.steps.close'] as const;

/** All of it has ended. */
export function stormOver({ most }: Pick<StormFacts, 'most'>, lang: Lang): Adf {
  return doc(panel('success', p(strong(say('storm.over', lang, { most })))));
}

/** It lies longer than it should. */
export function stormOverdue(
  { days, to }: { readonly days: number; readonly to: NonNullable<IssueFacts['to']> },
  lang: Lang,
): Adf {
  const lead = p(strong(say('comment.overdue.lead', lang, { days })));
  return doc(panel('warning', lead), p(say('storm.overdue', lang)), ...addressed({ to }, lang));
}

/** What happened, how it stands, what it means, and where many are corrected at once. */
export function stormDescription(facts: StormFacts, lang: Lang): Adf {
  const { title, meaning, remedy, who } = explainCause(facts.cause, lang);
  const values = { ...facts, cause: title };
  return doc(
    panel('error', p(strong(say('storm.happened', lang, values)))),
    bulletList(
      [say('storm.open', lang, values)],
      ...(facts.waiting > 0 ? [[say('storm.waiting', lang, values)]] : []),
    ),
    heading(3, say('issue.what-it-means', lang)),
    p(meaning),
    p(remedy),
    heading(3, say('issue.what-to-do', lang)),
    orderedList(...STEPS.map((step) => [say(step, lang, values)])),
    p(say('issue.who', lang, { who })),
  );
}
