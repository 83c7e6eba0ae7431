import type { Lang, Text } from '../kernel/problem';
import { plain, quoted, say } from '../kernel/text';
import type { StateCode } from './state-code';
import type { SubmissionKind } from './submission';

/** How a state looks; structurally the same as `Tone` of the contract, which this room does not know. */
export type Tone = 'default' | 'inprogress' | 'success' | 'removed' | 'moved' | 'new';

/** What the sentences may say about a submission. Texts in it are ready in the language asked for. */
export type StateFacts = {
  readonly fileName: string;
  /** Absent: a batch. */
  readonly kind?: SubmissionKind;
  /** How the no came; absent: refused. */
  readonly how?: 'refused' | 'partly' | 'not-sent';
  readonly label?: string;
  /** Why DATEV said no, in a few words (`causeInShort`). */
  readonly cause?: string;
  /** What a stuck step lacks (`problemText`). */
  readonly problem?: { readonly title: string; readonly remedy: string };
  /** Name of the status that sends again. */
  readonly resubmitStatus?: string;
  /** Why sending is stopped, or why it was closed. */
  readonly reason?: string;
  /** When we look next, ready for reading. */
  readonly nextLookAt?: string;
};

/** The same words in panel, desk and screen reader. */
export type StateWords = {
  readonly lozenge: { readonly text: string; readonly tone: Tone };
  readonly sentence: string;
  readonly nextAction: string;
};

type Words = {
  readonly tone: Tone;
  readonly lozenge: Text;
  readonly sentence: Text;
  readonly nextAction: Text;
  /** A person gave a reason that follows the sentence. */
  readonly withReason?: true;
};

const NOTHING_TO_DO: Text = { de: 'Sie müssen nichts tun.', en: 'You need not do anything.' };

