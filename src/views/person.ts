import type { PersonView } from '../contract/answers';
import type { Lang } from '../kernel/lang';
import { say } from '../texts/say';

/**
 * Names by account id as Jira gave them now. An account that Jira no longer knows has an empty name; one that is missing
 * could not be asked for.
 */
export type Names = ReadonlyMap<string, string>;

const FORMER = 'person.former';
const SOMEBODY = 'person.somebody';

/** What a person is called. The account may be closed, or erased from what we keep (an empty id). */
export function nameOf(accountId: string, names: Names, lang: Lang): string {
  const name = accountId === '' ? '' : names.get(accountId);
  if (name === undefined) return say(SOMEBODY, lang);
  return name === '' ? say(FORMER, lang) : name;
}

export function personView(accountId: string, names: Names, lang: Lang): PersonView {
  return { accountId, name: nameOf(accountId, names, lang) };
}
