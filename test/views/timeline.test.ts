import { expect, it } from 'vitest';
import type { AuditEntry } from '../../src/audit/chain';
import { timelineOf } from '../../src/views/submission/timeline';

const RELEASED = { what: 'released', key: 'hand-over:1' } as const;

/** As it is stored; its hashes are none of the history's business. */
function entry(seq: number, actor: AuditEntry['actor']): AuditEntry {
  const at = '2026-12-01T08:00:00.000Z';
  return { v: 1, subject: 's1', seq, at, actor, event: RELEASED, prevHash: '', hash: '' };
}

it('folds a step that the app took up again by itself, and shows one that a person released', () => {
  const history = [entry(1, { kind: 'app' }), entry(2, { kind: 'person', id: 'p-1' })];
  const [byPerson, byApp] = timelineOf(history, new Map([['p-1', 'Bernd']]), 'en');
  expect(byPerson).not.toHaveProperty('step');
  expect(byApp).toMatchObject({ step: 'hand-over:1' });
});
