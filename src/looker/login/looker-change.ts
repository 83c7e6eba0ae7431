import { type ConfigEvent, changeOf } from '../../audit/config-event';
import { worded } from '../../audit/config-words';
import { present } from '../../kernel/present';
import type { LookerConnection } from './connection';

/** What a change of a Looker connection means; `undefined` when people decided the same as before. */
export function lookerChange(
  before: LookerConnection | undefined,
  after: LookerConnection | undefined,
): ConfigEvent | undefined {
  const [id, name] = [after?.id ?? before?.id ?? '', after?.name ?? before?.name];
  const what =
    after === undefined ? 'looker.removed' : before === undefined ? 'looker.made' : 'looker.changed';
  return changeOf({
    what,
    about: `looker:${id}`,
    ...present({ name }),
    before: worded(decided(before)),
    after: worded(decided(after)),
  });
}

/** How it stands is nobody's decision; its secret is known by the id under which it is kept. */
function decided(connection: LookerConnection | undefined) {
  if (connection === undefined) return undefined;
  const { name, url, clientId, environmentNote, budget, secretId } = connection;
  return { name, url, clientId, environmentNote, budget, secret: secretId ?? 'the first' };
}
