import type { RunAnswer } from '../../../src/contract/pipelines';
import type { Lang } from '../../../src/kernel/lang';
import { type Cents, readCents, writeCents } from '../../../src/kernel/money';

type Total = RunAnswer['totals'][number];
export type Figure = 'rows' | 'soll' | 'haben' | 'sum';
/** A link of the chain with its difference to the nearest one before that has the same figure. */
export type Link = Total & { readonly differs: Partial<Readonly<Record<Figure, string>>> };

const SUMS = ['soll', 'haben', 'sum'] as const;

/**
 * The control totals from Looker to DATEV, each with what it differs by: rows as a signed count, sums as text with a comma.
 * A figure that is not there is not compared.
 */
export function chainOf(totals: readonly Total[]): readonly Link[] {
  return totals.map((total, at) => {
    const before = totals.slice(0, at).reverse();
    const pairs = [
      ['rows', rowsDiffer(before.find(({ rows }) => rows !== undefined)?.rows, total.rows)] as const,
      ...SUMS.map(
        (figure) =>
          [
            figure,
            sumDiffers(before.find((each) => each[figure] !== undefined)?.[figure], total[figure]),
          ] as const,
      ),
    ];
    return { ...total, differs: Object.fromEntries(pairs.filter(([, by]) => by !== undefined)) };
  });
}

function rowsDiffer(before: number | undefined, now: number | undefined): string | undefined {
  if (before === undefined || now === undefined || before === now) return undefined;
  return now > before ? `+${now - before}` : `−${before - now}`;
}

function sumDiffers(before: string | undefined, now: string | undefined): string | undefined {
  if (before === undefined || now === undefined) return undefined;
  const [a, b] = [readCents(before, ','), readCents(now, ',')];
  if (a === undefined || b === undefined || a === b) return undefined;
  const by = writeCents(Math.abs(b - a) as Cents, ',');
  return b > a ? `+${by}` : `−${by}`;
}

/** An amount of the contract (`-1234,05`) as people of a language write it. */
export function amountText(amount: string, lang: Lang): string {
  const parts = /^([+−-]?)(\d+)(?:,(\d+))?$/.exec(amount);
  if (parts === null) return amount;
  const [, sign = '', whole = '', decimals = ''] = parts;
  const [group, mark] = lang === 'de' ? ['.', ','] : [',', '.'];
  const digits = whole.replace(/\B(?=(\d{3})+(?!\d))/g, group);
  return `${sign === '-' ? '−' : sign}${digits}${decimals === '' ? '' : `${mark}${decimals}`}`;
}
