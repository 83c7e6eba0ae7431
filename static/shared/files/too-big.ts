import type { ProblemView } from '../../../src/contract/answers';
import { MAX_RAW_BYTES } from '../../../src/contract/upload-limits';
import type { Lang } from '../../../src/kernel/problem';
import { say } from '../../../src/texts/say';
import { bytes } from '../texts/time';

/** Why files are not even read: one file, or the files of a package together, are more than the backend takes. */
export function tooBig(files: readonly { readonly size: number }[], lang: Lang): ProblemView | undefined {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (size <= MAX_RAW_BYTES) return undefined;
  // Rounded up: what is too big by a byte is not said to be as big as it may.
  const values = { size: bytes(Math.ceil(size / 100_000) * 100_000, lang), most: bytes(MAX_RAW_BYTES, lang) };
  const title = say(files.length > 1 ? 'page.tooBigTogether' : 'page.tooBigFile', lang, values);
  return { code: 'file.too-large', title, remedy: say('page.tooBigRemedy', lang) };
}
