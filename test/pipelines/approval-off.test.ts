import { describe, expect, it } from 'vitest';
import {
  type ApprovalOff,
  asksForApproval,
  inForce,
  mayConfirm,
  pendingOf,
} from '../../src/pipelines/approval-off';
import { planOf } from '../runs/plans';

const AT = '2026-12-01T08:00:00.000Z';
const EARLIER = '2026-11-30T08:00:00.000Z';
const { pipeline } = planOf();
const on = { ...pipeline, needsApproval: true };
const off = { ...pipeline, needsApproval: false };
const pending: ApprovalOff = { askedBy: 'berta', askedAt: EARLIER };
const decided: ApprovalOff = { ...pending, confirmedBy: 'carl', confirmedAt: EARLIER };
const asked: ApprovalOff = { askedBy: 'anna', askedAt: AT };

type Save = Partial<Parameters<typeof inForce>[0]>;
const saved = (save: Save) =>
  inForce({ draft: off, before: undefined, isGuarded: false, by: 'anna', isAdmin: false, at: AT, ...save });
const waits = (approvalOff: ApprovalOff) => ({ needsApproval: true, approvalOff });
const elsewhere = { ...off, mandant: '455148-3' };

describe('what of the approval is in force after a save', () => {
  it.each<readonly [string, Save, ReturnType<typeof inForce>]>([
    ['a new pipeline without it', {}, { needsApproval: false }],
    ['a new one with it', { draft: on }, { needsApproval: true }],
    ['a new one without it, where another of the Mandant had it', { isGuarded: true }, waits(asked)],
    [
      'the same by an administrator',
      { isGuarded: true, isAdmin: true },
      { needsApproval: false, approvalOff: { ...asked, confirmedBy: 'anna', confirmedAt: AT } },
    ],
    ['off, where it was on', { before: { pipeline: on } }, waits(asked)],
    [
      'off by an administrator, where it was on',
      { before: { pipeline: on }, isAdmin: true },
      { needsApproval: false, approvalOff: { ...asked, confirmedBy: 'anna', confirmedAt: AT } },
    ],
    [
      'off once more, while the first wish waits',
      { before: { pipeline: on, approvalOff: pending } },
      waits(pending),
    ],
    [
      'off once more, long after another wish was confirmed',
      { before: { pipeline: on, approvalOff: decided } },
      waits(asked),
    ],
    [
      'still on, while a wish waits',
      { draft: on, before: { pipeline: on, approvalOff: pending } },
      waits(pending),
    ],
    [
      'on again, after it was off',
      { draft: on, before: { pipeline: off, approvalOff: decided } },
      { needsApproval: true },
    ],
    [
      'still off, as it was confirmed',
      { before: { pipeline: off, approvalOff: decided }, isGuarded: true },
      { needsApproval: false, approvalOff: decided },
    ],
    [
      'still off, moved to a Mandant where nobody had it',
      { draft: elsewhere, before: { pipeline: off } },
      { needsApproval: false },
    ],
    [
      'still off, moved to a Mandant where somebody had it',
      { draft: elsewhere, before: { pipeline: off }, isGuarded: true },
      waits(asked),
    ],
  ])('%s', (_, save, force) => expect(saved(save)).toEqual(force));
});

describe('a wish to switch it off', () => {
  it('waits until it is confirmed', () => {
    expect(pendingOf(undefined)).toBeUndefined();
    expect(pendingOf({})).toBeUndefined();
    expect(pendingOf({ approvalOff: pending })).toEqual(pending);
    expect(pendingOf({ approvalOff: decided })).toBeUndefined();
  });

  it.each([
    ['somebody else', 'anna', false, true],
    ['who asked', 'berta', false, false],
    ['who asked, being an administrator', 'berta', true, true],
  ])('may be confirmed by %s: %s', (_, by, isAdmin, may) =>
    expect(mayConfirm(pending, { by, isAdmin })).toBe(may),
  );

  it.each([
    ['any run while it is on', { pipeline: on }, AT, true],
    ['no run where it never was', { pipeline: off }, AT, false],
    [
      'a run that began before it was confirmed',
      { pipeline: off, approvalOff: confirmedAtNow() },
      EARLIER,
      true,
    ],
    ['no run that began with that instant', { pipeline: off, approvalOff: confirmedAtNow() }, AT, false],
    ['no run where it is only asked', { pipeline: off, approvalOff: pending }, EARLIER, false],
  ])('lets %s ask for approval', (_, kept, begunAt, asks) =>
    expect(asksForApproval(kept, begunAt)).toBe(asks),
  );
});

function confirmedAtNow(): ApprovalOff {
  return { ...asked, confirmedBy: 'carl', confirmedAt: AT };
}
