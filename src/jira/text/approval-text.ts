import { berlinTime } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { cut, plain } from '../../kernel/text';
import { say } from '../../texts/say';
import { type Adf, bulletList, doc, heading, mention, orderedList, p, panel, strong } from './adf';
import {
  batchName,
  CLOSE_STATUS,
  groupNames,
  type IssueFacts,
  mandantName,
  statusNames,
} from './facts-words';

/** What the issue of a run says that waits for a second person (ADR 0047). Nothing of what it would book. */

/** One line, as long as Jira takes it. */
export function approvalSummary(facts: IssueFacts, lang: Lang, most: number): string {
  const values = { batch: batchName(facts, lang), mandant: mandantName(facts) };
  return cut(plain(say('issue.approval.summary', lang, values)).trim(), most);
}

/** What waits, what to do, and who may. */
export function approvalDescription(facts: IssueFacts, lang: Lang): Adf {
  const values = { batch: batchName(facts, lang), mandant: mandantName(facts) };
  const close = statusNames(facts.closeStatuses, lang, CLOSE_STATUS);
  const steps = [
    say('issue.approval.compare', lang),
    say('issue.approval.approve', lang),
    say('issue.approval.close', lang, { close }),
  ];
  return doc(
    panel('note', p(strong(say('issue.approval.happened', lang, values)))),
    heading(3, say('issue.what-to-do', lang)),
    orderedList(...steps.map((step) => [step])),
    whoMayApprove(facts, lang),
    heading(3, say('issue.facts', lang)),
    bulletList(...details(facts, lang)),
  );
}

function details(facts: IssueFacts, lang: Lang): readonly (readonly [ReturnType<typeof strong>, string])[] {
  const { expectedBy, fileName } = facts;
  const lines = [
    [say('issue.facts.mandant', lang), mandantName(facts)],
    [say('issue.facts.run', lang), fileName],
    [say('issue.approval.expected-by', lang), expectedBy === undefined ? '' : berlinTime(expectedBy, lang)],
  ] as const;
  return lines
    .filter(([, value]) => value !== '')
    .map(([label, value]) => [strong(`${label}: `), cut(plain(value).trim(), 300)] as const);
}

/** Each of them by name, so that Jira tells them; else in words who it may be. */
export function whoMayApprove({ approvers }: IssueFacts, lang: Lang): ReturnType<typeof p> {
  const { people = [], groups } = approvers ?? {};
  if (people.length > 0)
    return p(say('issue.approval.people', lang), ...people.flatMap((one) => [' ', mention(one)]));
  return groups === undefined
    ? p(say('issue.approval.anybody', lang))
    : p(say('issue.approval.group', lang, { groups: groupNames(groups, lang) }));
}
