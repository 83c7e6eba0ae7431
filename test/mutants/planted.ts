import type { Planting } from './mutants';

/** The source with the fault in it. @throws when what is to be replaced does not stand in it exactly once */
export function planted({ name, file, from, to }: Planting, source: string): string {
  const parts = source.split(from);
  if (parts.length !== 2) throw new Error(`“${name}”: ${file} has the text ${parts.length - 1} times`);
  return parts.join(to);
}
