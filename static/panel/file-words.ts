import type { PlainWord } from '../shared/texts/lang';

/** What tells whether there is something to correct. */
type Known = {
  readonly isFileFine?: true;
  readonly cause?: unknown;
  readonly candidate?: unknown;
  readonly files: readonly unknown[];
  readonly facts: { readonly jobId?: string };
};

/** What is wanted of whoever hands a file in. */
export function handInWord(view: Known): PlainWord {
  return view.isFileFine === true || !wasSent(view) ? 'chooseSame' : 'chooseCorrected';
}

/** What the file is, above it. */
export function fileWord(view: Known): PlainWord {
  const isSame = view.isFileFine === true && view.candidate === undefined;
  return isSame || !wasSent(view) ? 'fileToSend' : 'corrected';
}

/** Nothing that never left can have been corrected. */
function wasSent({ cause, files, facts }: Known): boolean {
  return cause !== undefined || files.length > 0 || facts.jobId !== undefined;
}
