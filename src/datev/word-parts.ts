import type { Problem, Text } from '../kernel/problem';

/** What is said about one answer of DATEV. */
export type DatevWords = {
  /** A few words for a summary or a state sentence. */
  readonly short: Text;
  readonly title: Text;
  readonly meaning: Text;
  readonly remedy: Text;
  /** Who can do it. */
  readonly who: Text;
  readonly retry: Problem['retry'];
  /** `file` = a corrected file helps · `outside` = the same bytes may go again once the cause is removed. */
  readonly where: 'file' | 'outside';
};

export const ACCOUNTING: Text = { de: 'Buchhaltung', en: 'Accounting' };
export const FIRM: Text = { de: 'Kanzlei (Steuerberatung)', en: 'Tax firm' };
export const ADMIN: Text = { de: 'Jira-Administration', en: 'Jira administration' };
export const SUPPORT: Text = {
  de: 'Jira-Administration mit dem Hersteller dieser App',
  en: 'Jira administration with the maker of this app',
};
export const TELL_MAKER: Text = {
  de: 'An der Datei liegt es nicht. Melden Sie den Fall mit der Job-ID dem Hersteller der App.',
  en: 'The file is not the cause. Report the case with the job id to the maker of the app.',
};
