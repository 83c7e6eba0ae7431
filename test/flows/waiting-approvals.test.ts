import { expect, it } from 'vitest';
import { as } from '../support/eyes-hands';
import { begin, firm } from '../support/many-eyes';

type List = { readonly forMe: readonly { readonly submissionId: string }[] };
type Row = { readonly changedAt: string; readonly data: Readonly<Record<string, unknown>> };

it('a run that waits for a person is shown behind any number of older ones that wait for others', async () => {
  const b = await firm('lead');
  const run = await begin(b, 'lead');
  const stored = b.w.forge.storage.getEntity('desk-row', run) as Row;
  for (let n = 0; n < 45; n += 1) {
    const key = `s${String(n).padStart(15, '0')}`;
    const at = `2026-11-0${1 + (n % 9)}T08:00:${String(n).padStart(2, '0')}.000Z`;
    const { issue: _, ...data } = stored.data;
    const about = { id: key, mandant: '455148-9', startedAt: at, changedAt: at };
    const value = { ...stored, mandant: '455148-9', changedAt: at, data: { ...data, ...about } };
    b.w.forge.storage.put({ store: 'entity', entity: 'desk-row', key, value });
  }
  const { forMe } = await as<List>(b, 'lead2', 'pipelines.view', {});
  expect(forMe).toMatchObject([{ submissionId: run }]);
  expect((await as<List>(b, 'lead', 'pipelines.view', {})).forMe).toEqual([]);
  await b.w.forge.close();
});
