import { type MutableRefObject, useRef, useState } from 'react';
import type { Answer } from '../../src/contract/answers';
import { call, type Payload } from '../backend';
import { Detail } from '../panel/detail';
import { PipelinesTab } from '../pipelines/list/pipelines-tab';
import { Run } from '../pipelines/run/run-page';
import { Tabs } from '../pipelines/tabs';
import { useLang, useWords } from '../shared/lang';
import { Skeleton, Trouble } from '../shared/parts';
import { SectionMessage } from '../shared/section-message';
import { Stale } from '../shared/stale';
import { useData } from '../shared/use-data';
import { type Cards, cardsOf, cardsWanted, type Shown, shownWith } from './cards';
import { Mandanten } from './mandanten';
import { type DeskRequest, FIRST_WISH, questionOf } from './request';
import { Submissions } from './submissions';

/** All Mandanten and their transmissions, those that need somebody first. */
export function Desk() {
  // Kept here, so that whoever comes back from a transmission finds the list as it was.
  const [wish, setWish] = useState<DeskRequest>(FIRST_WISH);
  const [open, setOpen] = useState<string>();
  const [left, setLeft] = useState<string>();
  const [tab, setTab] = useState<'submissions' | 'pipelines'>('submissions');
  const [visited, setVisited] = useState(false);
  const kept = useRef<Cards | undefined>(undefined);
  const t = useWords();
  const submissions =
    open === undefined ? (
      <Overview wish={wish} onWish={setWish} onOpen={setOpen} left={left} kept={kept} />
    ) : (
      <One
        submissionId={open}
        onBack={() => {
          setLeft(open);
          setOpen(undefined);
        }}
      />
    );
  return (
    <main>
      <h1>{t('deskTitle')}</h1>
      <Tabs
        label={t('deskTitle')}
        chosen={tab}
        onChoose={(next) => {
          setTab(next);
          setVisited(true);
        }}
        tabs={[
          // Only what is in sight asks for news.
          { id: 'submissions', title: t('submissions'), content: tab === 'submissions' ? submissions : null },
          // What was typed there stays while the page lives.
          { id: 'pipelines', title: t('pipelines'), content: visited ? <PipelinesTab /> : null },
        ]}
      />
    </main>
  );
}

function Overview(props: {
  wish: DeskRequest;
  onWish: (wish: DeskRequest) => void;
  onOpen: (submissionId: string) => void;
  left: string | undefined;
  kept: MutableRefObject<Cards | undefined>;
}) {
  const { wish, onWish, onOpen, left } = props;
  const lang = useLang();
  const t = useWords();
  const asked = questionOf(wish);
  const { data, reload } = useData(
    () => askDesk({ lang, ...asked }, props.kept),
    (value) => value.mandanten.some((m) => m.moving > 0),
    {
      question: JSON.stringify(asked),
      small: { version: (ticket) => call('desk.version', { lang, ticket }), seen: ({ seen }) => seen },
    },
  );
  if (data.is === 'loading') return <Skeleton rows={8} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  const { value, now } = data;
  const reloadAll = () => {
    props.kept.current = undefined;
    return reload();
  };
  return (
    <>
      <Stale data={data} retry={() => void reload()} says="countsAsOf" />
      {value.stopped === undefined ? null : (
        <SectionMessage appearance="warning" title={t('stopped')}>
          <p>{value.stopped.reason}</p>
        </SectionMessage>
      )}
      <Mandanten value={value} now={now} wish={wish} onWish={onWish} onOpen={onOpen} reload={reloadAll} />
      <Submissions value={value} now={now} wish={wish} onWish={onWish} onOpen={onOpen} left={left} />
    </>
  );
}

/** Rows, with the Mandanten that came with them or before. */
async function askDesk(
  wish: Payload<'desk.view'>,
  kept: MutableRefObject<Cards | undefined>,
): Promise<Answer<Shown>> {
  const answer = await call('desk.view', { ...wish, ...cardsWanted(kept.current, Date.now()) });
  if (!answer.ok) return answer;
  const cards = cardsOf(answer.value, kept.current, Date.now());
  kept.current = cards;
  return { ...answer, value: shownWith(answer.value, cards) };
}

function One({ submissionId, onBack }: { submissionId: string; onBack: () => void }) {
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call('submission.view', { lang, submissionId }),
    (value) => value.known && value.moving,
    {
      question: submissionId,
      small: {
        version: (ticket) => call('submission.version', { lang, submissionId, ticket }),
        seen: (value) => (value.known ? value.seen : undefined),
        until: (value) => (value.known ? value.nextPollAt : undefined),
      },
    },
  );
  return (
    <>
      <p>
        <button type="button" className="link" onClick={onBack}>
          ← {t('back')}
        </button>
      </p>
      {data.is === 'loading' ? <Skeleton rows={6} /> : null}
      {data.is === 'failed' ? <Trouble of={data.problem} retry={() => void reload()} /> : null}
      {data.is === 'there' ? <Stale data={data} retry={() => void reload()} says="stateAsOf" /> : null}
      {data.is === 'there' && data.value.known && data.value.kind === 'run' ? (
        <Run submissionId={submissionId} compact={false} />
      ) : null}
      {data.is === 'there' && data.value.known && data.value.kind !== 'run' ? (
        <Detail
          view={data.value}
          now={data.now}
          compact={false}
          reload={reload}
          target={{ to: 'submission', submissionId }}
          of={{ submissionId }}
        />
      ) : null}
      {data.is === 'there' && !data.value.known ? (
        <SectionMessage appearance="information" title={data.value.title}>
          <p>{data.value.remedy}</p>
        </SectionMessage>
      ) : null}
    </>
  );
}
