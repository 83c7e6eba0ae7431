import { loadRecord, type RecordKind, saveRecord, type Versioned } from '../platform/records';
import { DEFAULT_SETTINGS, Settings } from './settings';

const KIND: RecordKind<Settings> = { key: 'settings', schema: Settings, fallback: DEFAULT_SETTINGS };

/** The settings with their version; a fresh installation has the defaults with version 0. */
export function loadSettings(): Promise<Versioned<Settings>> {
  return loadRecord(KIND);
}

/** Saves under the version the admin saw; `conflict` when another admin saved meanwhile. */
export function saveSettings(before: Versioned<Settings>, settings: Settings): Promise<'done' | 'conflict'> {
  return saveRecord(KIND, before, settings);
}
