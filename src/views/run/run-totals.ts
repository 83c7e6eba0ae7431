import type { RunAnswer } from '../../contract/pipelines';
import type { Lang } from '../../kernel/lang';
import { present } from '../../kernel/present';
import type { RunDetail } from '../../runs/detail';
import type { Submission } from '../../submissions/submission';
import { say } from '../../texts/say';

type Of = { readonly children: readonly Submission[]; readonly lang: Lang };

/** Looker = lines = file = DATEV, each with whether it agrees with the one before. */
export function totalsOf(of: Of, detail: RunDetail): RunAnswer['totals'] {
  const { lang } = of;
  const place = (where: 'source' | 'made' | 'files', side: RunDetail['source'], agrees: boolean) =>
    side === undefined
      ? []
      : [
          {
            where: say(`run-place.${where}`, lang),
            agrees,
            ...present({
              rows: side.rows,
              soll: amount(side.soll),
              haben: amount(side.haben),
              sum: amount(side.sum),
            }),
          },
        ];
  const differs = (...what: readonly string[]) => detail.differs.some((one) => what.includes(one));
  const { rejected } = detail;
  const made = detail.made && { ...detail.made, rows: detail.made.rows - rejected };
  return [
    ...place('source', detail.source, true),
    ...place('made', made, rejected === 0 && !differs('rows', 'sum', 'turnover')),
    ...place('files', detail.files, !differs('file-rows', 'file-turnover', 'soll', 'haben')),
    ...datevTotals(of, detail),
  ];
}

/** DATEV tells how many bookings a batch had, and nothing of a package. */
function datevTotals({ children, lang }: Of, detail: RunDetail): RunAnswer['totals'] {
  const batches = children.filter((child) => child.kind === 'extf');
  const counts = batches.map((child) => child.attempts.at(-1)?.records);
  if (batches.length === 0 || counts.includes(undefined)) return [];
  const rows = counts.reduce<number>((sum, count) => sum + (count ?? 0), 0);
  return [{ where: say('run-place.datev', lang), rows, agrees: rows === detail.files?.rows }];
}

/** Cents as text, e.g. `-123405` → `-1234,05`; people's language groups the digits. */
export function amount(cents: string | undefined): string | undefined {
  if (cents === undefined) return undefined;
  const sign = cents.startsWith('-') ? '-' : '';
  const digits = cents.replace('-', '').padStart(3, '0');
  return `${sign}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