/** A state without words in both languages does not compile. */
const WORDS: Readonly<Record<StateCode, Words>> = {
  ready: {
    tone: 'new',
    lozenge: { de: 'Bereit', en: 'Ready' },
    sentence: {
      de: '{batch} ist geprüft und kann an DATEV gesendet werden.',
      en: '{batch} is checked and can be sent to DATEV.',
    },
    nextAction: {
      de: 'Senden Sie die Datei, oder nehmen Sie sie zurück.',
      en: 'Send the file, or withdraw it.',
    },
  },
  sending: {
    tone: 'inprogress',
    lozenge: { de: 'Wird gesendet', en: 'Sending' },
    sentence: { de: '{batch} wird an DATEV gesendet.', en: '{batch} is being sent to DATEV.' },
    nextAction: NOTHING_TO_DO,
  },
  doubtful: {
    tone: 'moved',
    lozenge: { de: 'Wird geklärt', en: 'Being clarified' },
    sentence: {
      de: 'Wir wissen noch nicht, ob {batch} bei DATEV angekommen ist. Wir sehen nach, bevor wir noch einmal senden.',
      en: 'We do not know yet whether {batch} reached DATEV. We look before we send again.',
    },
    nextAction: {
      de: 'Sie müssen nichts tun. Das dauert höchstens 20 Minuten.',
      en: 'You need not do anything. It takes 20 minutes at most.',
    },
  },
  pending: {
    tone: 'inprogress',
    lozenge: { de: 'Bei DATEV', en: 'At DATEV' },
    sentence: { de: 'DATEV prüft {batch}.', en: 'DATEV checks {batch}.' },
    nextAction: NOTHING_TO_DO,
  },
  'pending-long': {
    tone: 'moved',
    lozenge: { de: 'Ohne Ergebnis', en: 'No result' },
    sentence: {
      de: 'DATEV hat {batch} angenommen, aber seit mehr als 24 Stunden kein Ergebnis gemeldet.',
      en: 'DATEV took {batch} but has reported no result for more than 24 hours.',
    },
    nextAction: {
      de: 'Bitten Sie die Kanzlei, in DATEV nach dem Stapel zu sehen, und wählen Sie dann „DATEV hat die Datei“ oder „Noch einmal senden“.',
      en: 'Ask the tax firm to look for the batch in DATEV, then choose “DATEV has the file” or “Send again”.',
    },
  },
  lost: {
    tone: 'moved',
    lozenge: { de: 'Ungewiss', en: 'Uncertain' },
    sentence: {
      de: 'DATEV kennt den Auftrag zu {batch} nicht mehr. Ob die Belege angekommen sind, ist ungewiss.',
      en: 'DATEV does not know the job of {batch} any more. Whether the documents arrived is uncertain.',
    },
    nextAction: {
      de: 'Sehen Sie in Belege online nach, und wählen Sie dann „DATEV hat die Datei“ oder „Noch einmal senden“.',
      en: 'Look into Belege online, then choose “DATEV has the file” or “Send again”.',
    },
  },
  delivered: {
    tone: 'success',
    lozenge: { de: 'Übergeben', en: 'Delivered' },
    sentence: {
      de: '{batch} ist an DATEV übergeben. Gebucht ist damit noch nichts.',
      en: '{batch} is delivered to DATEV. Nothing is booked by that yet.',
    },
    nextAction: {
      de: 'Die Kanzlei ruft den Stapel {batch} in DATEV unter „Stapel verarbeiten“ ab.',
      en: 'The tax firm fetches the batch {batch} in DATEV under “Stapel verarbeiten”.',
    },
  },
  rejected: {
    tone: 'removed',
    lozenge: { de: 'Abgelehnt', en: 'Rejected' },
    sentence: { de: 'DATEV hat {batch} abgelehnt: {cause}.', en: 'DATEV rejected {batch}: {cause}.' },
    nextAction: {
      de: 'Beheben Sie die Ursache und legen Sie die berichtigte Datei hier ab.',
      en: 'Remove the cause and put the corrected file here.',
    },
  },
  'file-has-errors': {
    tone: 'moved',
    lozenge: { de: 'Datei hat Fehler', en: 'File has errors' },
    sentence: {
      de: 'In der abgelegten Datei {batch} hat die Prüfung Fehler gefunden. Sie wird so nicht gesendet.',
      en: 'The check found errors in the file {batch}. It is not sent like this.',
    },
    nextAction: {
      de: 'Berichtigen Sie die genannten Buchungszeilen und legen Sie die Datei neu ab. Ist ein Fehler keiner, können Sie trotzdem senden und den Grund angeben.',
      en: 'Correct the booking rows named and put the file in again. If an error is none, you can send anyway and give the reason.',
    },
  },
  'rejected-has-file': {
    tone: 'new',
    lozenge: { de: 'Berichtigt', en: 'Corrected' },
    sentence: {
      de: 'Eine berichtigte Datei liegt bereit. DATEV hatte {batch} abgelehnt: {cause}.',
      en: 'A corrected file is ready. DATEV had rejected {batch}: {cause}.',
    },
    nextAction: {
      de: 'Setzen Sie den Vorgang auf {status} oder senden Sie die Datei hier.',
      en: 'Move the issue to {status} or send the file here.',
    },
  },
  'asks-unchanged': {
    tone: 'moved',
    lozenge: { de: 'Rückfrage', en: 'Question' },
    sentence: {
      de: 'Soll {batch} unverändert noch einmal gesendet werden? Die Ursache lag nicht in der Datei: {cause}.',
      en: 'Is {batch} to be sent again unchanged? The cause was not in the file: {cause}.',
    },
    nextAction: {
      de: 'Ist die Ursache behoben, wählen Sie „Unverändert senden“. Sonst legen Sie eine andere Datei ab.',
      en: 'If the cause is gone, choose “Send unchanged”. Otherwise put in another file.',
    },
  },
  unknown: {
    tone: 'moved',
    lozenge: { de: 'Ungewiss', en: 'Uncertain' },
    sentence: {
      de: 'Es ließ sich nicht klären, ob DATEV {batch} erhalten hat. Wir senden nicht von selbst noch einmal, damit nichts doppelt gebucht wird.',
      en: 'It could not be found out whether DATEV received {batch}. We do not send again by ourselves, so that nothing is booked twice.',
    },
    nextAction: {
      de: 'Bitten Sie die Kanzlei, in DATEV nach dem Stapel zu sehen, und wählen Sie dann „DATEV hat die Datei“ oder „Noch einmal senden“.',
      en: 'Ask the tax firm to look for the batch in DATEV, then choose “DATEV has the file” or “Send again”.',
    },
  },
  superseded: {
    tone: 'moved',
    lozenge: { de: 'Anderweitig gesendet', en: 'Sent elsewhere' },
    sentence: {
      de: 'Das ursprüngliche Programm hat {batch} inzwischen selbst erfolgreich an DATEV gesendet.',
      en: 'The original program has meanwhile sent {batch} to DATEV itself, successfully.',
    },
    nextAction: {
      de: 'Prüfen Sie, ob damit alles erledigt ist, und schließen Sie dann ohne Senden. Ein weiteres Senden würde doppelt buchen.',
      en: 'Check whether this settles it, then close without sending. Sending again would book twice.',
    },
  },
  closed: {
    tone: 'default',
    lozenge: { de: 'Geschlossen', en: 'Closed' },
    sentence: { de: '{batch} wurde ohne Senden geschlossen.', en: '{batch} was closed without sending.' },
    nextAction: NOTHING_TO_DO,
    withReason: true,
  },
  stopped: {
    tone: 'moved',
    lozenge: { de: 'Angehalten', en: 'Stopped' },
    sentence: {
      de: '{batch} wartet, denn alles Senden an DATEV ist angehalten.',
      en: '{batch} waits, because all sending to DATEV is stopped.',
    },
    nextAction: {
      de: 'Die Jira-Administration gibt das Senden in den Einstellungen der App frei. Die Datei geht dann von selbst.',
      en: 'The Jira administration allows sending in the app’s settings. The file then goes by itself.',
    },
    withReason: true,
  },
  stuck: {
    tone: 'removed',
    lozenge: { de: 'Braucht Hilfe', en: 'Needs help' },
    sentence: {
      de: 'Ein Schritt für {batch} kommt nicht voran. {problem}',
      en: 'A step for {batch} does not get on. {problem}',
    },
    nextAction: { de: '{remedy}', en: '{remedy}' },
  },
  'issue-deleted': {
    tone: 'default',
    lozenge: { de: 'Vorgang gelöscht', en: 'Issue deleted' },
    sentence: {
      de: 'DATEV hat {batch} abgelehnt: {cause}. Der Jira-Vorgang dazu wurde gelöscht.',
      en: 'DATEV rejected {batch}: {cause}. Its Jira issue was deleted.',
    },
    nextAction: {
      de: 'Soll die Datei noch gesendet werden, legen Sie hier einen neuen Vorgang an. Sonst ist nichts zu tun.',
      en: 'If the file is still to be sent, create a new issue here. Otherwise there is nothing to do.',
    },
  },
  'issue-hidden': {
    tone: 'removed',
    lozenge: { de: 'Vorgang nicht sichtbar', en: 'Issue not visible' },
    sentence: {
      de: 'Jira zeigt der App den Vorgang zu {batch} nicht mehr. Solange liest und entscheidet hier nur die Jira-Administration.',
      en: 'Jira does not show the app the issue of {batch} any more. Until then only the Jira administration reads and decides here.',
    },
    nextAction: {
      de: 'Geben Sie der App den Vorgang wieder frei (Sicherheitsstufe, Berechtigung „Projekte durchsuchen“); dann geht alles weiter. Wurde er gelöscht, sagen Sie das hier.',
      en: 'Let the app see the issue again (security level, permission “Browse projects”); then all goes on. If it was deleted, say so here.',
    },
  },
  'run-making': {
    tone: 'inprogress',
    lozenge: { de: 'Wird erstellt', en: 'In the making' },
    sentence: {
      de: 'Der Lauf {batch} liest Looker aus und ordnet die Zeilen zu. Gesendet wird noch nichts.',
      en: 'The run {batch} reads Looker and maps the rows. Nothing is sent yet.',
    },
    nextAction: NOTHING_TO_DO,
  },
  'run-approve': {
    tone: 'new',
    lozenge: { de: 'Freigabe nötig', en: 'Needs approval' },
    sentence: {
      de: 'Der Lauf {batch} ist fertig geprüft und wartet auf die Freigabe einer zweiten Person.',
      en: 'The run {batch} is made and checked, and waits for a second person’s approval.',
    },
    nextAction: {
      de: 'Eine zweite Person sieht die Kontrollsummen an und gibt den Lauf frei: niemand, der ihn gestartet oder seit der letzten Freigabe Pipeline oder Kontenplan geändert hat.',
      en: 'A second person looks at the control totals and approves the run: nobody who started it, or changed pipeline or account plan since the last approval.',
    },
  },
  'run-handing': {
    tone: 'inprogress',
    lozenge: { de: 'Wird übergeben', en: 'Being delivered' },
    sentence: {
      de: 'Die Dateien des Laufs {batch} sind auf dem Weg zu DATEV.',
      en: 'The files of the run {batch} are on their way to DATEV.',
    },
    nextAction: {
      de: 'Sie müssen nichts tun. Lehnt DATEV eine Datei ab, bekommt sie einen eigenen Vorgang.',
      en: 'You need not do anything. If DATEV rejects a file, it gets an issue of its own.',
    },
  },
  'run-late': {
    tone: 'removed',
    lozenge: { de: 'Überfällig', en: 'Overdue' },
    sentence: {
      de: 'Die erwartete Übergabe von {batch} ist ausgeblieben. Die App versucht es weiter.',
      en: 'The expected delivery of {batch} has not come. The app goes on trying.',
    },
    nextAction: {
      de: 'Sehen Sie auf der Seite des Laufs im DATEV-Desk nach, woran er hängt.',
      en: 'Look at the page of the run in the DATEV desk to see what holds it up.',
    },
  },
  'run-delivered': {
    tone: 'success',
    lozenge: { de: 'Übergeben', en: 'Delivered' },
    sentence: {
      de: 'Alle Dateien des Laufs {batch} sind an DATEV übergeben. Gebucht ist damit noch nichts.',
      en: 'All files of the run {batch} are delivered to DATEV. Nothing is booked by that yet.',
    },
    nextAction: {
      de: 'Die Kanzlei ruft die Stapel in DATEV ab.',
      en: 'The tax firm fetches the batches in DATEV.',
    },
  },
  'run-tried': {
    tone: 'default',
    lozenge: { de: 'Probelauf', en: 'Dry run' },
    sentence: {
      de: 'Probelauf {batch}: Die Dateien sind erstellt und geprüft, gesendet wurde nichts.',
      en: 'Dry run {batch}: the files are made and checked, nothing was sent.',
    },
    nextAction: {
      de: 'Laden Sie die Dateien herunter und prüfen Sie sie, oder starten Sie den Lauf.',
      en: 'Download the files and check them, or start the run.',
    },
  },
};

