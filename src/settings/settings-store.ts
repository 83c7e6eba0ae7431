import { saveLogged } from '../audit/config-log-store';
import { now } from '../platform/clock';
import type { Read, Wish } from '../platform/read-ahead';
import { loadRecord, type RecordKind, recordsAt, type Versioned } from '../platform/records';
import type { Actor } from '../submissions/events';
import { withSince } from './counts-since';
import { DEFAULT_SETTINGS, Settings } from './settings';
import { settingsChange } from './settings-change';

const KIND: RecordKind<Settings> = { key: 'settings', schema: Settings, fallback: DEFAULT_SETTINGS };

/** The settings with their version; a fresh installation has the defaults with version 0. */
export function loadSettings(read?: Read): Promise<Versioned<Settings>> {
  return loadRecord(KIND, read);
}

/** The settings, to be read ahead. */
export const SETTINGS_WISHED: Wish = recordsAt([KIND.key]);

/** Changes the settings on their newest value, as the app itself; `change` answering the same value writes nothing. */
export async function changeSettingsAsApp(change: (settings: Settings) => Settings): Promise<void> {
  for (;;) {
    const before = await loadSettings();
    const data = change(before.data);
    if (data === before.data || (await saveSettings(before, data, { kind: 'app' })) === 'done') return;
  }
}

/** Saves under the version the admin saw; `conflict` when another admin saved meanwhile. */
export function saveSettings(
  before: Versioned<Settings>,
  data: Settings,
  by: Actor,
): Promise<'done' | 'conflict'> {
  const event = settingsChange(before.data, data);
  return saveLogged(KIND, { before, data: withSince(before.data, data, now()), by, event });
}
