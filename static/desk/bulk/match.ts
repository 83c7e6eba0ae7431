/** What a dropped file says of itself. */
export type Dropped = {
  readonly name: string;
  readonly mandant?: string;
  readonly label?: string;
  /** `YYYY-MM`. */
  readonly period?: string;
  readonly rows?: number;
};
/** A rejected transmission that waits for its corrected file. What is not known of it is not there. */
export type Wanting = {
  readonly submissionId: string;
  readonly mandant: string;
  readonly fileName: string;
  readonly label?: string;
  readonly period?: string;
  readonly rows?: number;
};

/** Where a file belongs, and how that is known. Only what is sure goes without a person looking at it. */
export type Match =
  | { readonly is: 'sure'; readonly to: string }
  /** By a name that is nearly the same, or by what is in it: a person has to say yes. */
  | { readonly is: 'likely'; readonly to: string; readonly by: 'name' | 'content' }
  | { readonly is: 'several'; readonly among: readonly string[] }
  /** Its header names a Mandant of which nothing here waits. */
  | { readonly is: 'other-mandant' }
  | { readonly is: 'none' };

/**
 * For each dropped file the transmission that it corrects. The Mandant of its header must be the transmission's in any case; then the exact
 * name is sure, if no other file or transmission has it; then names that an export or a browser marked (`… (1)`, `…_korrigiert`), then
 * what is in it: name of the batch, period, number of rows, of which all that both know must agree, and at least two.
 */
export function matched(files: readonly Dropped[], wanting: readonly Wanting[]): readonly Match[] {
  const first = files.map((file) => matchOf(file, wanting));
  const claims = new Map<string, number>();
  for (const match of first) if ('to' in match) claims.set(match.to, (claims.get(match.to) ?? 0) + 1);
  // Two files for one transmission: neither is silently the right one.
  return first.map((match) =>
    'to' in match && (claims.get(match.to) ?? 0) > 1 ? { is: 'several', among: [match.to] } : match,
  );
}

function matchOf(file: Dropped, all: readonly Wanting[]): Match {
  if (file.mandant === undefined) return { is: 'none' };
  const wanting = all.filter(({ mandant }) => mandant === file.mandant);
  if (wanting.length === 0) return { is: 'other-mandant' };
  const same = wanting.filter(({ fileName }) => plain(fileName) === plain(file.name));
  if (same.length > 0) return oneOf(file, same, (to) => ({ is: 'sure', to }));
  const near = wanting.filter(({ fileName }) => stem(fileName) === stem(file.name));
  if (near.length > 0) return oneOf(file, near, (to) => ({ is: 'likely', to, by: 'name' }));
  return oneOf(
    file,
    wanting.filter((one) => agreed(file, one) >= 2),
    (to) => ({ is: 'likely', to, by: 'content' }),
  );
}

/** The only one; of several the only one in which as much agrees, and then a person looks at it. */
function oneOf(file: Dropped, found: readonly Wanting[], only: (to: string) => Match): Match {
  const [first, ...more] = found;
  if (first === undefined) return { is: 'none' };
  if (more.length === 0) return only(first.submissionId);
  const best = Math.max(...found.map((one) => agreed(file, one)));
  const [top, ...others] = found.filter((one) => agreed(file, one) === best && best > 0);
  if (top === undefined || others.length > 0)
    return { is: 'several', among: found.map(({ submissionId }) => submissionId) };
  return { is: 'likely', to: top.submissionId, by: 'content' };
}

/** How many of what both know agree; none where anything contradicts. */
function agreed(file: Dropped, wanting: Wanting): number {
  const pairs = [
    [file.label, wanting.label],
    [file.period, wanting.period],
    [file.rows, wanting.rows],
  ].filter(([a, b]) => a !== undefined && b !== undefined);
  return pairs.every(([a, b]) => a === b) ? pairs.length : 0;
}

function plain(name: string): string {
  return name.normalize('NFC').toLowerCase().trim();
}

/** A name without what marks it as a further version. */
function stem(name: string): string {
  return plain(name)
    .replace(/\.csv$/, '')
    .replace(/(?:[ _-]*(?:\(\d+\)|korrigiert|korrektur|corrected|neu|new|kopie|copy|r\d+|v\d+))+$/, '');
}
