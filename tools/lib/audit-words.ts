import type { Flaw, Verdict } from '../../src/audit/verify-export';
import type { Lang } from '../../src/kernel/lang';

/** How the program is called. */
export function usage(lang: Lang): string {
  return lang === 'de'
    ? `Prüft einen Audit-Export: npm run -s verify-audit -- DATEI [--anchor PRÜFSUMME] [--json] [--lang de|en]

  --anchor   eine früher notierte Prüfsumme; sie muss in der Datei vorkommen
`
    : `Checks an audit export: npm run -s verify-audit -- FILE [--anchor HASH] [--json] [--lang de|en]

  --anchor   a hash noted earlier; it must be in the file
`;
}

/** What is wrong, in one sentence that names the line. */
export function flawText(flaw: Flaw, lang: Lang): string {
  const [de, en] = wordsOf(flaw);
  const where = 'line' in flaw ? (lang === 'de' ? `Zeile ${flaw.line}: ` : `Line ${flaw.line}: `) : '';
  return `${where}${lang === 'de' ? de : en}`;
}

type Both = readonly [de: string, en: string];

function wordsOf(flaw: Flaw): Both {
  switch (flaw.is) {
    case 'no-head':
      return [
        'Hier müsste der Kopf eines Audit-Exports stehen. Er wurde geändert oder entfernt, oder dies ist eine andere Datei.',
        'The head of an audit export belongs here. It was edited or dropped, or this is another kind of file.',
      ];
    case 'saved-anew':
      return flaw.how === 'mark'
        ? [
            'Vor dem ersten Zeichen steht eine Marke (BOM): Ein anderes Programm hat die Datei neu gespeichert.',
            'A mark (BOM) stands before the first character: another program saved the file anew.',
          ]
        : [
            'Ab hier stehen Zeilenenden von Windows: Ein anderes Programm hat die Datei neu gespeichert.',
            'From here on lines end as on Windows: another program saved the file anew.',
          ];
    case 'edited':
      return [
        `Eintrag ${flaw.seq} wurde geändert, oder die Zeile wurde eingefügt.`,
        `Entry ${flaw.seq} was edited, or the line was put in.`,
      ];
    case 'too-long':
      return [
        `Die Zeile ist länger als 1 MiB. So lang ist kein Eintrag; Eintrag ${flaw.seq} wurde geändert.`,
        `The line is longer than 1 MiB. No entry is that long; entry ${flaw.seq} was edited.`,
      ];
    default:
      return wordsOfOrder(flaw);
  }
}

type OfOrder = Exclude<Flaw, { readonly is: 'no-head' | 'saved-anew' | 'edited' | 'too-long' }>;

function wordsOfOrder(flaw: OfOrder): Both {
  switch (flaw.is) {
    case 'unlinked':
      return [
        `Eintrag ${flaw.seq} schließt nicht an den Eintrag davor an: Einer von beiden wurde ersetzt.`,
        `Entry ${flaw.seq} does not follow the entry before it: one of the two was replaced.`,
      ];
    case 'moved':
      return [
        `Eintrag ${flaw.seq} steht hinter späteren Einträgen: Die Reihenfolge wurde geändert.`,
        `Entry ${flaw.seq} stands behind later entries: the order was changed.`,
      ];
    case 'repeated':
      return [
        `Eintrag ${flaw.seq} steht hier ein zweites Mal.`,
        `Entry ${flaw.seq} stands here a second time.`,
      ];
    case 'foreign':
      return [
        'Dieser Eintrag gehört nicht in diesen Export: Er wurde eingefügt.',
        'This entry does not belong in this export: it was put in.',
      ];
    case 'dropped':
      return flaw.from === flaw.to
        ? [
            `Vor dieser Zeile fehlt Eintrag ${flaw.from}: Er wurde entfernt.`,
            `Entry ${flaw.from} is missing before this line: it was dropped.`,
          ]
        : [
            `Vor dieser Zeile fehlen die Einträge ${flaw.from} bis ${flaw.to}: Sie wurden entfernt.`,
            `Entries ${flaw.from} to ${flaw.to} are missing before this line: they were dropped.`,
          ];
    default:
      return wordsOfEnd(flaw);
  }
}

function wordsOfEnd({
  is,
}: Exclude<OfOrder, { readonly is: 'unlinked' | 'moved' | 'repeated' | 'foreign' | 'dropped' }>): Both {
  switch (is) {
    case 'cut-off':
      return [
        'Hier müsste die Datei weitergehen: Ihr Ende wurde abgeschnitten.',
        'The file should go on here: its end was cut off.',
      ];
    case 'behind-the-end':
      return [
        'Die Zeile steht hinter der Schlusszeile: Sie wurde angehängt oder verschoben.',
        'The line stands behind the closing line: it was added or moved.',
      ];
    case 'other-end':
      return [
        'Die Schlusszeile wurde geändert, oder sie gehört zu einem anderen Export.',
        'The closing line was edited, or it belongs to another export.',
      ];
    case 'no-anchor':
      return [
        'Die notierte Prüfsumme kommt nicht vor: Die Datei erzählt eine andere Geschichte als damals.',
        'The noted hash is not in the file: it tells another story than it did then.',
      ];
  }
}

/** The last line: what was looked at, and how it ended. */
export function summaryText({ head, entries, flaws, isMore }: Verdict, lang: Lang): string {
  if (head === undefined)
    return lang === 'de' ? 'Kein lesbarer Audit-Export.' : 'No audit export that can be read.';
  const { madeAt, site = '–', to } = head;
  if (flaws.length > 0) {
    const count = `${flaws.length}${isMore ? '+' : ''}`;
    return lang === 'de' ? `NICHT unversehrt: ${count} Stellen.` : `NOT intact: ${count} places.`;
  }
  return lang === 'de'
    ? `Unversehrt: ${entries} Einträge, erstellt ${madeAt}, Site ${site}.
Letzte Prüfsumme: ${to.hash || '–'}
Vergleichen Sie sie mit der, die die App unter Einrichtung › Audit nennt: Nur so fällt auf, wenn jemand die ganze Datei neu berechnet hat.`
    : `Intact: ${entries} entries, made ${madeAt}, site ${site}.
Last hash: ${to.hash || '–'}
Compare it with the one the app names under Set-up › Audit: only that shows whether somebody computed the whole file anew.`;
}
