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

/** Of a whole as many as somebody is `sure` of, which are taken from it already, then some of what is left for all: at most so many. */
export function shareWith(
  { sure, most }: { readonly sure: number; readonly most: number },
  whole: Budget,
): Budget {
  const more = budgetOf(most - sure, whole);
  let own = sure;
  return {
    take(count) {
      const paid = Math.min(own, count);
      if (!more.take(count - paid)) return false;
      own -= paid;
      return true;
    },
  };
}
