import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import type { PipelinesAnswer } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { byPlace } from '../../shared/by-place';
import { useLang } from '../../shared/lang';
import { Skeleton, Trouble } from '../../shared/parts';
import { useData } from '../../shared/use-data';
import { AccountsPage } from '../accounts/accounts-page';
import { Editor } from '../editor/editor';
import type { Open, Place } from '../place';
import { RunPage } from '../run/run-page';
import { PipelineList } from './pipeline-list';

/**
 * Pipelines, their editor, their runs and the account plans. What lies below the page in sight stays as it is, so that
 * nothing typed is lost by a look at something else, and whoever comes back stands where they left.
 */
export function PipelinesTab() {
  const lang = useLang();
  const { places, open, back } = usePlaces();
  const touched = useRef<readonly string[]>([]);
  const onTouch = useCallback((id: string) => {
    touched.current = [id, ...touched.current.filter((one) => one !== id)].slice(0, MAX_TOUCHED);
  }, []);
  const { data, reload } = useData(
    () => call('pipelines.view', { lang, touched: [...touched.current] }),
    (value) =>
      places.length === 0 && value.pipelines.some(({ newest }) => newest?.lozenge.tone === 'inprogress'),
  );
  const depth = places.length;
  useEffect(() => {
    if (depth === 0) void reload();
  }, [depth, reload]);
  if (data.is === 'loading') return <Skeleton rows={6} />;
  if (data.is === 'failed') return <Trouble of={data.problem} retry={() => void reload()} />;
  const { value, now } = data;
  const pages: readonly ReactNode[] = [
    <PipelineList key="list" value={value} now={now} open={open} />,
    ...places.map((place) => <Placed key={keyOf(place)} {...{ place, value, open, back, onTouch }} />),
  ];
  return (
    <>
      <Trouble of={data.stale} retry={() => void reload()} />
      {byPlace(pages, (page, n) => (
        <div hidden={n !== depth}>{page}</div>
      ))}
    </>
  );
}

/** So many at most are read one by one. */
const MAX_TOUCHED = 20;

function keyOf(place: Place): string {
  return place.is === 'run' ? place.submissionId : place.is === 'accounts' ? place.mandant : 'edit';
}

type PlacedProps = {
  readonly place: Place;
  readonly value: PipelinesAnswer;
  readonly open: Open;
  readonly back: () => void;
  /** A pipeline may have been changed: the list must not go by the index, which lags behind. */
  readonly onTouch: (id: string) => void;
};

function Placed({ place, value, open, back, onTouch }: PlacedProps) {
  switch (place.is) {
    case 'edit':
      return <Editor id={place.id} value={value} open={open} onBack={back} onTouch={onTouch} />;
    case 'run':
      return (
        <RunPage
          submissionId={place.submissionId}
          onBack={back}
          onOpen={(submissionId) => open({ is: 'run', submissionId })}
        />
      );
    case 'accounts': {
      const name = value.mandanten.find(({ id }) => id === place.mandant)?.label;
      return <AccountsPage mandant={place.mandant} name={name} action={value.may.edit} onBack={back} />;
    }
  }
}

/** Pages upon each other. Going back gives the focus to what opened the page. */
function usePlaces(): { places: readonly Place[]; open: Open; back: () => void } {
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const askers = useRef<(Element | null)[]>([]);
  const wanted = useRef<Element | null>(null);
  useEffect(() => {
    const asker = wanted.current;
    wanted.current = null;
    if (asker instanceof HTMLElement && asker.isConnected) asker.focus();
  });
  const open = (place: Place) => {
    askers.current.push(document.activeElement);
    setPlaces((now) => [...now, place]);
  };
  const back = () => {
    wanted.current = askers.current.pop() ?? null;
    setPlaces((now) => now.slice(0, -1));
  };
  return { places, open, back };
}
