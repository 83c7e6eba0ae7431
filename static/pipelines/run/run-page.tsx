import { type RefObject, useRef } from 'react';
import { present } from '../../../src/kernel/present';
import { call } from '../../backend';
import { Others, Stuck, usePanel } from '../../panel/detail';
import { RunFacts, Timeline, Times } from '../../panel/history';
import type { Of } from '../../panel/requests';
import type { PanelMachine } from '../../panel/state';
import { useLang, useWords } from '../../shared/lang';
import { Skeleton, State, Trouble } from '../../shared/parts';
import { Stale } from '../../shared/stale';
import { useData } from '../../shared/use-data';
import { RowLookUp } from '../editor/row-look-up';
import { Page } from '../page';
import { Drift } from './drift';
import { FindingList } from './finding-list';
import type { RunProps } from './props';
import { RunActions } from './run-actions';
import { Chain, Counts, Progress } from './run-figures';
import { RunFiles } from './run-files';
import { Configuration, LookersWords } from './run-source';

/** A run on its own page of the desk. */
export function RunPage({ submissionId, onBack }: { submissionId: string; onBack: () => void }) {
  const t = useWords();
  return (
    <Page title={t('run')} onBack={onBack}>
      <Run submissionId={submissionId} compact={false} />
    </Page>
  );
}

/** A run from Looker’s rows to what DATEV made of them. Without an id it is the run of the issue. */
export function Run({ submissionId, compact }: { submissionId?: string; compact: boolean }) {
  const lang = useLang();
  const of: Of = present({ submissionId });
  const { data, reload } = useData(
    () => call('run.view', { lang, ...of }),
    (value) => value.submission.moving,
    {
      ...present({ question: submissionId }),
      small: {
        version: (ticket) => call('submission.version', { lang, ...of, ticket }),
        seen: ({ seen }) => seen,
        until: ({ submission }) => submission.nextPollAt,
      },
    },
  );
  if (data.is === 'loading') return <Skeleton rows={compact ? 3 : 8} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  return (
    <>
      <Stale data={data} retry={() => void reload()} says="stateAsOf" />
      <Shown run={data.value} now={data.now} compact={compact} reload={reload} of={of} />
    </>
  );
}

function Shown(props: RunProps) {
  const { run, now, compact, reload, of } = props;
  const { submission: view } = run;
  const t = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  const machine = usePanel({ of, reload, view }, () => {
    if (document.activeElement === document.body) head.current?.focus({ preventScroll: true });
  });
  return (
    <article className={compact ? 'detail compact' : 'detail'}>
      <Head run={run} compact={compact} head={head} />
      <Trouble of={machine.state.problem} />
      <Others people={view.others} />
      {compact ? <p className="note">{t('runMoreInFull')}</p> : <Whole {...props} machine={machine} />}
      <Times view={view} now={now} />
    </article>
  );
}

/** How it stands, for which period, and what comes next. */
function Head(props: Pick<RunProps, 'run' | 'compact'> & { head: RefObject<HTMLHeadingElement> }) {
  const { run, compact, head } = props;
  const { submission: view, pipeline, periodLabel: period } = run;
  const t = useWords();
  return (
    <header aria-live="polite">
      <State lozenge={view.lozenge} />
      {view.isTest === undefined ? null : <small className="note"> {t('isTest')}</small>}
      <p className="note wrap">
        {t('runOf', { name: pipeline.name, period, version: pipeline.version })}
        {run.isDry ? ` · ${t('dryRun')}` : null}
      </p>
      <h2 ref={head} tabIndex={-1}>
        {view.sentence}
      </h2>
      <p className="next">
        <strong>{t('next')}:</strong> {view.nextAction}
      </p>
      {run.isDry && !compact ? <p className="note">{t('dryRunSays')}</p> : null}
    </header>
  );
}

/** Everything about a run, what can be done with it first. */
function Whole(props: RunProps & { machine: PanelMachine }) {
  const { run, now, of, machine } = props;
  const { submission: view } = run;
  return (
    <>
      <RunActions {...props} />
      <Stuck {...machine} view={view} />
      <Progress steps={run.steps} />
      <Drift {...props} />
      <Chain totals={run.totals} sumsAreGone={run.sumsAreGone} />
      <Counts run={run} />
      <Findings run={run} />
      <LookersWords run={run} />
      <RunFiles {...props} />
      {run.counts === undefined ? null : <RowLookUp of={of} isDry={run.isDry} />}
      <Configuration run={run} of={of} />
      <RunFacts view={view} now={now} atDesk={of.submissionId !== undefined} />
      <Timeline view={view} now={now} of={of} />
    </>
  );
}

function Findings({ run }: Pick<RunProps, 'run'>) {
  const t = useWords();
  if (run.findings.length === 0) return null;
  return (
    <section>
      <h3>{t('runFindings', { count: run.findings.length + run.moreFindings })}</h3>
      <FindingList findings={run.findings} />
      {run.moreFindings === 0 ? null : (
        <p className="note">{t('runMoreFindings', { count: run.moreFindings })}</p>
      )}
    </section>
  );
}
