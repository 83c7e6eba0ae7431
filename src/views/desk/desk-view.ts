import type { ActionView, DeskCause, DeskMandant, DeskRow } from '../../contract/answers';
import { causeInShort } from '../../datev/cause-words';
import { problemView, textOf } from '../../datev/problem-words';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { MandantRow } from '../../mandanten/mandant-row';
import { inWords } from '../../runs/run-name';
import { keepsBack } from '../../settings/may-transmit';
import type { Settings } from '../../settings/settings';
import { causeFor } from '../../submissions/lists/cause-key';
import type { Listed } from '../../submissions/lists/listed';
import { APPROVAL, inPhase, overdueIn, type Tally } from '../../submissions/lists/tally';
import { fileInQuestion } from '../../submissions/shown-file';
import { standsSince } from '../../submissions/standing';
import { stateCodeOf } from '../../submissions/state-code';
import { say } from '../../texts/say';
import { type Names, nameOf, personView } from '../person';
import { stateWordsOf } from '../state-words';

/** Mandanten, those that need somebody first. `forOthers`: runs that wait for an approval which this person may not give. */
export function deskMandanten(
  mandanten: readonly MandantRow[],
  of: {
    readonly tallies: readonly Tally[];
    readonly forOthers: readonly Listed[];
    readonly names: Names;
    /** Whoever looks. */
    readonly by: string;
    readonly now: string;
    readonly lang: Lang;
  },
): readonly DeskMandant[] {
  const tallies = new Map(of.tallies.map((tally) => [tally.mandant, tally]));
  const rows = mandanten.map((m): DeskMandant => {
    const tally = tallies.get(m.mandant);
    const others = of.forOthers.filter(({ mandant }) => mandant === m.mandant).length;
    const assignee = m.assignee === undefined ? undefined : personView(m.assignee, of.names, of.lang);
    const trouble = m.trouble === undefined ? undefined : problemView(m.trouble.problem, of.lang);
    return {
      id: m.mandant,
      watched: m.watched,
      isMine: m.assignee === of.by,
      overdue: tally === undefined ? 0 : overdueIn(tally, of.now),
      needsYou: Math.max(0, inPhase(tally, 'needs-you') - others),
      moving: inPhase(tally, 'moving') + others,
      delivered: inPhase(tally, 'delivered'),
      ...present({ name: m.name, assignee, trouble, lastLookAt: m.lastLookAt }),
    };
  });
  return rows.sort((a, b) => weight(b) - weight(a) || a.id.localeCompare(b.id, 'en', { numeric: true }));
}

function weight(m: DeskMandant): number {
  return (m.trouble === undefined ? 0 : 1_000_000) + m.overdue * 1000 + m.needsYou * 10 + m.moving;
}

/** Rows of the desk's list. */
export function deskRows(
  states: readonly Listed[],
  of: {
    readonly settings: Settings;
    readonly environmentType: string;
    readonly mandanten: readonly DeskMandant[];
    readonly names: Names;
    readonly lang: Lang;
  },
): readonly DeskRow[] {
  return states.map((state) => {
    const code = stateCodeOf(state, keepsBack(of.settings, of.environmentType));
    const { fileName, label } = inWords(fileInQuestion(state, code), state.run, of.lang);
    const words = stateWordsOf(code, { state, lang: of.lang, stopReason: of.settings.stopped?.reason });
    return {
      submissionId: state.id,
      mandant: state.mandant,
      fileName,
      program: state.program,
      lozenge: words.lozenge,
      sentence: words.sentence,
      since: standsSince(state),
      ...present({
        mandantName: of.mandanten.find(({ id }) => id === state.mandant)?.name,
        label,
        ...columns(state, of),
        issueKey: state.issue?.deletedAt === undefined ? state.issue?.key : undefined,
      }),
    };
  });
}

function columns({ table = {}, end }: Listed, { names, lang }: { names: Names; lang: Lang }) {
  const { rows, period, by } = table;
  return {
    rows,
    period,
    by: by === undefined ? undefined : nameOf(by, names, lang),
    deliveredAt: end?.as === 'delivered' ? end.at : undefined,
  };
}

/** Why something needs somebody, over all Mandanten, the most frequent first. */
export function deskCauses(tallies: readonly Tally[], lang: Lang): readonly DeskCause[] {
  const all = new Map<string, { files: number; mandanten: number }>();
  for (const { causes } of tallies)
    for (const [key, n] of Object.entries(causes)) {
      const before = all.get(key) ?? { files: 0, mandanten: 0 };
      if (n > 0) all.set(key, { files: before.files + n, mandanten: before.mandanten + 1 });
    }
  return [...all]
    .map(([key, counts]) => ({ key, title: causeTitle(key, lang), ...counts }))
    .sort((a, b) => b.files - a.files || a.title.localeCompare(b.title, lang));
}

/** A cause in a few words, by its key. */
export function causeTitle(key: string, lang: Lang): string {
  if (key === APPROVAL) return say('desk.cause.approval', lang);
  const { code, faults, hasMore } = causeFor(key);
  const first =
    code === 'unknown' && faults.length === 0
      ? say('desk.cause.none', lang)
      : causeInShort({ code, faults }, lang);
  return asHeading(hasMore ? say('desk.cause.and-more', lang, { first }) : first);
}

/** A list knows no values: what would name them ends before. */
function asHeading(text: string): string {
  const known = text.replace(/: –\.?$/, '');
  return known.charAt(0).toUpperCase() + known.slice(1);
}

/** An action of the desk with the reason why not. */
export function deskAction(allowed: boolean, lang: Lang): ActionView {
  return allowed
    ? { allowed }
    : { allowed, why: textOf({ code: 'access.not-allowed', retry: 'after-fix' }, lang).title };
}
