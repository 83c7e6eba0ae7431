import {
  causeInShort,
  type ExplainedCause,
  explainCause,
  type HowRefused,
  howRefused,
  whereOf,
} from '../datev/cause';
import { berlinTime } from '../kernel/berlin';
import type { Lang, Text } from '../kernel/problem';
import { cut, grouped, plain, say } from '../kernel/text';
import type { Cause } from '../submissions/submission';
import {
  type Adf,
  bulletList,
  type code,
  doc,
  fit,
  heading,
  link,
  orderedList,
  p,
  panel,
  strong,
} from './adf';
import {
  batchName,
  CLOSE_STATUS,
  type IssueFacts,
  mandantName,
  RESUBMIT_STATUS,
  statusNames,
} from './facts-words';

/** Jira refuses a summary of 255 characters and one with a line break (facts: looker-jira §3.5). */
const MAX_SUMMARY = 254;

/** What an issue says. Without a cause DATEV's answer is missing for good and a person decides. */
export type IssueTextFacts = IssueFacts & {
  readonly cause?: Cause;
  /** We hold the bytes, so that they can go unchanged. */
  readonly hasFile: boolean;
  /** DATEV's help page, from `helpUrlOf`; left out unless it leads to datev.de. */
  readonly helpUrl?: string;
};

/** The issue's summary: what happened to which batch of which Mandant. One line, at most 254 characters. */
export function issueSummary(facts: IssueTextFacts, lang: Lang): string {
  const values = {
    batch: batchName(facts, lang),
    mandant: mandantName(facts),
    why: facts.cause === undefined ? '' : causeInShort(facts.cause, lang),
  };
  const text: Text =
    facts.cause === undefined
      ? {
          de: 'Ungewiss, ob DATEV {batch} erhalten hat – {mandant}',
          en: 'Uncertain whether DATEV received {batch} – {mandant}',
        }
      : SUMMARIES[howRefused(facts.cause)];
  return cut(plain(say(text, lang, values)).trim(), MAX_SUMMARY);
}

const SUMMARIES: Readonly<Record<HowRefused, Text>> = {
  refused: {
    de: 'DATEV hat {batch} abgelehnt: {why} – {mandant}',
    en: 'DATEV refused {batch}: {why} – {mandant}',
  },
  partly: {
    de: 'DATEV hat {batch} nur zum Teil übernommen – {mandant}',
    en: 'DATEV took over only a part of {batch} – {mandant}',
  },
  'not-sent': {
    de: '{batch} wurde nicht gesendet: {why} – {mandant}',
    en: '{batch} was not sent: {why} – {mandant}',
  },
};

/** The issue's description: what happened, what it means, what to do, and the facts. No ledger value, none of DATEV's free text. */
export function issueDescription(facts: IssueTextFacts, lang: Lang): Adf {
  const cause = facts.cause === undefined ? undefined : explainCause(facts.cause, lang);
  const whole = doc(
    panel(cause === undefined ? 'warning' : 'error', p(strong(whatHappened(facts, cause, lang)))),
    heading(3, say({ de: 'Was bedeutet das?', en: 'What does it mean?' }, lang)),
    ...meaning(cause, lang),
    heading(3, say({ de: 'Was ist zu tun?', en: 'What is to be done?' }, lang)),
    orderedList(...steps(facts, cause, lang).map((step) => [step])),
    cause === undefined
      ? undefined
      : p(say({ de: 'Zuständig: {who}', en: 'Who: {who}' }, lang, { who: cause.who })),
    heading(3, say({ de: 'Angaben', en: 'Details' }, lang)),
    bulletList(...details(facts, cause, lang)),
    helpLine(facts, lang),
  );
  return fit(whole, say(MORE_IN_PANEL, lang));
}

/** Closes a text that had to be cut. */
export const MORE_IN_PANEL: Text = {
  de: 'Der Text ist gekürzt. Alles Weitere zeigt der DATEV-Bereich dieses Vorgangs.',
  en: 'The text is shortened. The DATEV panel of this issue shows the rest.',
};

function whatHappened(facts: IssueTextFacts, cause: ExplainedCause | undefined, lang: Lang): string {
  const values = { batch: batchName(facts, lang), mandant: mandantName(facts), title: cause?.title ?? '' };
  if (cause === undefined) {
    return say(
      {
        de: 'Wir haben {batch} für {mandant} an DATEV gesendet, aber keine Bestätigung erhalten.',
        en: 'We sent {batch} for {mandant} to DATEV but got no confirmation.',
      },
      lang,
      values,
    );
  }
  return say(HAPPENED[facts.cause === undefined ? 'refused' : howRefused(facts.cause)], lang, values);
}

