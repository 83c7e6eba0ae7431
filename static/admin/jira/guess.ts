import type { Choice, StatusChoice } from '../../../src/contract/answers';
import type { Settings } from '../saving/settings';

/** What Jira calls its plain issue type. */
const PLAIN_TYPES = ['task', 'aufgabe'];

/** The issue type that most would choose; none where nothing speaks for one. */
export function likelyType(types: readonly Choice[]): string | undefined {
  if (types.length === 1) return types[0]?.id;
  return types.find(({ name }) => PLAIN_TYPES.includes(name.trim().toLowerCase()))?.id;
}

/** Done, and yet nothing was done. */
const IN_VAIN = /without|ohne|cancel|declin|reject|won.?t|abgebroch|abgelehn|verworf|storn/iu;

/** What the statuses of a project likely mean, by their category and name; the person sees it before it is saved. */
export function likelyMeanings(statuses: readonly StatusChoice[]): Settings['statuses'][string] {
  const done = statuses.filter(({ category, reachable }) => category === 'done' && reachable);
  const inVain = done.filter(({ name }) => IN_VAIN.test(name));
  const [resubmit] = done.filter((one) => !inVain.includes(one));
  return {
    resubmit: resubmit === undefined ? [] : [resubmit.id],
    closeWithout: inVain.slice(0, 1).map(({ id }) => id),
  };
}
