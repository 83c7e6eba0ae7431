import { explainCause, type HowRefused, howRefused } from '../datev/cause';
import type { Lang, Text } from '../kernel/problem';
import { cut, grouped, plain, quoted, say, type Values } from '../kernel/text';
import type { Note } from '../submissions/submission';
import { hasWords } from '../texts/problem-text';
import { type Adf, bulletList, doc, fit, p, panel, strong } from './adf';
import {
  batchName,
  CLOSE_STATUS,
  type IssueFacts,
  mandantName,
  RESUBMIT_STATUS,
  statusNames,
} from './facts-words';
import { MORE_IN_PANEL } from './issue-text';

/** What a comment may know. `by` is the display name of the person behind the note, where there is one. */
export type CommentFacts = IssueFacts & {
  readonly by?: string;
  /** Names of the groups that may decide about files. */
  readonly resubmitGroups?: readonly string[];
};

type Words = {
  readonly lead: Text;
  readonly rest: readonly Text[];
  readonly kind: 'info' | 'note' | 'warning' | 'error' | 'success';
};

/** The words per occasion. An occasion without words in both languages does not compile. */
const WORDS: Readonly<Record<Note['about'], Words>> = {
  sent: {
    kind: 'info',
    lead: {
      de: 'Datei an DATEV gesendet (Revision {revision}).',
      en: 'File sent to DATEV (revision {revision}).',
    },
    rest: [
      {
        de: 'DATEV prüft {batch} für {mandant}. Das Ergebnis steht danach hier.',
        en: 'DATEV checks {batch} for {mandant}. The result will be reported here.',
      },
    ],
  },
  'failed-again': {
    kind: 'error',
    lead: {
      de: 'DATEV hat auch Revision {revision} nicht angenommen: {title}.',
      en: 'DATEV did not take revision {revision} either: {title}.',
    },
    rest: [{ de: '{meaning}', en: '{meaning}' }],
  },
  delivered: {
    kind: 'success',
    lead: {
      de: 'An DATEV übergeben: {batch} (Revision {revision}).',
      en: 'Delivered to DATEV: {batch} (revision {revision}).',
    },
    rest: [
      {
        de: 'Übergeben heißt noch nicht gebucht. Die Kanzlei ruft den Stapel {batch} in DATEV unter „Stapel verarbeiten“ ab; erst dabei werden Konten und Buchungen im Einzelnen geprüft.',
        en: 'Delivered does not mean booked. The tax firm fetches the batch {batch} in DATEV under “Stapel verarbeiten”; only then are accounts and bookings checked one by one.',
      },
    ],
  },
  'no-file': {
    kind: 'warning',
    lead: {
      de: 'Es wurde nichts gesendet: Eine berichtigte Datei liegt noch nicht vor.',
      en: 'Nothing was sent: there is no corrected file yet.',
    },
    rest: [
      {
        de: 'Legen Sie die berichtigte Datei im DATEV-Bereich dieses Vorgangs ab und setzen Sie ihn dann auf {resubmit}.',
        en: 'Put the corrected file into the DATEV panel of this issue, then move it to {resubmit}.',
      },
    ],
  },
  'not-approved': {
    kind: 'warning',
    lead: {
      de: 'Es wurde nichts gesendet: Die abgelegte Datei ersetzt eine freigegebene und ist selbst noch nicht freigegeben.',
      en: 'Nothing was sent: the file that was put in replaces an approved one and is not approved itself yet.',
    },
    rest: [
      {
        de: 'Eine zweite Person, die den Lauf nicht gestartet oder erneut angeordnet, Pipeline und Kontenplan nicht geändert und diese Datei nicht abgelegt hat, sieht sie im DATEV-Bereich dieses Vorgangs an und sendet sie dort; damit gibt sie sie frei.',
        en: 'A second person, who neither started the run or ordered it again, nor changed pipeline or account plan, nor put this file in, looks at it in the DATEV panel of this issue and sends it there; that approves it.',
      },
    ],
  },
  'not-allowed': {
    kind: 'warning',
    lead: {
      de: 'Der Statuswechsel gilt nicht: Über diese Datei entscheidet nur, wer in {groups} ist.',
      en: 'The change of status does not count: only members of {groups} decide about this file.',
    },
    rest: [
      {
        de: 'Es wurde nichts gesendet und nichts geschlossen. Bitten Sie eine dieser Personen, den Vorgang zu verschieben oder im DATEV-Bereich zu handeln.',
        en: 'Nothing was sent and nothing was closed. Ask one of these people to move the issue or to act in the DATEV panel.',
      },
    ],
  },
  'file-errors': {
    kind: 'warning',
    lead: {
      de: 'Es wurde nichts gesendet: Die abgelegte Datei hat noch Fehler ({errors}).',
      en: 'Nothing was sent: the file that was put in still has errors ({errors}).',
    },
    rest: [
      {
        de: 'Der DATEV-Bereich dieses Vorgangs nennt jede betroffene Buchungszeile und was zu tun ist. Legen Sie die berichtigte Datei dort ab und setzen Sie den Vorgang dann auf {resubmit}.',
        en: 'The DATEV panel of this issue names each booking row concerned and what to do. Put the corrected file in there, then move the issue to {resubmit}.',
      },
    ],
  },
  'asks-unchanged': {
    kind: 'note',
    lead: {
      de: 'Soll dieselbe Datei unverändert noch einmal gesendet werden?',
      en: 'Is the same file to be sent again, unchanged?',
    },
    rest: [
      {
        de: 'Die Ursache lag nicht in der Datei (Revision {revision}). Ist sie behoben, bestätigen Sie im DATEV-Bereich „Unverändert senden“. Bis dahin wird nichts gesendet.',
        en: 'The cause was not in the file (revision {revision}). If it is gone, confirm “Send unchanged” in the DATEV panel. Nothing is sent until then.',
      },
    ],
  },
  unknown: {
    kind: 'warning',
    lead: {
      de: 'Ungewiss, ob DATEV die Datei hat (Revision {revision}).',
      en: 'Uncertain whether DATEV has the file (revision {revision}).',
    },
    rest: [
      {
        de: 'DATEV hat das Ergebnis nicht gemeldet, und in der Auftragsliste war es nicht zu finden. Damit nichts doppelt gebucht wird, senden wir nicht von selbst noch einmal.',
        en: 'DATEV did not report the result, and its job list did not show it. So that nothing is booked twice, we do not send again by ourselves.',
      },
      {
        de: 'Bitten Sie die Kanzlei, in DATEV nach {batch} zu sehen, und wählen Sie dann im DATEV-Bereich „DATEV hat die Datei“ oder „Noch einmal senden“.',
        en: 'Ask the tax firm to look for {batch} in DATEV, then choose “DATEV has the file” or “Send again” in the DATEV panel.',
      },
    ],
  },
  superseded: {
    kind: 'note',
    lead: {
      de: 'Das Programm {program} hat diesen Stapel inzwischen selbst erfolgreich an DATEV gesendet.',
      en: 'The program {program} has meanwhile sent this batch to DATEV itself, successfully.',
    },
    rest: [
      {
        de: 'DATEV-Job {jobId}. Prüfen Sie, ob der Vorgang damit erledigt ist, und setzen Sie ihn dann auf {close}. Würde die Datei hier noch einmal gesendet, lägen die Buchungen doppelt vor.',
        en: 'DATEV job {jobId}. Check whether this settles the issue, then move it to {close}. If the file were sent from here as well, the bookings would be there twice.',
      },
    ],
  },
  closed: {
    kind: 'info',
    lead: { de: 'Ohne Senden geschlossen.', en: 'Closed without sending.' },
    rest: [
      {
        de: 'Zu {batch} wird nichts mehr an DATEV gesendet.',
        en: 'Nothing more is sent to DATEV for {batch}.',
      },
    ],
  },
  'reason-wanted': {
    kind: 'note',
    lead: {
      de: 'Ohne Senden geschlossen, bitte nennen Sie noch den Grund.',
      en: 'Closed without sending; please give the reason.',
    },
    rest: [
      {
        de: 'Schreiben Sie ihn als Kommentar, ohne Beträge, Konten oder Buchungstexte. Er gehört zur Dokumentation, warum {batch} nicht übertragen wurde.',
        en: 'Write it as a comment, without amounts, accounts or booking texts. It documents why {batch} was not transferred.',
      },
    ],
  },
  attachment: {
    kind: 'warning',
    lead: {
      de: 'Der Anhang {name} sieht nach Buchungsdaten aus und wird nicht an DATEV gesendet.',
      en: 'The attachment {name} looks like bookings and is not sent to DATEV.',
    },
    rest: [
      {
        de: 'Anhänge kann jeder lesen, der den Vorgang sieht. Übernehmen Sie die Datei im DATEV-Bereich („Anhang übernehmen“): Dann wird sie geprüft, geschützt abgelegt und der Anhang entfernt.',
        en: 'Everybody who sees the issue can read its attachments. Take the file over in the DATEV panel (“Take attachment”): then it is checked, kept protected, and the attachment is removed.',
      },
    ],
  },
  'attachment-taken': {
    kind: 'info',
    lead: {
      de: 'Die Datei {name} wurde in den DATEV-Bereich übernommen.',
      en: 'The file {name} was taken into the DATEV panel.',
    },
    rest: [
      {
        de: 'Der Anhang wird aus dem Vorgang entfernt. Gesendet wird die Datei, wenn Sie den Vorgang auf {resubmit} setzen.',
        en: 'The attachment is removed from the issue. The file is sent when you move the issue to {resubmit}.',
      },
    ],
  },
  twin: {
    kind: 'info',
    lead: {
      de: 'Dieser Vorgang ist doppelt. Weiter geht es in {key}.',
      en: 'This issue is a duplicate. Work goes on in {key}.',
    },
    rest: [
      {
        de: 'Jira hatte das Anlegen nicht bestätigt und den Vorgang erst spät gezeigt; deshalb wurde ein zweiter angelegt. Hier ist nichts zu tun.',
        en: 'Jira had not confirmed creating it and showed it only late, so a second one was created. There is nothing to do here.',
      },
    ],
  },
};

