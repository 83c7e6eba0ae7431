import { describe, expect, it } from 'vitest';
import { stepDone, stepName } from '../../src/audit/step-words';
import { eventWords } from '../../src/audit/words';
import type { EventName, SubmissionEvent } from '../../src/submissions/events';
import type { StoredFile } from '../../src/submissions/stored-file';

const FILE: StoredFile = {
  revision: 2,
  fileId: 'f',
  name: 'EXTF_Januar.csv',
  sha256: '00',
  bytes: 1,
  rows: 1,
  chunks: 1,
  by: 'a',
  at: '2026-12-01T08:00:00Z',
  warnings: 0,
};
const CAUSE = { code: '1008834', faults: ['extf.header.14'] };
const PROBLEM = { code: 'jira.later', retry: 'later' } as const;
const AT = '2026-12-01T08:00:00Z';

/** One of each: a new event does not compile without one. */
const EVENTS: { readonly [N in EventName]: Extract<SubmissionEvent, { what: N }> } = {
  discovered: {
    what: 'discovered',
    mandant: '455148-1',
    program: 'Fibu Plus',
    attempt: {
      revision: 1,
      referenceId: '',
      fileName: 'EXTF_Januar.csv',
      jobId: 'j',
      state: 'failed',
      cause: CAUSE,
    },
  },
  'job-watched': { what: 'job-watched', mandant: '455148-1', jobId: 'j' },
  'started-over': { what: 'started-over', key: 'fill:r2:j:0', problem: PROBLEM },
  uploaded: { what: 'uploaded', mandant: '455148-1', program: 'DATEV for Jira', file: FILE },
  'file-given': { what: 'file-given', file: FILE },
  'file-withdrawn': { what: 'file-withdrawn' },
  overruled: { what: 'overruled', sha256: 'a'.repeat(64), errors: 3, reason: 'mit der Kanzlei besprochen' },
  ordered: { what: 'ordered', mode: 'file', fileName: 'EXTF_455148-1_r2.csv', referenceId: 'x' },
  admitted: { what: 'admitted', key: 'issue', parent: '10001' },
  trying: { what: 'trying', key: 'send:r2', leaseUntil: AT },
  leaving: { what: 'leaving', key: 'send:r2', leaseUntil: AT },
  doubted: { what: 'doubted', key: 'send:r2', notBefore: AT, problem: PROBLEM },
  looking: { what: 'looking', key: 'send:r2', leaseUntil: AT, lapses: 1 },
  looked: { what: 'looked', key: 'send:r2', notBefore: AT },
  postponed: { what: 'postponed', key: 'comment:sent:r2', notBefore: AT, problem: PROBLEM },
  held: { what: 'held', key: 'issue', problem: PROBLEM },
  released: { what: 'released', key: 'issue' },
  done: { what: 'done', key: 'issue', issue: { id: '1', key: 'BUCH-1', projectId: '1' } },
  dropped: { what: 'dropped', key: 'transition:failed:r2', problem: PROBLEM },
  refused: { what: 'refused', key: 'send:r2', cause: CAUSE },
  'gave-up': { what: 'gave-up', key: 'send:r2' },
  'job-succeeded': { what: 'job-succeeded', revision: 2, jobId: 'j' },
  'job-failed': { what: 'job-failed', revision: 2, jobId: 'j', cause: CAUSE },
  'job-silent': { what: 'job-silent', revision: 2 },
  overturned: { what: 'overturned', revision: 2, jobId: 'j', cause: CAUSE },
  'issue-taken': { what: 'issue-taken', issue: { id: '1', key: 'BUCH-1', projectId: '1' } },
  'put-right': { what: 'put-right', repair: 'move-back' },
  'sent-back': { what: 'sent-back', history: '1' },
  'unchanged-asked': { what: 'unchanged-asked', history: '1' },
  'move-ignored': { what: 'move-ignored', history: '1', why: 'in-flight' },
  closed: { what: 'closed', reason: 'doppelt' },
  'issue-deleted': { what: 'issue-deleted' },
  'issue-hidden': { what: 'issue-hidden' },
  'issue-seen': { what: 'issue-seen' },
  'issue-moved': { what: 'issue-moved', key: 'TEAM-7', projectId: '10001' },
  'issue-wanted': { what: 'issue-wanted' },
  reminded: { what: 'reminded', since: AT, step: 1, days: 2 },
  'attachment-seen': { what: 'attachment-seen', id: '1', name: 'EXTF_Januar.csv' },
  'attachment-taken': { what: 'attachment-taken', id: '1', file: FILE },
  superseded: { what: 'superseded', jobId: 'j', program: 'Fibu Plus' },
  decided: { what: 'decided', decision: 'send-again' },
  'bytes-kept': { what: 'bytes-kept', from: '2026-11-30T00:00:00.000Z' },
  'bytes-deleted': { what: 'bytes-deleted', revisions: [1, 2] },
  'run-begun': {
    what: 'run-begun',
    mandant: '455148-1',
    program: 'DATEV for Jira',
    run: {
      pipeline: 'p0123456789ab',
      name: 'Erlöse',
      period: '2026-11',
      revision: 1,
      by: 'schedule',
      expectedBy: AT,
    },
  },
  produced: {
    what: 'produced',
    mandant: '455148-1',
    program: 'DATEV for Jira',
    kind: 'extf',
    file: FILE,
    from: { run: 's1', pipeline: 'p0123456789ab', period: '2026-11', part: 1, of: 2 },
  },
  'run-ordered': { what: 'run-ordered' },
  progressed: { what: 'progressed', key: 'make:r1', notBefore: AT },
  made: {
    what: 'made',
    key: 'make:r1',
    made: { revision: 1, version: 1, rows: 3, lines: 2, leftOut: 1, files: [{ kind: 'extf', file: FILE }] },
    report: FILE,
  },
  approved: { what: 'approved', revision: 1 },
  'approval-wanted': { what: 'approval-wanted', key: 'hand:r1' },
  overdue: { what: 'overdue' },
  'handed-over': { what: 'handed-over', key: 'hand:r1', as: 'delivered' },
};

