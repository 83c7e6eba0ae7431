/** A trigger's filter, read once: Forge refuses at deploy what it cannot read, so the world does not begin with it. */
import type { EventFilter, TriggerModule } from '../manifest';
import { admits, ExpressionFailed } from './evaluate';
import { type Node, parseExpression } from './parse';
import { ExpressionRefused } from './tokens';

export type Verdict =
  | { readonly is: 'received' | 'filtered' }
  /** The expression failed on this event. */
  | { readonly is: 'failed'; readonly received: boolean; readonly logged: boolean; readonly why: string };

export type Filters = {
  /** Of the filters that a trigger has for an event; the first that says no decides. */
  judge(filters: readonly (EventFilter | undefined)[], event: unknown): Verdict;
};

/** @throws where an expression lies outside the modelled subset */
export function readFilters(triggers: readonly TriggerModule[]): Filters {
  const trees = new Map<string, Node>();
  for (const trigger of triggers)
    for (const filter of [trigger.filter, ...trigger.events.map(filterOf)])
      if (filter?.expression !== undefined)
        trees.set(filter.expression, read(trigger.key, filter.expression));
  return { judge: (filters, event) => judge(trees, filters, event) };
}

function filterOf(event: TriggerModule['events'][number]): EventFilter | undefined {
  return typeof event === 'string' ? undefined : event.filter;
}

function read(trigger: string, expression: string): Node {
  try {
    return parseExpression(expression);
  } catch (error) {
    if (!(error instanceof ExpressionRefused)) throw error;
    throw new Error(`the sandbox does not take the filter of the trigger ${trigger}: ${error.message}`);
  }
}

function judge(
  trees: ReadonlyMap<string, Node>,
  filters: readonly (EventFilter | undefined)[],
  event: unknown,
): Verdict {
  let kept: Verdict = { is: 'received' };
  for (const filter of filters) {
    const tree = trees.get(filter?.expression ?? '');
    if (tree === undefined) continue;
    const said = verdict(tree, filter?.onError ?? 'IGNORE_AND_LOG', event);
    if (said.is === 'filtered' || (said.is === 'failed' && !said.received)) return said;
    if (said.is === 'failed') kept = said;
  }
  return kept;
}

function verdict(tree: Node, onError: string, event: unknown): Verdict {
  try {
    return { is: admits(tree, event) ? 'received' : 'filtered' };
  } catch (error) {
    if (!(error instanceof ExpressionFailed)) throw error;
    return {
      is: 'failed',
      received: onError.startsWith('RECEIVE'),
      logged: onError.endsWith('_AND_LOG'),
      why: error.message,
    };
  }
}
