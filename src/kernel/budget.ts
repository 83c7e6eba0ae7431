/** So many of something in all; whoever wants some asks first, and gets all that was asked for or none. */
export type Budget = { readonly take: (count: number) => boolean };

/** A budget of its own, or a share of a bigger one, which then has to have as much, too. */
export function budgetOf(most: number, whole?: Budget): Budget {
  let left = most;
  return {
    take(count) {
      if (count > left || whole?.take(count) === false) return false;
      left -= count;
      return true;
    },
  };
}
