import '../support/forge-globals';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { invocation } from '../../src/platform/context';
import { type Counter, count, countNoMore } from '../../src/platform/count-store';
import { answerWith, json, type Leaving, seen } from '../support/forge-globals';

const lost: string[] = [];
const COUNTER: Counter<number> = {
  kind: { key: 'counted', schema: v.number(), fallback: 0 },
  lost: (code) => void lost.push(code),
};
const one = () => count(COUNTER, (n) => n + 1);

/** Storage with the record at 5, and what was written into it. */
function stored(): () => readonly unknown[] {
  answerWith(({ path }: Leaving) =>
    path.endsWith('/get') ? json({ key: 'counted', value: { version: 3, data: 5 } }) : json({}),
  );
  return () => seen().flatMap(({ path, body }) => (path.endsWith('/transaction') ? [body] : []));
}

describe('a count', () => {
  it('is written once, at the end of the invocation', async () => {
    const written = stored();
    const value = await invocation(async () => {
      await Promise.all([one(), one()]);
      await one();
      expect(seen()).toEqual([]);
      return 'done';
    });
    expect(value).toBe('done');
    expect(written()).toHaveLength(1);
    expect(JSON.stringify(written())).toContain('"data":8');
  });

  it('is written although the invocation ends by an error', async () => {
    const written = stored();
    const run = invocation(async () => {
      await one();
      throw new Error('broken');
    });
    await expect(run).rejects.toThrow('broken');
    expect(JSON.stringify(written())).toContain('"data":6');
  });

  it('that cannot be written costs nothing, and it is noted by the code of the trouble', async () => {
    answerWith(() => json({ code: 'INTERNAL', message: 'no' }, 500));
    lost.length = 0;
    expect(await invocation(() => one().then(() => 'done'))).toBe('done');
    expect(lost).toEqual([expect.stringMatching(/^platform\./)]);
  });

  it('is written at once outside of an invocation', async () => {
    const written = stored();
    await one();
    await one();
    expect(written()).toHaveLength(2);
  });

  it('of what went meanwhile does not come back', async () => {
    const written = stored();
    await invocation(async () => {
      await one();
      countNoMore(COUNTER);
    });
    expect(written()).toEqual([]);
  });

  it('stays with its invocation, when two run side by side', async () => {
    const written = stored();
    await Promise.all([invocation(one), invocation(() => one().then(one))]);
    expect(written().map((body) => /"data":(\d)/.exec(JSON.stringify(body))?.[1])).toEqual(
      expect.arrayContaining(['6', '7']),
    );
  });
});
