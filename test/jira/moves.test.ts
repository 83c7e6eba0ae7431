import { describe, expect, it } from 'vitest';
import { qualifyingMove } from '../../src/jira/moves';
import { needsFile } from '../../src/submissions/decisions/before-move';

const statuses = { '10000': { resubmit: ['3'], closeWithout: ['4'] } };
const settings = { statuses, automationMayTransition: false };
const known = { appAccountId: 'app' };

function issue(...histories: readonly { id: string; by?: string; type?: string; to?: string }[]) {
  const list = histories.map((h) => ({
    id: h.id,
    at: '2026-12-01T09:00:00.000Z',
    authorId: h.by ?? 'anna',
    authorType: h.type ?? 'atlassian',
    ...(h.to === undefined ? {} : { status: { from: '1', to: h.to } }),
  }));
  return {
    projectId: '10000',
    statusId: list.find((h) => 'status' in h)?.status?.to ?? '1',
    histories: list,
  };
}

describe('a move that counts', () => {
  it('is the newest change into a configured status by a person', () => {
    expect(qualifyingMove(issue({ id: '12' }, { id: '11', to: '3' }), settings, known)).toMatchObject({
      history: '11',
      meaning: 'resubmit',
      by: 'anna',
    });
    expect(qualifyingMove(issue({ id: '11', to: '4' }), settings, known)).toMatchObject({
      meaning: 'close-without',
    });
  });

  it.each([
    ['a status without a meaning', issue({ id: '11', to: '2' }), known],
    ['our own move', issue({ id: '11', by: 'app', type: 'app', to: '3' }), known],
    ['an Automation rule that is not admitted', issue({ id: '11', by: 'auto', type: 'app', to: '3' }), known],
    ['a move handled before', issue({ id: '11', to: '3' }), { ...known, handledHistory: '11' }],
    ['a move older than the handled one', issue({ id: '9', to: '3' }), { ...known, handledHistory: '11' }],
    ['a status that is not current any more', { ...issue({ id: '11', to: '3' }), statusId: '1' }, known],
    ['a project without meanings', { ...issue({ id: '11', to: '3' }), projectId: '99' }, known],
  ])('is not %s', (_, seen, what) => {
    expect(qualifyingMove(seen, settings, what)).toBeUndefined();
  });

  it('admits Automation where the admin did, but never ourselves', () => {
    const admitted = { statuses, automationMayTransition: true };
    expect(
      qualifyingMove(issue({ id: '11', by: 'auto', type: 'app', to: '3' }), admitted, known),
    ).toBeDefined();
    expect(
      qualifyingMove(issue({ id: '11', by: 'app', type: 'app', to: '3' }), admitted, known),
    ).toBeUndefined();
  });

  it('is none any more once the issue lies in another project, until it is moved there', () => {
    const [move] = issue({ id: '11', to: '3' }).histories;
    const moved = {
      id: '12',
      at: AT,
      authorId: 'bert',
      authorType: 'atlassian',
      movedProject: true,
    } as const;
    const elsewhere = { ...issue({ id: '11', to: '3' }), histories: move ? [moved, move] : [] };
    expect(qualifyingMove(elsewhere, settings, known)).toBeUndefined();
    // Jira picks a status of the new project where that one has its own: nobody orders anything by that.
    const mapped = { ...moved, status: { from: '1', to: '3' } };
    const refiled = { ...elsewhere, histories: move ? [mapped, move] : [] };
    expect(qualifyingMove(refiled, settings, known)).toBeUndefined();
    const { movedProject: _, ...again } = { ...mapped, id: '13' };
    const there = { ...elsewhere, histories: [again, ...refiled.histories] };
    expect(qualifyingMove(there, settings, known)).toMatchObject({ history: '13', by: 'bert' });
  });

  const AT = '2026-12-01T09:00:00.000Z';
  const EARLIER = '2026-12-01T08:59:59.999Z';
  const LATER = '2026-12-01T10:00:00.001+0100';
  const rule = { id: '11', by: 'auto', type: 'app', to: '3' };
  it.each([
    ['sends since just then', { id: '11', to: '3' }, { 'resubmit/10000/3': AT }, true],
    ['sends since later', { id: '11', to: '3' }, { 'resubmit/10000/3': LATER }, false],
    ['closes since later', { id: '11', to: '4' }, { 'close-without/10000/4': LATER }, false],
    [
      'sends since before, and closed until then',
      { id: '11', to: '3' },
      { 'resubmit/10000/3': EARLIER },
      true,
    ],
    ['sends since later in another project', { id: '11', to: '3' }, { 'resubmit/10001/3': LATER }, true],
    ['sends, and rules are admitted since later', { id: '11', to: '3' }, { automation: LATER }, true],
    ['sends, by a rule of the time when none was admitted', rule, { automation: LATER }, false],
    ['sends, by a rule of when they were admitted', rule, { automation: EARLIER }, true],
  ])('is one of when it meant that: into a status that %s', (_, move, countsSince, counts) => {
    const admitted = { statuses, automationMayTransition: true, countsSince };
    expect(qualifyingMove(issue(move), admitted, known) !== undefined).toBe(counts);
  });

  it('compares history ids beyond what a double holds', () => {
    const big = issue({ id: '90071992547409931', to: '3' });
    expect(qualifyingMove(big, settings, { ...known, handledHistory: '90071992547409930' })).toBeDefined();
  });
});

describe('a checked file is asked for', () => {
  const meanings = { resubmit: ['3'], closeWithout: ['4'], deliveredTo: '5' };
  it.each([
    ['into the status that sends', '1', '3', true],
    ['into it from where a file was closed', '4', '3', true],
    ['into a step between, which somebody wants it before', '1', '2', true],
    ['to close without sending', '1', '4', false],
    ['back into work from where it was sent', '3', '1', false],
    ['back into work from where delivered ones rest', '5', '1', false],
  ])('%s', (_, from, to, isAsked) => {
    expect(needsFile({ from, to }, meanings)).toBe(isAsked);
  });

  it('everywhere, where statuses mean nothing yet', () => {
    expect(needsFile({ from: '1', to: '3' }, undefined)).toBe(true);
  });
});