describe('the timeline', () => {
  it.each(Object.values(EVENTS))('tells $what in both languages, with nothing left open', (event) => {
    const [de, en] = (['de', 'en'] as const).map((lang) => eventWords(event, lang).text);
    for (const text of [de, en]) {
      expect(text).toMatch(/^\S.*\S$/);
      expect(text).not.toMatch(/[{}–]|undefined/);
    }
    expect(de).not.toBe(en);
  });

  it('shows the end of a run as a success only where all of it was delivered', () => {
    const tone = (more: object) => eventWords({ ...EVENTS['handed-over'], ...more }, 'de').tone;
    expect([tone({}), tone({ as: 'closed' })]).toEqual(['success', 'moved']);
    expect(tone({ as: 'closed', handed: { files: 2, delivered: 1 } })).toBe('moved');
  });

  it.each([
    [
      EVENTS.discovered,
      'DATEV meldet: „EXTF_Januar.csv“ von „Fibu Plus“ abgelehnt, Sachkontenlänge (Feld 14).',
    ],
    [
      {
        what: 'job-failed',
        revision: 2,
        jobId: 'j',
        cause: { source: 'datev', code: 'dxso-4', faults: [], arrived: 3, missing: 1 },
      },
      'DATEV hat Fassung 2 nur zum Teil verarbeitet.',
    ],
    [
      { ...EVENTS['handed-over'], as: 'closed', cause: { code: 'run.bookings-behind', faults: [] } },
      'Alle Dateien des Laufs sind abgeschlossen: ein Beleg wurde ohne Senden geschlossen, darum gehen die Buchungen nicht.',
    ],
    [
      { ...EVENTS['handed-over'], as: 'closed', handed: { files: 2, delivered: 1 } },
      'Alle Dateien des Laufs sind abgeschlossen: 1 an DATEV übergeben, 1 ohne Senden geschlossen.',
    ],
    [
      { ...EVENTS['handed-over'], as: 'closed' },
      'Alle Dateien des Laufs sind abgeschlossen: ohne Senden geschlossen.',
    ],
    [EVENTS.done, 'Jira-Vorgang BUCH-1 angelegt.'],
    [EVENTS['issue-moved'], 'Der Vorgang liegt jetzt in einem anderen Projekt: TEAM-7.'],
    [{ what: 'issue-moved', key: 'NEU-1' }, 'Der Vorgang heißt jetzt NEU-1.'],
    [{ what: 'done', key: 'fill:r1:j:0', filled: 20 }, '20 Dateien des Pakets sind im Auftrag bei DATEV.'],
    [
      { what: 'done', key: 'fill:r1:j:20', filled: 27, problem: { code: 'datev.later', retry: 'later' } },
      '27 Dateien des Pakets sind im Auftrag bei DATEV. DATEV bittet um Geduld.',
    ],
    [
      { what: 'done', key: 'send:r2', found: true, jobId: 'j' },
      'Datei an DATEV gesendet (Fassung 2). Wir hatten keine Antwort erhalten und haben nachgesehen.',
    ],
    [EVENTS.postponed, 'Kommentieren des Vorgangs: verschoben. Jira bittet um Geduld.'],
    [EVENTS['job-succeeded'], 'DATEV hat Fassung 2 übernommen. Gebucht ist damit noch nichts.'],
    [{ what: 'closed' }, 'Ohne Senden geschlossen.'],
    // Of a run that waits for its approval as well as of a file that replaces an approved one.
    [
      { what: 'sent-back', history: '7', unapproved: true },
      'Senden verlangt, aber was gesendet würde, ist noch nicht freigegeben.',
    ],
  ] as const)('%j', (event, text) => {
    expect(eventWords(event, 'de').text).toBe(text);
  });

  it('shows an entry of a newer version by its name', () => {
    expect(eventWords({ what: 'constructor' } as unknown as SubmissionEvent, 'de')).toEqual({
      text: 'constructor',
      tone: 'default',
    });
  });

  it('names a step by its key', () => {
    expect(stepName('remove:10400', 'de')).toBe('Entfernen des Anhangs');
    expect(stepName('constructor:1', 'en')).toBe('Step');
    expect(stepDone('fields:1:2', undefined, 'en')).toBe('DATEV fields of the issue filled.');
  });
});
