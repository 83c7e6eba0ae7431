import type { TextRule } from './codes';
import type { DxsoWords } from './told';

export const TEXT_WORDS: Readonly<Record<TextRule, DxsoWords>> = {
  'dxso.text.hidden-character': {
    text: {
      de: 'In {label} stehen Zeichen, die niemand sieht ({character}), etwa zum Umkehren der Schreibrichtung. Angezeigt wird dann etwas anderes, als gebucht wird.',
      en: '{label} has characters that nobody sees ({character}), for reversing the direction of writing for instance. What is shown is then not what is booked.',
    },
    rule: {
      de: 'Texte bestehen aus sichtbaren Zeichen.',
      en: 'Texts consist of characters that can be seen.',
    },
    remedy: {
      de: 'DATEV nimmt das Paket an. Prüfen Sie, woher der Text in {label} kommt, geben Sie ihn im vorgelagerten Programm neu ein und erzeugen Sie das Paket neu.',
      en: 'DATEV takes the package. Find out where the text in {label} comes from, enter it anew in the upstream program and create the package again.',
    },
  },
  'dxso.text.formula': {
    text: {
      de: '{label} beginnt wie eine Formel. Wer einen Export daraus in einer Tabellenkalkulation öffnet, führt sie aus.',
      en: '{label} begins like a formula. Whoever opens an export of it in a spreadsheet executes it.',
    },
    rule: {
      de: 'Texte beginnen nicht mit =, und nicht mit +, - oder @ vor einem Funktionsaufruf.',
      en: 'Texts do not begin with =, nor with +, - or @ before a function call.',
    },
    remedy: {
      de: 'DATEV nimmt das Paket an. Prüfen Sie, woher der Text in {label} kommt; ist er gewollt, stellen Sie ihm ein Wort voran.',
      en: 'DATEV takes the package. Find out where the text in {label} comes from; if it is meant, put a word in front of it.',
    },
  },
};
