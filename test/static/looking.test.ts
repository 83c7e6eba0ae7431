import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Answer, Seen } from '../../src/contract/answers';
import { looking, type Memory, remember } from '../../static/shared/data/looking';

const NOW = Date.parse('2026-12-01T08:00:00.000Z');
const seen = { version: 7, ticket: 't' };
const same = { ok: true, now: new Date(NOW).toISOString(), value: seen } as const;
const line = {
  isOpen: () => true,
  isWanted: () => false,
  open: async () => undefined,
  close: () => undefined,
};

/** A page that shows number 7 and is asked about; `answers`: what it is told, the last again and again. */
function page(...answers: readonly Answer<Seen>[]) {
  return looked({ moving: true, memory: { text: '', turn: 9 } }, answers);
}

/** One that asks nothing by itself. */
function atRest(memory: Memory, ...answers: readonly Answer<Seen>[]) {
  return looked({ moving: false, memory }, answers);
}

type Of = { readonly moving: boolean; readonly memory: Memory };

function looked({ moving, memory }: Of, answers: readonly Answer<Seen>[]) {
  const asked: number[] = [];
  const told = { loads: 0 };
  const look = looking({
    ...{ shown: { seen, moving }, memory, line },
    reload: async () => {
      told.loads += 1;
    },
    version: async () => {
      asked.push(Date.now() - NOW);
      return answers[Math.min(asked.length, answers.length) - 1] ?? same;
    },
  });
  return { ...look, asked, told };
}

beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
  const nothing = () => undefined;
  vi.stubGlobal('document', {
    visibilityState: 'visible',
    addEventListener: nothing,
    removeEventListener: nothing,
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('a page that hears signals', () => {
  it('asks after the first of many, and goes on asking while they come', async () => {
    const { onSignal, asked } = page();
    for (let ms = 0; ms < 2000; ms += 10) {
      onSignal();
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(asked[0]).toBe(400);
    expect(asked.length).toBeGreaterThanOrEqual(4);
    expect(asked.length).toBeLessThanOrEqual(5);
  });

  it('asks again for one that came while it was asking, and loads when something is new', async () => {
    const newer = { ...same, value: { ...seen, version: 8 } };
    const { onSignal, asked, told } = page(same, newer);
    onSignal();
    await vi.advanceTimersByTimeAsync(399);
    onSignal();
    await vi.advanceTimersByTimeAsync(1);
    onSignal();
    await vi.advanceTimersByTimeAsync(400);
    expect(asked).toEqual([400, 800]);
    expect(told.loads).toBe(1);
  });

  it('asks again for one that came while everything was loaded: what came may be older than it', async () => {
    const memory: Memory = { text: '', turn: 9 };
    const newer = { ...same, value: { ...seen, version: 8 } };
    const before = atRest(memory, newer);
    before.onSignal();
    await vi.advanceTimersByTimeAsync(400);
    expect(before.told.loads).toBe(1);
    before.onSignal();
    before.end();
    remember(memory, 'what was loaded');
    const after = atRest(memory, same);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(after.asked).toEqual([800]);
  });

  it('waits as long as the backend says, whatever it hears', async () => {
    const problem = { code: 'platform.busy', title: 'x', remedy: 'y' } as const;
    const again = new Date(NOW + 40_000).toISOString();
    const { onSignal, asked } = page({ ok: false, now: same.now, problem: { ...problem, again } }, same);
    onSignal();
    await vi.advanceTimersByTimeAsync(1000);
    for (let ms = 0; ms < 30_000; ms += 1000) {
      onSignal();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(asked).toEqual([400]);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toEqual([400, 40_000]);
  });
});