const HAPPENED: Readonly<Record<HowRefused, Text>> = {
  refused: {
    de: 'DATEV hat {batch} für {mandant} nicht angenommen. {title}.',
    en: 'DATEV did not take {batch} for {mandant}. {title}.',
  },
  partly: {
    de: 'Von {batch} für {mandant} ist nur ein Teil bei DATEV angekommen. {title}.',
    en: 'Only a part of {batch} for {mandant} arrived at DATEV. {title}.',
  },
  'not-sent': {
    de: '{batch} für {mandant} wurde nicht gesendet. {title}.',
    en: '{batch} for {mandant} was not sent. {title}.',
  },
};

function meaning(cause: ExplainedCause | undefined, lang: Lang): readonly ReturnType<typeof p>[] {
  if (cause === undefined) {
    return [
      p(
        say(
          {
            de: 'Es steht nicht fest, ob die Datei bei DATEV angekommen ist. Wir senden nicht von selbst noch einmal, damit nichts doppelt gebucht wird.',
            en: 'It is not certain whether the file reached DATEV. We do not send again by ourselves, so that nothing is booked twice.',
          },
          lang,
        ),
      ),
    ];
  }
  return [p(cause.meaning), bulletList(...cause.faults.map((fault) => [fault.text]))];
}

function steps(facts: IssueTextFacts, cause: ExplainedCause | undefined, lang: Lang): readonly string[] {
  const values = {
    resubmit: statusNames(facts.resubmitStatuses, lang, RESUBMIT_STATUS),
    close: statusNames(facts.closeStatuses, lang, CLOSE_STATUS),
    batch: batchName(facts, lang),
  };
  if (cause === undefined || facts.cause === undefined)
    return UNKNOWN_STEPS.map((step) => say(step, lang, values));
  const remedies =
    cause.faults.length === 0 ? [cause.remedy] : [...new Set(cause.faults.map((fault) => fault.remedy))];
  const rest =
    facts.kind === 'run'
      ? runSteps(facts.cause.code)
      : [...fileSteps(facts.cause, facts.hasFile), CLOSE_STEP];
  return [...remedies, ...rest.map((step) => say(step, lang, values))];
}

function fileSteps(cause: Cause, hasFile: boolean): readonly Text[] {
  if (whereOf(cause) === 'file') return FILE_STEPS;
  return hasFile ? UNCHANGED_STEPS : OTHER_PROGRAM_STEPS;
}

const CLOSE_STEP: Text = {
  de: 'Soll die Datei nicht mehr gesendet werden, setzen Sie den Vorgang auf {close} und nennen Sie den Grund.',
  en: 'If the file is not to be sent any more, move the issue to {close} and give the reason.',
};
const FILE_STEPS: readonly Text[] = [
  {
    de: 'Legen Sie die berichtigte Datei im DATEV-Bereich dieses Vorgangs ab. Hängen Sie sie nicht an den Vorgang an: Buchungsdaten gehören nicht in Jira.',
    en: 'Put the corrected file into the DATEV panel of this issue. Do not attach it to the issue: bookings do not belong in Jira.',
  },
  {
    de: 'Setzen Sie den Vorgang auf {resubmit}. Die App sendet die Datei dann an DATEV und meldet das Ergebnis hier.',
    en: 'Move the issue to {resubmit}. The app then sends the file to DATEV and reports the result here.',
  },
];
/** Moving the issue helps where the run stopped; one that goes on or is at its end already has only its remedy. */
function runSteps(code: string): readonly Text[] {
  if (code === 'run.overdue' || code === 'run.count-differs') return [];
  const [rows, again] = RUN_STEPS;
  const isAboutRows =
    code.startsWith('mapping.') || code === 'run.file-faults' || code === 'run.schema-changed';
  return [...(isAboutRows ? [rows] : []), again, CLOSE_STEP];
}