const ANY_CAUSE: Text = { de: 'Grund siehe unten', en: 'see the reason below' };
const ANY_STATUS: Text = { de: 'den Status für „erneut senden“', en: 'the status for “send again”' };
const BECAUSE: Text = { de: 'Grund: {reason}', en: 'Reason: {reason}' };
const ANY_REMEDY: Text = {
  de: 'Wiederholen Sie den Schritt unten, sobald die Ursache behoben ist.',
  en: 'Repeat the step below as soon as the cause is gone.',
};
const NEXT_LOOK: Text = { de: 'Wir sehen wieder nach: {at}.', en: 'We look again: {at}.' };

/** Where the usual words for a batch that DATEV refused would be wrong. */
function sentenceOf(code: StateCode, { how }: StateFacts): Text | undefined {
  if (code !== 'rejected' || how === undefined || how === 'refused') return undefined;
  return how === 'partly' ? PARTLY : NOT_SENT;
}
const PARTLY: Text = {
  de: 'DATEV hat nur einen Teil von {batch} übernommen.',
  en: 'DATEV took over only a part of {batch}.',
};
const NOT_SENT: Text = {
  de: '{batch} wurde nicht gesendet: {cause}.',
  en: '{batch} was not sent: {cause}.',
};

const LOZENGES: Readonly<Record<NonNullable<StateFacts['how']>, Text>> = {
  refused: { de: 'Abgelehnt', en: 'Rejected' },
  partly: { de: 'Zum Teil', en: 'In part' },
  'not-sent': { de: 'Nicht gesendet', en: 'Not sent' },
};

