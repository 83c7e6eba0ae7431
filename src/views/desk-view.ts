import type { ActionView, DeskMandant, DeskRow } from '../contract/answers';
import { problemView, textOf } from '../datev/problem-text';
import { present } from '../kernel/present';
import type { Lang } from '../kernel/problem';
import type { MandantRow } from '../mandanten/mandant-row';
import type { Settings } from '../settings/settings';
import type { Listed } from '../submissions/lists/listed';
import { inPhase, type Tally } from '../submissions/lists/tally';
import { fileInQuestion } from '../submissions/shown-file';
import { standsSince } from '../submissions/standing';
import { stateCodeOf } from '../submissions/state-code';
import { type Names, personView } from './person';
import { stateWordsOf } from './state-words';

/** Mandanten, those that need somebody first. `forOthers`: runs that wait for an approval which this person may not give. */
export function deskMandanten(
  mandanten: readonly MandantRow[],
  of: {
    readonly tallies: readonly Tally[];
    readonly forOthers: readonly Listed[];
    readonly names: Names;
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
      needsYou: Math.max(0, inPhase(tally, 'needs-you') - others),
      moving: inPhase(tally, 'moving') + others,
      delivered: inPhase(tally, 'delivered'),
      ...present({ name: m.name, assignee, trouble, lastLookAt: m.lastLookAt }),
    };
  });
  return rows.sort((a, b) => weight(b) - weight(a) || a.id.localeCompare(b.id, 'en', { numeric: true }));
}

function weight(m: DeskMandant): number {
  return (m.trouble === undefined ? 0 : 10_000) + m.needsYou * 10 + m.moving;
}

/** Rows of the desk's list. */
export function deskRows(
  states: readonly Listed[],
  of: { readonly settings: Settings; readonly mandanten: readonly DeskMandant[]; readonly lang: Lang },
): readonly DeskRow[] {
  return states.map((state) => {
    const code = stateCodeOf(state, of.settings.stopped !== undefined);
    const { fileName, label } = fileInQuestion(state, code);
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
        issueKey: state.issue?.deletedAt === undefined ? state.issue?.key : undefined,
      }),
    };
  });
}

/** An action of the desk with the reason why not. */
export function deskAction(allowed: boolean, lang: Lang): ActionView {
  return allowed
    ? { allowed }
    : { allowed, why: textOf({ code: 'access.not-allowed', retry: 'after-fix' }, lang).title };
}
