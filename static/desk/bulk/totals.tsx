import { grouped } from '../../../src/kernel/text';
import { useLang, useWords } from '../../shared/texts/lang';

type Going = { readonly mandant: string; readonly rows: number };

/** How many files of how many Mandanten with how many rows go, in one line. */
export function Totals({ of }: { of: readonly Going[] }) {
  const t = useWords();
  const lang = useLang();
  const rows = of.reduce((all, one) => all + one.rows, 0);
  const mandanten = new Set(of.map(({ mandant }) => mandant)).size;
  return (
    <p className="totals">
      <strong>{t('goingTotals', { files: of.length, mandanten, rows: grouped(rows, lang) })}</strong>
    </p>
  );
}
