import { type ConfigAction, type ConfigEvent, changeOf } from '../audit/config-event';
import { worded } from '../audit/config-words';
import { present } from '../kernel/present';
import type { HookDoor, HookSecrets } from './secrets';

/** What a change of a door's secrets means; `undefined` when it names the same ones as before. */
export function hooksChange(
  door: HookDoor,
  before: HookSecrets,
  after: HookSecrets,
): ConfigEvent | undefined {
  return changeOf({
    what: actionOf(before[door], after[door]),
    about: `hooks:${door}`,
    before: worded(decided(before[door])),
    after: worded(decided(after[door])),
  });
}

type Pair = HookSecrets[HookDoor];

function actionOf(before: Pair, after: Pair): ConfigAction {
  if (after === undefined) return 'hooks.removed';
  if (before === undefined) return 'hooks.made';
  return before.current.id === after.current.id ? 'hooks.old-ended' : 'hooks.rotated';
}

/** Secrets by the ids under which they are kept: that they changed is told, which they are is not. */
function decided(pair: Pair) {
  if (pair === undefined) return undefined;
  return { secret: pair.current.id, ...present({ oldUntil: pair.old?.endsAt }) };
}
