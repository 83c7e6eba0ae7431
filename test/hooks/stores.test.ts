import '../support/forge-globals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { countRefusal, loadRefusals } from '../../src/hooks/refusal-store';
import {
  endOldSecret,
  loadHookSecrets,
  makeSecret,
  noteUse,
  removeSecrets,
  rotateSecret,
  validSecrets,
} from '../../src/hooks/secret-store';
import { claimName, finishName, releaseName } from '../../src/hooks/seen-store';
import { answerWith, json } from '../support/forge-globals';
import { storage } from '../support/kv-storage';

const DAY = 86_400_000;
const START = Date.parse('2026-12-01T08:00:00.000Z');

beforeEach(() => {
  vi.useFakeTimers({ now: START, toFake: ['Date'] });
  vi.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const values = async () => (await validSecrets('signed')).map(({ secret }) => secret);
const made = async (making: ReturnType<typeof makeSecret>) => {
  const answer = await making;
  if (!answer.ok) throw new Error(answer.problem.code);
  return answer.value.secret;
};

describe('secrets in storage', () => {
  it('are 32 random bytes, made once, and never in the record', async () => {
    const state = storage();
    const secret = await made(makeSecret('signed', 'anna'));
    expect(secret).toMatch(/^[A-Za-z0-9_-]{43}$/);
    expect(await values()).toEqual([secret]);
    expect(await makeSecret('signed', 'anna')).toMatchObject({ problem: { code: 'hooks.has-secret' } });
    expect(await values()).toEqual([secret]);
    expect(JSON.stringify(await loadHookSecrets())).not.toContain(secret);
    expect([...state.kept].filter(([, value]) => JSON.stringify(value).includes(secret))).toHaveLength(1);
    expect([...state.kept.keys()].filter((key) => key.startsWith('secret '))).toHaveLength(1);
  });

  it('count both while they rotate, the old one for seven days and not longer', async () => {
    const state = storage();
    const first = await made(makeSecret('signed', 'anna'));
    const second = await made(rotateSecret('signed', 'bert'));
    expect(await values()).toEqual([second, first]);
    expect([...state.ttls.values()].filter((ttl) => ttl === 7 * 86_400)).toHaveLength(1);
    vi.setSystemTime(START + 7 * DAY - 1);
    expect(await values()).toEqual([second, first]);
    vi.setSystemTime(START + 7 * DAY);
    expect(await values()).toEqual([second]);
  });

  it('never count three, and leave nothing of what ended', async () => {
    const state = storage();
    await made(makeSecret('signed', 'anna'));
    const second = await made(rotateSecret('signed', 'anna'));
    const third = await made(rotateSecret('signed', 'anna'));
    expect(await values()).toEqual([third, second]);
    await endOldSecret('signed', 'anna');
    expect(await values()).toEqual([third]);
    await removeSecrets('signed', 'anna');
    expect(await values()).toEqual([]);
    expect([...state.kept.keys()].filter((key) => key.startsWith('secret '))).toEqual([]);
    expect(await rotateSecret('signed', 'anna')).toMatchObject({ problem: { code: 'hooks.no-secret' } });
    expect([...state.kept.keys()].filter((key) => key.startsWith('secret '))).toEqual([]);
  });

  it('made by two at once count, of one of them', async () => {
    storage();
    const answers = await Promise.all([makeSecret('signed', 'anna'), makeSecret('signed', 'bert')]);
    const kept = answers.flatMap((a) => (a.ok ? [a.value.secret] : []));
    expect(kept).toHaveLength(1);
    expect(await values()).toEqual(kept);
  });

  it('rotated by two at once count both', async () => {
    storage();
    await made(makeSecret('signed', 'anna'));
    const both = await Promise.all([made(rotateSecret('signed', 'a')), made(rotateSecret('signed', 'b'))]);
    expect(new Set(await values())).toEqual(new Set(both));
  });

  it('of one door are none of the other, and say when they were used', async () => {
    const state = storage();
    await made(makeSecret('looker', 'anna'));
    expect(await values()).toEqual([]);
    const [token] = await validSecrets('looker');
    await noteUse('looker', token?.id ?? '');
    const written = state.writes;
    await noteUse('looker', token?.id ?? '');
    expect(state.writes).toBe(written);
    expect((await loadHookSecrets()).looker?.current.usedAt).toBe('2026-12-01T08:00:00.000Z');
  });
});

describe('names of messages in storage', () => {
  const UNTIL = '2026-12-01T09:00:00.000Z';

  it('are taken once, called done, and may be given back', async () => {
    const state = storage();
    expect(await claimName('a', UNTIL)).toBe('fresh');
    expect(await claimName('a', UNTIL)).toBe('begun');
    await finishName('a', UNTIL);
    expect(await claimName('a', UNTIL)).toBe('done');
    expect(state.ttls.get('hook-seen:a')).toBe(3600);
    await releaseName('a');
    expect(await claimName('a', UNTIL)).toBe('fresh');
  });

  it('are over at their time, also while Forge still shows them', async () => {
    storage();
    await claimName('a', UNTIL);
    await finishName('a', UNTIL);
    vi.setSystemTime(Date.parse(UNTIL) - 1);
    expect(await claimName('a', UNTIL)).toBe('done');
    vi.setSystemTime(Date.parse(UNTIL));
    expect(await claimName('a', '2026-12-01T10:00:00.000Z')).toBe('fresh');
    expect(await claimName('a', '2026-12-01T10:00:00.000Z')).toBe('begun');
  });

  it('are given to one of many', async () => {
    storage();
    const claims = await Promise.all(Array.from({ length: 50 }, () => claimName('a', UNTIL)));
    expect(claims.filter((claim) => claim === 'fresh')).toHaveLength(1);
  });
});

describe('refusals in storage', () => {
  it('cost five writes a minute that go through, whoever knocks', async () => {
    storage();
    await Promise.all(Array.from({ length: 200 }, () => countRefusal('token')));
    expect((await loadRefusals()).days).toEqual({
      '2026-12-01': { counts: { token: 5 }, isAtLeast: true },
    });
    vi.setSystemTime(START + 60_000);
    await countRefusal('token');
    expect((await loadRefusals()).days['2026-12-01']?.counts).toEqual({ token: 6 });
  });

  it('change no answer when storage is away', async () => {
    answerWith(() => json({ code: 'INTERNAL', message: 'no' }, 503));
    await expect(countRefusal('token')).resolves.toBeUndefined();
  });
});
