import type { PipelinesAnswer } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { useLang, useWords } from '../../shared/lang';
import { Skeleton, Trouble } from '../../shared/parts';
import { useData } from '../../shared/use-data';
import { Page } from '../page';
import type { Open } from '../place';
import { EditorForm } from './editor-form';
import { newForm } from './form';

type Props = {
  readonly id: string | undefined;
  readonly value: PipelinesAnswer;
  readonly open: Open;
  readonly onBack: () => void;
  readonly onTouch: (id: string) => void;
};

/** A new pipeline, or a stored one as soon as it is there. */
export function Editor(props: Props) {
  const { id, value } = props;
  if (id !== undefined) return <Stored {...props} id={id} />;
  const [connection, ...more] = value.connections;
  const only = more.length === 0 ? (connection?.id ?? '') : '';
  return <EditorForm {...props} first={{ ...newForm(), connection: only }} />;
}

function Stored(props: Props & { id: string }) {
  const { id, onBack } = props;
  const lang = useLang();
  const t = useWords();
  // Later answers do not reach the form: what is typed there is its own until it is saved.
  const { data, reload } = useData(
    () => call('pipeline.view', { lang, id }),
    () => false,
  );
  if (data.is === 'there') return <EditorForm {...props} stored={data.value} now={data.now} />;
  return (
    <Page title={t('pipeline')} onBack={onBack}>
      {data.is === 'loading' ? (
        <Skeleton rows={10} />
      ) : (
        <Trouble of={data.problem} retry={() => void reload()} />
      )}
    </Page>
  );
}
