import { expect, it } from 'vitest';
import { atDesk, bookingDraft, savePipeline } from '../../packages/sandbox/world/booking';
import { bookedWorld, MANDANT } from '../support/booking';

type List = { readonly pipelines: readonly { readonly id: string }[] };

it('the list shows a pipeline as soon as it is saved, changed or removed, although the index lags', async () => {
  const { w, connection, pipeline } = await bookedWorld('en');
  const list = async (touched: readonly string[]) =>
    (await atDesk<List>(w.forge, 'pipelines.view', { touched })).pipelines.map(({ id }) => id);
  const draft = { ...bookingDraft(connection, MANDANT), name: 'Another', schedule: { on: 'manual' } };
  const saved = await savePipeline(w.forge, { version: 0, draft });
  expect(await list([])).toEqual([pipeline]);
  expect(await list([saved])).toEqual([saved, pipeline]);
  await atDesk(w.forge, 'pipeline.remove', { id: saved });
  expect(await list([saved])).toEqual([pipeline]);
});
