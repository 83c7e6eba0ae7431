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
  /** What could not be done, and why. */
  readonly failed?: { readonly doing: Doing; readonly why: ProblemView };
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
export type Came = Partial<Omit<Asked, 'doing' | 'failed'>> & { readonly problem?: ProblemView };
/** Begins a question; answers how to end it. */
export type Begin = (doing: Doing) => (came: Came) => void;

/** Questions of the editor and what came of them. */
export function useAsked(): { readonly asked: Asked; readonly begin: Begin } {
  const [asked, setAsked] = useState<Asked>({ doing: [] });
  const begin: Begin = (doing) => {
    setAsked((before) => asking(before, doing));
    return (came) => setAsked((before) => answered(before, doing, came));
  };
  return { asked, begin };
}

/** What decides anew whether the pipeline is stored as it stands here. */
const STORES: ReadonlySet<Doing> = new Set(['save', 'remove', 'approval-off']);

/** The preview asks by itself: what is said about a save stays, until another one says something else. */
export function asking(asked: Asked, doing: Doing): Asked {
  const { failed, saved, ...rest } = asked;
  const isOther = failed !== undefined && failed.doing !== doing;
  return {
    ...rest,
    ...(isOther ? { failed } : {}),
    ...(saved === undefined || STORES.has(doing) ? {} : { saved }),
    doing: [...asked.doing, doing],
  };
}

export function answered(asked: Asked, doing: Doing, { problem, ...came }: Came): Asked {
  return {
    ...asked,
    ...came,
    ...(problem === undefined ? {} : { failed: { doing, why: problem } }),
    doing: without(asked.doing, doing),
  };
}

/** One of them less: the same may be asked twice at a time. */
function without(all: readonly Doing[], one: Doing): readonly Doing[] {
  const at = all.indexOf(one);
  return all.filter((_, n) => n !== at);
}
