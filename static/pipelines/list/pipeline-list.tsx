import Button from '@atlaskit/button/new';
import { lazy, Suspense, useState } from 'react';
import type { PipelineRow, PipelinesAnswer } from '../../../src/contract/pipelines';
import { openIssue } from '../../backend';
import { Act, Facts, State, When } from '../../shared/parts';
import { Lozenge } from '../../shared/signs/lozenge';
import { SectionMessage } from '../../shared/signs/section-message';
import { useWords } from '../../shared/texts/lang';
import { ApprovalOffNote } from '../editor/approval-off';
import type { Drafts } from '../editor/kept-drafts';
import { type Open, type Place, pathOf } from '../place';
import { ForMe, useForMe } from '../run/for-me';

/** Only who runs a pipeline needs what reckons with calendars. */
const RunDialog = lazy(async () => ({ default: (await import('../run/run-dialog')).RunDialog }));

type Props = {
  readonly value: PipelinesAnswer;
  readonly now: string;
  readonly open: Open;
  readonly drafts: Drafts;
};

/** By it the focus finds back to what opened a page. */
const opens = (place: Place) => ({ 'data-opens': pathOf(place).join('/') });

/** All pipelines with what they do next and how the newest run went. */
export function PipelineList(props: Props) {
  const { value, now, open } = props;
  const [running, setRunning] = useState<PipelineRow>();
  const { isForMe } = useForMe();
  const forMe = <ForMe runs={value.forMe} now={now} open={open} />;
  const show = (submissionId: string) => {
    setRunning(undefined);
    open({ is: 'run', submissionId });
  };
  if (isForMe) return forMe;
  return (
    <>
      {forMe}
      <section aria-labelledby="pipelines-title">
        <Head {...props} />
        {value.pipelines.length === 0 ? <Empty value={value} /> : null}
        <ul className="rows">
          {value.pipelines.map((pipeline) => (
            <Row key={pipeline.id} {...props} pipeline={pipeline} onRun={() => setRunning(pipeline)} />
          ))}
        </ul>
      </section>
      <Plans value={value} open={open} />
      {running === undefined ? null : (
        <Suspense fallback={null}>
          <RunDialog pipeline={running} now={now} onClose={() => setRunning(undefined)} onOpen={show} />
        </Suspense>
      )}
    </>
  );
}

/** The title, and the way to a new one, or on with one that was begun. */
function Head({ value, open, drafts }: Props) {
  const t = useWords();
  const draft = drafts.read(undefined);
  return (
    <div className="line">
      <h2 id="pipelines-title">{t('pipelines')}</h2>
      {value.connections.length === 0 ? null : (
        <span className="line" {...opens({ is: 'edit' })}>
          {draft === undefined ? null : (
            <small>
              {t('draftOfNew')}: <When at={draft.at} now={new Date().toISOString()} />
            </small>
          )}
          <Act action={value.may.edit} primary onClick={() => open({ is: 'edit' })}>
            {t('newPipeline')}
          </Act>
        </span>
      )}
    </div>
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
  const { now, pipeline, drafts } = props;
  const { newest, isActive, approvalOff } = pipeline;
  const t = useWords();
  const hasDraft = drafts.read(pipeline.id) !== undefined;
  return (
    <li className="pipeline">
      <div>
        <h3 className="wrap">
          {pipeline.name} {isActive ? null : <Lozenge appearance="default">{t('pipelinePaused')}</Lozenge>}{' '}
          {hasDraft ? <Lozenge appearance="moved">{t('hasDraft')}</Lozenge> : null}
        </h3>
        <About pipeline={pipeline} />
      </div>
      <div>
        <ApprovalOffNote off={approvalOff} />
        {newest === undefined ? <p className="note">{t('runsNone')}</p> : <Newest run={newest} now={now} />}
        <Ways {...props} />
      </div>
    </li>
  );
}

function About({ pipeline }: { pipeline: PipelineRow }) {
  const { next, mandant, mandantName } = pipeline;
  const t = useWords();
  return (
    <Facts
      rows={[
        [t('mandant'), mandantName === undefined ? mandant : `${mandantName} (${mandant})`],
        [t('nextRun'), next === undefined ? t('nextRunNone') : `${next.local} (${next.period})`],
        [t('calendar'), pipeline.calendar],
        [t('output'), pipeline.output],
      ]}
    />
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
      <span {...opens({ is: 'edit', id })}>
        <Button aria-label={`${t('open')}: ${name}`} onClick={() => open({ is: 'edit', id })}>
          {t('open')}
        </Button>
      </span>
      <Act action={value.may.run} onClick={onRun}>
        {t('runNow')}
        <span className="unseen">: {name}</span>
      </Act>
      {newest === undefined ? null : <NewestRun run={newest} open={open} />}
      {newest?.issueKey === undefined ? null : (
        <button type="button" className="link" onClick={() => openIssue(newest.issueKey ?? '')}>
          {newest.issueKey}
        </button>
      )}
    </div>
  );
}

function NewestRun({ run, open }: { run: NonNullable<PipelineRow['newest']>; open: Open }) {
  const t = useWords();
  const place = { is: 'run', submissionId: run.submissionId } as const;
  return (
    <span {...opens(place)}>
      <Button onClick={() => open(place)}>{t('showRun', { period: run.periodLabel })}</Button>
    </span>
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
        {value.mandanten.map((mandant) => (
          <PlanOf key={mandant.id} mandant={mandant} open={open} />
        ))}
      </ul>
    </section>
  );
}

function PlanOf({ mandant, open }: { mandant: PipelinesAnswer['mandanten'][number]; open: Open }) {
  const { id, label, hasPlan } = mandant;
  const t = useWords();
  const place = { is: 'accounts', mandant: id } as const;
  return (
    <li className="line" {...opens(place)}>
      <span className="wrap">
        {label === id ? id : `${label} (${id})`}{' '}
        <Lozenge appearance={hasPlan ? 'success' : 'moved'}>{t(hasPlan ? 'planThere' : 'planNone')}</Lozenge>
      </span>
      <Button spacing="compact" onClick={() => open(place)}>
        {t('accountPlan')}
        <span className="unseen"> {id}</span>
      </Button>
    </li>
  );
}
