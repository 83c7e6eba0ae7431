import type { EndStage } from '../../datev/login/end-warning';
import { berlinMinutes } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { cut, plain } from '../../kernel/text';
import { say } from '../../texts/say';
import { type Adf, doc, heading, orderedList, p, panel, strong } from './adf';

export type EndFacts = {
  readonly mandant: string;
  readonly mandantName?: string | undefined;
  /** ISO instant at which the approval ends or ended. */
  readonly until: string;
  readonly stage: EndStage;
};

const MAX_SUMMARY = 254;

/** One line; Jira takes 254 characters. */
export function endSummary(facts: EndFacts, lang: Lang): string {
  return cut(
    plain(say(`end-warning.summary.${facts.stage === 0 ? 'ended' : 'soon'}`, lang, valuesOf(facts))).trim(),
    MAX_SUMMARY,
  );
}
const STEPS = [
  'end-warning.steps.open-settings',
  'end-warning.steps.connect',
  'end-warning.steps.done',
] as const;

/** What it means and what to do. */
export function endDescription(facts: EndFacts, lang: Lang): Adf {
  const values = valuesOf(facts);
  return doc(
    panel(
      facts.stage === 0 ? 'error' : 'warning',
      p(strong(say(`end-warning.what.${facts.stage}`, lang, values))),
    ),
    p(say('end-warning.meaning', lang, values)),
    heading(3, say('end-warning.what-to-do', lang)),
    orderedList(...STEPS.map((step) => [say(step, lang)])),
  );
}

/** The comment when the end came nearer. */
export function endComment(facts: EndFacts, lang: Lang): Adf {
  return doc(
    panel(
      facts.stage === 0 ? 'error' : 'warning',
      p(strong(say(`end-warning.what.${facts.stage}`, lang, valuesOf(facts)))),
    ),
  );
}

/** The comment with which the issue closes. */
export function renewedComment(until: string | undefined, lang: Lang): Adf {
  const text =
    until === undefined
      ? say('end-warning.renewed.session', lang)
      : say('end-warning.renewed.until', lang, { until: berlinMinutes(until) });
  return doc(panel('success', p(strong(text))));
}

function valuesOf({ mandant, mandantName, until }: EndFacts) {
  const name = (mandantName ?? '').trim();
  return {
    mandant: name === '' ? mandant : `${plain(name)} (${mandant})`,
    until: berlinMinutes(until),
  };
}
