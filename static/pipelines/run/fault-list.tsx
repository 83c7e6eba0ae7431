import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { FaultView } from '../../../src/contract/pipelines';
import { grouped } from '../../../src/kernel/text';
import { useLang, useWords } from '../../shared/texts/lang';
import { useTargets } from '../editor/place-words';
import { FindingList } from './finding-list';
import type { RunProps } from './props';

/** What else is to mend: each cause once, with how many rows have it; row by row only for those who ask. */
export function Faults({ run }: Pick<RunProps, 'run'>) {
  const t = useWords();
  const lang = useLang();
  const places = new Set(run.missing.map(({ target, column }) => `${target} ${column}`));
  const faults = run.faults.filter(({ target, column }) => !places.has(`${target} ${column}`));
  return (
    <>
      {faults.length === 0 ? null : (
        <section>
          <h3>{t('faults', { count: grouped(faults.length, lang) })}</h3>
          <ul className="faults plain">
            {faults.map((fault) => (
              <li key={`${fault.title} ${fault.target} ${fault.column}`} className="card">
                <Fault fault={fault} />
              </li>
            ))}
          </ul>
        </section>
      )}
      <RowByRow run={run} />
    </>
  );
}

function Fault({ fault }: { fault: FaultView }) {
  const { rows, row, title, remedy, target, column, isAtLeast } = fault;
  const t = useWords();
  const targetWord = useTargets();
  const places = [
    target === undefined ? undefined : targetWord(target),
    column === undefined ? undefined : t('columnNamed', { column }),
    row === undefined ? undefined : t('faultFirst', { row }),
  ].filter((each) => each !== undefined);
  return (
    <>
      <p className="wrap">
        <strong>
          {t(isAtLeast === true ? 'faultAtLeast' : 'faultRows', { rows })}: {title}
        </strong>
      </p>
      <p className="note wrap">{places.join(' · ')}</p>
      <p>{remedy}</p>
      <Met fault={fault} />
    </>
  );
}

/** The values that it met, for whoever looks for them at Looker. */
function Met({ fault: { met, moreValues } }: { fault: FaultView }) {
  const t = useWords();
  if (met.length === 0) return null;
  return (
    <details>
      <summary>{t('faultMet')}</summary>
      <ul>
        {met.map(({ value, rows }) => (
          <li key={value} className="wrap">
            {value} <small>{t('faultRows', { rows })}</small>
          </li>
        ))}
        {moreValues === 0 ? null : <li>{t('faultMoreValues', { count: moreValues })}</li>}
      </ul>
    </details>
  );
}

/** So many are drawn at a time. */
const AT_ONCE = 50;

/** Findings in the order of the rows, as far as they are kept. */
function RowByRow({ run }: Pick<RunProps, 'run'>) {
  const [shown, show] = useState(0);
  const t = useWords();
  const { findings, moreFindings } = run;
  if (findings.length === 0) return null;
  return (
    <details onToggle={(event) => show(event.currentTarget.open ? Math.max(shown, AT_ONCE) : shown)}>
      <summary>{t('runFindings', { count: findings.length + moreFindings })}</summary>
      <FindingList findings={findings.slice(0, shown)} />
      {findings.length > shown ? (
        <Button spacing="compact" onClick={() => show(shown + AT_ONCE)}>
          {t('findingsMore')}
        </Button>
      ) : null}
      {moreFindings === 0 ? null : <p className="note">{t('runMoreFindings', { count: moreFindings })}</p>}
    </details>
  );
}
