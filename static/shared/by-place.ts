import { Children, type ReactNode } from 'react';

/**
 * Entries that have no name but their place: findings in their order, rows of a sample, fields that nobody has typed into yet.
 * React names them by it.
 */
export function byPlace<T>(
  all: readonly T[],
  entry: (one: T, place: number) => ReactNode,
): readonly ReactNode[] {
  return Children.toArray(all.map(entry));
}
