import { expect, it } from 'vitest';
import { atDesk, bookingDraft, savePipeline } from '../../packages/sandbox/world/booking';
import type { PipelinesAnswer } from '../../src/contract/pipelines';
import { bookedWorld, MANDANT } from '../support/booking';
import { testWorld } from '../support/world';

it('shows what there is, with what a new pipeline can be made of: watched Mandanten, named or not, and which has an account plan', async () => {
  const { w, connection, pipeline } = await bookedWorld('en');
  const row = (mandant: string, data: object) =>
    w.forge.storage.put({
      ...{ store: 'entity', entity: 'mandant-row', key: mandant },
      value: { kind: 'mandant', mandant, data },
    });
  row('455148-8', { name: 'Ehemals KG', watched: false });
  row('455148-9', { watched: true });
  const draft = { ...bookingDraft(connection, MANDANT), name: 'Abschluss' };
  const saved = await savePipeline(w.forge, { version: 0, draft });
  const both = {
    ...{ mandant: MANDANT, mandantName: 'Musterbau Nord GmbH', isActive: true, unit: 'month' },
    ...{ timezone: 'Europe/Berlin', output: 'Booking batch (EXTF)' },
  };
  expect(await atDesk<PipelinesAnswer>(w.forge, 'pipelines.view', { touched: [saved] })).toEqual({
    may: { edit: { allowed: true }, run: { allowed: true } },
    connections: [{ id: connection, label: 'Looker', hint: 'https://datev-demo.cloud.looker.com' }],
    mandanten: [
      { id: MANDANT, label: 'Musterbau Nord GmbH', hint: MANDANT, hasPlan: true },
      { id: '455148-3', label: 'Beispiel & Söhne OHG', hint: '455148-3', hasPlan: false },
      { id: '455148-9', label: '455148-9', hint: '455148-9', hasPlan: false },
    ],
    pipelines: [
      {
        ...{ ...both, id: saved, name: 'Abschluss' },
        calendar: 'On business day 3 after the end of the month at 06:00 (Bavaria)',
        next: {
          ...{ at: '2026-12-03T05:00:00.000Z', local: '3 Dec 2026, 06:00 (Berlin time)' },
          period: 'November 2026',
        },
      },
      {
        ...{ ...both, id: pipeline, name: 'Erlöse und Kosten je Kostenstelle' },
        calendar: 'By hand only',
      },
    ],
    forMe: [],
  });
});

it('shows an empty site as such', async () => {
  const w = await testWorld();
  expect(await atDesk<PipelinesAnswer>(w.forge, 'pipelines.view', {})).toMatchObject({
    ...{ connections: [], pipelines: [], forMe: [] },
    mandanten: [{ hasPlan: false }, { hasPlan: false }],
  });
});

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
