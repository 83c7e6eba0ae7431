import '../support/forge-globals';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type BegunRun, beginRun } from '../../src/flows/booking/begin-run';
import { type LookAtPipelinePorts, lookAtPipeline } from '../../src/flows/booking/look-at-pipeline';
import type { Pipeline, Schedule } from '../../src/pipelines/pipeline';
import { type Asked, firstRevision, type PeriodHas } from '../../src/runs/period-store';
import { furtherRun } from '../../src/submissions/decisions/further-run';
import type { SubmissionEvent } from '../../src/submissions/events';
import { apply } from '../../src/submissions/life/apply';
import { begin } from '../../src/submissions/life/begin';
import type { Stored } from '../../src/submissions/stored';
import type { Submission } from '../../src/submissions/submission';
import { planOf } from '../runs/plans';
import { order, T0, UPLOADED } from '../submissions/life';
import { made, refused } from '../submissions/run-life';

const BUSINESS_DAY: Schedule = {
  ...{ on: 'business-day', day: 3, at: '06:00' },
  ...{ zone: 'Europe/Berlin', land: 'BY' },
};
const DAILY: Schedule = { on: 'cron', cron: '0 6 * * *', zone: 'Europe/Berlin' };

function pipelineOf(change: Partial<Pipeline> = {}): Pipeline {
  return { ...planOf().pipeline, schedule: BUSINESS_DAY, ...change };
}

/** A file of a run that DATEV has. */
const SENT = [
  order(1),
  { what: 'done', key: 'send:r1', jobId: 'j1' } as const,
  { what: 'job-succeeded', revision: 1, jobId: 'j1' } as const,
].reduce(
  (s, event) => apply(s, event, { at: T0, actor: { kind: 'app' } }),
  begin('c1', UPLOADED, { at: T0, actor: { kind: 'app' } }),
);

/** What this storage has of a period: no unit but the pipeline's own. */
function hasIn(runs: ReadonlyMap<string, Stored>, of: Asked): PeriodHas {
  const there: Submission[] = [];
  let revision = firstRevision(of);
  for (; runs.has(`${of.pipeline}|${of.period}|${revision}`); revision++)
    there.push(runs.get(`${of.pipeline}|${of.period}|${revision}`)?.state as Submission);
  return {
    runs: there.filter(({ mandant }) => mandant === of.mandant),
    nextRevision: revision,
    further: (run) => {
      const ids = there.flatMap((one) => one.run?.children ?? []);
      return Promise.resolve(furtherRun(run, ids.includes(SENT.id) ? [SENT] : []));
    },
    beside: () => Promise.resolve([]),
  };
}

type Kept = NonNullable<Awaited<ReturnType<LookAtPipelinePorts['loadPipeline']>>>;

/** Storage in memory; `crashAt` lets so many writes happen and then ends the invocation. */
function place(pipeline: Pipeline, begunUntil: string, start: string) {
  const runs = new Map<string, Stored>();
  const looks: string[] = [];
  const hints: string[] = [];
  const self = {
    now: start,
    kept: { pipeline, begunUntil, version: 1 } as Kept,
    crashAt: Number.POSITIVE_INFINITY,
    conflicts: 0,
    runs,
    looks,
    hints,
    /** What happened to a run meanwhile. */
    tell(id: string, ...events: readonly SubmissionEvent[]) {
      const stored = runs.get(id);
      if (stored === undefined) throw new Error(`no run ${id}`);
      const happened = { at: self.now, actor: { kind: 'app' } } as const;
      runs.set(id, { ...stored, state: events.reduce((s, e) => apply(s, e, happened), stored.state) });
    },
    ports: {} as LookAtPipelinePorts,
  };
  const write = () => {
    if (self.crashAt-- <= 0) throw new Error('crash');
  };
  self.ports = {
    now: () => self.now,
    runIdFor: (id, period, revision) => `${id}|${period}|${revision}`,
    periodOf: (of) => Promise.resolve(hasIn(runs, of)),
    async create(id, event, happened) {
      write();
      if (!runs.has(id))
        runs.set(id, { state: begin(id, event, happened), version: 1, lastHash: '', genesis: undefined });
    },
    async queueLook(id) {
      write();
      looks.push(id);
    },
    loadPipeline: () => Promise.resolve(self.kept),
    async savePipeline(version, kept) {
      write();
      if (version !== self.kept.version) {
        self.conflicts += 1;
        return 'conflict';
      }
      self.kept = { ...kept, version: version + 1 };
      return 'done';
    },
    async lowerHint(at) {
      write();
      hints.push(at);
    },
  };
  return self;
}

