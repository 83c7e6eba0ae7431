import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { idsBy } from '../../src/submissions/ids';

const ids = idsBy((text) => createHash('sha256').update(text).digest('hex'));
const MANDANT = '455148-1';

// What lies in storage, at DATEV and in Jira is found by these: another id for the same thing would be sent a second time.
it('the same thing has the same id in every version of the app', () => {
  expect([
    ids.file(MANDANT, 'a'),
    ids.job(MANDANT, 'j'),
    ids.run('p1', '2026-11', 1),
    ids.produced('r1', 1, 2),
  ]).toEqual(['sb2bffc50ec3cc39', 's1c03e954631c8b2', 'sd2ebca8a15d36e0', 'sa697227cb622708']);
  expect(['0', '1', '2', '3', '4', '5', '6'].map((hash) => ids.document(MANDANT, hash))).toEqual([
    '04e70a6c-cd61-41b9-9812-ee12d67da735',
    'e86000ac-94dc-428f-98f9-770253690d6a',
    '22b792bc-01a7-4be5-a91e-2dfdf06e4e6c',
    '82f3d1b7-bebe-4152-826c-67d4747e5319',
    '6f6e3513-7bb3-4664-b198-dcf7c9155a01',
    '04c7161c-845f-4b98-a0d9-f76aeac9cea3',
    '269c1f97-ae4d-4997-b495-4bf1358d68f5',
  ]);
});

it('a file that the other environment of DATEV has already is another thing here', () => {
  const both = (['sandbox', 'production'] as const).map((one) => ids.fileIn(one, MANDANT, 'a'));
  expect(new Set([...both, ids.file(MANDANT, 'a')]).size).toBe(3);
});

it('an image has another id for another Mandant and other content, in the form that DATEV shows', () => {
  const some = Array.from({ length: 64 }, (_, n) => ids.document(n % 2 ? MANDANT : '455148-2', `${n >> 1}`));
  expect(new Set(some).size).toBe(64);
  for (const id of some)
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});
