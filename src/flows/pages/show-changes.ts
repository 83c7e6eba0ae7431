import { secondsInDay } from 'date-fns/constants';
import { type ConfigArea, type ConfigEntry, isOfArea } from '../../audit/config-event';
import { type ConfigPage, configEnd, configPage, configPageOf } from '../../audit/config-log-store';
import type { AuditAnswer, ConfigChanges } from '../../contract/answers';
import { namesOf } from '../../jira/people-api';
import { plusSeconds } from '../../kernel/instant';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { now } from '../../platform/clock';
import { configChange, peopleIn } from '../../views/admin/config-view';

const PAGE = 25;

/** By what, by whom and of which days. */
type Sought = {
  readonly area?: ConfigArea | undefined;
  readonly by?: string | undefined;
  readonly days?: number | undefined;
};

/** A page of everything that was changed in the configuration, or of what is looked for. */
export async function allChanges(
  { area, by, days }: Sought,
  before: number | undefined,
  lang: Lang,
): Promise<AuditAnswer> {
  const fits = ({ actor, event }: ConfigEntry) =>
    (area === undefined || isOfArea(event, area)) &&
    (by === undefined || (actor.kind === 'person' && actor.id === by));
  const since = days === undefined ? undefined : plusSeconds(now(), -days * secondsInDay);
  const page = await configPage(PAGE, before, { fits, ...present({ since }) });
  return { ...(await changesView(page, lang)), end: await configEnd() };
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
