import { describe, expect, it } from 'vitest';
import { correctFile, failingFile } from '../../packages/sandbox/booking-files';
import { atDesk as atLead } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { bookedWorld, MONTH } from '../support/booking';
import { crossChecked, viewed } from '../support/cross-check';
import { atDesk, sendAtDesk } from '../support/desk';
import { breakOut, issuesIn, untilThere } from '../support/storm';
import { rejected } from '../support/story';
import {
  ACCOUNTS,
  call,
  commentsOf,
  DAY,
  HOUR,
  issuesOf,
  MINUTE,
  must,
  postElsewhere,
  type TestWorld,
  testWorld,
  until,
  viewOf,
} from '../support/world';

/** Records that this code cannot read wait by themselves, and nothing waits for them. */
it('120 unreadable transmissions starve nobody, cost little, and are told', {
  timeout: 120_000,
}, async () => {
  const w = await testWorld({ unwatched: true });
  const old = { phase: 'moving', wake: 'yes', mandant: '455148-1', dueAt: '2026-11-01T00:00:00.000Z' };
  for (let n = 0; n < 120; n++)
    w.forge.storage.put({
      store: 'entity',
      entity: 'submission',
      key: `sunreadable${n}`,
      value: {
        ...old,
        version: 1,
        fileName: 'x',
        pipeline: '-',
        changedAt: old.dueAt,
        data: { state: { v: 99 } },
      },
    });
  postElsewhere(w, failingFile());
  const id = await sendAtDesk(w, correctFile({ label: 'Geht' }), { mandant: '455148-1' });
  await w.forge.advance(HOUR + 30 * MINUTE);
  expect(issuesOf(w)).toHaveLength(1);
  const view = await must<{ state: string }>(
    call(w, 'datev-desk', 'submission.view', { payload: { submissionId: id } }),
  );
  expect(view.state).toBe('delivered');
  const admin = await must<{ health: readonly { code: string; title: string }[] }>(
    call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
  );
  expect(admin.health.find(({ code }) => code === 'health.unreadable')?.title).toContain('120');
  const before = looks(w);
  await w.forge.advance(DAY);
  // Looked at five times on the first day, not 288 times.
  expect(looks(w) - before).toBeLessThanOrEqual(5 * 120);
  await w.forge.close();
});

const looks = (w: Awaited<ReturnType<typeof testWorld>>) =>
  w.forge.log.console.filter(({ text }) => text.includes('work.trouble')).length;

it('Mandanten that cannot be read are told as that, and not as an app that Forge does not run', async () => {
  const w = await testWorld({ unwatched: true });
  const adminOf = () =>
    must<{ mandanten: readonly { id: string }[]; health: readonly { code: string }[] }>(
      call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
    );
  for (const { id: key } of (await adminOf()).mandanten) {
    const at = { store: 'entity', entity: 'mandant', key } as const;
    const row = w.forge.storage.getEntity('mandant', key) as object;
    w.forge.storage.put({ ...at, value: { ...row, version: 'of a later app' } });
  }
  await w.forge.advance(3 * HOUR);
  const codes = (await adminOf()).health.map(({ code }) => code);
  expect(codes).toContain('health.unreadable');
  expect(codes).not.toContain('health.silent');
  await w.forge.close();
});

const MANDANT = '455148-1';
const at = (key: string) => ({ store: 'entity', entity: 'submission', key }) as const;

/** A later app wrote it, or it is damaged: this one cannot read it, until what is answered is called. */
function spoilt(w: TestWorld, id: string): () => void {
  const row = w.forge.storage.getEntity('submission', id) as object;
  w.forge.storage.put({ ...at(id), value: { ...row, data: { state: { v: 99 } } } });
  return () => w.forge.storage.put({ ...at(id), value: row });
}

const told = async (w: TestWorld) => {
  const admin = await must<{ health: readonly { code: string; title: string }[] }>(
    call(w, 'datev-admin', 'admin.view', { as: ACCOUNTS.admin }),
  );
  return admin.health.find(({ code }) => code === 'health.unreadable')?.title;
};
const listsRead = (w: TestWorld) =>
  w.forge.trace().filter(({ operation }) => operation === 'listExtfJobs').length;

