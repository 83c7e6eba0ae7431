import type { ProblemWords } from './problem-words';

/** Problems with what other programs send us. Senders read them in English, the admin page shows both. */
export const HOOK_MESSAGES = {
  'hooks.has-secret': {
    title: { de: 'Es gibt schon ein Geheimnis.', en: 'There is a secret already.' },
    remedy: {
      de: 'Kennen Sie es nicht mehr, erneuern Sie es: Das bisherige gilt dann noch sieben Tage.',
      en: 'If nobody knows it any more, rotate it: the present one then stays valid for seven days.',
    },
  },
  'hooks.no-secret': {
    title: { de: 'Es gibt noch kein Geheimnis.', en: 'There is no secret yet.' },
    remedy: {
      de: 'Legen Sie zuerst eines an.',
      en: 'Make one first.',
    },
  },
  'hooks.content': {
    title: {
      de: 'Die Nachricht ist bei „{field}“ nicht so aufgebaut, wie sie sein muss.',
      en: 'The message is not as it must be at “{field}”.',
    },
    remedy: {
      de: 'Vergleichen Sie sie mit der Anleitung für eingehende Nachrichten und senden Sie sie berichtigt.',
      en: 'Compare it with the guide for inbound hooks and send it corrected.',
    },
  },
  'hooks.time': {
    title: {
      de: 'Die Zeit in „{field}“ liegt zu weit von der jetzigen entfernt.',
      en: 'The time in “{field}” is too far from now.',
    },
    remedy: {
      de: 'Prüfen Sie die Uhr des sendenden Programms und senden Sie die Nachricht mit der jetzigen Zeit.',
      en: 'Check the clock of the sending program and send the message with the present time.',
    },
  },
  'hooks.not-watched': {
    title: {
      de: 'Der Mandant {mandant} wird nicht beobachtet.',
      en: 'The Mandant {mandant} is not watched.',
    },
    remedy: {
      de: 'Beobachten Sie ihn in den Einstellungen der App, und senden Sie die Nachricht danach noch einmal.',
      en: 'Watch it in the app’s settings, then send the message again.',
    },
  },
  'hooks.no-pipeline': {
    title: { de: 'Die Pipeline {pipeline} gibt es nicht.', en: 'There is no pipeline {pipeline}.' },
    remedy: {
      de: 'Nehmen Sie die Kennung, die bei der Pipeline steht.',
      en: 'Take the id that stands at the pipeline.',
    },
  },
  'hooks.pipeline-inactive': {
    title: {
      de: 'Die Pipeline {pipeline} ist ausgeschaltet.',
      en: 'The pipeline {pipeline} is switched off.',
    },
    remedy: {
      de: 'Schalten Sie sie ein, und senden Sie die Nachricht danach noch einmal.',
      en: 'Switch it on, then send the message again.',
    },
  },
  'hooks.wrong-period': {
    title: {
      de: 'Der Zeitraum {period} passt nicht zur Pipeline {pipeline}.',
      en: 'The period {period} does not fit the pipeline {pipeline}.',
    },
    remedy: {
      de: 'Nennen Sie einen Monat (2026-11), ein Quartal (2026-Q4) oder einen Tag (2026-11-30), wie die Pipeline es braucht.',
      en: 'Name a month (2026-11), a quarter (2026-Q4) or a day (2026-11-30), whichever the pipeline wants.',
    },
  },
} as const satisfies Readonly<Record<string, ProblemWords>>;
