import type { Lang, Text } from '../kernel/problem';
import { say } from '../kernel/text';
import { type Adf, doc, p, panel, strong } from './adf';

const SUMMARY: Text = {
  de: 'Testvorgang von DATEV for Jira – kann gelöscht werden',
  en: 'Test issue of DATEV for Jira – may be deleted',
};
const LEAD: Text = {
  de: 'Dies ist ein Test. Es ist keine Buchungsdatei gescheitert.',
  en: 'This is a test. No booking file has failed.',
};
const REST: Text = {
  de: 'So wird ein Vorgang angelegt, wenn DATEV eine Datei ablehnt: in diesem Projekt, mit diesem Vorgangstyp. Die Einrichtung der App entfernt ihn wieder.',
  en: 'This is how an issue is created when DATEV refuses a file: in this project, of this type. The set-up of the app removes it again.',
};

/** What the issue says with which an admin tries project and issue type. */
export function testIssue(lang: Lang): { readonly summary: string; readonly description: Adf } {
  return {
    summary: say(SUMMARY, lang),
    description: doc(panel('info', p(strong(say(LEAD, lang)))), p(say(REST, lang))),
  };
}