describe('one transmission that cannot be read', () => {
  it('keeps the look at its Mandant from nothing: other programs’ failures become issues, and DATEV is asked as often as before', async () => {
    const w = await testWorld({ unwatched: true });
    const id = await sendAtDesk(w, correctFile({ label: 'Fertig' }), { mandant: MANDANT });
    await w.forge.advance(2 * HOUR);
    expect(await atDesk(w, id)).toMatchObject({ state: 'delivered' });
    spoilt(w, id);
    const before = listsRead(w);
    postElsewhere(w, failingFile());
    await w.forge.advance(3 * HOUR);
    expect(issuesOf(w)).toHaveLength(1);
    // Two Mandanten are watched, and looked at once an hour.
    expect(listsRead(w) - before).toBeLessThanOrEqual(2 * 4);
    expect(await told(w)).toContain('1');
    await w.forge.close();
  });

  it('learns what DATEV said meanwhile as soon as it can be read again', async () => {
    const w = await testWorld({ unwatched: true });
    w.datev.setPending(HOUR);
    const id = await sendAtDesk(w, correctFile({ label: 'Unterwegs' }), { mandant: MANDANT });
    await w.forge.advance(10 * MINUTE);
    await asAdmin(w.forge, 'mandant.unwatch', { mandant: MANDANT });
    const mend = spoilt(w, id);
    await w.forge.advance(6 * HOUR);
    const before = listsRead(w);
    await w.forge.advance(6 * HOUR);
    // The other Mandant is watched still; of this one four looks a day.
    expect(listsRead(w) - before).toBeLessThanOrEqual(6 + 2);
    mend();
    await w.forge.advance(7 * HOUR);
    expect(await atDesk(w, id)).toMatchObject({ state: 'delivered' });
    await w.forge.close();
  });

  it('of those that wait for their turn in a storm keeps no other waiting', {
    timeout: 240_000,
  }, async () => {
    const w = await testWorld({ unwatched: true });
    breakOut(w, 40);
    await untilThere(w, 1);
    const turns = w.forge.storage
      .dump()
      .flatMap(({ entity, key, value }) => {
        const { wake, dueAt } = value as { readonly wake?: string; readonly dueAt?: string };
        return entity === 'submission' && wake === 'turn' ? [{ key, since: dueAt ?? '' }] : [];
      })
      .toSorted((a, b) => (a.since < b.since ? -1 : 1));
    spoilt(w, turns[0]?.key ?? '');
    await w.forge.advance(2 * HOUR);
    expect(issuesIn(w).children).toHaveLength(39);
    expect(await told(w)).toContain('1');
    await w.forge.close();
  });

  it('of what is overdue keeps nobody else untold', async () => {
    const w = await testWorld({ unwatched: true });
    const issue = await rejected(w);
    postElsewhere(w, failingFile({ label: 'Zweite' }));
    await until(w, 3 * HOUR, () => issuesOf(w).length === 2);
    const { submissionId } = await viewOf<{ submissionId: string }>(w, issue);
    const { version, settings } = await asAdmin<{ version: number; settings: object }>(
      w.forge,
      'admin.view',
      {},
    );
    const escalation = [{ afterDays: 1, people: [ACCOUNTS.firmLead] }];
    const notices = { land: 'BY', digest: false, escalation };
    await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, notices } });
    spoilt(w, submissionId);
    await w.forge.rest(Date.UTC(2026, 11, 7, 3) - w.forge.clock.now());
    await w.forge.advance(6 * HOUR);
    const comments = issuesOf(w).map(({ key }) => [key === issue.key, commentsOf(w, key).length]);
    expect(comments.toSorted()).toEqual([
      [false, 1],
      [true, 0],
    ]);
    expect(await told(w)).toContain('1');
    await w.forge.close();
  });

  it('is neither unknown nor without its record for a cross-check, which comes to its end', async () => {
    const w = await testWorld({ unwatched: true });
    const issue = await rejected(w);
    const ours = await sendAtDesk(w, correctFile({ label: 'Geliefert' }), { mandant: MANDANT });
    await w.forge.advance(2 * HOUR);
    const { submissionId } = await viewOf<{ submissionId: string }>(w, issue);
    spoilt(w, submissionId);
    spoilt(w, ours);
    const { groups, going, last } = await crossChecked(w);
    expect(going).toBeUndefined();
    expect(groups).toEqual([]);
    expect(last).toMatchObject({ mandanten: 2, unread: 0, issues: 1 });
    expect(await told(w)).toContain('2');
    await w.forge.close();
  });
});

it('a run that cannot be read keeps the look at its Mandant from nothing, and its files wait as it does', async () => {
  const { w, pipeline } = await bookedWorld('de');
  w.datev.setPending(30 * MINUTE);
  const { submissionId: run } = await atLead<{ submissionId: string }>(w.forge, 'pipeline.run', {
    ...{ id: pipeline, period: MONTH, isDry: false, anew: false },
  });
  await until(w, HOUR, () => w.datev.accepted().length > 0);
  const mend = spoilt(w, run);
  postElsewhere(w, failingFile());
  await w.forge.advance(2 * HOUR);
  expect(issuesOf(w)).toHaveLength(1);
  const before = looks(w);
  await w.forge.advance(DAY);
  expect(looks(w) - before).toBeLessThanOrEqual(4 * 24);
  mend();
  await w.forge.advance(DAY);
  expect(await atDesk(w, run)).toMatchObject({ state: 'run-delivered' });
});

it('a step of the hour that fails keeps none of the others from running, and shows', async () => {
  const w = await testWorld({ unwatched: true });
  const { version, settings } = await asAdmin<{ version: number; settings: object }>(
    w.forge,
    'admin.view',
    {},
  );
  const notices = { land: 'BY', digest: true, escalation: [] };
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, notices } });
  w.forge.storage.put({ store: 'entity', entity: 'record', key: 'notices', value: { version: 'x' } });
  await w.forge.advance(14 * HOUR);
  const before = await viewed(w);
  expect((await crossChecked(w)).going).toMatchObject({ waits: true });
  await w.forge.advance(9 * HOUR);
  const after = await viewed(w);
  expect(after.going).toBeUndefined();
  expect(after.last?.doneAt).not.toBe(before.last?.doneAt);
  expect(await w.forge.runScheduled('hourly')).toMatchObject({ kind: 'threw' });
  await w.forge.close();
});