/** The comment for an occasion. "Delivered" never says "booked": DATEV does not tell us that. */
export function commentBody(note: Note, facts: CommentFacts, lang: Lang): Adf {
  const words = wordsOf(note, facts);
  const values = valuesOf(note, facts, lang);
  const whole = doc(
    panel(words.kind, p(strong(say(words.lead, lang, values)))),
    ...words.rest.map((sentence) => p(say(sentence, lang, values))),
    ...extra(note, facts, lang),
  );
  return fit(whole, say(MORE_IN_PANEL, lang));
}

const THE_GROUP: Text = { de: 'der dafür eingestellten Gruppe', en: 'the group set for this' };

/** Names as they were when an admin chose the groups; without them a general word. */
function groupNames(names: readonly string[], lang: Lang): string {
  return names.length === 0
    ? THE_GROUP[lang]
    : names.map((name) => quoted(name, lang)).join(lang === 'de' ? ' oder ' : ' or ');
}

/** What follows a delivery depends on where it went; a no is not always a refusal. */
function wordsOf(note: Note, { kind = 'extf' }: CommentFacts): Words {
  if (note.about === 'delivered' && kind !== 'extf')
    return { ...WORDS.delivered, rest: [DELIVERED_TO_ONLINE[kind]] };
  if (note.about === 'failed-again')
    return {
      ...WORDS['failed-again'],
      lead: kind === 'run' ? leadOfRun(note.cause.code) : FAILED_AGAIN[howRefused(note.cause)],
    };
  return WORDS[note.about];
}

