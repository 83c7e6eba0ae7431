import '../support/forge-globals';
import { expect, it } from 'vitest';
import { tellNotices } from '../../src/flows/exception/tell-notices';
import { loadSubmission } from '../../src/submissions/submission-store';
import { onRecordAt } from '../effects/datev';
import { DISCOVERED, ISSUE, T0 } from '../submissions/life';
import { all, at, round, STEPS, staged } from './notices';

const steps = async (id: string) => (await loadSubmission(id))?.state.reminded;

it.each([
  [50, 50, true],
  [51, 50, false],
])('what is overdue is told of fifty in an hour: of %d of %d', async (count, told, isOver) => {
  staged(at(all(count)));
  for (let n = 1; n <= count; n++) {
    const issue = { ...ISSUE, id: String(10_000 + n) };
    await onRecordAt(T0, `s${n}`, [DISCOVERED, { what: 'done', key: 'issue', issue }]);
  }
  const reminded = async () => {
    const each = await Promise.all(Array.from({ length: count }, (_, n) => steps(`s${n + 1}`)));
    return each.filter((one) => one !== undefined).length;
  };
  await tellNotices(STEPS);
  expect(await reminded()).toBe(told);
  expect((await round()).isOver === true).toBe(isOver);
  await tellNotices(STEPS);
  expect(await reminded()).toBe(count);
  expect((await round()).isOver).toBe(true);
});
