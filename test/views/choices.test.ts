import { expect, it } from 'vitest';
import { statusChoices } from '../../src/views/admin/choices';

it('statuses that mean something and have left the workflow can still be chosen, each once', () => {
  const found = [{ id: '1', name: 'Open', category: 'new' as const }];
  const meanings = { resubmit: ['1', '2'], closeWithout: ['3'], reopenTo: '4', deliveredTo: '3' };
  const gone = statusChoices(found, meanings).filter(({ reachable }) => !reachable);
  expect(gone.map(({ id }) => id)).toEqual(['2', '3', '4']);
});
