import { describe, expect, it } from 'vitest';
import { isReplaced, storedIn } from '../../static/panel/stored-file';
import { aFile, aView } from './samples';

const cause = {
  code: '1008834',
  title: 'The header line is faulty',
  meaning: '',
  remedy: '',
  who: '',
  faults: [
    { field: 14, text: '', remedy: '', short: '' },
    { text: '', remedy: '', short: '' },
  ],
};
const candidate = { ...aFile({ revision: 3 }), findings: [] };

describe('which file is opened for mending', () => {
  it('is the one that DATEV rejected, with the header fields that it complained of', () => {
    const files = [aFile({ revision: 1 }), aFile({ revision: 2 })];
    expect(storedIn(aView({ cause, files }))).toEqual({ revision: 2, asked: [14] });
  });

  it('is the one that was handed in, where it has errors; of that DATEV has said nothing yet', () => {
    const files = [aFile({ revision: 2 })];
    const wrong = { ...candidate, errors: 2 };
    expect(storedIn(aView({ cause, files, candidate: wrong }))).toEqual({ revision: 3, asked: [] });
    expect(storedIn(aView({ cause, files, candidate }))).toBeUndefined();
  });

  it('is none whose bytes are not kept: another program’s, an old one', () => {
    expect(storedIn(aView({ cause }))).toBeUndefined();
    expect(storedIn(aView({ cause, files: [aFile({ available: false })] }))).toBeUndefined();
    const gone = { ...candidate, errors: 2, available: false };
    expect(storedIn(aView({ cause, candidate: gone }))).toBeUndefined();
  });

  it('is the package of which DATEV’s protocol names files, with those files', () => {
    const entries = [
      { type: 'error', text: 'Das Datum fehlt.', file: 'Beleg_2.xml' },
      { type: 'error', text: 'Die Summe stimmt nicht.', file: 'Beleg_2.xml' },
      { type: 'error', text: 'Nicht lesbar.', file: 'Beleg_3.pdf' },
      { type: 'error', text: 'Unvollständig.', file: 'document.xml' },
      { type: 'information', text: 'wurde empfangen!', file: 'Beleg_1.xml' },
    ] as const;
    const sent = { kind: 'dxso' as const, cause, files: [aFile({ revision: 2 })] };
    const protocol = { revision: 2, entries, more: 0 };
    expect(storedIn(aView({ ...sent, protocol }))).toEqual({ revision: 2, asked: ['Beleg_2.xml'] });
    expect(
      storedIn(aView({ ...sent, protocol: { ...protocol, revision: 1 } })),
      'of another revision',
    ).toBeUndefined();
    expect(storedIn(aView(sent)), 'no protocol').toBeUndefined();
  });

  it('is none of a run, nor an image', () => {
    for (const kind of ['run', 'document'] as const)
      expect(storedIn(aView({ kind, cause, files: [aFile()] }))).toBeUndefined();
  });

  it('is none that nobody rejected', () => {
    expect(storedIn(aView({ files: [aFile()] }))).toBeUndefined();
  });
});

describe('a stored file that is mended', () => {
  const mine = { isAsked: true, stands: candidate.sha256 };
  const theirs = { ...candidate, revision: 3, sha256: 'f'.repeat(64) };

  it('is told to be replaced when somebody handed in another one meanwhile, the first one, too', () => {
    expect(isReplaced(mine, aView({ candidate: theirs }))).toBe(true);
    expect(isReplaced({ isAsked: true, stands: undefined }, aView({ candidate: theirs }))).toBe(true);
  });

  it('is not when it still stands, was withdrawn, or one’s own file is mended before it is handed in', () => {
    expect(isReplaced(mine, aView({ candidate }))).toBe(false);
    expect(isReplaced(mine, aView({}))).toBe(false);
    expect(isReplaced({ ...mine, isAsked: false }, aView({ candidate: theirs }))).toBe(false);
  });
});
