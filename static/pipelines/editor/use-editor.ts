import { useEffect, useReducer, useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type {
  ApprovalOffView,
  PipelineAnswer,
  PreviewAnswer,
  SourceAnswer,
} from '../../../src/contract/pipelines';
import { present } from '../../../src/kernel/present';
import type { PipelineDraft } from '../../../src/pipelines/pipeline';
import { call, isConflict } from '../../backend';
import { useLang } from '../../shared/lang';
import { begun, type Editor, type EditorEvent, edit, isDirty } from './draft';
import { type Form, formOf } from './form';
import { readForPreview } from './preview-form';
import { type Missing, readForm, sourceIn } from './read-form';

/** What the editor asked the backend for, and how far each question is. */
export type Asked = {
  readonly doing?: 'save' | 'columns' | 'preview' | 'remove' | 'approval-off';
  readonly problem?: { readonly of: NonNullable<Asked['doing']>; readonly problem: ProblemView };
  readonly source?: SourceAnswer;
  readonly preview?: PreviewAnswer;
  /** Of the newest save or preview. */
  readonly upcoming?: PipelineAnswer['upcoming'];
  /** As it is after the newest save or decision. */
  readonly approval?: { readonly off?: ApprovalOffView };
  readonly saved?: true;
};

export type EditorHands = {
  readonly state: Editor;
  readonly tell: (event: EditorEvent) => void;
  readonly asked: Asked;
  /** What is missing for what was wanted last. */
  readonly missing: readonly Missing[];
  readonly wanted?: Wanted;
  readonly isDirty: boolean;
  readonly save: () => Promise<void>;
  readonly loadColumns: () => Promise<void>;
  readonly preview: (period: string) => Promise<void>;
  readonly remove: () => Promise<boolean>;
  readonly approvalOff: ApprovalOffView | undefined;
  /** A second person lets the approval be switched off, or somebody takes the wish back. */
  readonly decide: (decision: 'confirm' | 'withdraw') => Promise<void>;
};

/** The editor's state and its hands: columns, preview, save, remove. */
export function useEditor(first: Form, stored: PipelineAnswer | undefined): EditorHands {
  const lang = useLang();
  const [state, tell] = useReducer(edit, stored, (there) =>
    there === undefined
      ? begun(first)
      : begun(formOf(there.pipeline), { id: there.pipeline.id, version: there.version }),
  );
  const { asked, begin, end } = useAsked();
  const [wanted, setWanted] = useState<Wanted>();
  const dirty = isDirty(state);
  useAskBeforeUnload(dirty);
  const missing = wanted === undefined ? [] : missingFor(wanted, state.form);

  /** The draft, or undefined after the person was told what is missing. */
  const draftFor = (what: 'save' | 'preview'): PipelineDraft | undefined => {
    const read = READERS[what](state.form);
    setWanted(read.ok ? undefined : what);
    return read.ok ? read.draft : undefined;
  };

  const { save, remove, decide } = useStored({ state, tell, begin, end });
  const loadColumns = async () => {
    const source = sourceIn(state.form);
    if (source === undefined || state.form.connection === '') return setWanted('columns');
    begin('columns');
    const answer = await call('pipeline.source', { lang, connection: state.form.connection, source });
    return end(
      answer.ok ? { source: answer.value } : { problem: { of: 'columns', problem: answer.problem } },
    );
  };
  const preview = async (period: string) => {
    const draft = draftFor('preview');
    if (draft === undefined) return;
    begin('preview');
    const of = period === '' ? {} : { period };
    const answer = await call('pipeline.preview', { lang, draft, ...of });
    if (!answer.ok) return end({ problem: { of: 'preview', problem: answer.problem } });
    // Dates follow from a calendar that is complete only.
    const dates = readForm(state.form).ok ? { upcoming: answer.value.upcoming } : {};
    return end({ preview: answer.value, ...dates });
  };
  const saveNow = async () => {
    const draft = draftFor('save');
    if (draft !== undefined) await save(draft);
  };
  const approvalOff = asked.approval === undefined ? stored?.approvalOff : asked.approval.off;
  return {
    ...{ state, tell, asked, missing, ...present({ wanted }), isDirty: dirty, loadColumns, preview, remove },
    ...{ approvalOff, decide, save: saveNow },
  };
}

/** What could not be done because something is missing. */
type Wanted = 'save' | 'columns' | 'preview';

const READERS = { save: readForm, preview: readForPreview } as const;

/** Columns need the connection and the source, and nothing of what stands below them. */
function missingFor(wanted: Wanted, form: Form): readonly Missing[] {
  const read = READERS[wanted === 'preview' ? 'preview' : 'save'](form);
  const all = read.ok ? [] : read.missing;
  return wanted === 'columns' ? all.filter(({ at }) => /^pf-(connection|source)/.test(at)) : all;
}

type Doing = NonNullable<Asked['doing']>;

function useAsked() {
  const [asked, setAsked] = useState<Asked>({});
  const begin = (doing: Doing) => setAsked(({ problem: _, saved: __, ...rest }) => ({ ...rest, doing }));
  const end = (part: Asked) => setAsked(({ doing: _, ...rest }) => ({ ...rest, ...part }));
  return { asked, begin, end };
}

type Saving = Pick<EditorHands, 'state' | 'tell'> & Pick<ReturnType<typeof useAsked>, 'begin' | 'end'>;

/** What changes the stored pipeline: saving, removing, and the decision about the approval. */
function useStored(saving: Saving) {
  return { save: useSave(saving), remove: useRemove(saving), decide: useDecide(saving) };
}

function useSave({ state, tell, begin, end }: Saving) {
  const lang = useLang();
  return async (draft: PipelineDraft) => {
    begin('save');
    const { id, version, form } = state;
    const about = id === undefined ? { version } : { version, id };
    const answer = await call('pipeline.save', { lang, draft, ...about });
    if (answer.ok) {
      const { waitsForConfirmation = false, ...saved } = answer.value;
      tell({ on: 'saved', ...saved, form });
      // All is saved but that: the approval stays on until a second person confirms.
      if (waitsForConfirmation) {
        tell({ on: 'saved', ...saved, form: { ...form, needsApproval: true } });
        tell({ on: 'typed', part: { needsApproval: true } });
      }
      // What is saved is saved; the dates that follow from it are a help.
      const after = await call('pipeline.view', { lang, id: saved.id });
      return end({ saved: true, ...(after.ok ? seenIn(after.value) : {}) });
    }
    if (!isConflict(answer.problem.code) || id === undefined)
      return end({ problem: { of: 'save', problem: answer.problem } });
    const there = await call('pipeline.view', { lang, id });
    if (!there.ok) return end({ problem: { of: 'save', problem: there.problem } });
    tell({ on: 'stored', version: there.value.version, form: formOf(there.value.pipeline) });
    return end({});
  };
}

function useRemove({ state, begin, end }: Saving) {
  const lang = useLang();
  return async () => {
    if (state.id === undefined) return true;
    begin('remove');
    const answer = await call('pipeline.remove', { lang, id: state.id });
    end(answer.ok ? {} : { problem: { of: 'remove', problem: answer.problem } });
    return answer.ok;
  };
}

function useDecide({ state, tell, begin, end }: Saving) {
  const lang = useLang();
  return async (decision: 'confirm' | 'withdraw') => {
    const { id, version } = state;
    if (id === undefined) return;
    begin('approval-off');
    const answer = await call('pipeline.approval-off', { lang, id, version, decision });
    if (!answer.ok && !isConflict(answer.problem.code))
      return end({ problem: { of: 'approval-off', problem: answer.problem } });
    const there = await call('pipeline.view', { lang, id });
    if (!there.ok) return end({ problem: { of: 'approval-off', problem: there.problem } });
    // Somebody else's changes come in as after a save; what is typed here stays.
    tell({ on: 'stored', version: there.value.version, form: formOf(there.value.pipeline) });
    return end(seenIn(there.value));
  };
}

function seenIn({ upcoming, approvalOff }: PipelineAnswer): Pick<Asked, 'upcoming' | 'approval'> {
  return { upcoming, approval: present({ off: approvalOff }) };
}

/** The browser asks before the page is closed with something unsaved on it. */
function useAskBeforeUnload(isWanted: boolean): void {
  useEffect(() => {
    if (!isWanted) return undefined;
    const stop = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', stop);
    return () => window.removeEventListener('beforeunload', stop);
  }, [isWanted]);
}
