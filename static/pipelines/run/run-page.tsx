import { type RefObject, useRef } from 'react';
import { present } from '../../../src/kernel/present';
import { call } from '../../backend';
import { Others, Stuck, usePanel } from '../../panel/detail';
import { Checks, RunFacts, Timeline } from '../../panel/history';
import type { Of } from '../../panel/requests';
import type { PanelMachine } from '../../panel/state';
import { useData } from '../../shared/data/use-data';
import { leadTo } from '../../shared/page/lead-to';
import { Skeleton, State, Trouble } from '../../shared/parts';
import { SectionMessage } from '../../shared/signs/section-message';
import { Stale } from '../../shared/signs/stale';
import { useLang, useWords } from '../../shared/texts/lang';
import { Page } from '../page';
import { Drift } from './drift';
import { Faults } from './fault-list';
import { Judgement } from './judgement';
import { MissingValues } from './missing-values';
import type { RunProps } from './props';
import { RowLookUp } from './row-look-up';
import { RunActions } from './run-actions';
import { Chain, Counts, Progress } from './run-figures';
import { RunFiles } from './run-files';
import { Configuration, LookersWords } from './run-source';

type Place = { readonly submissionId: string; readonly onOpen: (submissionId: string) => void };

/** A run on its own page of the desk. */
export function RunPage({ onBack, ...place }: Place & { onBack: () => void }) {
  const t = useWords();
  return (
    <Page title={t('run')} onBack={onBack}>
      <Run {...place} compact={false} />
    </Page>
  );
}

/** A run from Looker’s rows to what DATEV made of them. Without an id it is the run of the issue. */
export function Run({ submissionId, onOpen, compact }: Partial<Place> & { compact: boolean }) {
  const lang = useLang();
  const of: Of = present({ submissionId });
  const { data, reload } = useData(
    () => call('run.view', { lang, ...of }),
    (value) => value.submission.moving,
    {
      ...present({ question: submissionId }),
      small: {
        version: (asked) => call('submission.version', { lang, ...of, ...asked }),
        seen: ({ seen }) => seen,
        until: ({ submission }) => submission.holdsUntil,
      },
    },
  );
  if (data.is === 'loading') return <Skeleton rows={compact ? 3 : 8} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  return (
    <>
      <Stale data={data} retry={() => void reload()} says="stateAsOf" />
      <Shown run={data.value} now={data.now} compact={compact} reload={reload} of={of} onOpen={onOpen} />
    </>
  );
}

function Shown(props: Omit<RunProps, 'toHead'>) {
  const { run, now, compact, reload, of } = props;
  const { submission: view } = run;
  const t = useWords();
  const head = useRef<HTMLHeadingElement>(null);
  const lead = () => leadTo(head.current);
  const machine = usePanel({ of, reload, view }, lead);
  // After the page is drawn anew: only then it is known whether the pressed button is still there.
  const toHead = () => void setTimeout(lead, 0);
  return (
    <article className={compact ? 'detail compact' : 'detail'}>
      <Head run={run} compact={compact} head={head} />
      <OtherRuns {...props} />
      <Trouble of={machine.state.problem} />
      <Others people={view.others} />
      {compact ? (
        <p className="note">{t('runMoreInFull')}</p>
      ) : (
        <Whole {...props} machine={machine} toHead={toHead} />
      )}
      <Checks view={view} now={now} />
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
        {run.verdict ?? view.sentence}
      </h2>
      {run.verdict === undefined ? null : <p>{view.sentence}</p>}
      <p className="next">
        <strong>{t('next')}:</strong> {view.nextAction}
      </p>
      {run.isShort === true ? <p className="note">{t('runIsShort')}</p> : null}
      {run.isDry && !compact ? <p className="note">{t('dryRunSays')}</p> : null}
    </header>
  );
}

/** A later run of the period stands for it: this one is executed no more. Or another one has to end before this one is executed. */
function OtherRuns({ run, onOpen }: Pick<RunProps, 'run' | 'onOpen'>) {
  const t = useWords();
  const { newer, unended, periodLabel: period } = run;
  return (
    <>
      <OtherRun title={t('newerRun', { period })} of={newer} onOpen={onOpen} />
      <OtherRun title={t('unendedRun')} of={unended} onOpen={onOpen} />
    </>
  );
}

type Other = {
  readonly title: string;
  readonly of: RunProps['run']['newer'];
  readonly onOpen: RunProps['onOpen'];
};

function OtherRun({ title, of, onOpen }: Other) {
  const t = useWords();
  if (of === undefined) return null;
  return (
    <SectionMessage appearance="information" title={title}>
      <p>{of.sentence}</p>
      {onOpen === undefined ? null : (
        <button type="button" className="link" onClick={() => onOpen(of.submissionId)}>
          {t('runOpenThere')}
        </button>
      )}
    </SectionMessage>
  );
}

/** Everything about a run: the totals, what to do about it, and then what it is made of. */
function Whole(props: RunProps & { machine: PanelMachine }) {
  const { run, now, of, machine } = props;
  const { submission: view } = run;
  return (
    <>
      <Chain totals={run.totals} sumsAreGone={run.sumsAreGone} />
      <MissingValues {...props} />
      <Drift {...props} />
      <RunActions {...props} />
      <Judgement run={run} />
      <Stuck {...machine} view={view} />
      <Faults run={run} />
      <LookersWords run={run} />
      <Progress steps={run.steps} />
      <Counts run={run} />
      <RunFiles {...props} />
      <RowLookUp of={of} run={run} />
      <Configuration run={run} of={of} />
      <RunFacts
        view={view}
        now={now}
        atDesk={of.submissionId !== undefined}
        isAsked={run.actions.again.isFirst === true}
      />
      <Timeline view={view} now={now} of={of} />
    </>
  );
}
