import { expect, it } from 'vitest';
import { type Booked, bookedWorld, change, refusal, seeRun, start } from '../support/booking';
import { HOUR, MINUTE } from '../support/world';

/** A pipeline whose bookings go with a page that Looker renders. */
const RENDERS = 'create_dashboard_render_task';

async function withPicture(): Promise<Booked> {
  const b = await bookedWorld('en');
  const dashboard = { from: 'dashboard', dashboard: '7', periodFilter: 'Buchungsmonat' } as const;
  await change(b, (draft) => ({ ...draft, documents: { type: 'Ausgangsrechnung', sources: [dashboard] } }));
  return b;
}
const asked = ({ w }: Booked) => w.looker.calls().filter(({ operation }) => operation === RENDERS).length;

it('a picture that Looker refuses ends the run with what Looker says, and is not asked for again', async () => {
  const b = await withPicture();
  b.w.looker.answerNext({ operation: RENDERS, status: 404, times: 9 });
  const run = await start(b);
  await b.w.forge.advance(30 * MINUTE);
  const { submission } = await seeRun(b, run);
  expect([submission.state, submission.cause?.code]).toEqual(['rejected', 'looker.not-found']);
  expect(asked(b)).toBe(1);
});

it('a picture that Looker fails to render is asked for again, and the run says so when none comes of it', async () => {
  const b = await withPicture();
  for (let n = 0; n < 9; n++) b.w.looker.failNextTask('failure');
  const run = await start(b);
  await b.w.forge.advance(2 * HOUR);
  const { submission } = await seeRun(b, run);
  expect([submission.state, submission.cause?.code]).toEqual(['rejected', 'run.no-picture']);
  expect(asked(b)).toBe(3);
});

it('dashboards that Looker does not name are told as that, and no list is shown for one', async () => {
  const b = await bookedWorld('en');
  const wish = { connection: b.connection, what: 'dashboards', query: 'Kosten' };
  b.w.looker.answerNext({ operation: 'search_dashboards', status: 404, times: 9 });
  const { code } = await refusal(b, 'pipeline.choices', { payload: wish });
  expect(code).toMatch(/^looker\./);
});
