import { causeInShort } from '../datev/cause';
import { textOf } from '../datev/problem-text';
import type { Lang, Problem, Text } from '../kernel/problem';
import { cut, grouped, plain, quoted, say, type Values } from '../kernel/text';
import type { EventName, EventOf, SubmissionEvent } from '../submissions/events';
import type { Tone } from '../submissions/sentences';
import type { StoredFile } from '../submissions/stored-file';
import { stepDone, stepName } from './step-words';

/** One line of the timeline. */
export type EventWords = { readonly text: string; readonly tone: Tone };

type Line = { readonly tone: Tone; readonly text: Text };

/** The line for each event that needs no more than its values. An event without words does not compile. */
const LINES: Readonly<Record<EventName, Line>> = {
  discovered: {
    tone: 'removed',
    text: {
      de: 'DATEV meldet: {file} von {program} abgelehnt, {cause}.',
      en: 'DATEV reports: {file} from {program} rejected, {cause}.',
    },
  },
  'job-watched': {
    tone: 'inprogress',
    text: { de: 'Auftrag {job} bei DATEV wird beobachtet.', en: 'Job {job} at DATEV is being watched.' },
  },
  'started-over': {
    tone: 'moved',
    text: {
      de: '{step}: Der unfertige Auftrag ist bei DATEV verworfen, es wurde nichts übernommen; die App beginnt neu.',
      en: '{step}: the unfinished job is thrown away at DATEV, nothing was taken over; the app begins anew.',
    },
  },
  uploaded: {
    tone: 'new',
    text: { de: 'Datei {file} hochgeladen und geprüft.', en: 'File {file} uploaded and checked.' },
  },
  'run-begun': {
    tone: 'new',
    text: { de: '{name} für {period} begonnen: {by}.', en: '{name} begun for {period}: {by}.' },
  },
  produced: {
    tone: 'new',
    text: { de: 'Datei {file} von einem Lauf erstellt.', en: 'File {file} made by a run.' },
  },
  'run-ordered': {
    tone: 'inprogress',
    text: { de: 'Erneute Ausführung angeordnet. {accepted}', en: 'Execution ordered again. {accepted}' },
  },
  progressed: {
    tone: 'default',
    text: {
      de: '{step}: noch nicht fertig, wir sehen wieder nach.',
      en: '{step}: not finished yet, we look again.',
    },
  },
  made: {
    tone: 'inprogress',
    text: {
      de: '{rows} Zeilen gelesen, {lines} Buchungszeilen erstellt, {leftOut} ausgelassen. Dateien: {files}.',
      en: '{rows} rows read, {lines} booking rows made, {leftOut} left out. Files: {files}.',
    },
  },
  'approval-wanted': {
    tone: 'removed',
    text: {
      de: 'Nicht übergeben: Was übergeben werden sollte, ist nicht genau das, was freigegeben wurde. Eine zweite Person wird gefragt.',
      en: 'Not handed over: what was to be handed over is not exactly what was approved. A second person is asked.',
    },
  },
  approved: { tone: 'inprogress', text: { de: 'Zur Übergabe freigegeben.', en: 'Approved for delivery.' } },
  overdue: {
    tone: 'removed',
    text: { de: 'Die erwartete Übergabe ist ausgeblieben.', en: 'The expected delivery has not come.' },
  },
  'handed-over': {
    tone: 'success',
    text: { de: 'Alle Dateien des Laufs sind am Ende: {as}.', en: 'All files of the run have ended: {as}.' },
  },
  'file-given': {
    tone: 'new',
    text: {
      de: 'Berichtigte Datei {file} abgelegt und geprüft.',
      en: 'Corrected file {file} put in and checked.',
    },
  },
  'file-withdrawn': {
    tone: 'default',
    text: { de: 'Berichtigte Datei zurückgenommen.', en: 'Corrected file withdrawn.' },
  },
  ordered: {
    tone: 'inprogress',
    text: {
      de: 'Senden angeordnet: {mode}, als {file}. {approved}',
      en: 'Sending ordered: {mode}, as {file}. {approved}',
    },
  },
  trying: { tone: 'default', text: { de: '{step} begonnen.', en: '{step} begun.' } },
  doubted: {
    tone: 'moved',
    text: {
      de: '{step}: Ausgang ungewiss, wir sehen nach. {problem}',
      en: '{step}: outcome uncertain, we look. {problem}',
    },
  },
  looking: { tone: 'default', text: { de: '{step}: wir sehen nach.', en: '{step}: we look.' } },
  looked: {
    tone: 'default',
    text: { de: '{step}: nachgesehen, noch nichts gefunden.', en: '{step}: looked, nothing found yet.' },
  },
  postponed: {
    tone: 'moved',
    text: { de: '{step}: verschoben. {problem}', en: '{step}: postponed. {problem}' },
  },
  held: {
    tone: 'removed',
    text: { de: '{step}: wartet auf jemanden. {problem}', en: '{step}: waits for somebody. {problem}' },
  },
  released: {
    tone: 'inprogress',
    text: { de: '{step}: noch einmal angestoßen.', en: '{step}: started once more.' },
  },
  done: { tone: 'default', text: { de: '{done}{found}', en: '{done}{found}' } },
  dropped: { tone: 'default', text: { de: '{step}: entfällt. {problem}', en: '{step}: dropped. {problem}' } },
  refused: {
    tone: 'removed',
    text: { de: '{step}: von DATEV nicht angenommen, {cause}.', en: '{step}: not taken by DATEV, {cause}.' },
  },
  'gave-up': {
    tone: 'moved',
    text: {
      de: '{step}: Ausgang nicht zu klären, es ist zu entscheiden.',
      en: '{step}: outcome cannot be found out, somebody has to decide.',
    },
  },
  'job-succeeded': {
    tone: 'success',
    text: {
      de: 'DATEV hat Revision {revision} übernommen. Gebucht ist damit noch nichts.',
      en: 'DATEV took over revision {revision}. Nothing is booked by that yet.',
    },
  },
  'job-failed': {
    tone: 'removed',
    text: {
      de: 'DATEV hat Revision {revision} abgelehnt, {cause}.',
      en: 'DATEV rejected revision {revision}, {cause}.',
    },
  },
  'job-silent': {
    tone: 'moved',
    text: {
      de: 'DATEV hat zu Revision {revision} seit 24 Stunden kein Ergebnis gemeldet.',
      en: 'DATEV has reported no result for revision {revision} for 24 hours.',
    },
  },
  overruled: {
    tone: 'moved',
    text: {
      de: 'Trotz {errors} Fehlern unserer Prüfung zum Senden freigegeben. Grund: {reason}',
      en: 'Released for sending despite {errors} errors of our check. Reason: {reason}',
    },
  },
  'sent-back': {
    tone: 'moved',
    text: {
      de: 'Senden verlangt, aber es lag keine berichtigte Datei vor.',
      en: 'Sending was asked for, but there was no corrected file.',
    },
  },
  'unchanged-asked': {
    tone: 'moved',
    text: {
      de: 'Senden verlangt; nachgefragt, ob dieselbe Datei unverändert gehen soll.',
      en: 'Sending was asked for; asked back whether the same file is to go unchanged.',
    },
  },
  'move-ignored': {
    tone: 'default',
    text: { de: 'Statuswechsel ohne Folge: {why}.', en: 'Change of status without effect: {why}.' },
  },
  closed: {
    tone: 'default',
    text: { de: 'Ohne Senden geschlossen. Grund: {reason}', en: 'Closed without sending. Reason: {reason}' },
  },
  'issue-deleted': {
    tone: 'default',
    text: { de: 'Der Jira-Vorgang wurde gelöscht.', en: 'The Jira issue was deleted.' },
  },
  'issue-hidden': {
    tone: 'removed',
    text: { de: 'Jira zeigt der App den Vorgang nicht.', en: 'Jira does not show the app the issue.' },
  },
  'issue-seen': {
    tone: 'default',
    text: { de: 'Jira zeigt der App den Vorgang wieder.', en: 'Jira shows the app the issue again.' },
  },
  'issue-wanted': {
    tone: 'new',
    text: { de: 'Ein neuer Jira-Vorgang wurde verlangt.', en: 'A new Jira issue was asked for.' },
  },
  'attachment-seen': {
    tone: 'moved',
    text: {
      de: 'Anhang {file} gesehen, der nach Buchungsdaten aussieht.',
      en: 'Attachment {file} seen that looks like bookings.',
    },
  },
  'attachment-taken': {
    tone: 'new',
    text: {
      de: 'Anhang {file} in den DATEV-Bereich übernommen.',
      en: 'Attachment {file} taken into the DATEV panel.',
    },
  },
  superseded: {
    tone: 'moved',
    text: {
      de: 'Das Programm {program} hat den Stapel selbst erfolgreich gesendet (Job {job}).',
      en: 'The program {program} has sent the batch itself, successfully (job {job}).',
    },
  },
  decided: { tone: 'inprogress', text: { de: 'Entschieden: {decision}.', en: 'Decided: {decision}.' } },
  'bytes-deleted': {
    tone: 'default',
    text: {
      de: 'Aufbewahrungsfrist abgelaufen, Datei gelöscht (Revision {revisions}). Prüfsumme und Verlauf bleiben.',
      en: 'Retention time over, file deleted (revision {revisions}). Checksum and history stay.',
    },
  },
};

