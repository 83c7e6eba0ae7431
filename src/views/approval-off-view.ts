import type { ApprovalOffView } from '../contract/pipelines';
import { berlinTime } from '../kernel/berlin';
import type { Lang, Text } from '../kernel/problem';
import { say } from '../kernel/text';
import { type ApprovalOff, mayConfirm, pendingOf } from '../pipelines/approval-off';
import type { Rights } from '../security/access';
import { type Names, nameOf } from './person';

/** People of whom the view needs the names. */
export function peopleIn(off: ApprovalOff | undefined): readonly string[] {
  return off === undefined ? [] : [off.askedBy, ...(off.confirmedBy === undefined ? [] : [off.confirmedBy])];
}

const TEXTS: Readonly<Record<'asked' | 'off' | 'alone', Text>> = {
  asked: {
    de: '{asker} will die Freigabe abschalten (seit {at}). Bis eine zweite Person oder ein Jira-Administrator das bestätigt, braucht jeder Lauf weiter eine Freigabe.',
    en: '{asker} wants to switch the approval off (since {at}). Until a second person or a Jira administrator confirms that, every run still needs approval.',
  },
  off: {
    de: 'Die Freigabe ist abgeschaltet seit {at}: verlangt von {asker}, bestätigt von {confirmer}. Läufe, die vorher begannen, brauchen sie weiter.',
    en: 'The approval has been switched off since {at}: wanted by {asker}, confirmed by {confirmer}. Runs that began before still need it.',
  },
  alone: {
    de: 'Die Freigabe ist abgeschaltet seit {at}, von {asker} (Jira-Administration). Läufe, die vorher begannen, brauchen sie weiter.',
    en: 'The approval has been switched off since {at}, by {asker} (Jira administration). Runs that began before still need it.',
  },
};
const NOT_SELF: Text = {
  de: 'Bestätigen muss eine andere Person als die, die es verlangt hat, oder ein Jira-Administrator.',
  en: 'Somebody other than who wanted it has to confirm, or a Jira administrator.',
};

/** What firm leads see of an approval that was, or is to be, switched off. */
export function approvalOffView(
  off: ApprovalOff | undefined,
  of: { readonly who: Rights; readonly names: Names; readonly lang: Lang },
): ApprovalOffView | undefined {
  if (off === undefined) return undefined;
  const { who, names, lang } = of;
  const name = (id: string | undefined) => (id === undefined ? '' : nameOf(id, names, lang));
  const { askedBy, askedAt, confirmedBy, confirmedAt = askedAt } = off;
  const isPending = pendingOf(off && { approvalOff: off }) !== undefined;
  const text = isPending ? TEXTS.asked : confirmedBy === askedBy ? TEXTS.alone : TEXTS.off;
  const may = isPending && mayConfirm(off, { by: who.accountId, isAdmin: who.admin });
  return {
    isPending,
    text: say(text, lang, {
      asker: name(askedBy),
      confirmer: name(confirmedBy),
      at: berlinTime(confirmedAt, lang),
    }),
    confirm: { allowed: may, ...(isPending && !may ? { why: NOT_SELF[lang] } : {}) },
  };
}
