import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { repairHint, tick, tickNowOrNextMinute } from '../../src/flows/tick';
import { plusSeconds } from '../../src/kernel/instant';
import { newWatch } from '../../src/mandanten/watch';
import { changeWatch } from '../../src/mandanten/watch-store';
import { now } from '../../src/platform/clock';
import { lowerHint, readHint } from '../../src/platform/due-store';
import { PlatformTrouble } from '../../src/platform/trouble';
import { onRecord } from '../effects/datev';
import { queued, stage } from '../effects/stage';
import { DISCOVERED, order, UPLOADED } from '../submissions/life';
import { answerWith, json, seen } from '../support/forge-globals';

const submission = (id: string) => ({ v: 1, look: 'submission', id });
const reads = () => seen().filter(({ to }) => to === 'kvs').length;
const hint = async () => (await readHint()).at;
const gap = async () => Math.round((Date.parse(await hint()) - Date.now()) / 10_000) * 10;

describe('every five minutes', () => {
  it('one read tells that nothing is due', async () => {
    stage();
    const before = reads();
    await tick();
    expect(reads() - before).toBe(1);
    expect(queued()).toEqual([]);
  });

  it('what is due gets a look of its own, and is asked for again soon, in case that is lost', async () => {
    stage();
    await onRecord('s1', DISCOVERED);
    await onRecord('s2', UPLOADED, order(1));
    await tick();
    expect(queued()).toEqual([submission('s1'), submission('s2')]);
    expect(await gap()).toBe(240);
    await tick();
    expect(queued()).toHaveLength(2);
  });

  it('the hint moves to what is due next, later than now', async () => {
    stage();
    const until = plusSeconds(now(), 1000);
    await onRecord('s1', DISCOVERED, { what: 'trying', key: 'issue', leaseUntil: until });
    await tick();
    expect(queued()).toEqual([]);
    expect(await hint()).toBe(until);
  });

  it('Mandanten that are due share a look', async () => {
    stage();
    for (const mandant of ['455148-1', '455148-3'])
      await changeWatch(mandant, () => ({
        ...newWatch(mandant),
        watched: true,
        discovery: { nextAt: now(), seen: [], pending: [] },
      }));
    await lowerHint(now());
    await tick();
    expect(queued()).toMatchObject([{ look: 'mandanten', about: 'jobs', ids: ['455148-1', '455148-3'] }]);
  });
});

describe('every hour', () => {
  it('the hint is lowered to what the index knew too late, also what was due long ago', async () => {
    stage();
    await onRecord('s1', DISCOVERED);
    await (await readHint()).raise(plusSeconds(now(), 90_000));
    await repairHint();
    expect((await hint()) <= now()).toBe(true);
    await tick();
    expect(queued()).toEqual([submission('s1')]);
  });

  it('nothing is asked where the hint is due anyway, and nothing changes where nothing is due', async () => {
    stage();
    await lowerHint(now());
    const before = reads();
    await repairHint();
    expect(reads() - before).toBe(1);
    stage();
    const far = await hint();
    await repairHint();
    expect(await hint()).toBe(far);
  });
});

describe('a storage that refuses the tick', () => {
  const refusing = (status: number, code: string) =>
    answerWith(({ to }) => (to === 'stargate' ? json({}, 201) : json({ code, message: 'no' }, status)));

  it('for this minute lets it come again with the next one', async () => {
    refusing(429, 'TOO_MANY_REQUESTS');
    await tickNowOrNextMinute();
    expect(queued()).toEqual([{ v: 1, look: 'tick' }]);
    const [{ delayInSeconds } = {}] = seen()
      .filter(({ to }) => to === 'stargate')
      .flatMap(({ body }) => (body as { payload: { delayInSeconds?: number }[] }).payload);
    expect(delayInSeconds).toBeLessThanOrEqual(61);
  });

  it('for another reason waits for the schedule', async () => {
    refusing(500, 'INTERNAL');
    await expect(tickNowOrNextMinute()).rejects.toBeInstanceOf(PlatformTrouble);
    expect(queued()).toEqual([]);
  });
});
