import Button from '@atlaskit/button/new';
import { useEffect, useRef } from 'react';
import type { SeenColumn } from '../../../src/contract/pipelines';
import { grouped } from '../../../src/kernel/text';
import { TARGETS } from '../../../src/mapping/mapping';
import { Skeleton, Trouble } from '../../shared/parts';
import { SectionMessage } from '../../shared/signs/section-message';
import { useLang, useWords } from '../../shared/texts/lang';
import { Part } from './inputs';
import type { PartProps } from './part-props';
import { useTargets } from './place-words';
import { requiredTargets } from './read-form';
import { valuesQuestion } from './use-source';
import { ValueTable } from './value-table';

type Props = PartProps & { readonly mayAsk: boolean; readonly bring: (at: string) => void };

/** What the source has, held against value tables and against what DATEV takes. Asked for when somebody comes here. */
export function ValuesStep(props: Props) {
  const { form, asked, lookAtValues } = props;
  const t = useWords();
  const busy = asked.doing.includes('values');
  useLook(props);
  const tables = TARGETS.filter((target) => form.mapping.rules[target].kind === 'table');
  const required = requiredTargets(form.output);
  return (
    <Part isAlone id="pf-values" title={t('stepValues')} note={t('valuesNote')}>
      <div className="actions" aria-live="polite">
        <Button isLoading={busy} onClick={() => void lookAtValues()}>
          {t('lookAtValues')}
        </Button>
        <LookedAt {...props} />
      </div>
      {asked.failed?.doing === 'values' ? (
        <Trouble of={asked.failed.why} retry={() => void lookAtValues()} />
      ) : null}
      <Misfits {...props} />
      {tables.length === 0 ? <p>{t('noTables')}</p> : null}
      {busy && asked.seen === undefined ? <Skeleton rows={6} /> : null}
      {tables.map((target) => (
        <ValueTable key={target} {...props} target={target} isRequired={required.includes(target)} />
      ))}
    </Part>
  );
}

/** Looks once when somebody comes, and anew when other columns are asked for. */
function useLook({ form, period, asked, mayAsk, lookAtValues }: Props): void {
  const question = mayAsk ? valuesQuestion(form, period) : undefined;
  const of = question === undefined ? undefined : JSON.stringify(question);
  const latest = useRef(lookAtValues);
  latest.current = lookAtValues;
  const last = useRef(asked.seen?.asked);
  useEffect(() => {
    if (of === undefined || of === last.current) return;
    last.current = of;
    void latest.current();
  }, [of]);
}

/** Of how many rows it is told. */
function LookedAt({ asked }: Props) {
  const t = useWords();
  const { seen } = asked;
  if (seen === undefined) return null;
  const values = { rows: seen.rows, period: seen.periodLabel };
  return <span>{t(seen.isCut ? 'valuesOfSome' : 'valuesOfAll', values)}</span>;
}

/** Values that go to DATEV as they are, and that it would not take. */
function Misfits({ asked, bring }: Props) {
  const t = useWords();
  const wrong = (asked.seen?.columns ?? []).filter(({ misfits }) => misfits.length > 0);
  if (wrong.length === 0) return null;
  return (
    <SectionMessage appearance="warning" title={t('misfits')}>
      <ul className="findings">
        {wrong.map((column) => (
          <Misfit key={column.target} column={column} bring={bring} />
        ))}
      </ul>
    </SectionMessage>
  );
}

function Misfit({ column, bring }: { column: SeenColumn; bring: (at: string) => void }) {
  const t = useWords();
  const targetWord = useTargets();
  const lang = useLang();
  return (
    <>
      {column.misfits.map(({ title, remedy, rows, value }) => (
        <li key={title}>
          <button type="button" className="link" onClick={() => bring(`pf-rule-${column.target}`)}>
            {targetWord(column.target)}
          </button>
          : {title} <em>{remedy}</em> <small>{t('misfitRows', { rows: grouped(rows, lang), value })}</small>
        </li>
      ))}
    </>
  );
}
