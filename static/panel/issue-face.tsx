import Button from '@atlaskit/button/new';
import { useEffect, useRef, useState } from 'react';
import { call } from '../backend';
import { Run } from '../pipelines/run/lazy-run';
import { useData } from '../shared/data/use-data';
import { Skeleton, Trouble } from '../shared/parts';
import { SectionMessage } from '../shared/signs/section-message';
import { Silent } from '../shared/signs/silent';
import { Stale } from '../shared/signs/stale';
import { useLang, useWords } from '../shared/texts/lang';
import { Detail } from './detail';

/** The DATEV part of an issue in full. */
export function IssuePanel() {
  return <IssueFace compact={false} />;
}

/** The same in short, with the rest one click away. */
export function IssueContext() {
  return <IssueFace compact />;
}

function IssueFace({ compact }: { compact: boolean }) {
  return (
    <main>
      <h1 className="unseen">DATEV</h1>
      <Face foldable={compact} />
    </main>
  );
}

function Face({ foldable }: { foldable: boolean }) {
  const [full, setFull] = useState(!foldable);
  const { data, reload } = useSubmission();
  const toFile = useFocusOnFile(full);
  if (data.is === 'loading') return <Skeleton rows={full ? 6 : 3} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  if (!data.value.known) {
    return (
      <SectionMessage appearance="information" title={data.value.title}>
        <p>{data.value.remedy}</p>
      </SectionMessage>
    );
  }
  const onFull = () => {
    toFile();
    setFull(true);
  };
  return (
    <>
      <Stale data={data} retry={() => void reload()} says="stateAsOf" />
      <Silent since={data.value.silentSince} />
      {data.value.kind === 'run' ? (
        <Run compact={!full} />
      ) : (
        <Detail
          view={data.value}
          now={data.now}
          compact={!full}
          reload={reload}
          target={{ to: 'issue' }}
          of={{}}
          onFull={onFull}
        />
      )}
      {foldable ? <Fold full={full} onChange={setFull} /> : null}
    </>
  );
}

/** The submission of this issue; while it moves, the small question says whether anything is new. */
function useSubmission() {
  const lang = useLang();
  return useData(
    () => call('submission.view', { lang }),
    (value) => value.known && value.moving,
    {
      small: {
        version: (asked) => call('submission.version', { lang, ...asked }),
        seen: (value) => (value.known ? value.seen : undefined),
        until: (value) => (value.known ? value.holdsUntil : undefined),
      },
    },
  );
}

/** The file field is there only after the full form is drawn; then the focus goes to it, once. */
function useFocusOnFile(full: boolean): () => void {
  const wanted = useRef(false);
  useEffect(() => {
    if (!full || !wanted.current) return;
    wanted.current = false;
    document.querySelector<HTMLElement>('.stored button, .uploader input[type=file]')?.focus();
  }, [full]);
  return () => {
    wanted.current = true;
  };
}

function Fold({ full, onChange }: { full: boolean; onChange: (full: boolean) => void }) {
  const t = useWords();
  return (
    <p>
      <Button aria-expanded={full} onClick={() => onChange(!full)}>
        {t(full ? 'showLess' : 'showAll')}
      </Button>
    </p>
  );
}
