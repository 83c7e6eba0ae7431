import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { sendExtf } from '../../src/effects/send-extf';
import { beginCrossCheck, crossCheck } from '../../src/flows/exception/cross-check';
import { refreshKnown } from '../../src/flows/exception/refresh-known';
import { repair } from '../../src/flows/people/repair';
import { watchJob } from '../../src/flows/people/watch-job';
import { countBack } from '../../src/flows/people/watch-mandant';
import { plusSeconds, secondsBetween } from '../../src/kernel/instant';
import { restingOf } from '../../src/mandanten/watch';
import { noteResting } from '../../src/mandanten/watch-store';
import { now } from '../../src/platform/clock';
import { watched as asked, CLIENT, MANDANT, stored } from '../effects/datev';
import { about, called, leave, ok, problem, type Says, wanted } from '../effects/stage';
import { live, order, UPLOADED } from '../submissions/life';
import { answersFirst, empty, writes } from '../support/forge-globals';
import { LIST, watching, watchOf } from './list';

const rest: Says = () => empty(429, { 'retry-after': '3600' });
const BY = { kind: 'person', id: 'admin' } as const;
const DATEV = {
  ...{ [LIST]: rest, [`${LIST}/j1`]: rest, [CLIENT]: rest },
  [`POST accounting-extf-files/clients/${MANDANT}/extf-files/import`]: rest,
  [`GET accounting-dxso-jobs/clients/${MANDANT}/dxso-jobs/ABC-1`]: rest,
};
const AT_JIRA = {
  ...{ 'POST /search/jql': ok({ issues: [] }), 'POST /issue/bulkfetch': ok({ issues: [] }) },
  'GET /myself': ok({ accountId: 'app' }),
};
const BATCH = wanted({ kind: 'send-extf', revision: 1 }, 'send:r1');

async function batch() {
  const file = await stored(new TextEncoder().encode('"EXTF";700;21'));
  return about(live({ ...UPLOADED, file } as never, order(1)), { watch: asked() });
}
const UNKNOWN = { kind: 'job-unknown', mandant: MANDANT, job: 'j1' } as const;
const ALL = { admin: true, reads: () => true };

describe('that DATEV wants to be left alone', () => {
  it.each<[string, () => Promise<unknown>]>([
    ['a batch that is sent', async () => sendExtf.act(await batch(), BATCH, leave)],
    ['a batch that is looked for', async () => sendExtf.lookUp?.(await batch(), { ...BATCH, looks: 0 })],
    ['a package that somebody names', () => watchJob({ mandant: MANDANT, jobId: 'abc-1', by: BY })],
    ['the count of what a Mandant would bring', () => countBack(MANDANT, 1)],
    ['what DATEV says of its services', () => refreshKnown(MANDANT)],
    ['a repair', () => repair({ ...UNKNOWN, by: BY, scope: ALL })],
    [
      'a cross-check',
      async () => {
        await beginCrossCheck();
        await crossCheck();
      },
    ],
  ])('is heard by %s, and nothing else asks until then', async (_, deed) => {
    await watching({ ...DATEV, ...AT_JIRA });
    await deed();
    const { notBefore } = await watchOf();
    expect(secondsBetween(now(), notBefore ?? now())).toBeGreaterThan(3590);
    const before = called();
    expect(await countBack(MANDANT, 1)).toMatchObject({ ok: false, problem: { code: 'datev.later' } });
    expect(await refreshKnown(MANDANT)).toBe('done');
    expect(called()).toEqual(before);
  });

  it('stands as it was where the answer names less, or no time', async () => {
    const notBefore = plusSeconds(now(), 7200);
    await watching({}, { notBefore });
    await noteResting(MANDANT, { code: 'datev.later', retry: 'later', retryAfterSeconds: 60 });
    await noteResting(MANDANT, { code: 'datev.later', retry: 'later' });
    await noteResting(MANDANT, restingOf(await watchOf(), now()) ?? { code: 'datev.later', retry: 'never' });
    expect((await watchOf()).notBefore).toBe(notBefore);
  });

  it('and cannot be noted, does not put in doubt what it said of the file', async () => {
    await watching(DATEV);
    const subject = await batch();
    const isOfMandant = writes('mandant');
    answersFirst((leaving) => (isOfMandant(leaving) ? empty(500) : undefined));
    expect(await sendExtf.act(subject, BATCH, leave)).toMatchObject(problem('datev.later', 'later'));
    expect((await watchOf()).notBefore).toBeUndefined();
  });

  it('keeps a repair from asking, too', async () => {
    await watching({}, { notBefore: plusSeconds(now(), 3600) });
    const later = { ok: false, problem: { code: 'datev.later' } };
    expect(await repair({ ...UNKNOWN, by: BY, scope: ALL })).toMatchObject(later);
    expect(called()).toEqual([]);
  });

  it('is put on record of no Mandant that has none', async () => {
    await watching({});
    await noteResting('455148-77', { code: 'datev.later', retry: 'later', retryAfterSeconds: 60 });
    expect(await watchOf('455148-77')).toEqual({ ...(await watchOf('455148-78')), mandant: '455148-77' });
  });
});
