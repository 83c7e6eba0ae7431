import { describe, expect, it } from 'vitest';
import { stateCodeOf } from '../../src/submissions/state-code';
import type { Submission } from '../../src/submissions/submission';
import { stateWordsOf } from '../../src/views/state-words';
import { DISCOVERED, file, live, RESENT, UPLOADED, WITH_ISSUE } from '../submissions/life';

const sentence = (state: Submission) =>
  stateWordsOf(stateCodeOf(state, false), { state, lang: 'en' }).sentence;
const REFUSED_AGAIN = {
  what: 'job-failed',
  revision: 2,
  jobId: 'job-2',
  cause: { source: 'datev', code: '1008834', faults: ['extf.header.14'] },
} as const;

describe('the sentence about a submission names the file it is about', () => {
  it('after a second refusal: the second file, also when that has no name of its own', () => {
    expect(sentence(live(DISCOVERED, ...WITH_ISSUE))).toContain('“Januar”');
    const again = sentence(live(DISCOVERED, ...RESENT, REFUSED_AGAIN));
    expect(again).toContain('“EXTF_455148-1_202401_s1_r2.csv”');
    expect(again).not.toContain('Januar');
  });

  it('a file in which our check finds errors: that file, not the refused one', () => {
    const faulty = file({ revision: 2, errors: 1, label: 'Januar neu' });
    const s = live(DISCOVERED, ...WITH_ISSUE, { what: 'file-given', file: faulty });
    expect(sentence(s)).toContain('“Januar neu”');
  });

  it('a file that waits to be sent for the first time: the one that replaced it', () => {
    const s = live(UPLOADED, { what: 'file-given', file: file({ name: 'Besser.csv' }) });
    expect(sentence(s)).toContain('“Besser.csv”');
  });

  it('a corrected file that waits: still says which one DATEV refused', () => {
    const s = live(DISCOVERED, ...RESENT, REFUSED_AGAIN, {
      what: 'file-given',
      file: file({ revision: 3, label: 'Dritte' }),
    });
    expect(sentence(s)).toContain('“EXTF_455148-1_202401_s1_r2.csv”');
  });

  it('a package keeps the name that people gave to its job', () => {
    const job = live(DISCOVERED, ...WITH_ISSUE);
    const files = [file({ kind: 'dxso' })];
    expect(sentence({ ...job, kind: 'dxso', files })).toContain('“Januar”');
  });
});

describe('what comes next', () => {
  it('asks for no corrected file where the file is not to blame', () => {
    const next = (cause: object) => {
      const s = live(DISCOVERED, ...RESENT, {
        ...REFUSED_AGAIN,
        cause: { ...REFUSED_AGAIN.cause, ...cause },
      });
      return stateWordsOf(stateCodeOf(s, false), { state: s, lang: 'en' }).nextAction;
    };
    expect(next({})).toContain('corrected file');
    const outside = next({ code: '1008838', faults: [] });
    expect(outside).not.toContain('corrected');
    expect(outside).toContain('the same file can be sent again');
  });

  it('of a file meant for the other environment is true whichever is chosen, and says to close it first', () => {
    const cause = { source: 'preflight', code: 'preflight-environment', faults: [] } as const;
    const of = live(DISCOVERED, ...RESENT, { ...REFUSED_AGAIN, cause });
    const files = of.files.map((each) => ({ ...each, deletedAt: '2026-12-01T09:00:00.000Z' }));
    const next = (state: typeof of) =>
      stateWordsOf(stateCodeOf(state, false), { state, lang: 'en' }).nextAction;
    expect(next(of)).toMatch(/^While DATEV’s other environment is chosen,.*close .* then hand .* in anew/);
    expect(next(of)).toMatch(/Once its own is chosen again, it can be sent/);
    expect(next({ ...of, files })).toMatch(/^While .* in anew/);
    expect(next({ ...of, files })).not.toContain('can be sent');
    for (const each of [next(of), next({ ...of, files })]) expect(each).not.toContain('cause fixed');
  });

  it('says that the same file can be sent again only where it is here', () => {
    const outside = { ...REFUSED_AGAIN.cause, code: '1008838', faults: [] };
    const refused = live(DISCOVERED, ...RESENT, { ...REFUSED_AGAIN, cause: outside });
    const last = refused.attempts.map((attempt) => ({ ...attempt, cause: outside }));
    const deleted = refused.files.map((each) => ({ ...each, deletedAt: '2026-12-01T09:00:00.000Z' }));
    for (const gone of [
      { ...refused, files: deleted },
      { ...live(DISCOVERED, ...WITH_ISSUE), attempts: last.slice(0, 1) },
    ]) {
      const { nextAction } = stateWordsOf(stateCodeOf(gone, false), { state: gone, lang: 'en' });
      expect(nextAction).not.toContain('can be sent again');
      expect(nextAction).toContain('hand it in here');
    }
  });
});