/** A run stops by itself, before anything reaches DATEV. */
const STOPPED: Text = { de: '{step}: angehalten. {cause}.', en: '{step}: stopped. {cause}.' };

const FOUND: Text = {
  de: ' Wir hatten keine Antwort erhalten und haben nachgesehen.',
  en: ' We had got no answer and looked.',
};

const MODES: Readonly<Record<'file' | 'unchanged', Text>> = {
  file: { de: 'die abgelegte Datei', en: 'the file put in' },
  unchanged: { de: 'dieselbe Datei unverändert', en: 'the same file unchanged' },
};

const IGNORED: Readonly<Record<Extract<SubmissionEvent, { what: 'move-ignored' }>['why'], Text>> = {
  delivered: { de: 'die Datei ist schon an DATEV übergeben', en: 'the file is delivered to DATEV already' },
  'in-flight': { de: 'die Datei ist gerade unterwegs', en: 'the file is on its way' },
  closed: { de: 'die Übertragung ist geschlossen', en: 'the transmission is closed' },
  'stopped-asking': {
    de: 'es wird schon auf eine Antwort gewartet',
    en: 'an answer is being waited for already',
  },
};

const APPROVED: Text = {
  de: 'Damit ist die Datei als zweite Person freigegeben.',
  en: 'The file is approved with that by a second person.',
};

