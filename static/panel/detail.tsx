import Button from '@atlaskit/button/new';
import { useEffect, useState } from 'react';
import type { ProblemView, SubmissionView } from '../../src/contract/answers';
import { call } from '../backend';
import { bytes, useLang, useWords } from '../shared/lang';
import { Facts, State, Trouble, When } from '../shared/parts';
import { fetchFile, type Target } from '../shared/transfer';
import { Uploader } from '../shared/uploader';
import { Actions } from './actions';

type Of = { readonly submissionId?: string };
export type DetailProps = {
  readonly view: SubmissionView;
  readonly now: string;
  readonly compact: boolean;
  readonly reload: () => Promise<void>;
  /** Where a corrected file goes. */
  readonly target: Target;
  /** Empty on an issue: the backend takes the issue's own submission. */
  readonly of: Of;
};

/** One submission: state, next step, cause, corrected file, facts, history. */
export function Detail(props: DetailProps) {
  const { view, now, compact } = props;
  const [problem, setProblem] = useState<ProblemView>();
  const t = useWords();
  return (
    <article className={compact ? 'detail compact' : 'detail'}>
      <header aria-live="polite">
        <State lozenge={view.lozenge} />
        <h2>{view.sentence}</h2>
        <p className="next">
          <strong>{t('next')}:</strong> {view.nextAction}
        </p>
      </header>
      {problem === undefined ? null : <Trouble problem={problem} />}
      {view.others.length > 0 ? (
        <p className="note">{t('others', { names: view.others.map((p) => p.name).join(', ') })}</p>
      ) : null}
      <Actions {...props} onProblem={setProblem} />
      <Stuck {...props} onProblem={setProblem} />
      {view.cause === undefined ? null : <Cause cause={view.cause} compact={compact} />}
      {compact ? <p className="note">{t('moreInPanel')}</p> : <Rest {...props} onProblem={setProblem} />}
      <Times view={view} now={now} />
    </article>
  );
}

type WithProblem = DetailProps & { readonly onProblem: (problem: ProblemView | undefined) => void };

function Rest(props: WithProblem) {
  return (
    <>
      <Attachments {...props} />
      <Corrected {...props} />
      <Sent {...props} />
      <FactList view={props.view} now={props.now} />
      <Timeline view={props.view} now={props.now} />
    </>
  );
}

function Cause({ cause, compact }: { cause: NonNullable<SubmissionView['cause']>; compact: boolean }) {
  const t = useWords();
  return (
    <section>
      <h3>{t('cause')}</h3>
      <p>
        <strong>{cause.title}</strong> <small>{t('code', { code: cause.code })}</small>
      </p>
      {compact ? null : <p>{cause.meaning}</p>}
      <ul className="findings">
        {cause.faults.map((fault) => (
          <li key={`${fault.field ?? ''}${fault.text}`}>
            {fault.field === undefined ? null : (
              <strong>
                {t('field', { field: String(fault.field) })} {fault.label ?? ''}:{' '}
              </strong>
            )}
            {fault.text} <em>{fault.remedy}</em>
          </li>
        ))}
      </ul>
      {cause.faults.length === 0 ? <p>{cause.remedy}</p> : null}
      {compact ? null : (
        <p>
          <strong>{t('who')}</strong> {cause.who}
        </p>
      )}
      {compact || cause.verbatim === undefined ? null : <Verbatim verbatim={cause.verbatim} />}
    </section>
  );
}

function Verbatim({ verbatim }: { verbatim: NonNullable<NonNullable<SubmissionView['cause']>['verbatim']> }) {
  const t = useWords();
  return (
    <details>
      <summary>{t('verbatim')}</summary>
      <blockquote lang="en">
        {[verbatim.title, verbatim.detail, verbatim.type]
          .filter((line) => line !== undefined)
          .map((line) => (
            <p key={line}>{line}</p>
          ))}
        {verbatim.elements.map((e) => (
          <p key={`${e.name}${e.reason}`}>
            {e.name}: {e.reason}
          </p>
        ))}
      </blockquote>
    </details>
  );
}

