import { type ConfigPage, configPage, configPageOf } from '../../audit/config-log-store';
import type { ConfigChanges } from '../../contract/answers';
import { namesOf } from '../../jira/people-api';
import { present } from '../../kernel/present';
import type { Lang } from '../../kernel/problem';
import { configChange, peopleIn } from '../../views/config-view';

const PAGE = 25;

/** A page of everything that was changed in the configuration. */
export async function allChanges(before: number | undefined, lang: Lang): Promise<ConfigChanges> {
  return changesView(await configPage(PAGE, before), lang);
}

/** A page of what was changed of one thing. */
export async function changesOf(
  about: string,
  before: number | undefined,
  lang: Lang,
): Promise<ConfigChanges> {
  return changesView(await configPageOf(about, PAGE, before), lang);
}

async function changesView({ entries, before }: ConfigPage, lang: Lang): Promise<ConfigChanges> {
  const names = await namesOf(peopleIn(entries));
  return { entries: entries.map((entry) => configChange(entry, { names, lang })), ...present({ before }) };
}
