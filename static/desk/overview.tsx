import { type MutableRefObject, Suspense } from 'react';
import type { Answer } from '../../src/contract/answers';
import { call, type Payload } from '../backend';
import { useData } from '../shared/data/use-data';
import { later } from '../shared/page/later';
import { usePlace } from '../shared/page/place';
import { Skeleton, Trouble } from '../shared/parts';
import { SectionMessage } from '../shared/signs/section-message';
import { Silent } from '../shared/signs/silent';
import { Stale } from '../shared/signs/stale';
import { useLang, useWords } from '../shared/texts/lang';
import { type Cards, cardsOf, cardsWanted, type Shown, shownWith } from './cards';
import { Causes } from './causes';
import { Counts } from './counts';
import { Mandanten } from './mandanten';
import { type DeskRequest, questionOf } from './request';
import { Submissions } from './submissions';

type Props = {
  readonly wish: DeskRequest;
  readonly onWish: (wish: DeskRequest) => void;
  readonly onOpen: (submissionId: string) => void;
  readonly left: string | undefined;
  readonly kept: MutableRefObject<Cards | undefined>;
};

/** Hardly ever there. */
const Storms = later(async () => (await import('../shared/storms')).Storms);

const MyDigest = later(async () => (await import('./my-digest')).MyDigest);

/** What needs whom, why, at which Mandant; and the transmissions themselves. */
export function Overview(props: Props) {
  const { wish, kept } = props;
  const lang = useLang();
  const asked = questionOf(wish);
  const { data, reload } = useData(
    () => askDesk({ lang, ...asked }, kept),
    (value) => value.mandanten.some((m) => m.moving > 0),
    {
      question: JSON.stringify(asked),
      small: {
        version: (asked) => call('desk.version', { lang, ...asked }),
        seen: ({ seen }) => seen,
        until: ({ silentFrom }) => silentFrom,
      },
    },
  );
  if (data.is === 'loading') return <Skeleton rows={8} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  const { value, now } = data;
  const reloadAll = () => {
    kept.current = undefined;
    return reload();
  };
  return (
    <>
      <Stale data={data} retry={() => void reload()} says="countsAsOf" />
      <Silent since={value.silentSince} />
      <Stopped value={value} />
      <Differs is={value.differs === true} />
      {value.storms === undefined ? null : (
        <Suspense fallback={null}>
          <Storms value={value.storms} may={value.may.mappings.allowed} reload={reloadAll} />
        </Suspense>
      )}
      <Counts {...props} value={value} />
      <ToCharts />
      <Causes causes={value.causes} />
      <Mandanten {...props} value={value} now={now} reload={reloadAll} />
      <Submissions {...props} value={value} now={now} reload={reloadAll} />
      {value.digest === true ? (
        <Suspense fallback={null}>
          <MyDigest />
        </Suspense>
      ) : null}
    </>
  );
}

/** A cross-check found something that a firm lead can put right. */
function Differs({ is }: { is: boolean }) {
  const t = useWords();
  const { go } = usePlace();
  if (!is) return null;
  return (
    <SectionMessage appearance="warning" title={t('crossCheckDiffers')}>
      <button type="button" className="link" onClick={() => go({ path: ['cross-check'], query: {} })}>
        {t('crossCheckOpen')}
      </button>
    </SectionMessage>
  );
}

function ToCharts() {
  const t = useWords();
  const { go } = usePlace();
  return (
    <button type="button" className="link" onClick={() => go({ path: ['charts'], query: {} })}>
      {t('toCharts')}
    </button>
  );
}

function Stopped({ value }: { value: Shown }) {
  const t = useWords();
  if (value.stopped === undefined) return null;
  return (
    <SectionMessage appearance="warning" title={t('stopped')}>
      <p>{value.stopped.reason}</p>
    </SectionMessage>
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
