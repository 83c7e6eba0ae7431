import Button from '@atlaskit/button/new';
import { useEffect } from 'react';
import type { SubmissionView } from '../../src/contract/answers';
import { call } from '../backend';
import { DocumentForm } from '../shared/files/document-form';
import { Changes, Findings } from '../shared/files/file-report';
import { lastSent } from '../shared/files/last-sent';
import type { Target } from '../shared/files/transfer';
import { Uploader } from '../shared/files/uploader';
import { useWithin } from '../shared/page/use-within';
import { When } from '../shared/parts';
import { SectionMessage } from '../shared/signs/section-message';
import { useLang, useWords } from '../shared/texts/lang';
import { bytes } from '../shared/texts/time';
import { fileWord, handInWord } from './file-words';
import { MendHere, OpenStored, useMending } from './mend-here';
import { usePresence } from './presence';
import type { Of } from './requests';
import type { PanelMachine } from './state';

type Props = PanelMachine & {
  readonly view: SubmissionView;
  readonly now: string;
  readonly target: Target;
  /** Names the submission in the desk. */
  readonly of: Of;
  readonly reload: () => Promise<void>;
};

/** Booking files that somebody attached to the issue, against better advice. */
export function Attachments({ view, state, tell }: Props) {
  const t = useWords();
  if (view.attachments.length === 0) return null;
  return (
    <section>
      <h3>{t('attachments')}</h3>
      <p>{t('attachmentNote')}</p>
      <ul className="plain">
        {view.attachments.map(({ id, name }) => (
          <li key={id} className="line">
            <span className="wrap">{name}</span>
            <Button
              spacing="compact"
              isDisabled={!view.actions.upload.allowed}
              isLoading={state.doing?.name === 'attachment.take' && state.doing.attachmentId === id}
              onClick={() => tell({ on: 'clicked', action: { name: 'attachment.take', attachmentId: id } })}
            >
              {t('takeAttachment')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The corrected file: hand one in, replace it, take it back. Others see when somebody is at it. */
export function Corrected(props: Props & { readonly onMending: (isOpen: boolean) => void }) {
  const { view, target, reload, state, onMending } = props;
  const [ref, within] = useWithin();
  const t = useWords();
  const mayUpload = view.actions.upload.allowed;
  const atIt = mayUpload && (within || state.asking !== undefined);
  usePresence(atIt, target.to === 'submission' ? target.submissionId : undefined, reload);
  const mending = useMending(view);
  const isMending = mending.open !== undefined;
  useEffect(() => {
    onMending(isMending);
    return () => onMending(false);
  }, [onMending, isMending]);
  // The file of a run comes from its pipeline.
  if (view.kind === 'run' || (!mayUpload && view.candidate === undefined)) return null;
  return (
    <section ref={ref}>
      <h3 ref={mending.head} tabIndex={-1}>
        {t(fileWord(view))}
      </h3>
      {view.candidate === undefined ? null : (
        <Candidate {...props} file={view.candidate} isOpen={isMending} />
      )}
      {mayUpload ? <OpenStored mending={mending} view={view} /> : null}
      <HandIn {...props} mending={mending} />
      {mayUpload ? <MendHere mending={mending} view={view} /> : null}
    </section>
  );
}

/** An image comes with what DATEV wants to know of it; any other file says that itself. */
function HandIn({ view, target, of, reload, mending }: Props & { mending: ReturnType<typeof useMending> }) {
  const t = useWords();
  const lang = useLang();
  const { upload } = view.actions;
  const { mandant } = view.facts;
  if (view.kind === 'document' && upload.allowed)
    return (
      <DocumentForm
        types={() => call('submission.document-types', { lang, ...of })}
        target={target}
        mandant={mandant}
        action={upload}
        label={t('chooseDocument')}
        onDone={() => void reload()}
      />
    );
  if (view.kind === 'run') return null;
  return (
    <Uploader
      target={target}
      mandant={mandant}
      takes={view.kind}
      action={upload}
      sent={lastSent(view.files, view.submissionId)}
      label={t(view.candidate === undefined ? handInWord(view) : 'replaceFile')}
      onAccepted={() => void reload()}
      given={mending.given}
      isTold={view.candidate !== undefined}
      {...(view.kind === 'document' ? {} : { onChecked: mending.onChecked, onBusy: mending.onBusy })}
    />
  );
}

type CandidateView = NonNullable<SubmissionView['candidate']>;

/** `isOpen`: its findings stand where they are mended. */
function Candidate({
  view,
  file,
  state,
  tell,
  now,
  isOpen,
}: Props & { file: CandidateView; isOpen: boolean }) {
  const t = useWords();
  const lang = useLang();
  return (
    <>
      <p className="line">
        <span className="wrap">
          {file.name} · {bytes(file.bytes, lang)} · {t('bookingsCount', { count: file.rows })} ·{' '}
          {t('by', { name: file.by.name })} · <When at={file.at} now={now} />
          {file.errors === 0 ? null : ` · ${t('errors', { count: file.errors })}`}
          {file.warnings === 0 ? null : ` · ${t('warnings', { count: file.warnings })}`}
        </span>
        {view.actions.withdraw.allowed ? (
          <Button
            spacing="compact"
            isLoading={state.doing?.name === 'submission.withdraw'}
            onClick={() => tell({ on: 'clicked', action: { name: 'submission.withdraw' } })}
          >
            {t('withdraw')}
          </Button>
        ) : null}
      </p>
      {file.overruled === undefined ? null : (
        <p className="note">
          {t('overruledBy', { name: file.overruled.by.name, reason: file.overruled.reason })}
        </p>
      )}
      {isOpen || file.findings.length === 0 ? null : (
        <SectionMessage
          appearance={file.errors > 0 ? 'error' : 'warning'}
          title={file.errors > 0 ? t('rowsFound', { name: file.name }) : t('checkWarned')}
        >
          <Findings findings={file.findings} />
        </SectionMessage>
      )}
      {file.changes === undefined ? null : <Changes changes={file.changes} />}
    </>
  );
}

/** What went to DATEV, to be had again byte for byte while it is kept. */
export function Sent({ view, state, tell, now }: Props) {
  const t = useWords();
  const lang = useLang();
  if (view.files.length === 0) return null;
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
              <Button
                spacing="compact"
                isLoading={state.doing?.name === 'file.download' && state.doing.revision === file.revision}
                onClick={() =>
                  tell({ on: 'clicked', action: { name: 'file.download', revision: file.revision } })
                }
              >
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
