import { lazy, Suspense, useCallback, useRef } from 'react';
import type { PipelinesAnswer } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { useData } from '../../shared/data/use-data';
import { useWhen } from '../../shared/data/use-when';
import { usePlace } from '../../shared/page/place';
import { Skeleton, Trouble } from '../../shared/parts';
import { useLang } from '../../shared/texts/lang';
import type { Drafts } from '../editor/kept-drafts';
import { type Open, type Place, pathOf, type Step } from '../place';
import { OpenEditor } from './open-editor';
import { PipelineList } from './pipeline-list';
import { useDrafts } from './use-drafts';
import { usePages } from './use-places';

/** What is opened from the list comes when it is opened. */
const AccountsPage = lazy(async () => ({
  default: (await import('../accounts/accounts-page')).AccountsPage,
}));
const RunPage = lazy(async () => ({ default: (await import('../run/run-page')).RunPage }));

/** Pipelines, their editor, their runs and the account plans: each has an address. */
export function PipelinesTab() {
  const lang = useLang();
  const { place, open, back } = usePages();
  const drafts = useDrafts();
  const { touched, onTouch } = useTouched();
  const isList = place.is === 'list';
  const { data, reload } = useData(
    () => call('pipelines.view', { lang, touched: [...touched.current] }),
    (value) => isList && value.pipelines.some(({ newest }) => newest?.lozenge.tone === 'inprogress'),
  );
  // Whoever comes back sees what became of what they did, also of an account plan that is there now.
  const at = isList ? 'list' : place.is;
  useWhen([at], () => {
    if (data.is !== 'loading' && at !== 'run') void reload();
    return undefined;
  });
  if (data.is === 'loading' || drafts === undefined) return <Skeleton rows={6} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  const { value, now } = data;
  return (
    <>
      <Trouble of={data.stale} retry={() => void reload()} />
      <Suspense fallback={<Skeleton rows={8} />}>
        {isList ? (
          <PipelineList value={value} now={now} open={open} drafts={drafts} />
        ) : (
          <Placed
            place={place}
            value={value}
            now={now}
            open={open}
            back={back}
            onTouch={onTouch}
            drafts={drafts}
          />
        )}
      </Suspense>
    </>
  );
}

/** So many at most are read one by one. */
const MAX_TOUCHED = 20;

/** Which pipelines were changed here: the list must not go by the index, which lags behind. */
function useTouched() {
  const touched = useRef<readonly string[]>([]);
  const onTouch = useCallback((id: string) => {
    touched.current = [id, ...touched.current.filter((one) => one !== id)].slice(0, MAX_TOUCHED);
  }, []);
  return { touched, onTouch };
}

type PlacedProps = {
  readonly place: Place;
  readonly value: PipelinesAnswer;
  readonly now: string;
  readonly open: Open;
  readonly back: () => void;
  readonly onTouch: (id: string) => void;
  readonly drafts: Drafts;
};

function Placed({ place, ...rest }: PlacedProps) {
  const { value, back, open } = rest;
  switch (place.is) {
    case 'edit':
      return <EditorPlace {...rest} place={place} />;
    case 'run':
      return (
        <RunPage
          key={place.submissionId}
          submissionId={place.submissionId}
          onBack={back}
          onOpen={(submissionId) => open({ is: 'run', submissionId })}
        />
      );
    case 'accounts': {
      const { mandant } = place;
      const name = value.mandanten.find(({ id }) => id === mandant)?.label;
      return (
        <AccountsPage key={mandant} mandant={mandant} name={name} action={value.may.edit} onBack={back} />
      );
    }
    case 'list':
      return null;
  }
}

type EditorPlaceProps = PlacedProps & { readonly place: Extract<Place, { is: 'edit' }> };

/** The editor, which goes from step to step by the address. */
function EditorPlace({ place, back, ...rest }: EditorPlaceProps) {
  const { go } = usePlace();
  /** What began as a new one in the editor that is open. */
  const begunHere = useRef<string>();
  const goTo = (step: Step, id: string | undefined) => {
    const to = id === undefined ? { is: 'edit' as const, step } : { is: 'edit' as const, id, step };
    // A pipeline that has just been saved stays where it is, under its own address.
    const isNews = id !== place.id;
    if (isNews) begunHere.current = id;
    go({ path: pathOf(to), query: {} }, { replace: isNews });
  };
  const id = place.id === begunHere.current ? undefined : place.id;
  return (
    <OpenEditor
      {...rest}
      key={id ?? 'new'}
      id={id}
      step={place.step ?? 'mandant'}
      goTo={goTo}
      onBack={back}
    />
  );
}
