import '../support/forge-globals';
import { expect, it } from 'vitest';
import { effectHandlers } from '../../src/effects/handlers';
import { EFFECT_KINDS } from '../../src/submissions/submission';
import { SETTINGS } from './stage';

const handlers = effectHandlers();
const those = (is: (kind: (typeof EFFECT_KINDS)[number]) => boolean) => EFFECT_KINDS.filter(is);

it('what makes something of which a second would be one too many waits until storage shows the intent', () => {
  expect(those((kind) => handlers[kind].onlyOnce === true)).toEqual(['create-issue', 'comment']);
});

it('only what DATEV takes with one call, which nobody can take back, goes on record as leaving before its call', () => {
  expect(those((kind) => handlers[kind].saysLeave === true)).toEqual(['send-extf', 'put-document']);
});

it('what is no second time the same is looked for after a doubtful answer; all else is done again', () => {
  const looked = ['send-extf', 'fill-dxso', 'create-issue', 'comment', 'transition'];
  expect(those((kind) => handlers[kind].lookUp !== undefined)).toEqual(looked);
});

it('an import that nobody found waits for a person, unless an admin lets it go again; all else is repeated', () => {
  const gives = (resendUnknown: boolean) =>
    those((kind) => handlers[kind].afterLooks?.({ ...SETTINGS, resendUnknown }) === 'give-up');
  expect(gives(false)).toEqual(['send-extf']);
  expect(gives(true)).toEqual([]);
});
