import { atPlace, partnersOf } from '../mapping/image-place';
import { type PackageLine, partnerAccount } from '../mapping/package-line';
import { accountsOf, type ExecutionPlan } from './execute';

/** A line, from 0, whose image cannot be told. */
type Unclear = {
  readonly line: number;
  readonly code: 'mapping.image-unclear';
  readonly target: 'documentNumber';
  readonly value: string;
};

/**
 * Lines with the images of their own, which go before the one that goes with all. Where invoices of several partners have a
 * number, and it cannot be told whose an image is, nothing goes: in DATEV it would hang at the wrong booking.
 */
export function withOwnImages(
  { books }: Pick<ExecutionPlan, 'books'>,
  lines: readonly PackageLine[],
  guids: ReadonlyMap<string, readonly string[]> = new Map(),
):
  | { readonly is: 'lines'; readonly lines: readonly PackageLine[] }
  | { readonly is: 'faults'; readonly findings: readonly Unclear[] } {
  if (guids.size === 0) return { is: 'lines', lines };
  const accounts = accountsOf(books);
  const partnerOf = ({ line }: PackageLine) => partnerAccount(line, accounts);
  const partners = partnersOf(lines, (line) => partnerAccount(line, accounts));
  const findings = lines.flatMap(({ line: { belegfeld1: value = '' } }, line) => {
    const isUnclear = guids.has(value) && (partners.get(value)?.size ?? 0) > 1;
    return isUnclear
      ? [{ line, code: 'mapping.image-unclear', target: 'documentNumber', value } as const]
      : [];
  });
  if (findings.length > 0) return { is: 'faults', findings };
  return {
    is: 'lines',
    lines: lines.map((one) => {
      const [documentGuid] = atPlace(guids, one.line.belegfeld1 ?? '', partnerOf(one));
      return documentGuid === undefined ? one : { ...one, line: { ...one.line, documentGuid } };
    }),
  };
}
