import type { ApprovalOffView } from '../../contract/pipelines';
import { berlinTime } from '../../kernel/berlin';
import type { Lang } from '../../kernel/lang';
import { type ApprovalOff, mayConfirm, pendingOf } from '../../pipelines/approval-off';
import type { Person } from '../../security/access';
import { say } from '../../texts/say';
import { type Names, nameOf } from '../person';

/** People of whom the view needs the names. */
export function peopleIn(off: ApprovalOff | undefined): readonly string[] {
  return off === undefined ? [] : [off.askedBy, ...(off.confirmedBy === undefined ? [] : [off.confirmedBy])];
}
const NOT_SELF = 'approval-off.not-self';

/** What firm leads see of an approval that was, or is to be, switched off. */
export function approvalOffView(
  off: ApprovalOff | undefined,
  of: { readonly who: Person; readonly names: Names; readonly lang: Lang },
): ApprovalOffView | undefined {
  if (off === undefined) return undefined;
  const { who, names, lang } = of;
  const name = (id: string | undefined) => (id === undefined ? '' : nameOf(id, names, lang));
  const { askedBy, askedAt, confirmedBy, confirmedAt = askedAt } = off;
  const isPending = pendingOf(off && { approvalOff: off }) !== undefined;
  const text = isPending
    ? 'approval-off.texts.asked'
    : confirmedBy === askedBy
      ? 'approval-off.texts.alone'
      : 'approval-off.texts.off';
  const may = isPending && mayConfirm(off, { by: who.accountId, isAdmin: who.admin });
  return {
    isPending,
    text: say(text, lang, {
      asker: name(askedBy),
      confirmer: name(confirmedBy),
      at: berlinTime(confirmedAt, lang),
    }),
    confirm: { allowed: may, ...(isPending && !may ? { why: say(NOT_SELF, lang) } : {}) },
  };
}
