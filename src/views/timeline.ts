import type { AuditEntry } from '../audit/entry';
import type { TimelineEntry, Tone } from '../contract/answers';
import { causeInShort } from '../datev/cause';
import type { EventName, SubmissionEvent } from '../jobs/events';
import type { Lang, Problem, Text } from '../kernel/problem';
import { say, type Values } from '../kernel/text';
import { problemText } from '../kernel/words';

type Words = { readonly tone: Tone; readonly text: Text };

/** Every event of the log in words; events that only steer the machine are told too, because the log hides nothing. */
const WORDS: Readonly<Record<EventName, Words>> = {
  discovered: { tone: 'removed', text: { de: 'DATEV hat die Datei von {program} abgelehnt: {why}.', en: 'DATEV rejected the file of {program}: {why}.' } },
  uploaded: { tone: 'new', text: { de: 'Datei {name} abgegeben und geprüft.', en: 'File {name} handed in and checked.' } },
  'file-given': { tone: 'new', text: { de: 'Korrigierte Datei {name} abgegeben und geprüft.', en: 'Corrected file {name} handed in and checked.' } },
  'file-withdrawn': { tone: 'default', text: { de: 'Korrigierte Datei zurückgezogen.', en: 'Corrected file withdrawn.' } },
  ordered: { tone: 'inprogress', text: { de: 'Senden als {fileName} veranlasst.', en: 'Sending as {fileName} ordered.' } },
  trying: { tone: 'default', text: { de: 'Beginnt: {step}.', en: 'Begins: {step}.' } },
  doubted: { tone: 'moved', text: { de: 'Ausgang ungewiss: {step}. {why}', en: 'Outcome uncertain: {step}. {why}' } },
  looked: { tone: 'default', text: { de: 'Nachgesehen, noch nichts gefunden: {step}.', en: 'Looked, nothing found yet: {step}.' } },
  postponed: { tone: 'moved', text: { de: 'Später noch einmal: {step}. {why}', en: 'Again later: {step}. {why}' } },
  held: { tone: 'removed', text: { de: 'Nicht gelungen: {step}. {why}', en: 'Did not succeed: {step}. {why}' } },
  released: { tone: 'default', text: { de: 'Noch einmal veranlasst: {step}.', en: 'Ordered again: {step}.' } },
  done: { tone: 'success', text: { de: 'Erledigt: {step}.', en: 'Done: {step}.' } },
  dropped: { tone: 'default', text: { de: 'Entfällt: {step}. {why}', en: 'Dropped: {step}. {why}' } },
  refused: { tone: 'removed', text: { de: 'DATEV hat die Annahme verweigert: {why}.', en: 'DATEV refused to take it: {why}.' } },
  'gave-up': { tone: 'moved', text: { de: 'In DATEV nicht gefunden; eine Person entscheidet.', en: 'Not found at DATEV; a person decides.' } },
  'job-succeeded': { tone: 'success', text: { de: 'DATEV hat den Stapel übernommen (Auftrag {jobId}).', en: 'DATEV took the batch over (job {jobId}).' } },
  'job-failed': { tone: 'removed', text: { de: 'DATEV hat den Stapel abgelehnt: {why} (Auftrag {jobId}).', en: 'DATEV rejected the batch: {why} (job {jobId}).' } },
  'job-silent': { tone: 'moved', text: { de: 'Seit 24 Stunden kein Ergebnis von DATEV.', en: 'No result from DATEV for 24 hours.' } },
  'sent-back': { tone: 'moved', text: { de: 'Auf „erneut senden“ gesetzt, aber ohne korrigierte Datei: nichts gesendet.', en: 'Moved to “send again” without a corrected file: nothing sent.' } },
  'unchanged-asked': { tone: 'moved', text: { de: 'Rückfrage, ob die Datei unverändert gehen soll.', en: 'Asked whether the file shall go unchanged.' } },
  'move-ignored': { tone: 'default', text: { de: 'Statuswechsel ohne Wirkung auf die Datei.', en: 'Status change without effect on the file.' } },
  closed: { tone: 'default', text: { de: 'Ohne Senden geschlossen. {reason}', en: 'Closed without sending. {reason}' } },
  'issue-deleted': { tone: 'default', text: { de: 'Vorgang gelöscht.', en: 'Issue deleted.' } },
  'issue-wanted': { tone: 'new', text: { de: 'Neuer Vorgang angefordert.', en: 'New issue asked for.' } },
  'attachment-seen': { tone: 'moved', text: { de: 'Buchungsdatei {name} als Anhang im Vorgang gefunden.', en: 'Booking file {name} found as an attachment.' } },
  'attachment-taken': { tone: 'new', text: { de: 'Anhang als korrigierte Datei übernommen.', en: 'Attachment taken over as the corrected file.' } },
  superseded: { tone: 'success', text: { de: '{program} hat dieselbe Datei erfolgreich gesendet.', en: '{program} sent the same file successfully.' } },
  decided: { tone: 'default', text: { de: 'Entschieden: {decision}.', en: 'Decided: {decision}.' } },
  'bytes-deleted': { tone: 'default', text: { de: 'Aufbewahrungszeit vorbei: Dateiinhalt gelöscht, Prüfsumme bleibt.', en: 'Retention over: file content deleted, checksum stays.' } },
};

