import { present } from '../kernel/present';
import type { Settings } from './settings';

/**
 * Since when what makes a change of status count holds. What moved an issue before meant nothing then, and means nothing after somebody
 * gave its status a meaning or admitted rules: nobody decided with it that a file goes.
 */

type Counting = Pick<Settings, 'statuses' | 'automationMayTransition'>;
type Meaning = 'resubmit' | 'close-without';

/** The settings after a change; what counted before counts since when it did. */
export function withSince(before: Settings, { countsSince: _, ...after }: Settings, at: string): Settings {
  const held = new Set(namesIn(before));
  const since = namesIn(after).flatMap((name): (readonly [string, string])[] => {
    const from = held.has(name) ? before.countsSince?.[name] : at;
    return from === undefined ? [] : [[name, from]];
  });
  return {
    ...after,
    ...present({ countsSince: since.length === 0 ? undefined : Object.fromEntries(since) }),
  };
}

/** Since when a change into this status means this; undefined: since ever. */
export function meansSince(
  { countsSince }: Pick<Settings, 'countsSince'>,
  { projectId, statusId }: { readonly projectId: string; readonly statusId: string },
  meaning: Meaning,
): string | undefined {
  return countsSince?.[nameOf(projectId, statusId, meaning)];
}

/** Since when rules of Automation are admitted; undefined: since ever. */
export function admittedSince({ countsSince }: Pick<Settings, 'countsSince'>): string | undefined {
  return countsSince?.[AUTOMATION];
}

const AUTOMATION = 'automation';

function namesIn({ statuses, automationMayTransition }: Counting): readonly string[] {
  const meanings = Object.entries(statuses).flatMap(([project, { resubmit, closeWithout }]) => [
    ...resubmit.map((status) => nameOf(project, status, 'resubmit')),
    ...closeWithout.map((status) => nameOf(project, status, 'close-without')),
  ]);
  return automationMayTransition ? [AUTOMATION, ...meanings] : meanings;
}

function nameOf(project: string, status: string, meaning: Meaning): string {
  return `${meaning}/${project}/${status}`;
}
