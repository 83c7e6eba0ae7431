import { useId } from 'react';
import type { Counted, DeskCharts } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { grouped } from '../../../src/kernel/text';
import { call } from '../../backend';
import { useData } from '../../shared/data/use-data';
import { Skeleton, Trouble } from '../../shared/parts';
import { Scroll } from '../../shared/scroll';
import { Mark } from '../../shared/signs/mark';
import { type PlainWord, useLang, useWords } from '../../shared/texts/lang';
import { WRITTEN } from '../../shared/texts/time';

/** Weeks of failures, months of deliveries, and how long it took in between. */
export function Charts({ onBack }: { onBack: () => void }) {
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call('desk.charts', { lang }),
    () => false,
  );
  return (
    <>
      <p>
        <button type="button" className="link marked" onClick={onBack}>
          <Mark sign="backwards" /> {t('back')}
        </button>
      </p>
      {data.is === 'loading' ? <Skeleton rows={8} /> : null}
      {data.is === 'failed' ? <Trouble of={data.problem} retry={() => void reload()} /> : null}
      {data.is === 'there' ? <All value={data.value} /> : null}
    </>
  );
}

function All({ value }: { value: DeskCharts }) {
  const lang = useLang();
  const t = useWords();
  const day = (at: string) =>
    dateText(
      at,
      lang,
      lang === 'de' ? { day: '2-digit', month: '2-digit' } : { day: 'numeric', month: 'short' },
    );
  const month = (at: string) => dateText(at, lang, { month: 'short' });
  const lateness = value.lateness.map(({ hours }) =>
    hours === undefined ? t('muchLater') : t('withinHours', { hours }),
  );
  const counts = [{ key: 'late', title: t('delivered'), counts: value.lateness.map(({ count }) => count) }];
  return (
    <>
      <Chart
        title="chartFailures"
        note="chartFailuresNote"
        places={value.weeks.map(day)}
        of={value.failures}
      />
      <Chart
        title="chartDeliveries"
        note="chartDeliveriesNote"
        places={value.months.map(month)}
        of={value.deliveries}
      />
      <Chart title="chartLateness" note="chartLatenessNote" places={lateness} of={counts} />
    </>
  );
}

function dateText(at: string, lang: Lang, how: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(WRITTEN[lang], { timeZone: 'UTC', ...how }).format(new Date(at));
}

type Drawn = { readonly places: readonly string[]; readonly of: readonly Counted[] };

/** Drawn for those who look, and the same numbers as a table for everybody. */
function Chart(props: Drawn & { title: PlainWord; note: PlainWord }) {
  const t = useWords();
  const id = useId();
  const isEmpty = props.of.every(({ counts }) => counts.every((n) => n === 0));
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{t(props.title)}</h2>
      <p className="note">{t(props.note)}</p>
      {isEmpty ? <p className="empty">{t('chartEmpty')}</p> : <Bars {...props} />}
      {isEmpty ? null : (
        <details>
          <summary>{t('asTable')}</summary>
          <Numbers {...props} caption={t(props.title)} />
        </details>
      )}
    </section>
  );
}

const [HEIGHT, WIDTH, GAP] = [140, 600, 0.25] as const;

/** Stacked bars; what each stack comes to stands above it, so that nobody has to tell colours apart to know how much it was. */
function Bars({ places, of }: Drawn) {
  const lang = useLang();
  const totals = places.map((_, at) => of.reduce((sum, { counts }) => sum + (counts[at] ?? 0), 0));
  const most = Math.max(1, ...totals);
  const step = WIDTH / Math.max(1, places.length);
  return (
    <>
      <svg className="chart" viewBox={`0 0 ${WIDTH} ${HEIGHT + 36}`} aria-hidden="true">
        {places.map((place, at) => (
          <g key={place} transform={`translate(${at * step} 0)`}>
            {stacked(of, at).map(({ key, below, count, n }) => (
              <rect
                key={key}
                className={`series-${n % 6}`}
                x={(step * GAP) / 2}
                width={step * (1 - GAP)}
                y={18 + HEIGHT - ((below + count) * HEIGHT) / most}
                height={(count * HEIGHT) / most}
              />
            ))}
            <text x={step / 2} y={12 + HEIGHT - ((totals[at] ?? 0) * HEIGHT) / most}>
              {totals[at] === 0 ? '' : grouped(totals[at] ?? 0, lang)}
            </text>
            <text x={step / 2} y={HEIGHT + 33}>
              {place}
            </text>
          </g>
        ))}
      </svg>
      <ul className="legend">
        {of.map(({ key, title }, n) => (
          <li key={key}>
            <span className={`series-${n % 6}`} aria-hidden="true" /> {title}
          </li>
        ))}
      </ul>
    </>
  );
}

function stacked(of: readonly Counted[], at: number) {
  let below = 0;
  return of.map(({ key, counts }, n) => {
    const count = counts[at] ?? 0;
    below += count;
    return { key, n, count, below: below - count };
  });
}

function Numbers({ places, of, caption }: Drawn & { caption: string }) {
  const lang = useLang();
  return (
    <Scroll className="scrolls" label={caption}>
      <table className="numbers-table">
        <caption className="unseen">{caption}</caption>
        <thead>
          <tr>
            <td />
            {places.map((place) => (
              <th key={place} scope="col">
                {place}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map(({ key, title, counts }) => (
            <tr key={key}>
              <th scope="row">{title}</th>
              {places.map((place, at) => (
                <td key={place}>{grouped(counts[at] ?? 0, lang)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Scroll>
  );
}