const STEPS: readonly (readonly [prefix: string, text: Text])[] = [
  ['send:', { de: 'Senden an DATEV', en: 'sending to DATEV' }],
  ['issue', { de: 'Vorgang anlegen', en: 'creating the issue' }],
  ['property:', { de: 'Vorgang kennzeichnen', en: 'marking the issue' }],
  ['fields:', { de: 'DATEV-Felder schreiben', en: 'writing the DATEV fields' }],
  ['mapped:', { de: 'zugeordnete Felder schreiben', en: 'writing the mapped fields' }],
  ['comment:', { de: 'Kommentar schreiben', en: 'writing a comment' }],
  ['transition:', { de: 'Vorgang verschieben', en: 'moving the issue' }],
  ['remove:', { de: 'Anhang entfernen', en: 'removing the attachment' }],
];
const DECISIONS: Readonly<Record<string, Text>> = {
  'send-again': { de: 'noch einmal senden', en: 'send again' },
  delivered: { de: 'als übergeben gekennzeichnet', en: 'marked as delivered' },
};

/** The history for people, newest first. */
export function timelineOf(history: readonly AuditEntry[], names: ReadonlyMap<string, string>, lang: Lang): readonly TimelineEntry[] {
  return [...history].reverse().map(({ seq, at, actor, event }) => {
    const words = WORDS[event.what];
    const name = actor.kind === 'person' ? (names.get(actor.id) ?? '') : actor.kind === 'datev' ? 'DATEV' : 'DATEV for Jira';
    return { seq, at, actor: { kind: actor.kind, name }, tone: words.tone, text: say(words.text, lang, valuesOf(event, lang)).replaceAll(' –', '').trim() };
  });
}

function valuesOf(event: SubmissionEvent, lang: Lang): Values {
  const key = 'key' in event ? event.key : undefined;
  const step = STEPS.find(([prefix]) => key?.startsWith(prefix))?.[1][lang] ?? '';
  const flat = Object.entries(event).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : []));
  const values: Record<string, string | number> = { ...Object.fromEntries(flat), step, why: whyOf(event, lang), reason: 'reason' in event ? (event.reason ?? '') : '' };
  if ('file' in event) values['name'] = event.file.name;
  if (event.what === 'decided') values['decision'] = DECISIONS[event.decision]?.[lang] ?? '';
  return values;
}

function whyOf(event: SubmissionEvent, lang: Lang): string {
  if (event.what === 'discovered') return event.attempt.cause === undefined ? '' : causeInShort(event.attempt.cause, lang);
  if ('cause' in event) return causeInShort(event.cause, lang);
  return 'problem' in event ? problemText(event.problem as Problem, lang).title : '';
}
