import Button from '@atlaskit/button/new';
import { lazy, Suspense, useState } from 'react';
import type { PipelineRow, PipelinesAnswer } from '../../../src/contract/pipelines';
import { openIssue } from '../../backend';
import { useWords } from '../../shared/lang';
import { Lozenge } from '../../shared/lozenge';
import { Act, Facts, State, When } from '../../shared/parts';
import { SectionMessage } from '../../shared/section-message';
import { ApprovalOffNote } from '../editor/approval-off';
import type { Open } from '../place';
import { ForMe, useForMe } from '../run/for-me';

/** Only who runs a pipeline needs what reckons with calendars. */
const RunDialog = lazy(async () => ({ default: (await import('../run/run-dialog')).RunDialog }));

type Props = { readonly value: PipelinesAnswer; readonly now: string; readonly open: Open };

/** All pipelines with what they do next and how the newest run went. */
export function PipelineList({ value, now, open }: Props) {
  const [running, setRunning] = useState<PipelineRow>();
  const { isForMe } = useForMe();
  const t = useWords();
  const forMe = <ForMe runs={value.forMe} now={now} open={open} />;
  if (isForMe) return forMe;
  return (
    <>
      {forMe}
      <section aria-labelledby="pipelines-title">
        <div className="line">
          <h2 id="pipelines-title">{t('pipelines')}</h2>
          {value.connections.length === 0 ? null : (
            <Act action={value.may.edit} primary onClick={() => open({ is: 'edit' })}>
              {t('newPipeline')}
            </Act>
          )}
        </div>
        {value.pipelines.length === 0 ? <Empty value={value} /> : null}
        <ul className="rows">
          {value.pipelines.map((pipeline) => (
            <Row key={pipeline.id} {...{ value, now, open, pipeline }} onRun={() => setRunning(pipeline)} />
          ))}
        </ul>
      </section>
      <Plans value={value} open={open} />
      {running === undefined ? null : (
        <Suspense fallback={null}>
          <RunDialog
            pipeline={running}
            now={now}
            onClose={() => setRunning(undefined)}
            onOpen={(submissionId) => {
              setRunning(undefined);
              open({ is: 'run', submissionId });
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** What a pipeline is, and what is still missing for the first one. */
function Empty({ value }: Pick<Props, 'value'>) {
  const t = useWords();
  return (
    <SectionMessage appearance="information" title={t('pipelinesNone')}>
      <p>{t('pipelinesWhat')}</p>
      <ol className="set-up">
        <li>
          {t('needConnection')} – <strong>{t(value.connections.length === 0 ? 'toDo' : 'done')}</strong>
          {value.connections.length === 0 ? <p>{t('needConnectionHow')}</p> : null}
        </li>
        <li>
          {t('needPlan')} –{' '}
          <strong>{t(value.mandanten.some(({ hasPlan }) => hasPlan) ? 'done' : 'toDo')}</strong>
        </li>
        <li>
          {t('needPipeline')} – <strong>{t('toDo')}</strong>
        </li>
      </ol>
    </SectionMessage>
  );
}

type RowProps = Props & { readonly pipeline: PipelineRow; readonly onRun: () => void };

function Row(props: RowProps) {
  const { now, pipeline } = props;
  const { newest, next } = pipeline;
  const t = useWords();
  const mandant =
    pipeline.mandantName === undefined ? pipeline.mandant : `${pipeline.mandantName} (${pipeline.mandant})`;
  const facts = [
    [t('mandant'), mandant],
    [t('calendar'), pipeline.calendar],
    [t('nextRun'), next === undefined ? t('nextRunNone') : `${next.local} (${next.period})`],
    [t('output'), pipeline.output],
  ] as const;
  return (
    <li>
      <h3 className="wrap">
        {pipeline.name}{' '}
        {pipeline.isActive ? null : <Lozenge appearance="default">{t('pipelinePaused')}</Lozenge>}
      </h3>
      <Facts rows={facts} />
      <ApprovalOffNote off={pipeline.approvalOff} />
      {newest === undefined ? <p className="note">{t('runsNone')}</p> : <Newest run={newest} now={now} />}
      <Ways {...props} />
    </li>
  );
}

/** How the newest run went. */
function Newest({ run, now }: { run: NonNullable<PipelineRow['newest']>; now: string }) {
  const t = useWords();
  return (
    <>
      <p>
        <State lozenge={run.lozenge} /> <strong>{run.periodLabel}</strong>{' '}
        {run.isDry ? <small>({t('dryRun')})</small> : null}
      </p>
      <p>{run.sentence}</p>
      <p className="note">
        <When at={run.since} now={now} />
      </p>
    </>
  );
}

/** To the pipeline, to another run, to the newest one and its issue. */
function Ways({ value, open, pipeline, onRun }: RowProps) {
  const { id, name, newest } = pipeline;
  const t = useWords();
  return (
    <div className="actions">
      <Button aria-label={`${t('open')}: ${name}`} onClick={() => open({ is: 'edit', id })}>
        {t('open')}
      </Button>
      <Act action={value.may.run} onClick={onRun}>
        {t('runNow')}
        <span className="unseen">: {name}</span>
      </Act>
      {newest === undefined ? null : (
        <Button appearance="subtle" onClick={() => open({ is: 'run', submissionId: newest.submissionId })}>
          {t('showRun', { period: newest.periodLabel })}
        </Button>
      )}
      {newest?.issueKey === undefined ? null : (
        <Button appearance="subtle" onClick={() => openIssue(newest.issueKey ?? '')}>
          {newest.issueKey}
        </Button>
      )}
    </div>
  );
}

/** Whose accounts are known: without a plan no line can be checked. */
function Plans({ value, open }: Pick<Props, 'value' | 'open'>) {
  const t = useWords();
  if (value.mandanten.length === 0) return null;
  return (
    <section aria-labelledby="plans-title">
      <h2 id="plans-title">{t('accountPlans')}</h2>
      <p className="note">{t('accountPlansNote')}</p>
      <ul className="plain">
        {value.mandanten.map(({ id, label, hasPlan }) => (
          <li key={id} className="line">
            <span className="wrap">
              {label === id ? id : `${label} (${id})`}{' '}
              <Lozenge appearance={hasPlan ? 'success' : 'moved'}>
                {t(hasPlan ? 'planThere' : 'planNone')}
              </Lozenge>
            </span>
            <Button spacing="compact" onClick={() => open({ is: 'accounts', mandant: id })}>
              {t('accountPlan')}
              <span className="unseen"> {id}</span>
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
