import Button from '@atlaskit/button/new';
import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import { call } from '../../backend';
import { Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { closedChoices } from './closed-months';
import { SelectField } from './inputs';
import type { PlanEvent, PlanForm } from './plan-draft';

const LENGTHS = ['4', '5', '6', '7', '8'] as const;
const MONTHS = ['01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12'] as const;

type Props = { readonly form: PlanForm; readonly tell: (event: PlanEvent) => void };

/** Account length, fiscal year, what is closed, and a chart to begin with. */
export function PlanFacts({ form, tell }: Props) {
  const t = useWords();
  const lang = useLang();
  const put = (part: Partial<PlanForm>) => tell({ on: 'typed', part });
  return (
    <section aria-labelledby="plan-facts">
      <h3 id="plan-facts">{t('planFacts')}</h3>
      <div className="fields">
        <SelectField
          id="plan-length"
          label={t('accountLength')}
          hint={t('accountLengthHint')}
          value={String(form.accountLength) as (typeof LENGTHS)[number]}
          options={LENGTHS.map((length) => [length, length])}
          onChange={(length) => put({ accountLength: Number(length) })}
        />
        <YearBegin form={form} tell={tell} />
        <SelectField
          id="plan-closed"
          label={t('closedThrough')}
          hint={t('closedThroughHint')}
          value={form.closedThrough}
          choose={t('closedNothing')}
          options={closedChoices(form.closedThrough, new Date(), lang)}
          onChange={(closedThrough) => put({ closedThrough })}
        />
      </div>
      <Presets length={form.accountLength} count={form.accounts.length} tell={tell} />
    </section>
  );
}

/** The day on which every fiscal year begins. */
function YearBegin({ form, tell }: Props) {
  const t = useWords();
  const lang = useLang();
  const begin = (fiscalYearBegin: string) => tell({ on: 'typed', part: { fiscalYearBegin } });
  const [month = '01', day = '01'] = form.fiscalYearBegin.split('-');
  const name = new Intl.DateTimeFormat(lang, { month: 'long', timeZone: 'UTC' });
  return (
    <>
      <SelectField
        id="plan-year-month"
        label={t('yearBeginMonth')}
        value={month as (typeof MONTHS)[number]}
        options={MONTHS.map((each, n) => [each, name.format(new Date(Date.UTC(2024, n, 1)))])}
        onChange={(next) => begin(`${next}-${day}`)}
      />
      <SelectField
        id="plan-year-day"
        label={t('yearBeginDay')}
        value={day}
        options={DAYS}
        onChange={(next) => begin(`${month}-${next}`)}
      />
    </>
  );
}

const DAYS = Array.from({ length: 31 }, (_, n) => [String(n + 1).padStart(2, '0'), `${n + 1}.`] as const);

/** DATEV’s standard charts; they replace the accounts that stand here. */
function Presets(props: { length: number; count: number; tell: (event: PlanEvent) => void }) {
  const { length, count, tell } = props;
  const [busy, setBusy] = useState<'SKR03' | 'SKR04'>();
  const [problem, setProblem] = useState<ProblemView>();
  const [said, setSaid] = useState<string>();
  const lang = useLang();
  const t = useWords();
  const load = async (chart: 'SKR03' | 'SKR04') => {
    setBusy(chart);
    const answer = await call('accounts.preset', { lang, chart, accountLength: length });
    setBusy(undefined);
    setProblem(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    tell({ on: 'preset', chart, read: answer.value });
    setSaid(t('presetTaken', { chart, count: answer.value.length }));
  };
  return (
    <>
      <p className="note">{t(count === 0 ? 'presetNote' : 'presetReplaces', { count })}</p>
      <div className="actions" aria-live="polite">
        {(['SKR03', 'SKR04'] as const).map((chart) => (
          <Button key={chart} isLoading={busy === chart} onClick={() => void load(chart)}>
            {t('presetTake', { chart })}
          </Button>
        ))}
        {said === undefined ? null : <span>{said}</span>}
      </div>
      <Trouble of={problem} />
    </>
  );
}
