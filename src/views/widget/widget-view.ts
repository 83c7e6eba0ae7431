import type { DeskMandant } from '../../contract/answers';
import type { NextClose, Scope, WidgetAnswer, WidgetCount } from '../../contract/widget';
import { berlinTime } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import { overdueUntil } from '../../submissions/overdue';
import { say } from '../../texts/say';

/** A pipeline that the calendar wants next at an instant. */
export type Due = {
  readonly id: string;
  readonly name: string;
  readonly mandant: string;
  readonly dueAt: string;
};

/** What the calendar wants next, the soonest first; `isWhole`: behind those that were looked through is nothing more. */
export type Closes = { readonly list: readonly Due[]; readonly isWhole: boolean };

type Known = {
  /** Those that the viewer may read, with what is counted of them. */
  readonly mandanten: readonly DeskMandant[];
  readonly scope: Scope;
  /** Of these Mandanten. */
  readonly closes: Closes;
  readonly isCounting: boolean;
  /** An administrator's stop: nothing leaves. */
  readonly stopped?: { readonly reason: string };
  readonly now: string;
  readonly lang: Lang;
};

/** The Mandanten of a scope; one that the viewer may not read is none. */
export function inScope<M extends { readonly mandant: string; readonly assignee?: string | undefined }>(
  mandanten: readonly M[],
  scope: Scope,
  by: string,
): readonly M[] {
  if (scope === 'all') return mandanten;
  return mandanten.filter(({ mandant, assignee }) =>
    scope === 'mine' ? assignee === by : mandant === scope,
  );
}

/** What a widget shows. */
export function widgetView(known: Known): WidgetAnswer {
  const { mandanten, scope, closes, now, lang } = known;
  const counted = mandanten.filter(
    ({ id, isMine }) => scope === 'all' || (scope === 'mine' ? isMine : id === scope),
  );
  return {
    scope,
    of: scopeText(scope, known),
    counts: countsOf(counted, { scope, lang }),
    overdueUntil: overdueUntil(now),
    closes: {
      title: say('widget.closes', lang),
      list: closes.list.map((one) => closeView(one, known)),
      none: say(closes.isWhole ? 'widget.no-closes' : 'widget.closes-beyond', lang),
    },
    ...present({ notice: noticeOf(known, counted) }),
  };
}

function scopeText(scope: Scope, { mandanten, lang }: Known): string {
  if (scope === 'all' || scope === 'mine') return say(`widget.of.${scope}`, lang);
  const one = mandanten.find(({ id }) => id === scope);
  return one === undefined ? say('widget.of.unknown', lang) : named(one.id, one.name);
}

function named(id: string, name: string | undefined): string {
  return name === undefined ? id : `${name} (${id})`;
}

/** The desk's own four numbers. Where all Mandanten are the viewer's, the team's number would be the same. */
function countsOf(
  mandanten: readonly DeskMandant[],
  { scope, lang }: Pick<Known, 'scope' | 'lang'>,
): readonly WidgetCount[] {
  const sum = (of: (m: DeskMandant) => number) => mandanten.reduce((all, m) => all + of(m), 0);
  const all = {
    mine: sum((m) => (m.isMine ? m.needsYou : 0)),
    team: sum((m) => m.needsYou),
    moving: sum((m) => m.moving),
    overdue: sum((m) => m.overdue),
  };
  return (['mine', 'team', 'moving', 'overdue'] as const)
    .filter((of) => of !== 'team' || scope !== 'mine')
    .map((of) => ({
      of,
      label: say(`widget.${of}.label`, lang),
      note: say(`widget.${of}.note`, lang),
      count: all[of],
    }));
}

function closeView({ id, name, mandant, dueAt }: Due, { mandanten, lang }: Known): NextClose {
  const of = mandanten.find((one) => one.id === mandant)?.name ?? mandant;
  return { pipeline: id, title: `${name} · ${of}`, when: berlinTime(dueAt, lang) };
}

/** The worst of what makes the numbers say less than they seem to: nothing leaves, DATEV is not asked, not all is counted. */
function noticeOf({ mandanten, stopped, isCounting, lang }: Known, counted: readonly DeskMandant[]) {
  if (mandanten.length === 0)
    return { title: say('widget.nobody.title', lang), remedy: say('widget.nobody.remedy', lang) };
  if (stopped !== undefined) return { title: say('widget.stopped', lang), remedy: stopped.reason };
  const troubled = counted.filter(({ watched, trouble }) => watched && trouble !== undefined);
  const [first] = troubled;
  if (first?.trouble !== undefined)
    return {
      title: say('widget.trouble', lang, { count: troubled.length, what: first.trouble.title }),
      remedy: first.trouble.remedy,
    };
  return isCounting
    ? { title: say('widget.counting.title', lang), remedy: say('widget.counting.remedy', lang) }
    : undefined;
}