const RUN_STEPS: readonly [Text, Text] = [
  {
    de: 'Im DATEV-Bereich dieses Vorgangs stehen die betroffenen Zeilen und Spalten. Die Zuordnung ändern Sie im DATEV-Desk unter „Pipelines“.',
    en: 'The DATEV panel of this issue names the rows and columns concerned. Change the mapping in the DATEV desk under “Pipelines”.',
  },
  {
    de: 'Setzen Sie den Vorgang auf {resubmit}. Der Lauf wird dann mit der geänderten Zuordnung wiederholt und meldet das Ergebnis hier.',
    en: 'Move the issue to {resubmit}. The run is then repeated with the changed mapping and reports the result here.',
  },
];
const UNCHANGED_STEPS: readonly Text[] = [
  {
    de: 'Setzen Sie den Vorgang auf {resubmit}, wenn die Ursache behoben ist. Die App fragt im DATEV-Bereich nach und sendet dieselbe Datei unverändert noch einmal.',
    en: 'Move the issue to {resubmit} when the cause is gone. The app asks in the DATEV panel and sends the same file again, unchanged.',
  },
];
const OTHER_PROGRAM_STEPS: readonly Text[] = [
  {
    de: 'Senden Sie danach den Stapel aus dem ursprünglichen Programm noch einmal, oder legen Sie die Datei im DATEV-Bereich dieses Vorgangs ab. Hängen Sie sie nicht an den Vorgang an: Buchungsdaten gehören nicht in Jira.',
    en: 'Then send the batch again from the original program, or put the file into the DATEV panel of this issue. Do not attach it to the issue: bookings do not belong in Jira.',
  },
  {
    de: 'Haben Sie die Datei hier abgelegt, setzen Sie den Vorgang auf {resubmit}. Die App sendet sie dann an DATEV.',
    en: 'If you put the file here, move the issue to {resubmit}. The app then sends it to DATEV.',
  },
];
const UNKNOWN_STEPS: readonly Text[] = [
  {
    de: 'Bitten Sie die Kanzlei, in DATEV unter „Stapel verarbeiten“ nachzusehen, ob {batch} dort bereitsteht.',
    en: 'Ask the tax firm to look in DATEV under “Stapel verarbeiten” whether {batch} is there.',
  },
  {
    de: 'Ist der Stapel dort, wählen Sie im DATEV-Bereich dieses Vorgangs „DATEV hat die Datei“.',
    en: 'If the batch is there, choose “DATEV has the file” in the DATEV panel of this issue.',
  },
  {
    de: 'Ist er nicht dort, wählen Sie „Noch einmal senden“.',
    en: 'If it is not, choose “Send again”.',
  },
];

function details(
  facts: IssueTextFacts,
  cause: ExplainedCause | undefined,
  lang: Lang,
): readonly (readonly [ReturnType<typeof strong>, ReturnType<typeof code> | string])[] {
  const lines: readonly (readonly [Text, string | undefined])[] = [
    [{ de: 'Mandant', en: 'Mandant' }, mandantName(facts)],
    ...(facts.kind === 'run'
      ? ([[{ de: 'Lauf', en: 'Run' }, facts.fileName]] as const)
      : ([
          [{ de: 'Stapel', en: 'Batch' }, facts.label],
          [{ de: 'Datei', en: 'File' }, facts.fileName],
          [{ de: 'Gesendet von', en: 'Sent by' }, facts.program],
        ] as const)),
    [
      { de: 'Gesendet am', en: 'Sent at' },
      facts.sentAt === undefined ? undefined : berlinTime(facts.sentAt, lang),
    ],
    [
      { de: 'Buchungszeilen', en: 'Booking rows' },
      facts.records === undefined ? undefined : grouped(facts.records, lang),
    ],
    [{ de: 'DATEV-Job', en: 'DATEV job' }, facts.jobId],
    [
      facts.kind === 'run' ? OWN_CODE : { de: 'DATEV-Fehlercode', en: 'DATEV error code' },
      cause === undefined || cause.code === 'unknown' ? undefined : cause.code,
    ],
    [{ de: 'Felder der Kopfzeile', en: 'Header fields' }, fieldNames(cause)],
  ];
  return lines.flatMap(([label, value]) => {
    const shown = cut(plain(value ?? '').trim(), 300);
    return shown === '' ? [] : [[strong(`${label[lang]}: `), shown] as const];
  });
}

/** What stopped a run is in our own catalogue. */
const OWN_CODE: Text = { de: 'Kennung', en: 'Code' };

function fieldNames(cause: ExplainedCause | undefined): string {
  const named = (cause?.faults ?? []).filter((fault) => fault.field !== undefined);
  return named
    .map((fault) => (fault.label === undefined ? `${fault.field}` : `${fault.field} ${fault.label}`))
    .join(', ');
}

function helpLine(facts: IssueTextFacts, lang: Lang): ReturnType<typeof p> {
  if (facts.helpUrl === undefined || !/^https?:\/\/([a-z0-9-]+\.)*datev\.de(?:[/?#]|$)/i.test(facts.helpUrl))
    return undefined;
  return p(
    link(
      say({ de: 'Hilfe von DATEV zu diesem Fehler', en: 'DATEV’s help for this error (German)' }, lang),
      facts.helpUrl,
    ),
  );
}
