import SectionMessage from '@atlaskit/section-message';
import type { SubmissionAnswer } from '../../src/contract/answers';
import { call } from '../backend';
import { useLang } from '../shared/lang';
import { Skeleton, Trouble } from '../shared/parts';
import { useData } from '../shared/use-data';
import { Detail } from './detail';

/** The DATEV part of an issue: as a panel in full, as a context in short. */
export function IssueFace({ compact }: { compact: boolean }) {
  return (
    <main>
      <h1 className="unseen">DATEV</h1>
      <Face compact={compact} />
    </main>
  );
}

function Face({ compact }: { compact: boolean }) {
  const lang = useLang();
  const { data, reload } = useData(
    () => call<SubmissionAnswer, 'submission.view'>('submission.view', { lang }),
    (value) => value.known && value.moving,
  );
  if (data.is === 'loading') return <Skeleton rows={compact ? 3 : 6} />;
  if (data.is === 'failed') return <Trouble problem={data.problem} retry={() => void reload()} />;
  if (!data.value.known) {
    return (
      <SectionMessage appearance="information" title={data.value.title}>
        <p>{data.value.remedy}</p>
      </SectionMessage>
    );
  }
  return (
    <>
      {data.stale === undefined ? null : <Trouble problem={data.stale} retry={() => void reload()} />}
      <Detail
        view={data.value}
        now={data.now}
        compact={compact}
        reload={reload}
        target={{ to: 'issue' }}
        of={{}}
      />
    </>
  );
}