const NOT_APPROVED: Text = {
  de: 'Senden verlangt, aber die Datei ersetzt eine freigegebene und ist selbst noch nicht freigegeben.',
  en: 'Sending was asked for, but the file replaces an approved one and is not approved itself yet.',
};

const NOT_ALLOWED: Text = {
  de: 'Statuswechsel von jemandem, der über diese Datei nicht entscheiden darf: nichts gesendet, nichts geschlossen.',
  en: 'Change of status by somebody who may not decide about this file: nothing sent, nothing closed.',
};

const DECISIONS: Readonly<Record<'send-again' | 'delivered', Text>> = {
  'send-again': { de: 'noch einmal senden', en: 'send again' },
  delivered: { de: 'DATEV hat die Datei', en: 'DATEV has the file' },
};

const BEGUN_BY: Readonly<Record<EventOf<'run-begun'>['run']['by'], Text>> = {
  schedule: { de: 'nach Kalender', en: 'by the calendar' },
  person: { de: 'von Hand', en: 'by hand' },
  hook: { de: 'durch einen signierten Aufruf', en: 'by a signed call' },
  looker: { de: 'durch Looker', en: 'by Looker' },
};
const ACCEPTED: Text = {
  de: 'Die ungewöhnlichen Mengen sind bestätigt.',
  en: 'The unusual amounts of data are accepted.',
};
const HANDED: Readonly<Record<'delivered' | 'closed', Text>> = {
  delivered: { de: 'übergeben', en: 'delivered' },
  closed: { de: 'ohne Senden geschlossen', en: 'closed without sending' },
};

type OfRun =
  | EventOf<'run-begun'>
  | EventOf<'run-ordered'>
  | EventOf<'progressed'>
  | EventOf<'made'>
  | EventOf<'handed-over'>;

function runValuesOf(event: OfRun, lang: Lang): Values {
  switch (event.what) {
    case 'run-begun': {
      const { name, period, by } = event.run;
      return { name: quoted(name, lang), period, by: BEGUN_BY[by][lang] };
    }
    case 'run-ordered':
      return { accepted: event.mayDiffer === true ? ACCEPTED[lang] : ' ' };
    case 'progressed':
      return { step: stepName(event.key, lang) };
    case 'made': {
      const { rows, lines, leftOut, files } = event.made;
      return { rows, lines, leftOut, files: files.length };
    }
    case 'handed-over':
      return { as: HANDED[event.as][lang] };
  }
}

