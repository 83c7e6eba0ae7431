import type { ReactNode } from 'react';
import type { RunAnswer } from '../../../src/contract/pipelines';
import { Bar } from '../../shared/parts';
import { Mark } from '../../shared/signs/mark';
import { useLang, useWords } from '../../shared/texts/lang';
import { amountText, chainOf, type Figure, type Link } from './chain';

const STEPS = {
  done: ['done', 'stepDone'],
  now: ['here', 'stepNow'],
  waits: ['here', 'stepWaits'],
  next: ['ring', 'stepNext'],
  failed: ['bad', 'stepFailed'],
  ended: ['ring', 'stepEnded'],
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
            <li
              key={name}
              className={`step-${state}`}
              aria-current={state === 'now' || state === 'waits' ? 'step' : undefined}
            >
              <span aria-hidden="true" className="step-sign">
                <Mark sign={sign} />
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

/** The chain of control totals in one line: what came from Looker has to arrive at DATEV, row by row and cent by cent. */
export function Chain({ totals, sumsAreGone }: Pick<RunAnswer, 'totals' | 'sumsAreGone'>) {
  const t = useWords();
  if (totals.length === 0) return null;
  const links = chainOf(totals);
  return (
    <section aria-label={t('chain')}>
      {sumsAreGone ? <p className="note">{t('sumsAreGone')}</p> : null}
      <Strip className="chain">
        {links.map((link, n) => (
          <li key={link.where} className={verdict(links, n) ?? ''}>
            {n === 0 ? null : <Arrow agrees={link.agrees} />}
            <OneLink link={link} verdict={n === 0 ? undefined : verdict(links, n)} />
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

function Arrow({ agrees }: { agrees: boolean }) {
  return (
    <span className="arrow" aria-hidden="true">
      {agrees ? <To /> : <Mark sign="differs" />}
    </span>
  );
}

/** Drawn: not every font has an arrow. */
function To() {
  return (
    <svg width="20" height="12" viewBox="0 0 20 12" fill="none" stroke="currentColor" strokeWidth="2">
      <title>→</title>
      <path d="M1 6h17M13 1l5 5-5 5" />
    </svg>
  );
}

const VERDICTS = { agrees: 'done', differs: 'differs' } as const;

const SUMS = [
  ['soll', 'sumSoll'],
  ['haben', 'sumHaben'],
  ['sum', 'sumAll'],
] as const;

/** Where, how many rows and what they sum up to, and by how much that differs from before. */
function OneLink({ link, verdict }: { link: Link; verdict: 'agrees' | 'differs' | undefined }) {
  const t = useWords();
  const lang = useLang();
  const sums = SUMS.filter(([figure]) => link[figure] !== undefined);
  return (
    <div className="link-of-chain">
      <p className="where">{link.where}</p>
      {link.rows === undefined ? null : (
        <p className="figure">
          {t('rowsCount', { rows: link.rows })} <Difference link={link} figure="rows" />
        </p>
      )}
      {sums.map(([figure, word]) => (
        <p key={figure} className="figure">
          <span className="note">{t(word)}</span> {amountText(link[figure] ?? '', lang)}{' '}
          <Difference link={link} figure={figure} />
        </p>
      ))}
      {verdict === undefined ? null : (
        <p className="verdict">
          <Mark sign={VERDICTS[verdict]} /> {t(verdict)}
        </p>
      )}
    </div>
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
