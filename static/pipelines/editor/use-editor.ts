import { useEffect, useReducer, useState } from 'react';
import type { ApprovalOffView, PipelineAnswer } from '../../../src/contract/pipelines';
import { present } from '../../../src/kernel/present';
import type { PipelineDraft } from '../../../src/pipelines/pipeline';
import { type Editor, type EditorEvent, edit, isDirty } from './draft';
import type { Form, SourceForm } from './form';
import type { Drafts } from './kept-drafts';
import { readForPreview } from './preview-form';
import { type Missing, readForm } from './read-form';
import { type Asked, useAsked } from './use-asked';
import { useKeptDraft } from './use-draft';
import { useColumns, usePreview, useValues } from './use-source';
import { useStored } from './use-stored';

export type EditorHands = {
  readonly state: Editor;
  readonly tell: (event: EditorEvent) => void;
  readonly asked: Asked;
  /** What is missing for what was wanted last. */
  readonly missing: readonly Missing[];
  readonly wanted?: Wanted;
  readonly isDirty: boolean;
  /** Whether this browser keeps what is typed. */
  readonly isKept: boolean;
  /** Of preview, values and dry run; empty: the last one. */
  readonly period: string;
  readonly setPeriod: (period: string) => void;
  /** Answers the id of what is saved; undefined when it is not. */
  readonly save: () => Promise<string | undefined>;
  readonly loadColumns: (changed?: Partial<SourceForm>) => Promise<void>;
  /** `isAnew`: with rows that Looker is asked for now. */
  readonly preview: (isAnew: boolean) => Promise<void>;
  readonly lookAtValues: () => Promise<void>;
  readonly remove: () => Promise<boolean>;
  readonly approvalOff: ApprovalOffView | undefined;
  /** A second person lets the approval be switched off, or somebody takes the wish back. */
  readonly decide: (decision: 'confirm' | 'withdraw') => Promise<void>;
};

/** The editor's state and its hands: columns, values, preview, save, remove. */
export function useEditor(first: Editor, stored: PipelineAnswer | undefined, drafts: Drafts): EditorHands {
  const [state, tell] = useReducer(edit, first);
  const { asked, begin } = useAsked();
  const [period, setPeriod] = useState('');
  const dirty = isDirty(state);
  const isKept = useKeptDraft(state, dirty, drafts);
  const about = { state, tell, begin, period };
  const { save: saveDraft, remove, decide } = useStored(about);
  const { draftFor, setWanted, ...wants } = useWanted(state.form);
  const columns = useColumns(about);
  const ask = usePreview(about);
  const lookAtValues = useValues(about);
  const save = async () => {
    const draft = draftFor('save');
    return draft === undefined ? undefined : saveDraft(draft);
  };
  const loadColumns = async (changed?: Partial<SourceForm>) => {
    if ((await columns(changed)) === 'missing') setWanted('columns');
  };
  const preview = async (isAnew: boolean) => {
    const draft = draftFor('preview');
    if (draft !== undefined) await ask(draft, isAnew);
  };
  const approvalOff = asked.approval === undefined ? stored?.approvalOff : asked.approval.off;
  return {
    state,
    tell,
    asked,
    isDirty: dirty,
    isKept,
    period,
    setPeriod,
    ...wants,
    save,
    loadColumns,
    preview,
    lookAtValues,
    remove,
    decide,
    approvalOff,
  };
}

/** What could not be done because something is missing. */
type Wanted = 'save' | 'columns' | 'preview';

const READERS = { save: readForm, preview: readForPreview } as const;

/** What somebody wanted and cannot have yet, and what for. */
function useWanted(form: Form) {
  const [wanted, setWanted] = useState<Wanted>();
  const missing = wanted === undefined ? [] : missingFor(wanted, form);
  const isAnswered = wanted !== undefined && missing.length === 0;
  // What was missing then and is there now is wanted no longer: an input emptied later is no fault yet.
  useEffect(() => {
    if (isAnswered) setWanted(undefined);
  }, [isAnswered]);
  /** The draft, or undefined after the person was told what is missing. */
  const draftFor = (what: 'save' | 'preview'): PipelineDraft | undefined => {
    const read = READERS[what](form);
    setWanted(read.ok ? undefined : what);
    return read.ok ? read.draft : undefined;
  };
  return { missing, draftFor, setWanted, ...present({ wanted }) };
}

/** Columns need the connection and the source, and nothing of what stands below them. */
function missingFor(wanted: Wanted, form: Form): readonly Missing[] {
  const read = READERS[wanted === 'preview' ? 'preview' : 'save'](form);
  const all = read.ok ? [] : read.missing;
  return wanted === 'columns' ? all.filter(({ at }) => /^pf-(connection|source)/.test(at)) : all;
}
