import { onTestFinished, vi } from 'vitest';

/** In this test it is this time, and no later; timers run as ever. */
export function atTime(iso: string): void {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(iso) });
  onTestFinished(() => {
    vi.useRealTimers();
  });
}
