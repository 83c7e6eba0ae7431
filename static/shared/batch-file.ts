import type { WireFinding } from '../../src/contract/answers';
import { checkExtf } from '../../src/extf/check/check';
import { asJudged, mayBeTaken, needsMarkOnly, withMark } from '../../src/extf/check/verdict';

/** The check of a batch that the backend makes again; fetched only where somebody really hands one in. */
export function checkBatchFile(
  { name, raw }: { readonly name: string; readonly raw: Uint8Array },
  mandant: string,
): { readonly findings: readonly WireFinding[]; readonly maySend: boolean; readonly needsMark?: true } {
  const findings = asJudged(checkExtf(raw, { mandant, fileName: name }).findings);
  const needsMark = needsMarkOnly(findings) ? ({ needsMark: true } as const) : {};
  return { findings, maySend: mayBeTaken(findings), ...needsMark };
}

/** The same file with the mark that its encoding lacks. */
export function withItsMark<T extends { readonly raw: Uint8Array<ArrayBuffer> }>(file: T): T {
  return { ...file, raw: withMark(file.raw) };
}
