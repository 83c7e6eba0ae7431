import { describe, expect, it } from 'vitest';
import type { ConfigEvent } from '../../src/audit/config-event';
import { whereOf } from '../../src/audit/config-words';
import { DEFAULT_SETTINGS, type Settings } from '../../src/settings/settings';
import { settingsChange } from '../../src/settings/settings-change';

const places = (event: ConfigEvent | undefined, lang: 'de' | 'en') =>
  (event?.differences ?? []).map(({ path }) => whereOf(path, lang));

describe('where something changed', () => {
  it('is said in words of ours for every field of an issue and for the project', () => {
    const after: Settings = {
      ...DEFAULT_SETTINGS,
      project: { id: '10001', key: 'BUCH', issueTypeId: '7' },
      fields: { externalId: 'f1', jobId: 'f2', mandant: 'f3', errorCode: 'f4' },
    };
    const event = settingsChange(
      { ...DEFAULT_SETTINGS, project: { id: '1', key: 'A', issueTypeId: '2' } },
      after,
    );
    expect(places(event, 'de')).toEqual([
      ...['Felder › Fehlercode', 'Felder › Externe ID', 'Felder › DATEV-Auftrag', 'Felder › Mandant'],
      ...['Projekt › ID', 'Projekt › Vorgangstyp', 'Projekt › Schlüssel'],
    ]);
  });

  it('is said in words of ours for what a column has to say to mean Soll or Haben', () => {
    const side = (member: string) => whereOf(['mapping', 'side', member], 'de');
    expect([side('soll'), side('haben')]).toEqual([
      'Zuordnung › Soll/Haben › Werte für Soll',
      'Zuordnung › Soll/Haben › Werte für Haben',
    ]);
  });
});
