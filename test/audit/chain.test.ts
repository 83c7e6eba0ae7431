import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type AuditEntry, chain, endsSound, firstBroken } from '../../src/audit/chain';
import { isIntact, replay } from '../../src/audit/replay';
import { DISCOVERED, live, minutes, RESENT, T0 } from '../submissions/life';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

function history(): readonly AuditEntry[] {
  const entries: AuditEntry[] = [
    chain(undefined, { subject: 's1', at: T0, actor: { kind: 'datev' }, event: DISCOVERED }, sha256),
  ];
  RESENT.forEach((event, i) => {
    entries.push(
      chain(
        entries.at(-1),
        { subject: 's1', at: minutes(i + 1), actor: { kind: 'person', id: 'anna' }, event },
        sha256,
      ),
    );
  });
  return entries;
}

describe('the audit chain', () => {
  it('replays to the stored state', () => {
    expect(replay(history())).toEqual(live(DISCOVERED, ...RESENT));
    expect(isIntact(JSON.parse(JSON.stringify(history())), live(DISCOVERED, ...RESENT), sha256)).toBe(true);
  });

  it.each(history().map((e) => e.seq))('shows a change in entry %i', (seq) => {
    const changed = history().map((e) => (e.seq === seq ? { ...e, at: '2026-12-02T00:00:00.000Z' } : e));
    expect(firstBroken(changed, sha256)).toBe(seq);
  });

  it('shows a removed entry and a swapped one', () => {
    const all = history();
    expect(
      firstBroken(
        all.filter((e) => e.seq !== 3),
        sha256,
      ),
    ).toBe(4);
    const [a, b, ...rest] = all;
    if (a === undefined || b === undefined) throw new Error('too short');
    expect(firstBroken([b, a, ...rest], sha256)).toBe(2);
  });

  it('is not intact when the stored state says something else', () => {
    expect(isIntact(history(), { ...live(DISCOVERED, ...RESENT), mandant: '455148-9' }, sha256)).toBe(false);
  });

  it('shows of its newest entries alone whether they hang together up to the known end', () => {
    const newest = history().slice(-3);
    const end = { seq: newest.at(-1)?.seq ?? 0, hash: newest.at(-1)?.hash ?? '' };
    expect(endsSound(newest, end, sha256)).toBe(true);
    expect(endsSound(newest.slice(0, -1), end, sha256)).toBe(false);
    expect(endsSound(newest.toSpliced(1, 1), end, sha256)).toBe(false);
    expect(endsSound(newest, { ...end, hash: 'another' }, sha256)).toBe(false);
    const [first, ...rest] = newest;
    if (first === undefined) throw new Error('too short');
    expect(endsSound([{ ...first, at: T0 }, ...rest], end, sha256)).toBe(false);
  });
});