const periodsOf = ({ runs }: ReturnType<typeof place>) =>
  [...runs.values()].map(({ state }) => state.run?.period);

describe('looking at a pipeline', () => {
  it('begins nothing before its day, and what the month wants on it', async () => {
    const p = place(pipelineOf(), '2026-11-20T08:00:00.000Z', '2026-12-03T04:59:59.000Z');
    await lookAtPipeline('p', p.ports);
    expect(periodsOf(p)).toEqual([]);
    expect(p.kept).toMatchObject({ begunUntil: p.now, dueAt: '2026-12-03T05:00:00.000Z' });
    expect(p.hints).toEqual(['2026-12-03T05:00:00.000Z']);
    p.now = '2026-12-03T05:00:00.000Z';
    await lookAtPipeline('p', p.ports);
    expect(periodsOf(p)).toEqual(['2026-11']);
    const [run] = [...p.runs.values()];
    expect(run?.state).toMatchObject({
      ...{ kind: 'run', mandant: '455148-1', program: 'DATEV for Jira', startedAt: p.now },
      run: { by: 'schedule', revision: 1, expectedBy: '2026-12-04T05:00:00.000Z' },
    });
    expect(run?.state.startedBy).toBeUndefined();
    expect(p.looks).toEqual([run?.state.id]);
    // New Year’s Day, a week-end and Epiphany lie before the third business day of January in Bavaria.
    expect(p.kept.dueAt).toBe('2027-01-07T05:00:00.000Z');
  });

  it('is late by the calendar, not by when somebody looked', async () => {
    const p = place(pipelineOf(), '2026-11-20T08:00:00.000Z', '2026-12-05T00:00:00.000Z');
    await lookAtPipeline('p', p.ports);
    expect([...p.runs.values()][0]?.state.run?.expectedBy).toBe('2026-12-04T05:00:00.000Z');
  });

  it.each<[string, Partial<Pipeline>, string, string, readonly string[]]>([
    [
      'each month of an outage over the turn of the year',
      {},
      '2026-11-01T00:00:00.000Z',
      '2027-02-20T00:00:00.000Z',
      ['2026-10', '2026-11', '2026-12', '2027-01'],
    ],
    [
      'each quarter',
      { unit: 'quarter' },
      '2026-06-30T00:00:00.000Z',
      '2027-01-31T00:00:00.000Z',
      ['2026-Q2', '2026-Q3', '2026-Q4'],
    ],
    [
      'each day, the last one of February too',
      { unit: 'day', schedule: DAILY },
      '2028-02-28T12:00:00.000Z',
      '2028-03-02T12:00:00.000Z',
      ['2028-02-28', '2028-02-29', '2028-03-01'],
    ],
    [
      'a month by the last day’s cron only when it is over',
      { schedule: { ...DAILY, cron: '0 6 L * *' } },
      '2026-11-29T00:00:00.000Z',
      '2026-12-31T23:00:00.000Z',
      ['2026-10', '2026-11'],
    ],
    [
      'nothing by itself',
      { schedule: { on: 'manual' } },
      '2026-01-01T00:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
      [],
    ],
    [
      'nothing while it is off',
      { isActive: false },
      '2026-01-01T00:00:00.000Z',
      '2027-01-01T00:00:00.000Z',
      [],
    ],
  ])('makes up for %s', async (_, change, begunUntil, now, periods) => {
    const p = place(pipelineOf(change), begunUntil, now);
    await lookAtPipeline('p', p.ports);
    expect(periodsOf(p)).toEqual(periods);
    await lookAtPipeline('p', p.ports);
    expect(periodsOf(p)).toEqual(periods);
    expect(p.looks).toHaveLength(periods.length);
  });

  describe('where a run of the period was begun before it had ended', () => {
    const CALENDAR = '2026-12-03T05:00:00.000Z';
    const HANDED = { what: 'handed-over', key: 'hand:r1', as: 'delivered' } as const;
    const early = async (...events: readonly SubmissionEvent[]) => {
      const p = place(pipelineOf(), '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z');
      const wish = { period: '2026-11', by: 'rule', actor: { kind: 'person', id: 'anna' } } as const;
      const { id } = await beginRun(p.kept.pipeline, wish, p.ports);
      p.tell(id, ...events);
      p.now = CALENDAR;
      await lookAtPipeline('p', p.ports);
      return p;
    };
    const asked = ({ runs }: ReturnType<typeof place>) => runs.get('p0123456789ab|2026-11|2')?.state;

    it.each<[string, string, readonly SubmissionEvent[]]>([
      ['delivered', 'run.unfinished', [made(), { ...HANDED, children: [SENT.id] }]],
      ['still on its way', 'run.unfinished-open', [made()]],
      ['waiting for approval', 'run.unfinished-open', [made(1, { needsApproval: true })]],
      ['closed', 'run.unfinished-unsent', [refused(), { what: 'closed' }]],
    ])(
      'and is %s, the calendar asks somebody, once, by an issue, and sends nothing',
      async (_, code, events) => {
        const p = await early(...events);
        expect(asked(p)).toMatchObject({
          run: { revision: 2, by: 'schedule' },
          attempts: [{ state: 'refused', endedAt: CALENDAR, cause: { code } }],
          pendingEffects: [{ key: 'issue', effect: { kind: 'create-issue' } }],
        });
        expect(p.looks).toContain('p0123456789ab|2026-11|2');
        p.now = '2026-12-04T05:00:00.000Z';
        p.kept = { ...p.kept, begunUntil: '2026-11-20T08:00:00.000Z' };
        await lookAtPipeline('p', p.ports);
        expect(p.runs.size).toBe(2);
      },
    );

    it('and has not asked Looker for its rows yet, nobody is asked: it will read the whole period', async () => {
      expect((await early()).runs.size).toBe(1);
      const asks = { what: 'progressed', key: 'make:r1', notBefore: CALENDAR } as const;
      const progress = { version: 1, pdfs: [] };
      expect((await early({ ...asks, progress })).runs.size).toBe(1);
      const task = { id: 't1', tries: 0 };
      expect((await early({ ...asks, progress: { ...progress, task } })).runs.size).toBe(2);
    });

    it('and waits to be executed again, nobody is asked: it will read the whole period', async () => {
      const p = await early(refused());
      expect(p.runs.size).toBe(1);
    });

    it('and somebody had it executed again since, nobody is asked', async () => {
      const p = place(pipelineOf(), '2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z');
      const wish = { period: '2026-11', by: 'rule', actor: { kind: 'person', id: 'anna' } } as const;
      const { id } = await beginRun(p.kept.pipeline, wish, p.ports);
      p.tell(id, refused());
      p.now = '2026-12-01T08:00:00.000Z';
      p.tell(id, { what: 'run-ordered' }, made(2), { ...HANDED, key: 'hand:r2' });
      p.now = CALENDAR;
      await lookAtPipeline('p', p.ports);
      expect(p.runs.size).toBe(1);
    });

    it.each<[string, string, number]>([
      ['ends at midnight on its clock', '2026-11-30T22:59:59.000Z', 2],
      ['has ended', '2026-11-30T23:00:00.000Z', 1],
    ])('%s', async (_, begunAt, runs) => {
      const p = place(pipelineOf(), '2026-11-20T08:00:00.000Z', begunAt);
      const wish = { period: '2026-11', by: 'hook', actor: { kind: 'app' } } as const;
      const { id } = await beginRun(p.kept.pipeline, wish, p.ports);
      p.tell(id, made(), HANDED);
      // Until it has ended, a second message finds the run there is.
      expect(await beginRun(p.kept.pipeline, wish, p.ports)).toEqual({ id, is: 'already' });
      p.now = CALENDAR;
      await lookAtPipeline('p', p.ports);
      expect(p.runs.size).toBe(runs);
    });

    it('whoever begins one by hand is asked on the spot, and no issue comes', async () => {
      const p = await early(made(), HANDED);
      const q = place(pipelineOf(), CALENDAR, CALENDAR);
      q.runs.set('p0123456789ab|2026-11|1', [...p.runs.values()][0] as Stored);
      const wish = { period: '2026-11', by: 'person', actor: { kind: 'person', id: 'anna' } } as const;
      expect((await beginRun(q.kept.pipeline, wish, q.ports)).is).toBe('already');
      expect(q.runs.size).toBe(1);
    });
  });

  it('makes up for more than one look can begin, look by look', async () => {
    const p = place(
      pipelineOf({ unit: 'day', schedule: DAILY }),
      '2025-01-01T12:00:00.000Z',
      '2026-12-01T12:00:00.000Z',
    );
    await lookAtPipeline('p', p.ports);
    expect(p.runs.size).toBe(400);
    // There is more: the tick finds it at once.
    expect((p.kept.dueAt ?? '') <= p.now).toBe(true);
    expect(Math.min(...p.hints.map((at) => Date.parse(at)))).toBeLessThanOrEqual(Date.parse(p.now));
    await lookAtPipeline('p', p.ports);
    expect(new Set(periodsOf(p)).size).toBe(699);
    expect(p.kept.dueAt).toBe('2026-12-02T05:00:00.000Z');
  });

  it('a doubled look is one, also when both look at the same time', async () => {
    const p = place(pipelineOf(), '2026-11-20T08:00:00.000Z', '2026-12-03T05:00:00.000Z');
    await Promise.all([lookAtPipeline('p', p.ports), lookAtPipeline('p', p.ports)]);
    expect(periodsOf(p)).toEqual(['2026-11']);
    expect(p.conflicts).toBe(1);
  });

  it('a person who saves meanwhile loses nothing', async () => {
    const p = place(pipelineOf(), '2026-11-20T08:00:00.000Z', '2026-12-03T05:00:00.000Z');
    const saved = { ...p.kept, pipeline: { ...p.kept.pipeline, name: 'Neu' }, version: 2 };
    const { create } = p.ports;
    const ports = {
      ...p.ports,
      create: async (...all: Parameters<typeof create>) => {
        p.kept = saved;
        await create(...all);
      },
    };
    await lookAtPipeline('p', ports);
    expect(p.kept).toEqual(saved);
    await lookAtPipeline('p', p.ports);
    expect(periodsOf(p)).toEqual(['2026-11']);
    expect(p.kept).toMatchObject({ begunUntil: p.now, pipeline: { name: 'Neu' } });
  });

  it('begins all of it once, wherever it crashes and however often', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat(12), { maxLength: 6 }), async (crashes) => {
        const p = place(pipelineOf(), '2026-09-10T00:00:00.000Z', '2026-12-10T00:00:00.000Z');
        for (const crashAt of crashes) {
          p.crashAt = crashAt;
          await lookAtPipeline('p', p.ports).catch(() => undefined);
        }
        p.crashAt = Number.POSITIVE_INFINITY;
        await lookAtPipeline('p', p.ports);
        expect(periodsOf(p)).toEqual(['2026-09', '2026-10', '2026-11']);
        expect(p.kept.begunUntil).toBe(p.now);
      }),
    );
  });

  it('is due again when the next run is, never later', async () => {
    const schedules = [BUSINESS_DAY, DAILY, { ...DAILY, cron: '30 2 * * 0' }];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...schedules),
        fc.integer({ min: 0, max: 800 * 86_400 }),
        async (schedule, seconds) => {
          const now = new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();
          const p = place(pipelineOf({ schedule }), now, now);
          await lookAtPipeline('p', p.ports);
          const { dueAt = '' } = p.kept;
          expect(dueAt > now).toBe(true);
          p.now = dueAt;
          await lookAtPipeline('p', p.ports);
          expect(p.runs.size).toBe(1);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('beginning a run', () => {
  const NOW = '2026-12-01T08:00:00.000Z';
  const person = { period: '2026-11', by: 'person', actor: { kind: 'person', id: 'anna' } } as const;
  const start = () => place(pipelineOf(), NOW, NOW);
  const wish = (p: ReturnType<typeof place>, more: object = {}): Promise<BegunRun> =>
    beginRun(p.kept.pipeline, { ...person, ...more }, p.ports);

  it('by a person: wanted now, in the person’s name', async () => {
    const p = start();
    expect(await wish(p)).toEqual({ id: 'p0123456789ab|2026-11|1', is: 'begun' });
    expect(p.runs.get('p0123456789ab|2026-11|1')?.state).toMatchObject({
      startedBy: 'anna',
      run: { by: 'person', expectedBy: '2026-12-02T08:00:00.000Z' },
    });
  });

  it('twice for one period is the same run, whatever became of it', async () => {
    const p = start();
    const { id } = await wish(p);
    for (const events of [
      [],
      [made()],
      [{ what: 'handed-over', key: 'hand:r1', as: 'delivered' }],
    ] as const) {
      p.tell(id, ...events);
      expect(await wish(p)).toEqual({ id, is: 'already' });
      expect(await wish(p, { by: 'schedule', actor: { kind: 'app' } })).toEqual({ id, is: 'already' });
    }
    expect(p.looks).toEqual([id]);
  });

  it('anew only after the newest has ended', async () => {
    const p = start();
    const { id } = await wish(p);
    expect(await wish(p, { anew: true })).toEqual({ id, is: 'already' });
    p.tell(id, refused());
    // It failed: it is executed again, not doubled.
    expect(await wish(p, { anew: true })).toEqual({ id, is: 'already' });
    p.tell(id, { what: 'run-ordered' }, made(2), { what: 'handed-over', key: 'hand:r2', as: 'delivered' });
    const second = await wish(p, { anew: true });
    expect(second).toEqual({ id: 'p0123456789ab|2026-11|2', is: 'begun' });
    expect(p.runs.get(second.id)?.state.run?.revision).toBe(2);
    // A doubled click finds the one that has begun.
    expect(await wish(p, { anew: true })).toEqual({ ...second, is: 'already' });
    expect(await wish(p)).toEqual({ id, is: 'already' });
  });

  it('of another Mandant never stands in the way of the pipeline that was moved to this one', async () => {
    const p = start();
    const first = await wish(p);
    const moved = { ...p.kept.pipeline, mandant: '455148-3' };
    const second = await beginRun(moved, person, p.ports);
    expect([first.is, second.is]).toEqual(['begun', 'begun']);
    expect(p.runs.get(second.id)?.state).toMatchObject({ mandant: '455148-3', run: { revision: 2 } });
    expect(await beginRun(moved, person, p.ports)).toEqual({ id: second.id, is: 'already' });
    expect(await wish(p)).toEqual({ id: first.id, is: 'already' });
  });

  it('dry beside the real one, again when the last trial is over', async () => {
    const p = start();
    const real = await wish(p);
    const dry = await wish(p, { isDry: true });
    expect(dry).toEqual({ id: 'p0123456789ab|2026-11|1000', is: 'begun' });
    expect(p.runs.get(dry.id)?.state.run?.isDry).toBe(true);
    expect(await wish(p, { isDry: true })).toEqual({ ...dry, is: 'already' });
    p.tell(dry.id, made());
    const second = await wish(p, { isDry: true });
    expect(second).toEqual({ id: 'p0123456789ab|2026-11|1001', is: 'begun' });
    p.tell(second.id, refused());
    expect(await wish(p, { isDry: true })).toMatchObject({ id: 'p0123456789ab|2026-11|1002', is: 'begun' });
    expect(await wish(p)).toEqual({ ...real, is: 'already' });
  });

  it('a trial does not stand in the way of the real run', async () => {
    const p = start();
    await wish(p, { isDry: true });
    expect(await wish(p)).toMatchObject({ is: 'begun' });
  });
});
