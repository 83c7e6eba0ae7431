import type { PeriodTotals } from '../../../src/contract/pipelines';
import { grouped } from '../../../src/kernel/text';
import { Differences } from '../../shared/config-log';
import { useLang, useWords } from '../../shared/texts/lang';
import { amountText } from './chain';
import type { RunProps } from './props';

/** What somebody judges a run by before they approve it: its totals beside earlier ones, and what of the mapping is new. */
export function Judgement({ run }: Pick<RunProps, 'run'>) {
  const t = useWords();
  const { beside, changes } = run;
  return (
    <>
      {beside.length === 0 ? null : <Beside periods={beside} />}
      {changes === undefined ? null : (
        <section>
          <h3>{t('changesSince')}</h3>
          <p>{changes.text}</p>
          {changes.plan === undefined ? null : <p>{changes.plan}</p>}
          {changes.differences.length === 0 ? null : <Differences entry={changes} />}
        </section>
      )}
    </>
  );
}

/** Rows and sum of each period: the number for reading, the bar for comparing. */
function Beside({ periods }: { periods: readonly PeriodTotals[] }) {
  const t = useWords();
  const mostRows = Math.max(1, ...periods.map(({ rows }) => rows));
  const mostTotal = Math.max(1, ...periods.map(({ total }) => sizeOf(total)));
  return (
    <section>
      <h3 id="beside-title">{t('besideTitle')}</h3>
      <table className="beside" aria-labelledby="beside-title">
        <thead>
          <tr>
            <th scope="col">{t('period')}</th>
            <th scope="col" className="number">
              {t('rowsWord')}
            </th>
            <th scope="col" className="number">
              {t('besideTotal')}
            </th>
          </tr>
        </thead>
        <tbody>
          {periods.map((one) => (
            <Period key={one.periodLabel} one={one} mostRows={mostRows} mostTotal={mostTotal} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Period(props: { one: PeriodTotals; mostRows: number; mostTotal: number }) {
  const { periodLabel, rows, total, isThis } = props.one;
  const t = useWords();
  const lang = useLang();
  return (
    <tr className={isThis === true ? 'this' : undefined}>
      <th scope="row">
        {periodLabel}
        {isThis === true ? <small> {t('besideThis')}</small> : null}
      </th>
      <td className="number">
        {grouped(rows, lang)}
        <Length share={rows / props.mostRows} />
      </td>
      <td className="number">
        {total === undefined ? '–' : amountText(total, lang)}
        <Length share={sizeOf(total) / props.mostTotal} />
      </td>
    </tr>
  );
}

function Length({ share }: { share: number }) {
  return (
    <span className="bar-track" aria-hidden="true">
      <span className="bar-fill" style={{ width: `${100 * share}%` }} />
    </span>
  );
}

/** Long enough for a bar, whatever the cents. */
function sizeOf(total: string | undefined): number {
  return Math.abs(Number((total ?? '0').replace(',', '.')));
}
