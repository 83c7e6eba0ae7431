import type { Settings } from '../../src/settings/settings';
import { loadSettings, saveSettings } from '../../src/settings/settings-store';
import { SETTINGS } from '../effects/stage';

/** The settings of the stage are saved, changed so. */
export async function savedSettings(change: Partial<Settings> = {}): Promise<Settings> {
  const settings = { ...SETTINGS, ...change };
  await saveSettings(await loadSettings(), settings, { kind: 'app' });
  return settings;
}