const AFTER_DELIVERY: Readonly<Record<'dxso' | 'document', Text>> = {
  dxso: {
    de: 'Die Kanzlei findet Belege und Buchungen in DATEV Unternehmen online.',
    en: 'The tax firm finds documents and bookings in DATEV Unternehmen online.',
  },
  document: {
    de: 'Der Beleg liegt in DATEV Unternehmen online.',
    en: 'The document is in DATEV Unternehmen online.',
  },
};

const AFTER_FAILED_RUN: Text = {
  de: 'Beheben Sie die Ursache und setzen Sie den Vorgang auf {status}, oder starten Sie den Lauf im DATEV-Desk neu. Er wird dann mit der heutigen Zuordnung wiederholt.',
  en: 'Remove the cause and move the issue to {status}, or start the run again in the DATEV desk. It is then repeated with today’s mapping.',
};

/** Lozenge, state sentence and next action for a state. */
export function stateWords(code: StateCode, facts: StateFacts, lang: Lang): StateWords {
  const words = WORDS[code];
  const reason = plain(facts.reason ?? '').trim();
  const values = {
    batch: quoted(facts.label ?? facts.fileName, lang),
    cause: facts.cause ?? ANY_CAUSE[lang],
    status: facts.resubmitStatus === undefined ? ANY_STATUS[lang] : quoted(facts.resubmitStatus, lang),
    problem: facts.problem?.title ?? '',
    remedy: facts.problem?.remedy ?? ANY_REMEDY[lang],
  };
  const sentence = say(sentenceOf(code, facts) ?? words.sentence, lang, values);
  const look = facts.nextLookAt !== undefined && (code === 'pending' || code === 'doubtful');
  const { kind = 'extf' } = facts;
  const next =
    code === 'delivered' && (kind === 'dxso' || kind === 'document')
      ? AFTER_DELIVERY[kind]
      : kind === 'run' && code === 'rejected'
        ? AFTER_FAILED_RUN
        : words.nextAction;
  const lozenge = code === 'rejected' && facts.how !== undefined ? LOZENGES[facts.how] : words.lozenge;
  return {
    lozenge: { text: lozenge[lang], tone: words.tone },
    sentence: words.withReason && reason !== '' ? `${sentence} ${say(BECAUSE, lang, { reason })}` : sentence,
    nextAction: look
      ? `${say(next, lang, values)} ${say(NEXT_LOOK, lang, { at: facts.nextLookAt ?? '' })}`
      : say(next, lang, values),
  };
}