/** One event in words for the timeline. */
export function eventWords(event: SubmissionEvent, lang: Lang): EventWords {
  const line: Line | undefined = Object.hasOwn(LINES, event.what) ? LINES[event.what] : undefined;
  // An entry of a newer version of the app: shown by its name, never hidden.
  if (line === undefined) return { text: cut(plain(String(event.what)), 60), tone: 'default' };
  const withoutReason = event.what === 'closed' && event.reason === undefined;
  if (withoutReason)
    return {
      text: say({ de: 'Ohne Senden geschlossen.', en: 'Closed without sending.' }, lang),
      tone: line.tone,
    };
  const text = special(event) ?? line.text;
  return { text: say(text, lang, valuesOf(event, lang)).trim(), tone: line.tone };
}

function special(event: SubmissionEvent): Text | undefined {
  if (event.what === 'refused' && event.key.startsWith('make:')) return STOPPED;
  if (event.what !== 'sent-back') return undefined;
  if (event.notAllowed === true) return NOT_ALLOWED;
  return event.unapproved === true ? NOT_APPROVED : undefined;
}

function valuesOf(event: SubmissionEvent, lang: Lang): Values {
  switch (event.what) {
    case 'discovered':
      return {
        file: quoted(event.attempt.fileName, lang),
        program: quoted(event.program, lang),
        cause: event.attempt.cause === undefined ? '' : causeInShort(event.attempt.cause, lang),
      };
    case 'uploaded':
    case 'file-given':
    case 'attachment-taken':
      return { file: fileOf(event.file, lang) };
    case 'produced':
      return { file: fileOf(event.file, lang) };
    case 'job-watched':
      return { job: event.jobId };
    case 'attachment-seen':
      return { file: quoted(event.name, lang) };
    case 'ordered':
      return {
        mode: MODES[event.mode][lang],
        file: quoted(event.fileName, lang),
        approved: event.approves === true ? APPROVED[lang] : ' ',
      };
    case 'refused':
      return { step: stepName(event.key, lang), cause: causeInShort(event.cause, lang) };
    case 'job-failed':
      return { revision: String(event.revision), cause: causeInShort(event.cause, lang) };
    case 'job-succeeded':
    case 'job-silent':
      return { revision: String(event.revision) };
    case 'done':
      return {
        done: event.filled === undefined ? stepDone(event.key, event.issue?.key, lang) : filling(event, lang),
        found: event.found ? FOUND[lang] : ' ',
      };
    default:
      return moreValuesOf(event, lang);
  }
}

function moreValuesOf(event: SubmissionEvent, lang: Lang): Values {
  switch (event.what) {
    case 'run-begun':
    case 'run-ordered':
    case 'progressed':
    case 'made':
    case 'handed-over':
      return runValuesOf(event, lang);
    case 'move-ignored':
      return { why: IGNORED[event.why][lang] };
    case 'overruled':
      return { errors: String(event.errors), reason: cut(plain(event.reason), 500) };
    case 'closed':
      return { reason: cut(plain(event.reason ?? ''), 500) };
    case 'superseded':
      return { program: quoted(event.program, lang), job: event.jobId };
    case 'decided':
      return { decision: DECISIONS[event.decision][lang] };
    case 'bytes-deleted':
      return { revisions: event.revisions.join(', ') };
    default:
      return 'key' in event
        ? { step: stepName(event.key, lang), problem: 'problem' in event ? titleOf(event.problem, lang) : '' }
        : {};
  }
}

const FILLED: Text = {
  de: '{count} Dateien des Pakets sind im Auftrag bei DATEV. {problem}',
  en: '{count} files of the package are in the job at DATEV. {problem}',
};

function filling({ filled = 0, problem }: EventOf<'done'>, lang: Lang): string {
  const why = problem === undefined ? ' ' : titleOf(problem, lang);
  return say(FILLED, lang, { count: grouped(filled, lang), problem: why }).trim();
}

function titleOf(problem: Problem, lang: Lang): string {
  return textOf(problem, lang).title;
}

function fileOf(file: StoredFile, lang: Lang): string {
  return quoted(file.name, lang);
}
