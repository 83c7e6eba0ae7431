import { vi } from 'vitest';
import type { Settings } from '../../src/settings/settings';
import { loadSettings, saveSettings } from '../../src/settings/settings-store';
import { SETTINGS } from '../effects/stage';

/** The settings of the stage are saved, changed so. */
export async function savedSettings(change: Partial<Settings> = {}): Promise<Settings> {
  const settings = { ...SETTINGS, ...change };
  await saveSettings(await loadSettings(), settings, { kind: 'app' });
  return settings;
}

/** The same, so many seconds ago: moves count since then. */
export async function savedBefore(seconds: number, change: Partial<Settings> = {}): Promise<void> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() - seconds * 1000 });
  try {
    await savedSettings(change);
  } finally {
    vi.useRealTimers();
  }
}
