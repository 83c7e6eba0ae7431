import '../support/forge-globals';
import { expect, it } from 'vitest';
import { countedAs } from '../../src/submissions/lists/tally';
import { appendEvent, createSubmission, loadSubmission } from '../../src/submissions/submission-store';
import { storage } from '../support/kv-storage';
import { DISCOVERED, minutes } from './life';

const ID = 's1';
const retention = async () => 30;
const how = (at: number) => ({ happened: { at: minutes(at), actor: { kind: 'app' } as const }, retention });

/** As if it stood on the lists: an event that moves no count meets no other condition than that of its own record. */
async function begun() {
  storage();
  const stored = await createSubmission(ID, DISCOVERED, how(0));
  if (stored === undefined) throw new Error('There is no submission.');
  return { ...stored, counted: countedAs(stored.state) };
}

const seen = (id: string) => ({ what: 'attachment-seen', id, name: `${id}.csv` }) as const;

it('an event goes on record only after what its writer has read: whoever was slower is told', async () => {
  const before = await begun();
  const first = await appendEvent(before, seen('a1'), how(1));
  expect(first).toMatchObject({ version: before.version + 1 });
  expect(await appendEvent(before, seen('a2'), how(2))).toBe('conflict');
  expect(await loadSubmission(ID)).toMatchObject({
    version: before.version + 1,
    lastHash: (first as typeof before).lastHash,
  });
});

it('a second creation leaves the first as it is', async () => {
  await begun();
  const before = await loadSubmission(ID);
  expect(await createSubmission(ID, DISCOVERED, how(5))).toBeUndefined();
  expect(await loadSubmission(ID)).toEqual(before);
});
