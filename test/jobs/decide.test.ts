import { describe, expect, it } from 'vitest';
import { onMove } from '../../src/jobs/decide';
import { DISCOVERED, file, live, order, RESENT, UPLOADED, WITH_ISSUE } from './life';

const naming = {
  fileName: (_: unknown, r: number) => `EXTF_r${r}.csv`,
  referenceId: (_: unknown, r: number) => `ref-r${r}`,
};
const resubmit = { history: '5', meaning: 'resubmit' } as const;

describe('what moving an issue asks for', () => {
  it('sends the corrected file under the next revision', () => {
    const s = live(DISCOVERED, ...WITH_ISSUE, { what: 'file-given', file: file({ revision: 2 }) });
    expect(onMove(s, resubmit, { outside: false, naming })).toEqual({
      what: 'ordered',
      mode: 'file',
      history: '5',
      fileName: 'EXTF_r2.csv',
      referenceId: 'ref-r2',
    });
  });

  it('sends nothing and goes back without a corrected file', () => {
    expect(onMove(live(DISCOVERED, ...WITH_ISSUE), resubmit, { outside: true, naming })).toEqual({
      what: 'sent-back',
      history: '5',
    });
  });

  it('asks for one click when our own bytes may go unchanged', () => {
    const s = live(
      UPLOADED,
      order(1),
      { what: 'done', key: 'send:r1', jobId: 'j' },
      { what: 'job-failed', revision: 1, jobId: 'j', cause: { code: '1008838', faults: [] } },
    );
    expect(onMove(s, resubmit, { outside: true, naming })).toEqual({ what: 'unchanged-asked', history: '5' });
    expect(onMove(s, resubmit, { outside: false, naming })).toEqual({ what: 'sent-back', history: '5' });
  });

  it('does nothing while DATEV has a file, or after delivery', () => {
    expect(onMove(live(DISCOVERED, ...RESENT), resubmit, { outside: false, naming })).toMatchObject({
      what: 'move-ignored',
      why: 'in-flight',
    });
    const delivered = live(DISCOVERED, ...RESENT, { what: 'job-succeeded', revision: 2, jobId: 'job-2' });
    expect(onMove(delivered, resubmit, { outside: false, naming })).toMatchObject({
      what: 'move-ignored',
      why: 'delivered',
    });
  });

  it('closes without sending on the other meaning', () => {
    expect(
      onMove(
        live(DISCOVERED, ...WITH_ISSUE),
        { history: '5', meaning: 'close-without' },
        { outside: false, naming },
      ),
    ).toEqual({ what: 'closed', history: '5' });
  });
});
