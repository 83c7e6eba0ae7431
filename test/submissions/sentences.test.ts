import { describe, expect, it } from 'vitest';
import type { Tone as ContractTone } from '../../src/contract/answers';
import { type StateWords, stateWords, type Tone } from '../../src/submissions/sentences';
import { STATE_CODES } from '../../src/submissions/state-code';

const FACTS = {
  fileName: 'EXTF_Januar.csv',
  label: 'Rechnungen 01/2026',
  cause: 'Sachkontenlänge (Feld 14)',
  problem: { title: 'Jira ist weg.', remedy: 'Warten Sie.' },
  resubmitStatus: '„Done“',
};

describe('what people are told about a state', () => {
  it.each(STATE_CODES)('%s has lozenge, sentence and next action in both languages', (code) => {
    const [de, en] = (['de', 'en'] as const).map((lang) => stateWords(code, FACTS, lang));
    for (const words of [de, en]) {
      expect(words?.lozenge.text.length).toBeLessThanOrEqual(22);
      expect(words?.sentence).toMatch(/[.?]$/);
      expect(words?.nextAction).toMatch(/\.$/);
      expect(JSON.stringify(words)).not.toMatch(/\{\w+\}|–|undefined/);
    }
    expect(de?.sentence).not.toBe(en?.sentence);
  });

  it.each(STATE_CODES)('%s can be told when nothing but the file name is known', (code) => {
    expect(JSON.stringify(stateWords(code, { fileName: 'EXTF_x.csv' }, 'de'))).not.toMatch(
      /\{\w+\}|undefined/,
    );
  });

  it('says the cause, and never that anything is booked', () => {
    expect(stateWords('rejected', FACTS, 'de')).toEqual<StateWords>({
      lozenge: { text: 'Abgelehnt', tone: 'removed' },
      sentence: 'DATEV hat „Rechnungen 01/2026“ abgelehnt: Sachkontenlänge (Feld 14).',
      nextAction: 'Beheben Sie die Ursache und geben Sie die korrigierte Datei hier ab.',
    });
    expect(stateWords('delivered', FACTS, 'de').sentence).toBe(
      '„Rechnungen 01/2026“ ist an DATEV übergeben. Gebucht ist damit noch nichts.',
    );
  });

  it('gives the reason a person gave, and when we look next', () => {
    expect(stateWords('closed', { ...FACTS, reason: 'doppelt' }, 'de').sentence).toBe(
      '„Rechnungen 01/2026“ wurde ohne Senden geschlossen. Grund: doppelt',
    );
    expect(stateWords('pending', { ...FACTS, nextLookAt: 'um 14:32 Uhr' }, 'de').nextAction).toBe(
      'Sie müssen nichts tun. Wir sehen wieder nach: um 14:32 Uhr.',
    );
  });

  it('asks after a failed run for the issue, and after a dry run, which has none, for another one', () => {
    const next = (isDry?: true) =>
      stateWords('rejected', { ...FACTS, kind: 'run', ...(isDry && { isDry }) }, 'de').nextAction;
    expect(next()).toMatch(/setzen Sie den Vorgang auf „Done“/);
    expect(next(true)).toMatch(/führen Sie den Probelauf noch einmal aus/);
    expect(next(true)).not.toMatch(/Vorgang/);
  });

  it('says what became of it where DATEV did not refuse all of it, and what helps where the file is not to blame', () => {
    const words = (over: object) => stateWords('rejected', { ...FACTS, ...over }, 'de');
    expect([words({ how: 'partly' }).lozenge.text, words({ how: 'partly' }).sentence]).toEqual([
      'Zum Teil',
      'DATEV hat nur einen Teil von „Rechnungen 01/2026“ übernommen.',
    ]);
    expect(words({ how: 'not-sent' }).sentence).toBe(
      '„Rechnungen 01/2026“ wurde nicht gesendet: Sachkontenlänge (Feld 14).',
    );
    expect(words({ how: 'refused' }).sentence).toBe(words({}).sentence);
    expect(words({ how: 'asks', kind: 'run' })).toEqual({
      lozenge: { text: 'Rückfrage', tone: 'moved' },
      sentence: '„Rechnungen 01/2026“ wartet auf eine Entscheidung: Sachkontenlänge (Feld 14).',
      nextAction: expect.stringContaining('ein Statuswechsel genügt dafür nicht'),
    });
    const later = (
      code: 'rejected-has-file' | 'issue-deleted',
      how: 'refused' | 'partly' | 'not-sent' | 'asks',
    ) => stateWords(code, { ...FACTS, how }, 'de').sentence;
    expect(later('rejected-has-file', 'refused')).toMatch(/DATEV hatte „Rechnungen 01\/2026“ abgelehnt/);
    expect(later('rejected-has-file', 'partly')).toBe(
      'Eine korrigierte Datei liegt bereit. DATEV hatte nur einen Teil von „Rechnungen 01/2026“ übernommen.',
    );
    expect(later('rejected-has-file', 'not-sent')).toBe(
      'Eine korrigierte Datei liegt bereit. „Rechnungen 01/2026“ wurde nicht gesendet: Sachkontenlänge (Feld 14).',
    );
    expect(later('issue-deleted', 'refused')).toMatch(/^DATEV hat „Rechnungen 01\/2026“ abgelehnt/);
    expect(later('issue-deleted', 'partly')).toBe(
      'DATEV hat nur einen Teil von „Rechnungen 01/2026“ übernommen. Der Jira-Vorgang dazu wurde gelöscht.',
    );
    expect(later('issue-deleted', 'not-sent')).toBe(
      '„Rechnungen 01/2026“ wurde nicht gesendet: Sachkontenlänge (Feld 14). Der Jira-Vorgang dazu wurde gelöscht.',
    );
    expect(later('issue-deleted', 'asks')).toMatch(/wartet auf eine Entscheidung: .* wurde gelöscht/);
    expect(words({ isOutside: true }).nextAction).toMatch(/dieselbe Datei noch einmal gesendet werden/);
    expect(words({ isOutside: true, hasNoBytes: true }).nextAction).toMatch(/aus dem Programm, aus dem sie/);
    expect(words({ hasNoBytes: true }).nextAction).toBe(words({}).nextAction);
    const delivered = (kind?: 'extf' | 'dxso' | 'document') =>
      stateWords('delivered', { ...FACTS, ...(kind && { kind }) }, 'de').nextAction;
    expect(delivered('document')).toBe('Der Beleg liegt in DATEV Unternehmen online.');
    expect(delivered('dxso')).toMatch(/^Die Kanzlei findet Belege und Buchungen/);
    expect(delivered('extf')).toBe(delivered());
    expect(delivered('extf')).not.toMatch(/Unternehmen online/);
  });

  it('has the tones of the contract', () => {
    const same: (tone: Tone) => ContractTone = (tone) => tone;
    const back: (tone: ContractTone) => Tone = (tone) => tone;
    expect(back(same('moved'))).toBe('moved');
  });
});

