import type { ProblemView } from '../../../src/contract/answers';
import { MAX_RAW_BYTES, refusedSize as refused } from '../../../src/contract/upload-limits';
import type { Lang } from '../../../src/kernel/lang';
import { say } from '../../../src/texts/say';
import { bytes } from '../texts/time';

/** Why files are not even read: one file, or the files of a package together, are nothing or more than the backend takes. */
export function refusedSize(
  files: readonly { readonly size: number }[],
  lang: Lang,
): ProblemView | undefined {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  const problem = refused({ bytes: size, packedBytes: 0 });
  if (problem === undefined) return undefined;
  if (size === 0) return empty(lang);
  // Rounded up: what is too big by a byte is not said to be as big as it may.
  const values = { size: bytes(Math.ceil(size / 100_000) * 100_000, lang), most: bytes(MAX_RAW_BYTES, lang) };
  const title = say(files.length > 1 ? 'page.tooBigTogether' : 'page.tooBigFile', lang, values);
  return { code: 'file.too-large', title, remedy: say('page.tooBigRemedy', lang) };
}

function empty(lang: Lang): ProblemView {
  const [title, remedy] = [say('page.emptyFile', lang), say('page.emptyFileRemedy', lang)];
  return { code: 'file.empty', title, remedy };
}
