/** Patterns that stand in configurations, taken apart so that each part can be held against the files that are there. */

/** `a/{b,c}/d` → `a/b/d`, `a/c/d`: a brace with a name that is nowhere matches all the same. */
export function globsIn(glob: string): readonly string[] {
  return parted(glob, /\{([^{}]*)\}/, ',');
}

/** `^src/(a|b)/|^c` → `^src/a/`, `^src/b/`, `^c`. What a group found (`$1`) may be anything. */
export function alternativesIn(pattern: string): readonly string[] {
  const plain = pattern.replaceAll('(?:', '(').replaceAll(/\$\d/g, '[^/]+');
  return [...new Set(parted(plain, /\(([^()]*)\)/, '|').flatMap((one) => one.split('|')))];
}

function parted(text: string, group: RegExp, between: string): readonly string[] {
  const found = group.exec(text);
  if (found === null) return [text];
  const [whole, inner = ''] = found;
  const before = text.slice(0, found.index);
  const after = text.slice(found.index + whole.length);
  return inner.split(between).flatMap((one) => parted(`${before}${one}${after}`, group, between));
}

/** Whether a glob or a plain name means one of the files, or a folder with one of them. */
export function means(glob: string, files: readonly string[]): boolean {
  const pattern = new RegExp(
    `^${glob
      .split(/(\*\*\/|\*\*|\*)/)
      .map(asPattern)
      .join('')}(?:/|$)`,
  );
  return files.some((file) => pattern.test(file));
}

const WILD: Readonly<Record<string, string>> = { '**/': '(?:.*/)?', '**': '.*', '*': '[^/]*' };
function asPattern(part: string): string {
  return WILD[part] ?? part.replaceAll(/[.+?^$()|[\]\\{}]/g, '\\$&');
}
