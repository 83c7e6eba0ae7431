import { expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { rejected } from '../support/story';
import { HOUR, issuesOf, MINUTE, postElsewhere, testWorld, viewOf } from '../support/world';

type View = { readonly alike?: number; readonly cause?: object };

it('an issue says how many other files of its Mandant wait with the same cause, and of no other Mandant', async () => {
  const w = await testWorld();
  const issue = await rejected(w);
  expect(await viewOf<View>(w, issue)).not.toHaveProperty('alike');
  postElsewhere(w, failingFile({ name: 'EXTF_zwei.csv', label: 'Zwei' }));
  postElsewhere(w, failingFile({ name: 'EXTF_drei.csv', label: 'Drei' }));
  postElsewhere(
    w,
    failingFile({ mandant: '455148-3', name: 'EXTF_anders.csv', label: 'Anders' }),
    '455148-3',
  );
  await w.forge.advance(2 * HOUR + 5 * MINUTE);
  expect(issuesOf(w)).toHaveLength(4);
  expect(await viewOf<View>(w, issue)).toHaveProperty('alike', 2);
});
