import { useState } from 'react';
import type { PipelineAnswer } from '../../../src/contract/pipelines';
import { call } from '../../backend';
import { useData } from '../../shared/data/use-data';
import { Skeleton, Trouble } from '../../shared/parts';
import { useLang, useWords } from '../../shared/texts/lang';
import { Page } from '../page';
import { begun, type Editor as EditorState, edit } from './draft';
import { EditorForm, type EditorProps } from './editor-form';
import { formOf, newForm } from './form';
import { type KeptDraft, readDraft, resumed } from './read-draft';

type Props = EditorProps & { readonly id: string | undefined };

/** A new pipeline, or a stored one as soon as it is there; with what was typed and not saved the last time. */
export function Editor({ id, ...props }: Props) {
  return id === undefined ? <New {...props} /> : <Stored {...props} id={id} />;
}

function New(props: EditorProps) {
  const { value, drafts } = props;
  // As it was when the editor opened: what is typed from now on is kept, too, and no draft to go on with.
  const [kept] = useState(() => readDraft(drafts.read(undefined)));
  const [connection, ...more] = value.connections;
  const only = more.length === 0 ? (connection?.id ?? '') : '';
  const first = kept === undefined ? begun({ ...newForm(), connection: only }) : resumed(kept, undefined);
  return <EditorForm {...props} first={first} draftOf={kept?.at} />;
}

function Stored(props: EditorProps & { id: string }) {
  const { id, onBack, drafts } = props;
  const lang = useLang();
  const t = useWords();
  // Later answers do not reach the form: what is typed there is its own until it is saved.
  const { data, reload } = useData(
    () => call('pipeline.view', { lang, id }),
    () => false,
  );
  if (data.is === 'there') {
    const kept = readDraft(drafts.read(id));
    return <EditorForm {...props} first={firstOf(data.value, kept)} draftOf={kept?.at} stored={data.value} />;
  }
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

/** A draft of an older version is held against what somebody else saved meanwhile, as after a save that came too late. */
function firstOf({ pipeline, version }: PipelineAnswer, kept: KeptDraft | undefined): EditorState {
  const form = formOf(pipeline);
  if (kept === undefined) return begun(form, { id: pipeline.id, version });
  return edit(resumed(kept, pipeline.id), { on: 'stored', version, form });
}
