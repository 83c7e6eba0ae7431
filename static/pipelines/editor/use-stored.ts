import type { PipelineAnswer } from '../../../src/contract/pipelines';
import { present } from '../../../src/kernel/present';
import type { PipelineDraft } from '../../../src/pipelines/pipeline';
import { call, isConflict } from '../../backend';
import { useLang } from '../../shared/texts/lang';
import type { Editor, EditorEvent } from './draft';
import { formOf } from './form';
import type { Begin, Came } from './use-asked';

type Saving = {
  readonly state: Editor;
  readonly tell: (event: EditorEvent) => void;
  readonly begin: Begin;
};

/** What changes the stored pipeline: saving, removing, and the decision about the approval. */
export function useStored(saving: Saving) {
  return { save: useSave(saving), remove: useRemove(saving), decide: useDecide(saving) };
}

/** Answers the id under which it is stored now; undefined when it is not. */
function useSave(saving: Saving) {
  const { state, tell, begin } = saving;
  const lang = useLang();
  const late = useLate(tell);
  return async (draft: PipelineDraft): Promise<string | undefined> => {
    const end = begin('save');
    const { id, version, form } = state;
    const about = id === undefined ? { version } : { version, id };
    const answer = await call('pipeline.save', { lang, draft, ...about });
    if (!answer.ok) {
      const isLate = isConflict(answer.problem.code) && id !== undefined;
      end(isLate ? await late(id) : { problem: answer.problem });
      return undefined;
    }
    const { waitsForConfirmation = false, ...saved } = answer.value;
    tell({ on: 'saved', ...saved, form });
    // All is saved but that: the approval stays on until a second person confirms.
    if (waitsForConfirmation) {
      tell({ on: 'saved', ...saved, form: { ...form, needsApproval: true } });
      tell({ on: 'typed', part: { needsApproval: true } });
    }
    // What is saved is saved; the dates that follow from it are a help.
    const after = await call('pipeline.view', { lang, id: saved.id });
    end({ saved: true, ...(after.ok ? seenIn(after.value) : {}) });
    return saved.id;
  };
}

/** Somebody else saved first: theirs comes in, and what both decided is told. */
function useLate(tell: Saving['tell']) {
  const lang = useLang();
  return async (id: string): Promise<Came> => {
    const there = await call('pipeline.view', { lang, id });
    if (!there.ok) return { problem: there.problem };
    tell({ on: 'stored', version: there.value.version, form: formOf(there.value.pipeline) });
    return {};
  };
}

function useRemove({ state, begin }: Saving) {
  const lang = useLang();
  return async () => {
    if (state.id === undefined) return true;
    const end = begin('remove');
    const answer = await call('pipeline.remove', { lang, id: state.id });
    end(answer.ok ? {} : { problem: answer.problem });
    return answer.ok;
  };
}

function useDecide({ state, tell, begin }: Saving) {
  const lang = useLang();
  return async (decision: 'confirm' | 'withdraw') => {
    const { id, version } = state;
    if (id === undefined) return;
    const end = begin('approval-off');
    const answer = await call('pipeline.approval-off', { lang, id, version, decision });
    if (!answer.ok && !isConflict(answer.problem.code)) return end({ problem: answer.problem });
    const there = await call('pipeline.view', { lang, id });
    if (!there.ok) return end({ problem: there.problem });
    // Somebody else's changes come in as after a save; what is typed here stays.
    tell({ on: 'stored', version: there.value.version, form: formOf(there.value.pipeline) });
    return end(seenIn(there.value));
  };
}

function seenIn({ upcoming, approvalOff }: PipelineAnswer): Came {
  return { upcoming, approval: present({ off: approvalOff }) };
}