const DELIVERED_TO_ONLINE: Readonly<Record<'dxso' | 'document' | 'run', Text>> = {
  run: {
    de: 'Alle Dateien des Laufs sind bei DATEV. Übergeben heißt noch nicht gebucht; die Kanzlei ruft sie in DATEV ab.',
    en: 'All files of the run are at DATEV. Delivered does not mean booked; the tax firm fetches them in DATEV.',
  },
  dxso: {
    de: 'Übergeben heißt noch nicht gebucht. Belege und Buchungen liegen in DATEV Unternehmen online; die Kanzlei ruft sie von dort ab.',
    en: 'Delivered does not mean booked. Documents and bookings are in DATEV Unternehmen online; the tax firm fetches them from there.',
  },
  document: {
    de: 'Der Beleg liegt in DATEV Unternehmen online. Gebucht ist damit nichts.',
    en: 'The document is in DATEV Unternehmen online. Nothing is booked by that.',
  },
};

const FAILED_AGAIN: Readonly<Record<HowRefused, Text>> = {
  refused: WORDS['failed-again'].lead,
  partly: {
    de: 'DATEV hat auch Revision {revision} nur zum Teil übernommen: {title}.',
    en: 'DATEV took over only a part of revision {revision}, too: {title}.',
  },
  'not-sent': {
    de: 'Revision {revision} wurde nicht gesendet: {title}.',
    en: 'Revision {revision} was not sent: {title}.',
  },
};

