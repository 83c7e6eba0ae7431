import { call } from '../backend';
import { Detail } from '../panel/detail';
import { Run } from '../pipelines/run/run-page';
import { useData } from '../shared/data/use-data';
import { Skeleton, Trouble } from '../shared/parts';
import { Mark } from '../shared/signs/mark';
import { SectionMessage } from '../shared/signs/section-message';
import { Silent } from '../shared/signs/silent';
import { Stale } from '../shared/signs/stale';
import { useLang, useWords } from '../shared/texts/lang';

/** One transmission, as at its issue. */
export function One({ submissionId, onBack }: { submissionId: string; onBack: () => void }) {
  const lang = useLang();
  const t = useWords();
  const { data, reload } = useData(
    () => call('submission.view', { lang, submissionId }),
    (value) => value.known && value.moving,
    {
      question: submissionId,
      small: {
        version: (asked) => call('submission.version', { lang, submissionId, ...asked }),
        seen: (value) => (value.known ? value.seen : undefined),
        until: (value) => (value.known ? value.holdsUntil : undefined),
      },
    },
  );
  return (
    <>
      <p>
        <button type="button" className="link marked" onClick={onBack}>
          <Mark sign="backwards" /> {t('back')}
        </button>
      </p>
      {data.is === 'loading' ? <Skeleton rows={6} /> : null}
      {data.is === 'failed' ? <Trouble of={data.problem} retry={() => void reload()} /> : null}
      {data.is === 'there' ? <Stale data={data} retry={() => void reload()} says="stateAsOf" /> : null}
      {data.is === 'there' && data.value.known ? <Silent since={data.value.silentSince} /> : null}
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
