import SectionMessage from '@atlaskit/section-message';
import { useState } from 'react';
import type { DeskAnswer, SubmissionAnswer } from '../../src/contract/answers';
import type { Payload } from '../../src/contract/payloads';
import { call } from '../backend';
import { Detail } from '../panel/detail';
import { useLang, useWords } from '../shared/lang';
import { Skeleton, Trouble } from '../shared/parts';
import { useData } from '../shared/use-data';
import { Mandanten } from './mandanten';
import { Submissions } from './submissions';

export type Show = Payload<'desk.view'>['show'];
export type Wish = {
  readonly show: Show;
  readonly search: string;
  readonly mandant?: string;
  readonly cursor?: string;
};

/** All Mandanten and their transmissions, those that need somebody first. */
export function Desk() {
  const [open, setOpen] = useState<string>();
  const t = useWords();
  return (
    <main>
      <h1>{t('deskTitle')}</h1>
      {open === undefined ? (
        <Overview onOpen={setOpen} />
      ) : (
        <One submissionId={open} onBack={() => setOpen(undefined)} />
      )}
    </main>
  );
}

function Overview({ onOpen }: { onOpen: (submissionId: string) => void }) {
  const [wish, setWish] = useState<Wish>({ show: 'needs-you', search: '' });
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call<DeskAnswer, 'desk.view'>('desk.view', { lang, ...wish }),
    (value) => value.mandanten.some((m) => m.moving > 0),
  );
  const ask = (next: Wish) => {
    setWish(next);
    setTimeout(() => void reload(), 0);
  };
  if (data.is === 'loading') return <Skeleton rows={8} />;
  if (data.is === 'failed') return <Trouble problem={data.problem} retry={() => void reload()} />;
  const { value, now } = data;
  return (
    <>
      {data.stale === undefined ? null : <Trouble problem={data.stale} retry={() => void reload()} />}
      {value.stopped === undefined ? null : (
        <SectionMessage appearance="warning" title={t('stopped')}>
          <p>{value.stopped.reason}</p>
        </SectionMessage>
      )}
      <Mandanten value={value} now={now} wish={wish} onWish={ask} onOpen={onOpen} reload={reload} />
      <Submissions value={value} now={now} wish={wish} onWish={ask} onOpen={onOpen} />
    </>
  );
}

function One({ submissionId, onBack }: { submissionId: string; onBack: () => void }) {
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call<SubmissionAnswer, 'submission.view'>('submission.view', { lang, submissionId }),
    (value) => value.known && value.moving,
  );
  return (
    <>
      <p>
        <button type="button" className="link" onClick={onBack}>
          ← {t('back')}
        </button>
      </p>
      {data.is === 'loading' ? <Skeleton rows={6} /> : null}
      {data.is === 'failed' ? <Trouble problem={data.problem} retry={() => void reload()} /> : null}
      {data.is === 'there' && data.value.known ? (
        <Detail
          view={data.value}
          now={data.now}
          compact={false}
          reload={reload}
          target={{ to: 'submission', submissionId }}
          of={{ submissionId }}
        />
      ) : null}
    </>
  );
}