function leadOfRun(code: string): Text {
  return code === 'run.count-differs' ? RUN_DIFFERS : RUN_FAILED_AGAIN;
}
const RUN_DIFFERS: Text = {
  de: 'Die Dateien sind bei DATEV, aber: {title}',
  en: 'The files are at DATEV, but: {title}',
};
const RUN_FAILED_AGAIN: Text = {
  de: 'Auch Ausführung {revision} kam nicht zustande: {title}',
  en: 'Execution {revision} did not come about either: {title}',
};

function valuesOf(note: Note, facts: CommentFacts, lang: Lang): Values {
  const label = note.about === 'delivered' ? (note.label ?? facts.label) : facts.label;
  const cause = note.about === 'failed-again' ? explainCause(note.cause, lang) : undefined;
  return {
    mandant: mandantName(facts),
    batch: batchName({ fileName: facts.fileName, ...(label === undefined ? {} : { label }) }, lang),
    resubmit: statusNames(facts.resubmitStatuses, lang, RESUBMIT_STATUS),
    close: statusNames(facts.closeStatuses, lang, CLOSE_STATUS),
    groups: groupNames(facts.resubmitGroups ?? [], lang),
    ...('errors' in note ? { errors: grouped(note.errors, lang) } : {}),
    ...('revision' in note ? { revision: String(note.revision) } : {}),
    ...(note.about === 'twin' ? { key: note.key } : {}),
    ...('name' in note ? { name: quoted(note.name, lang) } : {}),
    ...(note.about === 'superseded' ? { program: quoted(note.program, lang), jobId: note.jobId } : {}),
    ...(cause === undefined ? {} : { title: cause.title, meaning: cause.meaning }),
  };
}

/** What only some occasions add. */
function extra(note: Note, facts: CommentFacts, lang: Lang): readonly ReturnType<typeof p>[] {
  switch (note.about) {
    case 'failed-again': {
      const cause = explainCause(note.cause, lang);
      const remedies =
        cause.faults.length === 0 ? [cause.remedy] : [...new Set(cause.faults.map((fault) => fault.remedy))];
      return [
        bulletList(...cause.faults.map((fault) => [fault.text])),
        ...remedies.map((remedy) => p(remedy)),
        codeLine(note, lang),
      ];
    }
    case 'delivered':
      return note.records === undefined
        ? []
        : [
            p(
              say({ de: 'Buchungszeilen: {count}', en: 'Booking rows: {count}' }, lang, {
                count: grouped(note.records, lang),
              }),
            ),
          ];
    case 'no-file':
    case 'file-errors':
      return note.moved
        ? [
            p(
              say(
                { de: 'Der Vorgang wurde deshalb zurückgesetzt.', en: 'The issue was therefore moved back.' },
                lang,
              ),
            ),
          ]
        : [];
    case 'closed':
      return note.reason === undefined
        ? []
        : [
            p(
              say({ de: 'Grund: {reason}', en: 'Reason: {reason}' }, lang, {
                reason: cut(plain(note.reason).trim(), 500),
              }),
            ),
          ];
    case 'sent':
      return facts.by === undefined
        ? []
        : [
            p(
              say({ de: 'Veranlasst von {by}.', en: 'Ordered by {by}.' }, lang, {
                by: cut(plain(facts.by), 120),
              }),
            ),
          ];
    default:
      return [];
  }
}

const DATEV_CODE: Text = { de: 'DATEV-Fehlercode {code}', en: 'DATEV error code {code}' };
/** What stopped a run is in our own catalogue. */
const OWN_CODE: Text = { de: 'Kennung {code}', en: 'Code {code}' };

function codeLine(note: Extract<Note, { about: 'failed-again' }>, lang: Lang): ReturnType<typeof p> {
  const parts = [
    note.cause.code === 'unknown'
      ? ''
      : say(hasWords(note.cause.code) ? OWN_CODE : DATEV_CODE, lang, {
          code: note.cause.code,
        }),
    note.jobId === undefined
      ? ''
      : say({ de: 'DATEV-Job {jobId}', en: 'DATEV job {jobId}' }, lang, { jobId: note.jobId }),
  ].filter((part) => part !== '');
  return p(parts.join(', '));
}
