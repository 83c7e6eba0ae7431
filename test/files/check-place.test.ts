import { describe, expect, it } from 'vitest';
import { placeOf } from '../../src/files/check-place';
import type { Target } from '../../src/files/upload';
import type { Submission } from '../../src/submissions/submission';
import { DISCOVERED, file, live, RESENT, UPLOADED } from '../submissions/life';

const NEW: Target = { to: 'mandant', mandant: '455148-2' };
const TO: Target = { to: 'submission', submissionId: 's1' };
const OWNER = live(DISCOVERED, ...RESENT);
const NOTED = { type: 'Rechnungseingang', note: 'Juli' };
const PACKAGE: Submission = { ...OWNER, kind: 'dxso' };
const IMAGE: Submission = { ...live(UPLOADED), kind: 'document', candidate: file({ document: NOTED }) };

describe('an uploaded file', () => {
  it.each([
    ['of a Mandant is a batch', NEW, undefined, false, { mandant: '455148-2', kind: 'extf' }],
    ['of a Mandant is a package where it is an archive', NEW, undefined, true, { kind: 'dxso' }],
    [
      'is an image where somebody says what of',
      { ...NEW, document: NOTED },
      undefined,
      true,
      { kind: 'document', document: NOTED },
    ],
    [
      'that corrects a batch is of its Mandant',
      TO,
      OWNER,
      false,
      { mandant: '455148-1', kind: 'extf', owner: OWNER },
    ],
    ['that corrects a package is an archive', TO, PACKAGE, true, { kind: 'dxso' }],
    ['that corrects an image is filed like it', TO, IMAGE, false, { kind: 'document', document: NOTED }],
    [
      'that corrects an image is filed as somebody says',
      { ...TO, document: { type: 'Kasse' } },
      IMAGE,
      false,
      { document: { type: 'Kasse' } },
    ],
  ] as const)('%s', (_, target, owner, isArchive, place) => {
    expect(placeOf({ target }, owner, isArchive)).toMatchObject({ ok: true, value: place });
  });

  it('that corrects an image that went is filed like the newest that went, not like one that waits', () => {
    const went = file({ document: { type: 'Rechnungsausgang' } });
    const placed = placeOf({ target: TO }, { ...IMAGE, files: [went] }, false);
    expect(placed).toMatchObject({ value: { document: { type: 'Rechnungsausgang' } } });
  });

  it.each([
    ['an archive for a batch', OWNER, true, 'extf'],
    ['a batch for a package', PACKAGE, false, 'dxso'],
  ] as const)('%s is no correction', (_, owner, isArchive, kind) => {
    expect(placeOf({ target: TO }, owner, isArchive)).toEqual({
      ...{ ok: false, problem: { code: 'file.other-kind', retry: 'after-fix', values: { kind } } },
    });
  });

  it('for a submission that is not there is nobody’s', () => {
    expect(placeOf({ target: TO }, undefined, false)).toMatchObject({ problem: { code: 'file.gone' } });
  });
});
