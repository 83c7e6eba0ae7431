import type { ActionView, DeskMandant, DeskRow } from '../contract/answers';
import { problemView, textOf } from '../datev/problem-text';
import { present } from '../kernel/present';
import type { Lang } from '../kernel/problem';
import type { Watch } from '../mandanten/watch';
import type { Settings } from '../settings/settings';
import type { Phase } from '../submissions/phase';
import { fileInQuestion } from '../submissions/shown-file';
import { standsSince } from '../submissions/standing';
import { stateCodeOf } from '../submissions/state-code';
import type { Submission } from '../submissions/submission';
import { type Names, personView } from './person';
import { stateWordsOf } from './state-words';

/** Mandanten, those that need somebody first. */
export function deskMandanten(
  watches: readonly Watch[],
  byPhase: ReadonlyMap<Phase, readonly Submission[]>,
  how: { names: Names; lang: Lang },
): readonly DeskMandant[] {
  const count = (phase: Phase, mandant: string) =>
    (byPhase.get(phase) ?? []).filter((s) => s.mandant === mandant).length;
  const rows = watches.map((w): DeskMandant => {
    const assignee = w.assignee === undefined ? undefined : personView(w.assignee, how.names, how.lang);
    const trouble = w.trouble === undefined ? undefined : problemView(w.trouble.problem, how.lang);
    return {
      id: w.mandant,
      watched: w.watched,
      needsYou: count('needs-you', w.mandant),
      moving: count('moving', w.mandant),
      delivered: count('delivered', w.mandant),
      ...present({ name: w.name, assignee, trouble, lastLookAt: w.lastLookAt }),
    };
  });
  return rows.sort((a, b) => weight(b) - weight(a) || a.id.localeCompare(b.id, 'en', { numeric: true }));
}

function weight(m: DeskMandant): number {
  return (m.trouble === undefined ? 0 : 10_000) + m.needsYou * 10 + m.moving;
}

/** Rows of the desk's list. */
export function deskRows(
  states: readonly Submission[],
  of: { watches: readonly Watch[]; settings: Settings; lang: Lang },
): readonly DeskRow[] {
  return states.map((state) => {
    const watch = of.watches.find((w) => w.mandant === state.mandant);
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
        mandantName: watch?.name,
        label,
        issueKey: state.issue?.deletedAt === undefined ? state.issue?.key : undefined,
      }),
    };
  });
}

/** Whether a submission fits what was asked for beyond the index: text search, and the phase within one Mandant. */
export function matches(s: Submission, wish: { readonly search?: string | undefined }): boolean {
  const needle = wish.search?.trim().toLowerCase() ?? '';
  if (needle === '') return true;
  const hay = [
    s.fileName,
    s.label ?? '',
    s.mandant,
    s.program,
    s.issue?.key ?? '',
    s.attempts.at(-1)?.jobId ?? '',
  ];
  return hay.some((text) => text.toLowerCase().includes(needle));
}

/** An action of the desk with the reason why not. */
export function deskAction(allowed: boolean, lang: Lang): ActionView {
  return allowed
    ? { allowed }
    : { allowed, why: textOf({ code: 'access.not-allowed', retry: 'after-fix' }, lang).title };
}
