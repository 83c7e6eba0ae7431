import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commentBody } from '../../src/jira/text/comment-text';
import type { IssueFacts } from '../../src/jira/text/facts-words';
import { issueDescription, issueSummary } from '../../src/jira/text/issue-text';
import type { Cause, Note } from '../../src/submissions/submission';
import { anyText } from '../support/any-text';
import { objections } from './adf-schema';

type Node = { readonly type: string; readonly text?: string; readonly content?: readonly Node[] };

/** A document as lines of text, list items marked. */
function lines(node: Node): readonly string[] {
  if (node.type === 'paragraph' || node.type === 'heading')
    return [(node.content ?? []).map((c) => c.text ?? '').join('')];
  const inner = (node.content ?? []).flatMap(lines);
  return node.type === 'listItem' ? inner.map((line) => `- ${line}`) : inner;
}

const FACTS: IssueFacts = {
  mandant: '455148-1',
  mandantName: 'Muster GmbH',
  fileName: 'EXTF_Januar.csv',
  label: 'Rechnungen 01/2026',
  program: 'Fibu Plus',
  jobId: '8a77-01',
  records: 1200,
  sentAt: '2026-12-01T08:00:00Z',
  resubmitStatuses: ['Done'],
  closeStatuses: ['Closed without sending'],
};
const HEADER: Cause = { code: '1008834', faults: ['extf.header.14'] };
const PERMISSION: Cause = { code: '1008838', faults: [] };
const LANGS = ['de', 'en'] as const;

