import { canonical } from '../../kernel/canonical';
import type { Problem } from '../../kernel/problem';
import { fileOf } from '../parts';
import type { StoredFile } from '../stored-file';
import { type Effect, isSend, type Submission } from '../submission';

/**
 * Four eyes: who may approve, and what an approval is worth. The one place of this rule; the page of the run, the click, the
 * hand-over and every transmission ask here.
 */

/** A file is held until a second person approves it. */
export const UNAPPROVED: Problem = { code: 'run.not-approved', retry: 'after-fix' };

/** The hand that somebody had in what is to be approved, and that shuts them out. */
export type Part = 'started' | 'ordered' | 'author' | 'image' | 'handed-in';

/**
 * What keeps a person from approving a run, or a file that replaces one of its files; undefined: they may. Shut out is whoever
 * started the run or ordered an execution of it, every author of the pipeline and the account plan since they were last
 * approved and delivered, whoever handed in an image that is packed in it, and whoever handed in, or attached to the issue, the file
 * that is to go instead.
 */
export function partIn(
  {
    run,
    authors,
    file,
  }: { readonly run: Submission; readonly authors: readonly string[]; readonly file?: StoredFile },
  by: string,
): Part | undefined {
  if (run.startedBy === by) return 'started';
  if (run.attempts.some((attempt) => attempt.by === by)) return 'ordered';
  if (authors.includes(by)) return 'author';
  if (run.run?.made?.givenBy?.includes(by) === true) return 'image';
  return file?.by === by || file?.author === by ? 'handed-in' : undefined;
}

/** Whether what a run made needs approval. Of an older run only the question or the answer is on record. */
export function needsApproval({ run, asks }: Submission): boolean {
  return run?.made?.needsApproval === true || run?.approvedBy !== undefined || asks?.what === 'approve-run';
}

/** Whether what a run made may be handed over: all of it is exactly what was approved. */
export function mayHandOver(s: Submission): boolean {
  return !needsApproval(s) || isApproved(s);
}

function isApproved({ run }: Submission): boolean {
  const [approval, made] = [run?.approval, run?.made];
  if (approval === undefined || made === undefined) return false;
  const { revision, files, basis } = approval;
  const now = {
    revision: made.revision,
    files: made.files.map(({ file }) => file.sha256),
    basis: made.basis,
  };
  return canonical({ revision, files, basis }) === canonical(now);
}

/** A file of its own and the run that made it; without the run nothing can be told, and nothing goes. */
type Made = { readonly child: Submission; readonly run: Submission | undefined };

/** Whether a second person still has to approve a file before it goes: it is not, byte for byte, what they approved. */
export function wantsApproval(file: StoredFile, { child, run }: Made): boolean {
  if (child.from === undefined || file.approved !== undefined) return false;
  if (run === undefined) return true;
  return needsApproval(run) && run.run?.approval?.files[child.from.part - 1] !== file.sha256;
}

/** Asked at the moment of sending, for every step by which bytes reach DATEV. */
export function mayLeave(effect: Effect, made: Made): boolean {
  if (!isSend(effect)) return true;
  const file = fileOf(made.child, effect.revision);
  return file === undefined || !wantsApproval(file, made);
}
