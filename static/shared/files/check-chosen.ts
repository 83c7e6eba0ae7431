import type { ProblemView } from '../../../src/contract/answers';
import type { Lang } from '../../../src/kernel/lang';
import { say } from '../../../src/texts/say';
import { beside, type Following } from './beside';
import type { CheckedFile, Chosen, Takes } from './file-types';
import { refusedSize } from './refused-size';
import type { Happened } from './upload-state';

export type { Chosen, Takes } from './file-types';

type Wanted = { readonly mandant: string; readonly takes: Takes };
type Checked = readonly [Chosen | undefined, Happened];

/**
 * Reads and checks files, once: exactly the bytes that were checked are sent. It happens in a worker, so that the page answers meanwhile;
 * `watch` is told how much is done (not before it takes long), `signal` ends it. Answers the file and what happened, for `upload-state` or for
 * whoever checks many. What is empty or too big is not read.
 */
export async function check(
  files: readonly File[],
  { mandant, takes }: Wanted,
  { lang, ...following }: Following & { readonly lang: Lang },
): Promise<Checked> {
  const problem = refusedSize(files, lang);
  if (problem !== undefined) return [undefined, { on: 'failed', problem, mayGoOn: false }];
  return checked(undefined, lang, () => beside('check', { files, mandant, takes }, following));
}

/** The same file with the mark that its encoding lacks. */
export function marked(chosen: Chosen, mandant: string, lang: Lang): Promise<Checked> {
  return checked(chosen, lang, () => beside('mark', { chosen, mandant }));
}

async function checked(
  before: Chosen | undefined,
  lang: Lang,
  work: () => Promise<CheckedFile>,
): Promise<Checked> {
  try {
    const { chosen, found } = await work();
    return [chosen, { on: 'checked', ...found }];
  } catch {
    return [before, { on: 'failed', problem: unreadable(lang), mayGoOn: false }];
  }
}

function unreadable(lang: Lang): ProblemView {
  const [title, remedy] = [say('page.unreadableTitle', lang), say('page.unreadableRemedy', lang)];
  return { code: 'file.unreadable', title, remedy };
}