describe('a state in words, where little is known of it', () => {
  const OF = { fileName: 'EXTF_x.csv' };
  const look = 'Wir sehen wieder nach: um 14:32 Uhr.';
  const choose = 'wählen Sie dann „DATEV hat die Datei“ oder „Noch einmal senden“.';
  const next = { nextLookAt: 'um 14:32 Uhr' };
  it.each([
    ['rejected', {}, 'sentence', 'DATEV hat „EXTF_x.csv“ abgelehnt: Grund siehe unten.'],
    ['rejected', { cause: 'Feld 14' }, 'sentence', 'DATEV hat „EXTF_x.csv“ abgelehnt: Feld 14.'],
    ['closed', {}, 'sentence', '„EXTF_x.csv“ wurde ohne Senden geschlossen.'],
    ['closed', { how: 'not-sent' }, 'sentence', '„EXTF_x.csv“ wurde ohne Senden geschlossen.'],
    [
      'closed',
      { how: 'partly' },
      'sentence',
      'DATEV hat nur einen Teil von „EXTF_x.csv“ übernommen. Der Rest wurde ohne Senden geschlossen.',
    ],
    [
      'closed',
      { how: 'partly' },
      'nextAction',
      'Muss noch etwas gebucht werden, dann nur, was DATEV nicht übernommen hat.',
    ],
    ['closed', { reason: ' ' }, 'sentence', '„EXTF_x.csv“ wurde ohne Senden geschlossen.'],
    ['pending', { reason: 'doppelt' }, 'sentence', 'DATEV prüft „EXTF_x.csv“.'],
    ['pending', { kind: 'dxso' }, 'nextAction', 'Sie müssen nichts tun.'],
    ...(['pending-long', 'unknown'] as const).flatMap((code) => [
      [
        code,
        {},
        'nextAction',
        `Bitten Sie die Kanzlei, in DATEV nach dem Stapel zu sehen, und ${choose}`,
      ] as const,
      [code, { kind: 'dxso' }, 'nextAction', `Sehen Sie in Belege online nach, und ${choose}`] as const,
    ]),
    ['pending', next, 'nextAction', `Sie müssen nichts tun. ${look}`],
    [
      'doubtful',
      next,
      'nextAction',
      `Sie müssen nichts tun. Das dauert meist nicht länger als 20 Minuten. ${look}`,
    ],
    [
      'doubtful',
      { ...next, kind: 'document' },
      'sentence',
      'Wir wissen noch nicht, ob „EXTF_x.csv“ bei DATEV angekommen ist. Wir senden noch einmal: Denselben Beleg legt DATEV nur einmal ab.',
    ],
    ['doubtful', { ...next, kind: 'document' }, 'nextAction', 'Sie müssen nichts tun.'],
    ['sending', next, 'nextAction', 'Sie müssen nichts tun.'],
    ['stuck', {}, 'nextAction', 'Wiederholen Sie den Schritt unten, sobald die Ursache behoben ist.'],
    ['stuck', FACTS, 'nextAction', 'Warten Sie.'],
    ['stuck', FACTS, 'sentence', 'Ein Schritt für „Rechnungen 01/2026“ kommt nicht voran. Jira ist weg.'],
    [
      'stopped',
      { reason: 'Abschluss' },
      'sentence',
      '„EXTF_x.csv“ wartet, denn alles Senden an DATEV ist angehalten. Grund: Abschluss',
    ],
  ] as const)('%s %o: %s', (code, facts, part, words) => {
    expect(stateWords(code, { ...OF, ...facts }, 'de')[part]).toBe(words);
  });

  it('is named by what it is, where DATEV had no say', () => {
    expect(stateWords('closed', { ...OF, how: 'not-sent' }, 'de').lozenge.text).toBe('Geschlossen');
  });
});
