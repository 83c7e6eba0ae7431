import '../support/forge-globals';
import { expect, it } from 'vitest';
import { downloadPiece } from '../../src/flows/people/download-file';
import type { Submission } from '../../src/submissions/submission';
import { file, live, minutes, UPLOADED } from '../submissions/life';
import { storage } from '../support/kv-storage';

const { candidate: _, ...GIVEN } = live(UPLOADED);
const at = (revision: number, n = 0) => ({ revision, n });

/** The bytes of two files are there, whatever records say of them. */
function kept(): void {
  const { kept: there } = storage();
  there.set('file:f1:0', { data: 'one' });
  there.set('file:f2:0', { data: 'two' });
}

it.each<[string, string | undefined, Submission, ReturnType<typeof at>]>([
  ['a file on record', 'one', { ...GIVEN, files: [file()] }, at(1)],
  [
    'the one that is not sent yet',
    'two',
    { ...GIVEN, files: [file()], candidate: file({ revision: 2, fileId: 'f2' }) },
    at(2),
  ],
  ['a revision that never was', undefined, { ...GIVEN, files: [file()] }, at(3)],
  ['a piece behind the last one', undefined, { ...GIVEN, files: [file()] }, at(1, 1)],
  [
    'a file that counts as deleted while its bytes are still there',
    undefined,
    { ...GIVEN, files: [file({ deletedAt: minutes(1) })] },
    at(1),
  ],
])('of a submission is given out or not: %s', async (__, data, submission, piece) => {
  kept();
  expect(await downloadPiece(submission, piece)).toMatchObject(
    data === undefined ? { ok: false, problem: { code: 'file.expired' } } : { ok: true, value: { data } },
  );
});
