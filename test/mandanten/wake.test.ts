import '../support/forge-globals';
import { expect, it } from 'vitest';
import { plusSeconds } from '../../src/kernel/instant';
import { wakePoll } from '../../src/mandanten/wake-store';
import { newWatch } from '../../src/mandanten/watch';
import { now } from '../../src/platform/clock';
import { MANDANT } from '../effects/datev';
import { queued, stage } from '../effects/stage';

const open = [{ submissionId: 's1', revision: 1, referenceId: 'r', since: now() }];

it.each([
  ['at its instant', undefined, 1],
  ['when DATEV wants to be asked again', 600, 1],
  ['by the tick, where that is later than the next quarter of an hour', 3600, 0],
])('a poll that comes soon is woken %s', async (_, seconds, looks) => {
  stage({});
  const notBefore = seconds === undefined ? {} : { notBefore: plusSeconds(now(), seconds) };
  const poll = { at: plusSeconds(now(), 300), step: 1 };
  await wakePoll({ ...newWatch(MANDANT), open, poll, ...notBefore });
  expect(queued()).toHaveLength(looks);
});
