import { describe, expect, it } from 'vitest';
import type { Subject } from '../../src/effects/effect-handler';
import { attributesOf } from '../../src/effects/issue-attributes';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, file, live, UPLOADED } from '../submissions/life';
import { begun, ran } from '../submissions/run-life';

const of = (submission: Submission, watch: object = {}) =>
  attributesOf({ submission, watch } as unknown as Subject);

describe('what summaries and fields may say', () => {
  it('of a job of another program is its batch, job and cause', () => {
    expect(of(live(DISCOVERED), { name: 'Bäckerei' })).toEqual({
      ...{ mandant: '455148-1', mandantName: 'Bäckerei', batch: 'Januar', fileName: 'EXTF_Januar.csv' },
      ...{ class: expect.any(String), code: '1008834', jobId: 'job-1', period: '', pipeline: '' },
    });
  });

  it('of a Mandant without a name is its number, of a file without a label its name', () => {
    const { label: _, ...unnamed } = DISCOVERED;
    expect(of(live(unnamed as typeof DISCOVERED))).toMatchObject({
      ...{ mandantName: '455148-1', batch: 'EXTF_Januar.csv' },
    });
  });

  it('of a file that was handed in is its month, of a run its own, of what a run made that of the run', () => {
    const handedIn = live(UPLOADED);
    expect(of(handedIn)).toMatchObject({ period: '2024-01', pipeline: '', code: '', jobId: '' });
    expect(of(ran(begun()))).toMatchObject({ period: '2026-11', pipeline: 'Erlöse' });
    const from = { pipeline: 'p1', period: '2026-10' } as unknown as NonNullable<Submission['from']>;
    expect(of({ ...handedIn, from })).toMatchObject({ period: '2024-01', pipeline: 'p1' });
    const { period: __, ...image } = file();
    const made = { ...handedIn, from, candidate: image, files: [] } as Submission;
    expect(of(made)).toMatchObject({ period: '2026-10' });
  });

  it('of a run without a name is its pipeline', () => {
    const s = ran(begun());
    const { name: _, ...run } = s.run ?? begun().run;
    expect(of({ ...s, run } as Submission).pipeline).toBe('p0123456789ab');
  });
});
