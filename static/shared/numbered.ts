/** Things that are known by their place alone, each with it: for lists that are drawn in one piece and never change their order. */
export function numbered<T>(all: readonly T[]): readonly { readonly n: number; readonly one: T }[] {
  return all.map((one, n) => ({ n, one }));
}