describe('the issue', () => {
  it('has a summary that says what happened to which batch of which Mandant', () => {
    expect(issueSummary({ ...FACTS, cause: HEADER, hasFile: false }, 'de')).toBe(
      'DATEV hat „Rechnungen 01/2026“ abgelehnt: Sachkontenlänge (Feld 14) – Muster GmbH (455148-1)',
    );
    expect(issueSummary({ ...FACTS, cause: PERMISSION, hasFile: false }, 'en')).toBe(
      'DATEV rejected “Rechnungen 01/2026”: no permission for the Mandant – Muster GmbH (455148-1)',
    );
    expect(issueSummary({ ...FACTS, hasFile: true }, 'de')).toBe(
      'Ungewiss, ob DATEV „Rechnungen 01/2026“ erhalten hat – Muster GmbH (455148-1)',
    );
  });

  it('names no code of ours where DATEV’s would stand, and a name of a package once', () => {
    const about = { ...FACTS, kind: 'dxso', fileName: FACTS.label ?? '', hasFile: false } as const;
    const ofPackage = lines(
      issueDescription({ ...about, cause: { source: 'datev', code: 'dxso-4', faults: [] } }, 'de'),
    );
    expect(ofPackage).toContain('- DATEV-Auftragsstatus: 4');
    expect(ofPackage.filter((line) => line.includes(FACTS.label ?? '-')).slice(1)).toEqual([
      '- Bezeichnung: Rechnungen 01/2026',
    ]);
    const stopped: Cause = { source: 'run', code: 'run.schema-changed', faults: [] };
    const ofRun = lines(issueDescription({ ...FACTS, kind: 'run', cause: stopped, hasFile: false }, 'de'));
    for (const said of [ofPackage, ofRun]) expect(said.join('\n')).not.toMatch(/dxso-4|run\.schema/);
    const again: Note = { about: 'failed-again', revision: 2, cause: stopped };
    expect(JSON.stringify(commentBody(again, FACTS, 'de'))).not.toMatch(/run\.schema/);
  });

  it('has a description for a faulty header line', () => {
    const facts = { ...FACTS, cause: HEADER, hasFile: false, helpUrl: 'http://www.datev.de/hilfe/1008834' };
    expect(lines(issueDescription(facts, 'de'))).toEqual([
      'DATEV hat „Rechnungen 01/2026“ für Muster GmbH (455148-1) nicht angenommen. Die Kopfzeile der Buchungsdatei ist fehlerhaft.',
      'Was bedeutet das?',
      'In der ersten Zeile der Datei stehen Mandant, Wirtschaftsjahr, Zeitraum und weitere Angaben zum Stapel. Mindestens eine davon nimmt DATEV nicht an. Von dieser Datei wurde nichts übernommen.',
      '- DATEV nimmt „Sachkontenlänge“ (Feld 14 der Kopfzeile) nicht an. Erlaubt: 4, 5, 6, 7 oder 8. Die Sachkontenlänge sagt, wie viele Stellen die Sachkonten des Mandanten haben.',
      'Was ist zu tun?',
      '- Stellen Sie im exportierenden Programm die Sachkontenlänge des Mandanten ein, wie sie in DATEV in den Mandantendaten steht, und exportieren Sie neu, damit auch die Konten in den Zeilen passen.',
      '- Geben Sie die korrigierte Datei im DATEV-Bereich dieses Vorgangs ab. Hängen Sie sie nicht an den Vorgang an: Buchungsdaten gehören nicht in Jira.',
      '- Setzen Sie den Vorgang auf „Done“. Die App sendet die Datei dann an DATEV und meldet das Ergebnis hier.',
      '- Soll die Datei nicht mehr gesendet werden, setzen Sie den Vorgang auf „Closed without sending“ und nennen Sie den Grund.',
      'Zuständig: Buchhaltung',
      'Angaben',
      '- Mandant: Muster GmbH (455148-1)',
      '- Stapel: Rechnungen 01/2026',
      '- Datei: EXTF_Januar.csv',
      '- Gesendet von: Fibu Plus',
      '- Gesendet am: 01.12.2026, 09:00 Uhr',
      '- Buchungen: 1.200',
      '- DATEV-Auftrag: 8a77-01',
      '- DATEV-Fehlercode: 1008834',
      '- Felder der Kopfzeile: 14 Sachkontenlänge',
      'Hilfe von DATEV zu diesem Fehler',
    ]);
  });

  it('tells who can help when the file is not the cause, and what then happens to the file we hold', () => {
    const said = lines(issueDescription({ ...FACTS, cause: PERMISSION, hasFile: true }, 'en'));
    expect(said).toContain(
      '- Move the issue to “Done” when the cause has been fixed. The app asks in the DATEV panel and sends the same file again, unchanged.',
    );
    expect(said).toContain('Responsible: Tax firm');
    expect(said.join(' ')).not.toContain('corrected file');
    const other = lines(issueDescription({ ...FACTS, cause: PERMISSION, hasFile: false }, 'en')).join(' ');
    expect(other).toContain('send the batch again from the original program');
  });

  it('of a file meant for the other environment says to close it first, and nothing of sending it as soon as a cause is fixed', () => {
    const cause: Cause = { source: 'preflight', code: 'preflight-environment', faults: [] };
    const said = lines(issueDescription({ ...FACTS, cause, hasFile: true }, 'en')).filter((line) =>
      line.startsWith('- '),
    );
    expect(said[0]).toMatch(
      /close here without sending, then hand the file in anew .* start the run once more/,
    );
    expect(said[1]).toMatch(/move the issue to “Closed without sending”/);
    expect(said.join(' ')).not.toMatch(/“Done”|cause has been fixed/);
  });

  it('asks people to look when the outcome is unknown, and names no cause', () => {
    const said = lines(issueDescription({ ...FACTS, hasFile: true }, 'de')).join('\n');
    expect(said).toContain('wählen Sie im DATEV-Bereich dieses Vorgangs „DATEV hat die Datei“');
    expect(said).not.toMatch(/Fehlercode|Zuständig|undefined/);
  });

  const unknown = (more: object, lang: 'de' | 'en' = 'en') =>
    lines(issueDescription({ ...FACTS, hasFile: true, ...more }, lang)).join('\n');

  it('says that DATEV took a batch over whose result it does not report', () => {
    const silent = { ...FACTS, doubt: 'silent', hasFile: true } as const;
    expect(issueSummary(silent, 'en')).toBe(
      'No result from DATEV for “Rechnungen 01/2026” – Muster GmbH (455148-1)',
    );
    expect(unknown(silent)).toContain(
      'DATEV took “Rechnungen 01/2026” for Muster GmbH (455148-1) over but has reported no result for a day.',
    );
    expect(unknown(silent)).not.toMatch(/no confirmation|reached DATEV/);
    expect(unknown(silent)).toContain('“Stapel verarbeiten”');
    expect(unknown(silent, 'de')).toContain(
      'DATEV hat „Rechnungen 01/2026“ für Muster GmbH (455148-1) angenommen, aber seit einem Tag kein Ergebnis gemeldet.',
    );
  });

  it.each(['silent', 'lost', undefined] as const)(
    'sends nobody to where batches wait because of a package, of which is known: %s',
    (doubt) => {
      const about = { kind: 'dxso', ...(doubt === undefined ? {} : { doubt }) };
      expect(unknown(about)).toContain(
        'look in DATEV Unternehmen online (Belege online) whether the documents of',
      );
      expect(unknown(about, 'de')).toContain(
        'in DATEV Unternehmen online (Belege online) nachzusehen, ob die Belege von',
      );
      for (const lang of LANGS) expect(unknown(about, lang)).not.toMatch(/Stapel|batch/);
    },
  );

  it('of a package that DATEV does not know any more says just that', () => {
    expect(unknown({ kind: 'dxso', doubt: 'lost' })).toContain('DATEV no longer knows the job for');
    expect(unknown({ kind: 'dxso', doubt: 'lost' })).not.toContain('no confirmation');
  });

  it.each(['https://evil.example/datev.de', 'https://datev.de.evil.example/', 'javascript:alert(1)'])(
    'does not link %s',
    (helpUrl) => {
      expect(
        JSON.stringify(issueDescription({ ...FACTS, cause: HEADER, hasFile: false, helpUrl }, 'de')),
      ).not.toContain('href');
    },
  );

  it('stays within Jira’s limits whatever names it meets', () => {
    const name = anyText(400);
    fc.assert(
      fc.property(
        name,
        name,
        name,
        fc.array(name, { maxLength: 3 }),
        fc.constantFrom(...LANGS),
        (label, fileName, program, statuses, lang) => {
          const facts = {
            ...FACTS,
            label,
            fileName,
            program,
            mandantName: label,
            resubmitStatuses: statuses,
            cause: HEADER,
            hasFile: false,
          };
          const summary = issueSummary(facts, lang);
          expect(summary.length).toBeLessThanOrEqual(254);
          expect(summary).not.toMatch(/[\r\n\u202E]/);
          expect(objections(issueDescription(facts, lang))).toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('stays within the limit when everything at once is wrong', () => {
    const faults = Array.from({ length: 31 }, (_, i) => `extf.header.${i + 1}`);
    for (const lang of LANGS) {
      const made = issueDescription({ ...FACTS, cause: { code: '1008834', faults }, hasFile: false }, lang);
      expect(JSON.stringify(made).length).toBeLessThanOrEqual(32_767);
      expect(objections(made)).toEqual([]);
    }
  });
});

const NOTES: Readonly<Record<Note['about'], Note>> = {
  sent: { about: 'sent', revision: 2 },
  'failed-again': { about: 'failed-again', revision: 2, cause: HEADER, jobId: '8a77-02' },
  delivered: { about: 'delivered', revision: 2, records: 1200 },
  'stays-open': { about: 'stays-open' },
  'no-file': { about: 'no-file', moved: true },
  'approval-wanted': { about: 'approval-wanted', revision: 1 },
  'approval-late': { about: 'approval-late' },
  'not-approved': { about: 'not-approved' },
  'not-allowed': { about: 'not-allowed' },
  'newer-run': { about: 'newer-run', key: 'BUCH-9' },
  'asks-click': { about: 'asks-click' },
  'file-errors': { about: 'file-errors', errors: 3, moved: true },
  'asks-unchanged': { about: 'asks-unchanged', revision: 1 },
  unknown: { about: 'unknown', revision: 2 },
  'not-over': { about: 'not-over' },
  superseded: { about: 'superseded', jobId: '8a77-03', program: 'Fibu Plus' },
  closed: { about: 'closed', reason: 'doppelt' },
  overdue: { about: 'overdue', step: 1, days: 2 },
  'reason-wanted': { about: 'reason-wanted' },
  attachment: { about: 'attachment', name: 'EXTF_Januar.csv' },
  'attachment-taken': { about: 'attachment-taken', name: 'EXTF_Januar.csv' },
  twin: { about: 'twin', key: 'BUCH-2' },
};

describe('comments', () => {
  it.each(Object.values(NOTES))('says everything about $about in both languages', (note) => {
    const [de, en] = LANGS.map((lang) => commentBody(note, FACTS, lang));
    for (const made of [de, en]) {
      expect(objections(made)).toEqual([]);
      expect(made === undefined ? '' : lines(made).join('\n')).not.toMatch(/[{}–]|undefined|\n\n/);
    }
    expect(de).not.toEqual(en);
  });

  it('says delivered, and plainly not booked, and under which name the firm finds the batch', () => {
    expect(lines(commentBody(NOTES.delivered, { ...FACTS, movesDelivered: true }, 'de'))).toEqual([
      'An DATEV übergeben: „Rechnungen 01/2026“ (Fassung 2).',
      'Übergeben heißt noch nicht gebucht. Die Kanzlei ruft den Stapel „Rechnungen 01/2026“ in DATEV unter „Stapel verarbeiten“ ab; erst dabei werden Konten und Buchungen im Einzelnen geprüft.',
      'Buchungen: 1.200',
    ]);
    // Where the app does not move the issue, a person is told that they can.
    expect(lines(commentBody(NOTES.delivered, FACTS, 'en')).at(-1)).toMatch(
      /^If this issue is still open, you can close it now/,
    );
    const own = { about: 'delivered', revision: 1, label: 'RE 02' } as const;
    expect(lines(commentBody(own, FACTS, 'en'))[0]).toBe('Delivered to DATEV: “RE 02” (revision 1).');
  });

  it('says of a closed run what of it is at DATEV nevertheless', () => {
    const handed = { files: 4, delivered: 2, partly: 1 };
    const note = { about: 'closed', reason: 'doppelt', handed } as const;
    expect(lines(commentBody(note, { ...FACTS, kind: 'run' }, 'de'))).toEqual([
      'Nur zum Teil an DATEV übergeben, der Rest ist ohne Senden geschlossen.',
      'Dateien des Laufs „Rechnungen 01/2026“: 2 an DATEV übergeben, 1 zum Teil übergeben, 1 ohne Senden geschlossen. Gesendet wird dazu nichts mehr. Muss noch etwas gebucht werden, dann nur, was nicht übergeben ist.',
      'Grund: doppelt',
    ]);
    const said = lines(commentBody(note, FACTS, 'en')).join(' ');
    expect(said).toContain('2 delivered to DATEV, 1 delivered in part, 1 closed without sending.');
    expect(said).not.toMatch(/[{}–]|undefined/);
  });

  it('explains a new failure as the issue does', () => {
    expect(lines(commentBody(NOTES['failed-again'], FACTS, 'de'))).toEqual([
      'DATEV hat auch Fassung 2 nicht angenommen: Die Kopfzeile der Buchungsdatei ist fehlerhaft.',
      'In der ersten Zeile der Datei stehen Mandant, Wirtschaftsjahr, Zeitraum und weitere Angaben zum Stapel. Mindestens eine davon nimmt DATEV nicht an. Von dieser Datei wurde nichts übernommen.',
      '- DATEV nimmt „Sachkontenlänge“ (Feld 14 der Kopfzeile) nicht an. Erlaubt: 4, 5, 6, 7 oder 8. Die Sachkontenlänge sagt, wie viele Stellen die Sachkonten des Mandanten haben.',
      'Stellen Sie im exportierenden Programm die Sachkontenlänge des Mandanten ein, wie sie in DATEV in den Mandantendaten steht, und exportieren Sie neu, damit auch die Konten in den Zeilen passen.',
      'DATEV-Fehlercode 1008834, DATEV-Auftrag 8a77-02',
    ]);
  });

  const asked = (more: object, lang: 'de' | 'en' = 'en') =>
    lines(commentBody(NOTES.unknown, { ...FACTS, ...more }, lang));

  it('says of what nobody knows what DATEV did say, and where to look', () => {
    expect(asked({})).toEqual([
      'Uncertain whether DATEV has the file (revision 2).',
      'DATEV did not report the result, and its job list did not show it, or nobody could ask for it any more.',
      'So that nothing is booked twice, we do not send again by ourselves.',
      'Ask the tax firm to look for “Rechnungen 01/2026” in DATEV, then choose “DATEV has the file” or “Send again” in the DATEV panel.',
    ]);
    expect(asked({ doubt: 'silent' }).slice(0, 2)).toEqual([
      'DATEV has reported no result for the file (revision 2).',
      'DATEV took the file over but has reported no result for 24 hours.',
    ]);
    for (const doubt of ['silent', 'lost', undefined])
      for (const kind of ['dxso', 'document']) {
        const said = asked({ kind, ...(doubt === undefined ? {} : { doubt }) }).join(' ');
        expect(said).toContain('Belege online');
        expect(said).not.toContain('job list');
      }
    expect(asked({ kind: 'dxso', doubt: 'lost' })[1]).toBe(
      'DATEV no longer knows the job for “Rechnungen 01/2026”.',
    );
  });

  it.each(['silent', 'lost', undefined])('asks in both languages, whatever is known: %s', (doubt) => {
    for (const kind of ['extf', 'dxso', 'document']) {
      const about = { kind, ...(doubt === undefined ? {} : { doubt }) };
      const [de, en] = LANGS.map((lang) => asked(about, lang).join(' '));
      expect(de).not.toBe(en);
      for (const said of [de, en]) expect(said).not.toMatch(/[{}–]|undefined/);
    }
  });

  it('of a run says what did not come about, and what did and has to be compared', () => {
    const lead = (code: string, lang: 'de' | 'en') =>
      lines(
        commentBody(
          {
            about: 'failed-again',
            revision: 2,
            cause: { code, faults: [], values: { sent: 118, datev: 117 } },
          },
          { ...FACTS, kind: 'run' },
          lang,
        ),
      )[0];
    expect([
      lead('run.no-rows', 'de'),
      lead('run.count-differs', 'de'),
      lead('run.count-differs', 'en'),
    ]).toEqual([
      'Auch Ausführung 2 kam nicht zustande: Looker hat für den Zeitraum keine einzige Zeile geliefert',
      'Die Dateien sind bei DATEV, aber: DATEV hat 117 Buchungen gezählt, gesendet wurden 118',
      'The files are at DATEV, but: DATEV counted 117 bookings, 118 were sent',
    ]);
  });

  it('says that the issue was moved back only when it was', () => {
    const moved = (yes: boolean) =>
      lines(commentBody({ about: 'no-file', moved: yes }, FACTS, 'de')).join(' ');
    expect(moved(true)).toContain('Der Vorgang wurde deshalb zurückgesetzt.');
    expect(moved(false)).not.toContain('zurückgesetzt');
  });
});
