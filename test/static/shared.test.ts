import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Asked, afterAnswer } from '../../static/shared/data/load';
import { fromBase64, missing, sha256Of, toBase64, unzipped, zipped } from '../../static/shared/files/pieces';
import { absolute, bytes, dayText, relative } from '../../static/shared/texts/time';

const NOW = '2026-12-01T08:00:00.000Z';

describe('times for people', () => {
  it.each([
    ['2026-12-01T08:00:30.000Z', 'in 30 Sekunden', 'in 30 seconds'],
    ['2026-12-01T07:56:00.000Z', 'vor 4 Minuten', '4 minutes ago'],
    ['2026-12-01T05:00:00.000Z', 'vor 3 Stunden', '3 hours ago'],
    ['2026-11-30T08:00:00.000Z', 'gestern', 'yesterday'],
    ['2026-10-22T08:00:00.000Z', 'vor 40 Tagen', '40 days ago'],
  ])('%s', (at, de, en) => {
    expect(relative(at, NOW, 'de')).toBe(de);
    expect(relative(at, NOW, 'en')).toBe(en);
  });

  it('writes an instant in the zone of the person’s profile', () => {
    expect(absolute(NOW, 'de', 'Europe/Berlin')).toContain('09:00');
    expect(absolute(NOW, 'de', 'America/New_York')).toContain('03:00');
  });

  it('writes a day without a time', () => {
    expect([dayText('2026-12-01', 'de'), dayText('2026-12-01', 'en')]).toEqual(['01.12.2026', '1 Dec 2026']);
  });

  it('writes English as the texts of the issues do', () => {
    expect(absolute(NOW, 'en', 'Europe/Berlin')).toBe('1 Dec 2026, 09:00');
  });

  it('still writes an instant when the zone is unknown', () => {
    expect(absolute(NOW, 'de', 'Mars/Olympus')).toContain('2026');
  });
});

it.each([
  [999, '1 kB'],
  [48_210, '48,2 kB'],
  [12_500_000, '12,5 MB'],
])('writes %i bytes as %s', (count, text) => {
  expect(bytes(count, 'de')).toBe(text);
});

describe('answers', () => {
  const NOTHING: Asked<string> = { data: { is: 'loading' }, answers: 0 };
  const good = (value: string) => ({ ok: true, now: NOW, value }) as const;
  const problem = { code: 'click.not-now', title: 'No', remedy: 'Wait' } as const;
  const bad = { ok: false, now: NOW, problem } as const;

  it('that come late do not replace newer ones', () => {
    const newer = afterAnswer(NOTHING, 2, good('new'));
    expect(afterAnswer(newer, 1, good('old'))).toBe(newer);
    expect(afterAnswer(newer, 1, bad)).toBe(newer);
  });

  it('that fail leave what was there, with the problem beside it', () => {
    const there = afterAnswer(NOTHING, 1, good('here'));
    expect(afterAnswer(there, 2, bad).data).toEqual({ is: 'there', value: 'here', now: NOW, stale: problem });
    expect(afterAnswer(NOTHING, 1, bad).data).toEqual({ is: 'failed', problem });
  });

  it('that succeed again take the problem away', () => {
    const stale = afterAnswer(afterAnswer(NOTHING, 1, good('a')), 2, bad);
    expect(afterAnswer(stale, 3, good('b')).data).toEqual({ is: 'there', value: 'b', now: NOW });
  });
});

describe('pieces of a file', () => {
  const raw = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 31) % 256);

  it('come back byte for byte through gzip and base64', async () => {
    const packed = await zipped(raw);
    expect(await unzipped(fromBase64(toBase64(packed)))).toEqual(raw);
    expect(Buffer.from(raw).toString('base64')).toBe(toBase64(raw));
  });

  it('have the SHA-256 everybody else computes', async () => {
    expect(await sha256Of(raw)).toBe(createHash('sha256').update(raw).digest('hex'));
  });

  it('are refused when the stream is cut off', async () => {
    const packed = await zipped(raw);
    await expect(unzipped(packed.slice(0, packed.length - 9))).rejects.toThrow();
  });

  it.each([
    [0, 100, [], [0]],
    [100, 100, [], [0]],
    [101, 100, [], [0, 1]],
    [450, 100, [0, 2, 4], [1, 3]],
    [200, 100, [0, 1], []],
  ])('%i bytes in pieces of %i, with %j there already', (size, chunk, have, todo) => {
    expect(missing(size, chunk, have)).toEqual(todo);
  });
});
