import { expect, it } from 'vitest';
import { atDesk, bookingDraft } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { type Booked, bookedWorld, change, MANDANT, refusal, seeRun, start } from '../support/booking';
import { ours } from '../support/story';
import { DAY, fault, HOUR, issuesOf, MINUTE, moveTo, pass, type TestWorld } from '../support/world';

/** A pipeline whose bookings go with a page that Looker renders. */
const RENDERS = 'create_dashboard_render_task';

async function withPicture(type = 'Ausgangsrechnung'): Promise<Booked> {
  const b = await bookedWorld('en');
  const dashboard = { from: 'dashboard', dashboard: '7', periodFilter: 'Buchungsmonat' } as const;
  await change(b, (draft) => ({ ...draft, documents: { type, sources: [dashboard] } }));
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

/** Bytes are kept for a day after the end. */
async function forgetful({ w }: Booked): Promise<void> {
  type Saved = { version: number; settings: object };
  const { version, settings } = await asAdmin<Saved>(w.forge, 'admin.view', {});
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, retentionDays: 1 } });
}
const kept = (w: TestWorld) =>
  w.forge.storage
    .dump()
    .map(({ key }) => key)
    .filter((key) => key.startsWith('file:'));

it('bookings that stay behind a refused picture whose issue is closed are told by the run’s own; its end keeps them, and they go with it', async () => {
  const b = await withPicture();
  await forgetful(b);
  b.w.datev.refuseNext({ operation: 'putDocument', code: '#DCO01015', status: 400 });
  const run = await start(b);
  await b.w.forge.advance(30 * MINUTE);
  const [image, ...none] = issuesOf(b.w);
  expect(none).toEqual([]);
  moveTo(b.w, image?.key ?? '', 'Closed without sending');
  await b.w.forge.advance(30 * MINUTE);
  const { submission, actions } = await seeRun(b, run);
  expect([submission.state, submission.cause?.code]).toEqual(['rejected', 'run.bookings-behind']);
  expect(submission.sentence).toMatch(/was not sent: .*document/);
  expect(submission.cause).not.toMatchObject({ meaning: expect.stringMatching(/Nothing was sent/) });
  // What another execution does is said where it is asked for, too.
  expect(actions.again).toEqual({ allowed: true, note: expect.stringMatching(/may then be at DATEV twice/) });
  const own = issuesOf(b.w).find(({ key }) => key !== image?.key);
  moveTo(b.w, own?.key ?? '', 'Closed without sending');
  await b.w.forge.advance(30 * MINUTE);
  expect((await seeRun(b, run)).submission.state).toBe('closed');
  expect(kept(b.w).filter((key) => key.startsWith(`file:${run}-1-1-`))).toHaveLength(1);
  await pass(b.w, 4 * DAY);
  expect(kept(b.w)).toEqual([]);
});

it('a run whose bookings stayed behind is executed again, and its bookings go once', async () => {
  const b = await withPicture('Rechnungsausgang');
  b.w.datev.refuseNext({ operation: 'putDocument', code: '#DCO01015', status: 400 });
  const run = await start(b);
  await b.w.forge.advance(30 * MINUTE);
  moveTo(b.w, issuesOf(b.w)[0]?.key ?? '', 'Closed without sending');
  await b.w.forge.advance(30 * MINUTE);
  const own = issuesOf(b.w).at(-1);
  moveTo(b.w, own?.key ?? '', 'Done');
  await b.w.forge.advance(2 * HOUR);
  expect((await seeRun(b, run)).submission.state).toBe('run-delivered');
  expect(ours(b.w)).toHaveLength(1);
  // What the first execution handed over has a life of its own, whatever the run names since.
  await b.w.forge.advance(DAY);
  expect(kept(b.w).filter((key) => key.startsWith(`file:${run}-1-pdf`))).toHaveLength(1);
});

it('what a run stored before it died, and was then closed, is nobody’s and goes', async () => {
  const b = await withPicture();
  await forgetful(b);
  b.w.looker.answerNext({ operation: RENDERS, status: 404, times: 1 });
  const run = await start(b);
  await b.w.forge.advance(30 * MINUTE);
  const [issue] = issuesOf(b.w);
  await atDesk(b.w.forge, 'run.again', { submissionId: run, mayDiffer: false });
  fault(b.w, {
    service: 'kvs',
    operation: 'set',
    fault: 'crash-after',
    times: 1,
    match: { key: `have:${run}-2-report` },
  });
  await b.w.forge.advance(2 * MINUTE);
  expect(b.w.forge.faults.list()).toEqual([]);
  moveTo(b.w, issue?.key ?? '', 'Closed without sending');
  await b.w.forge.advance(30 * MINUTE);
  expect((await seeRun(b, run)).submission.state).toBe('closed');
  await pass(b.w, 4 * DAY);
  expect(kept(b.w)).toEqual([]);
});

it('explores, Looks and dashboards are offered as Looker names them; what it does not name is told as that, and no list is shown for one', async () => {
  const b = await bookedWorld('en');
  const { connection } = b;
  const wish = (what: string, query = '') => ({ connection, what, query });
  const offered = (what: string) =>
    atDesk<readonly { id: string; label: string }[]>(b.w.forge, 'pipeline.choices', wish(what));
  expect(await offered('models')).toContainEqual(
    expect.objectContaining({ id: expect.stringMatching(/^\w+:general_ledger$/) }),
  );
  const [looks, dashboards] = [await offered('looks'), await offered('dashboards')];
  expect(looks).not.toEqual([]);
  expect(dashboards).not.toEqual(looks);
  const refused = async (name: string, payload: object) => (await refusal(b, name, { payload })).code;
  for (const [operation, what] of [
    ['search_dashboards', 'dashboards'],
    ['search_looks', 'looks'],
    ['all_lookml_models', 'models'],
  ] as const) {
    b.w.looker.answerNext({ operation, status: 404, times: 1 });
    expect(await refused('pipeline.choices', wish(what)), what).toBe('looker.not-found');
  }
  expect(await refused('pipeline.choices', { ...wish('models'), connection: 'l000000000000' })).toBe(
    'run.no-connection',
  );
  b.w.looker.answerNext({ operation: 'lookml_model_explore', status: 404, times: 1 });
  const { source } = bookingDraft(connection, MANDANT);
  expect(await refused('pipeline.source', { connection, source })).toBe('looker.not-found');
  const seen = (of: object) =>
    atDesk<{ fields: readonly { isUsed: boolean }[] }>(b.w.forge, 'pipeline.source', {
      connection,
      source: of,
    });
  const own = await seen(source);
  expect(own).toHaveProperty('proposed');
  expect(own.fields.filter(({ isUsed }) => isUsed)).toHaveLength(source.fields.length);
  expect(await seen({ is: 'look', look: looks[0]?.id })).not.toHaveProperty('proposed');
});
