import { useState } from 'react';
import type { ProblemView } from '../../../src/contract/answers';
import type {
  ApprovalOffView,
  PipelineAnswer,
  PreviewAnswer,
  SourceAnswer,
} from '../../../src/contract/pipelines';
import type { Seen } from './seen-values';

/** What the editor asked the backend for, and how far each question is. */
export type Asked = {
  readonly doing: readonly Doing[];
  readonly problem?: { readonly of: Doing; readonly problem: ProblemView };
  readonly source?: SourceAnswer;
  readonly preview?: PreviewAnswer;
  readonly seen?: Seen;
  /** Of the newest save or preview. */
  readonly upcoming?: PipelineAnswer['upcoming'];
  /** As it is after the newest save or decision. */
  readonly approval?: { readonly off?: ApprovalOffView };
  readonly saved?: true;
};
export type Doing = 'save' | 'columns' | 'preview' | 'values' | 'remove' | 'approval-off';

/** What came of a question. */
export type Came = Partial<Omit<Asked, 'doing' | 'problem'>> & { readonly problem?: ProblemView };
/** Begins a question; answers how to end it. The preview asks by itself: it must not take away what is said about a save. */
export type Begin = (doing: Doing) => (came: Came) => void;

/** Questions of the editor and what came of them. */
export function useAsked(): { readonly asked: Asked; readonly begin: Begin } {
  const [asked, setAsked] = useState<Asked>({ doing: [] });
  const begin: Begin = (doing) => {
    setAsked((before) => ({ ...withoutProblem(before, doing), doing: [...before.doing, doing] }));
    return ({ problem, ...came }) =>
      setAsked((before) => ({
        ...before,
        ...came,
        ...(problem === undefined ? {} : { problem: { of: doing, problem } }),
        doing: without(before.doing, doing),
      }));
  };
  return { asked, begin };
}

function withoutProblem(asked: Asked, doing: Doing): Asked {
  const { problem, saved: _, ...rest } = asked;
  const isOther = problem !== undefined && problem.of !== doing;
  return isOther ? { ...rest, problem } : rest;
}

/** One of them less: the same may be asked twice at a time. */
function without(all: readonly Doing[], one: Doing): readonly Doing[] {
  const at = all.indexOf(one);
  return all.filter((_, n) => n !== at);
}
