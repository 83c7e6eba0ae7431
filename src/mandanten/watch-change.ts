import { type ConfigAction, type ConfigEvent, changeOf } from '../audit/config-event';
import { worded } from '../audit/config-words';
import { present } from '../kernel/present';
import type { Watch } from './watch';

/** What a change of a Mandant's record means for the configuration; `undefined` for all that the app notes by itself. */
export function watchChange(before: Watch, after: Watch): ConfigEvent | undefined {
  return changeOf({
    what: actionOf(before, after),
    about: `mandant:${after.mandant}`,
    ...present({ name: after.name }),
    before: worded(decided(before)),
    after: worded(decided(after)),
  });
}

function actionOf(before: Watch, after: Watch): ConfigAction {
  if (before.watched === after.watched) return 'mandant.changed';
  return after.watched ? 'mandant.watched' : 'mandant.unwatched';
}

function decided({ watched, watchedSince, assignee }: Watch) {
  return { watched, assignee, ...(watched ? { watchedSince } : {}) };
}
