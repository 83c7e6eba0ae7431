import type { ReactNode } from 'react';
import type { RunAnswer } from '../../../src/contract/pipelines';
import { useLang, useWords } from '../../shared/lang';
import { Bar } from '../../shared/parts';
import { amountText, chainOf, type Figure, type Link } from './chain';

const STEPS = {
  done: ['✓', 'stepDone'],
  now: ['●', 'stepNow'],
  next: ['○', 'stepNext'],
  failed: ['✗', 'stepFailed'],
} as const;

/** Where the run is on its way. */
export function Progress({ steps }: Pick<RunAnswer, 'steps'>) {
  const t = useWords();
  if (steps.length === 0) return null;
  return (
    <section>
      <h3>{t('runSteps')}</h3>
      <Strip className="progress">
        {steps.map(({ name, state }) => {
          const [sign, word] = STEPS[state];
          return (
            <li key={name} className={`step-${state}`} aria-current={state === 'now' ? 'step' : undefined}>
              <span aria-hidden="true" className="step-sign">
                {sign}
              </span>{' '}
              {name} <small>{t(word)}</small>
            </li>
          );
        })}
      </Strip>
    </section>
  );
}

function Strip({ className, children }: { className: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noRedundantRoles: without its numbers Safari takes a list for none
    <ol className={className} role="list">
      {children}
    </ol>
  );
}

/** The chain of control totals: what came from Looker has to arrive at DATEV, row by row and cent by cent. */
export function Chain({ totals, sumsAreGone }: Pick<RunAnswer, 'totals' | 'sumsAreGone'>) {
  const t = useWords();
  if (totals.length === 0) return null;
  const links = chainOf(totals);
  const most = Math.max(1, ...totals.map(({ rows }) => rows ?? 0));
  return (
    <section>
      <h3>{t('chain')}</h3>
      {sumsAreGone ? <p className="note">{t('sumsAreGone')}</p> : null}
      <Strip className="chain">
        {links.map((link, n) => (
          <li key={link.where} className={`card ${verdict(links, n) ?? ''}`}>
            <OneLink link={link} verdict={n === 0 ? undefined : verdict(links, n)} most={most} />
          </li>
        ))}
      </Strip>
    </section>
  );
}

/** The first link has nothing before it to compare with: it is fine once all that follows agrees with it. */
function verdict(links: readonly Link[], n: number): 'agrees' | 'differs' | undefined {
  if (n > 0) return links[n]?.agrees === true ? 'agrees' : 'differs';
  return links.length > 1 && links.every(({ agrees }) => agrees) ? 'agrees' : undefined;
}

const VERDICTS = { agrees: ['✓', 'success'], differs: ['≠', 'removed'] } as const;

const SUMS = [
  ['soll', 'sumSoll'],
  ['haben', 'sumHaben'],
  ['sum', 'sumAll'],
] as const;

function OneLink(props: { link: Link; verdict: 'agrees' | 'differs' | undefined; most: number }) {
  const { link, verdict, most } = props;
  const t = useWords();
  const lang = useLang();
  const sums = SUMS.filter(([figure]) => link[figure] !== undefined);
  return (
    <>
      <h4>{link.where}</h4>
      {verdict === undefined ? null : (
        <p className="verdict">
          {VERDICTS[verdict][0]} {t(verdict)}
        </p>
      )}
      {link.rows === undefined ? null : (
        <>
          <Bar
            label={t('rowsWord')}
            value={link.rows}
            most={most}
            tone={verdict === undefined ? 'default' : VERDICTS[verdict][1]}
          />
          <Difference link={link} figure="rows" />
        </>
      )}
      {sums.length === 0 ? null : (
        <dl className="sums">
          {sums.map(([figure, word]) => (
            <div key={figure}>
              <dt>{t(word)}</dt>
              <dd>
                {amountText(link[figure] ?? '', lang)} <Difference link={link} figure={figure} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </>
  );
}

function Difference({ link, figure }: { link: Link; figure: Figure }) {
  const t = useWords();
  const lang = useLang();
  const by = link.differs[figure];
  if (by === undefined) return null;
  return <small className="differs-by">{t('differsBy', { by: amountText(by, lang) })}</small>;
}

/** What became of the rows, drawn so that people can compare. */
export function Counts({ run }: { run: RunAnswer }) {
  const t = useWords();
  const { counts } = run;
  if (counts === undefined) return null;
  const most = Math.max(1, counts.rows);
  return (
    <section>
      <h3>{t('countsTitle', { count: counts.rows })}</h3>
      <Bar label={t('countLines')} value={counts.lines} most={most} tone="success" />
      <Bar label={t('countLeftOut')} value={counts.leftOut} most={most} tone="default" />
      <Bar label={t('countRejected')} value={counts.rejected} most={most} tone="removed" />
    </section>
  );
}
