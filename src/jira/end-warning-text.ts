import type { EndStage } from '../datev/login/end-warning';
import { berlinMinutes } from '../kernel/berlin';
import type { Lang, Text } from '../kernel/problem';
import { cut, plain, say } from '../kernel/text';
import { type Adf, doc, heading, orderedList, p, panel, strong } from './adf';

export type EndFacts = {
  readonly mandant: string;
  readonly mandantName?: string | undefined;
  /** ISO instant at which the approval ends or ended. */
  readonly until: string;
  readonly stage: EndStage;
};

const MAX_SUMMARY = 254;

const SUMMARY: Readonly<Record<'soon' | 'ended', Text>> = {
  soon: {
    de: 'DATEV-Freigabe endet am {until} – {mandant}',
    en: 'DATEV approval ends on {until} – {mandant}',
  },
  ended: { de: 'DATEV-Freigabe ist beendet – {mandant}', en: 'DATEV approval has ended – {mandant}' },
};

/** One line; Jira takes 254 characters. */
export function endSummary(facts: EndFacts, lang: Lang): string {
  return cut(
    plain(say(SUMMARY[facts.stage === 0 ? 'ended' : 'soon'], lang, valuesOf(facts))).trim(),
    MAX_SUMMARY,
  );
}

const WHAT: Readonly<Record<EndStage, Text>> = {
  30: {
    de: 'Die Langzeitfreigabe endet in weniger als 30 Tagen, am {until} Uhr.',
    en: 'The long-term approval ends in less than 30 days, on {until} (Berlin time).',
  },
  7: {
    de: 'Die Langzeitfreigabe endet in weniger als sieben Tagen, am {until} Uhr.',
    en: 'The long-term approval ends in less than seven days, on {until} (Berlin time).',
  },
  1: {
    de: 'Die Langzeitfreigabe endet in weniger als einem Tag, am {until} Uhr.',
    en: 'The long-term approval ends in less than a day, on {until} (Berlin time).',
  },
  0: {
    de: 'Die Langzeitfreigabe ist beendet: Für diesen Mandanten wird nichts mehr gesendet und nicht mehr nachgesehen.',
    en: 'The long-term approval has ended: nothing is sent for this Mandant any more, and nobody looks.',
  },
};
const STEPS: readonly Text[] = [
  {
    de: 'Öffnen Sie in Jira die Einstellungen der App DATEV, Abschnitt „Verbindung zu DATEV“.',
    en: 'Open the settings of the DATEV app in Jira, section “Connection to DATEV”.',
  },
  {
    de: 'Wählen Sie diesen Mandanten und „Mit DATEV verbinden“. Anmelden muss sich, wer die Rechte auf den Mandanten hat; wer bisher angemeldet ist, steht dort.',
    en: 'Choose this Mandant and “Connect to DATEV”. Whoever has the rights to the Mandant has to log in; who is logged in so far stands there.',
  },
  {
    de: 'Mehr ist nicht zu tun: Offene Übertragungen laufen weiter, und dieser Vorgang schließt sich von selbst.',
    en: 'That is all: open transmissions go on, and this issue closes by itself.',
  },
];

/** What it means and what to do. */
export function endDescription(facts: EndFacts, lang: Lang): Adf {
  const values = valuesOf(facts);
  return doc(
    panel(facts.stage === 0 ? 'error' : 'warning', p(strong(say(WHAT[facts.stage], lang, values)))),
    p(say({ de: 'Mandant: {mandant}', en: 'Mandant: {mandant}' }, lang, values)),
    heading(3, say({ de: 'Was ist zu tun?', en: 'What is to be done?' }, lang)),
    orderedList(...STEPS.map((step) => [say(step, lang, values)])),
  );
}

/** The comment when the end came nearer. */
export function endComment(facts: EndFacts, lang: Lang): Adf {
  return doc(
    panel(facts.stage === 0 ? 'error' : 'warning', p(strong(say(WHAT[facts.stage], lang, valuesOf(facts))))),
  );
}

/** The comment with which the issue closes. */
export function renewedComment(until: string | undefined, lang: Lang): Adf {
  const text: Text =
    until === undefined
      ? { de: 'Die Freigabe wird nicht mehr gebraucht.', en: 'The approval is no longer needed.' }
      : {
          de: 'DATEV ist für diesen Mandanten wieder verbunden, bis {until} Uhr.',
          en: 'DATEV is connected for this Mandant again, until {until} (Berlin time).',
        };
  return doc(panel('success', p(strong(say(text, lang, { until: berlinMinutes(until ?? '') })))));
}

function valuesOf({ mandant, mandantName, until }: EndFacts) {
  const name = (mandantName ?? '').trim();
  return {
    mandant: name === '' ? mandant : `${plain(name)} (${mandant})`,
    until: berlinMinutes(until),
  };
}
