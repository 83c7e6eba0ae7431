import type { Tone } from '../contract/answers';
import { causeInShort } from '../datev/cause';
import type { StateCode } from '../jobs/state-code';
import type { Submission } from '../jobs/submission';
import type { Lang, Text } from '../kernel/problem';
import { quoted, say } from '../kernel/text';
import type { Watch } from '../mandanten/watch';

type Words = { readonly tone: Tone; readonly lozenge: Text; readonly sentence: Text; readonly next: Text };

/** One row per state. A state without words in both languages does not compile. */
const WORDS: Readonly<Record<StateCode, Words>> = {
  ready: {
    tone: 'new',
    lozenge: { de: 'Bereit', en: 'Ready' },
    sentence: { de: 'Die Datei {batch} ist geprüft und kann gesendet werden.', en: 'The file {batch} is checked and can be sent.' },
    next: { de: 'Senden Sie die Datei. Vorher zeigt ein Dialog genau, was an DATEV geht.', en: 'Send the file. A dialog shows exactly what goes to DATEV before.' },
  },
  sending: {
    tone: 'inprogress',
    lozenge: { de: 'Wird gesendet', en: 'Sending' },
    sentence: { de: '{batch} wird an DATEV gesendet.', en: '{batch} is being sent to DATEV.' },
    next: { de: 'Nichts zu tun.', en: 'Nothing to do.' },
  },
  doubtful: {
    tone: 'moved',
    lozenge: { de: 'Wird geprüft', en: 'Checking' },
    sentence: { de: 'Noch ist nicht sicher, ob DATEV {batch} erhalten hat.', en: 'It is not certain yet whether DATEV received {batch}.' },
    next: { de: 'Nichts zu tun: Die App sieht in DATEV nach, bevor sie etwas noch einmal sendet.', en: 'Nothing to do: the app looks at DATEV before it sends anything again.' },
  },
  pending: {
    tone: 'inprogress',
    lozenge: { de: 'Bei DATEV', en: 'At DATEV' },
    sentence: { de: 'DATEV prüft {batch}.', en: 'DATEV is checking {batch}.' },
    next: { de: 'Nichts zu tun: Das Ergebnis erscheint hier von selbst.', en: 'Nothing to do: the result appears here by itself.' },
  },
  'pending-long': {
    tone: 'moved',
    lozenge: { de: 'Kein Ergebnis', en: 'No result' },
    sentence: { de: 'DATEV hat zu {batch} seit über 24 Stunden kein Ergebnis gemeldet.', en: 'DATEV has reported no result for {batch} for more than 24 hours.' },
    next: { de: 'Sehen Sie in DATEV nach, ob der Stapel angekommen ist, und entscheiden Sie dann hier.', en: 'Look into DATEV whether the batch arrived, then decide here.' },
  },
  delivered: {
    tone: 'success',
    lozenge: { de: 'Übergeben', en: 'Delivered' },
    sentence: { de: 'DATEV hat {batch} übernommen. Gebucht ist damit noch nichts.', en: 'DATEV took {batch} over. Nothing is booked by that yet.' },
    next: { de: 'Die Kanzlei holt den Stapel {batch} in DATEV ab und verarbeitet ihn.', en: 'The tax firm fetches the batch {batch} in DATEV and processes it.' },
  },
  rejected: {
    tone: 'removed',
    lozenge: { de: 'Abgelehnt', en: 'Rejected' },
    sentence: { de: 'DATEV hat {batch} abgelehnt: {why}.', en: 'DATEV rejected {batch}: {why}.' },
    next: { de: 'Beheben Sie die Ursache im Ausgangsprogramm und geben Sie hier die korrigierte Datei ab.', en: 'Correct the cause in its program and hand in the corrected file here.' },
  },
  'rejected-has-file': {
    tone: 'new',
    lozenge: { de: 'Korrigiert', en: 'Corrected' },
    sentence: { de: 'Die korrigierte Datei zu {batch} liegt bereit.', en: 'The corrected file for {batch} is ready.' },
    next: { de: 'Senden Sie sie jetzt, oder verschieben Sie den Vorgang in den Status für „erneut senden“.', en: 'Send it now, or move the issue to the status for “send again”.' },
  },
  'asks-unchanged': {
    tone: 'moved',
    lozenge: { de: 'Rückfrage', en: 'Question' },
    sentence: { de: 'Die Ursache lag nicht in der Datei. Soll {batch} unverändert noch einmal gesendet werden?', en: 'The cause was not in the file. Shall {batch} be sent again unchanged?' },
    next: { de: 'Bestätigen Sie das unveränderte Senden, oder geben Sie eine korrigierte Datei ab.', en: 'Confirm sending it unchanged, or hand in a corrected file.' },
  },
  unknown: {
    tone: 'moved',
    lozenge: { de: 'Ungewiss', en: 'Uncertain' },
    sentence: { de: 'Wir wissen nicht, ob DATEV {batch} erhalten hat.', en: 'We do not know whether DATEV received {batch}.' },
    next: { de: 'Sehen Sie in DATEV nach und entscheiden Sie dann: noch einmal senden, oder als übergeben kennzeichnen.', en: 'Look into DATEV, then decide: send again, or mark as delivered.' },
  },
  superseded: {
    tone: 'success',
    lozenge: { de: 'Ersetzt', en: 'Replaced' },
    sentence: { de: '{program} hat dieselbe Datei inzwischen erfolgreich gesendet.', en: '{program} has sent the same file successfully meanwhile.' },
    next: { de: 'Hier ist nichts mehr zu korrigieren: Schließen Sie ohne Senden.', en: 'Nothing is left to correct here: close without sending.' },
  },
  closed: {
    tone: 'default',
    lozenge: { de: 'Geschlossen', en: 'Closed' },
    sentence: { de: '{batch} wurde ohne Senden geschlossen.', en: '{batch} was closed without sending.' },
    next: { de: 'Nichts zu tun.', en: 'Nothing to do.' },
  },
  stopped: {
    tone: 'removed',
    lozenge: { de: 'Angehalten', en: 'Stopped' },
    sentence: { de: 'Alles Senden an DATEV ist angehalten; {batch} wartet.', en: 'All sending to DATEV is stopped; {batch} waits.' },
    next: { de: 'Sobald das Senden wieder freigegeben ist, geht die Datei von selbst.', en: 'The file goes by itself as soon as sending is allowed again.' },
  },
  stuck: {
    tone: 'moved',
    lozenge: { de: 'Hängt', en: 'Stuck' },
    sentence: { de: 'Ein Schritt zu {batch} ist nicht gelungen.', en: 'A step for {batch} did not succeed.' },
    next: { de: 'Unten steht, woran es liegt und was zu tun ist; danach versuchen Sie den Schritt erneut.', en: 'Below you see why and what to do; then try the step again.' },
  },
  'issue-deleted': {
    tone: 'default',
    lozenge: { de: 'Ohne Vorgang', en: 'No issue' },
    sentence: { de: 'Der Vorgang zu {batch} wurde gelöscht.', en: 'The issue for {batch} was deleted.' },
    next: { de: 'Wenn Sie ihn doch brauchen, fordern Sie einen neuen Vorgang an.', en: 'If you need it after all, ask for a new issue.' },
  },
};

/** Lozenge, state sentence and next action of a submission. */
export function stateWordsOf(
  code: StateCode,
  of: { readonly state: Submission; readonly lang: Lang; readonly watch?: Watch },
): { readonly lozenge: { readonly text: string; readonly tone: Tone }; readonly sentence: string; readonly nextAction: string } {
  const { state, lang } = of;
  const words = WORDS[code];
  const cause = state.attempts.at(-1)?.cause;
  const values = {
    batch: quoted(state.label ?? state.fileName, lang),
    program: state.program,
    why: cause === undefined ? '' : causeInShort(cause, lang),
  };
  return {
    lozenge: { text: words.lozenge[lang], tone: words.tone },
    sentence: say(words.sentence, lang, values),
    nextAction: say(words.next, lang, values),
  };
}