function Stuck({ view, of, reload, onProblem }: WithProblem) {
  const t = useWords();
  const lang = useLang();
  if (view.stuck.length === 0) return null;
  const again = async (key: string) => {
    const answer = await call('submission.replay', { lang, ...of, key });
    onProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  return (
    <section>
      <h3>{t('stuck')}</h3>
      <ul className="plain">
        {view.stuck.map((step) => (
          <li key={step.key}>
            <strong>{step.title}</strong> {step.remedy}{' '}
            {step.may ? (
              <Button spacing="compact" onClick={() => void again(step.key)}>
                {t('again')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Attachments({ view, reload, onProblem }: WithProblem) {
  const t = useWords();
  const lang = useLang();
  if (view.attachments.length === 0) return null;
  const take = async (attachmentId: string) => {
    const answer = await call('attachment.take', { lang, attachmentId });
    onProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  return (
    <section>
      <h3>{t('attachments')}</h3>
      <p>{t('attachmentNote')}</p>
      <ul className="plain">
        {view.attachments.map((a) => (
          <li key={a.id}>
            {a.name}{' '}
            <Button
              spacing="compact"
              isDisabled={!view.actions.upload.allowed}
              onClick={() => void take(a.id)}
            >
              {t('takeAttachment')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

const PRESENT_EVERY_MS = 30_000;

function Corrected({ view, target, of, reload, onProblem, now }: WithProblem) {
  const t = useWords();
  const lang = useLang();
  const mayUpload = view.actions.upload.allowed;
  const { submissionId } = of;
  useEffect(() => {
    if (!mayUpload) return undefined;
    const say = () => {
      if (document.visibilityState === 'visible')
        void call('submission.presence', submissionId === undefined ? { lang } : { lang, submissionId });
    };
    const timer = setInterval(say, PRESENT_EVERY_MS);
    return () => clearInterval(timer);
  }, [mayUpload, lang, submissionId]);
  if (!mayUpload && view.candidate === undefined) return null;
  const withdraw = async () => {
    const answer = await call('submission.withdraw', { lang, ...of });
    onProblem(answer.ok ? undefined : answer.problem);
    await reload();
  };
  return (
    <section>
      <h3>{t('corrected')}</h3>
      {view.candidate === undefined ? null : (
        <p className="line">
          <span className="wrap">
            {view.candidate.name} · {bytes(view.candidate.bytes, lang)} · {view.candidate.rows} {t('rows')} ·{' '}
            {t('by', { name: view.candidate.by.name })} · <When at={view.candidate.at} now={now} />
          </span>
          {mayUpload ? (
            <Button spacing="compact" appearance="subtle" onClick={() => void withdraw()}>
              {t('withdraw')}
            </Button>
          ) : null}
        </p>
      )}
      <Uploader
        target={target}
        mandant={view.facts.mandant}
        action={view.actions.upload}
        label={t(view.candidate === undefined ? 'chooseCorrected' : 'replaceFile')}
        onAccepted={() => void reload()}
      />
    </section>
  );
}

function Sent({ view, onProblem, now }: WithProblem) {
  const t = useWords();
  const lang = useLang();
  if (view.files.length === 0) return null;
  const get = async (revision: number) =>
    onProblem(await fetchFile({ submissionId: view.submissionId, revision }, lang));
  return (
    <section>
      <h3>{t('sentFiles')}</h3>
      <ul className="plain">
        {view.files.map((file) => (
          <li key={file.revision} className="line">
            <span className="wrap">
              {file.sendName} · {bytes(file.bytes, lang)} · {t('by', { name: file.by.name })} ·{' '}
              <When at={file.at} now={now} />
            </span>
            {file.available ? (
              <Button spacing="compact" onClick={() => void get(file.revision)}>
                {t('download')}
              </Button>
            ) : (
              <small>{t('deleted')}</small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function FactList({ view, now }: { view: SubmissionView; now: string }) {
  const t = useWords();
  const lang = useLang();
  const f = view.facts;
  const rows = [
    [t('mandant'), f.mandantName === undefined ? f.mandant : `${f.mandantName} (${f.mandant})`],
    [t('file'), f.fileName],
    [t('batch'), f.label],
    [t('program'), f.startedBy === undefined ? f.program : `${f.program} (${f.startedBy.name})`],
    [t('rows'), f.rows],
    [t('size'), f.bytes === undefined ? undefined : bytes(f.bytes, lang)],
    [
      t('sha'),
      f.sha256 === undefined ? undefined : (
        <abbr key="sha" title={f.sha256}>
          {f.sha256.slice(0, 12)}…
        </abbr>
      ),
    ],
    [t('job'), f.jobId],
    [t('revision'), f.revision],
    [t('started'), <When key="since" at={f.startedAt} now={now} />],
  ] as const;
  return (
    <section>
      <h3>{t('facts')}</h3>
      <Facts rows={rows.filter(([, value]) => value !== undefined)} />
    </section>
  );
}

function Timeline({ view, now }: { view: SubmissionView; now: string }) {
  const t = useWords();
  return (
    <section>
      <h3>{t('timeline')}</h3>
      <ol className="timeline">
        {view.timeline.map((entry) => (
          <li key={entry.seq} className={`tone-${entry.tone}`}>
            <span>{entry.text}</span>
            <small>
              {entry.actor.name} · <When at={entry.at} now={now} />
            </small>
          </li>
        ))}
      </ol>
      <p className="note">{view.auditIntact ? t('audit', { count: view.auditEntries }) : t('auditBroken')}</p>
    </section>
  );
}

function Times({ view, now }: { view: SubmissionView; now: string }) {
  const t = useWords();
  if (view.lastCheckedAt === undefined && view.nextPollAt === undefined) return null;
  return (
    <p className="note">
      {view.lastCheckedAt === undefined ? null : (
        <>
          {t('lastChecked')}: <When at={view.lastCheckedAt} now={now} />{' '}
        </>
      )}
      {view.nextPollAt === undefined ? null : (
        <>
          {t('nextCheck')}: <When at={view.nextPollAt} now={now} />
        </>
      )}
    </p>
  );
}
