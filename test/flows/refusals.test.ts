import { describe, expect, it } from 'vitest';
import { failingFile } from '../../packages/sandbox/booking-files';
import { bookingDraft, givePlan } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { bookedWorld } from '../support/booking';
import {
  ACCOUNTS,
  type Answer,
  call,
  HOUR,
  type Issue,
  issuesOf,
  MINUTE,
  postElsewhere,
  type TestWorld,
  testWorld,
} from '../support/world';

/** What Jira was asked while somebody called: its points are shared by all customers. */
async function asked(w: TestWorld, act: () => Promise<unknown>): Promise<number> {
  const before = w.forge.log.requests.length;
  await act();
  return w.forge.log.requests.slice(before).filter(({ path }) => path.startsWith('/rest/api/3/')).length;
}

function codeOf(answer: Answer<unknown>): string {
  return answer.ok ? 'ok' : answer.problem.code;
}

async function failed(w: TestWorld): Promise<Issue> {
  postElsewhere(w, failingFile());
  await w.forge.advance(HOUR + 10 * MINUTE);
  const [issue] = issuesOf(w);
  if (issue === undefined) throw new Error('No issue.');
  return issue;
}

async function save(w: TestWorld, part: object): Promise<void> {
  type Seen = { readonly version: number; readonly settings: { readonly groups: object } };
  const { version, settings } = await asAdmin<Seen>(w.forge, 'admin.view', {});
  const groups = { ...settings.groups, ...part };
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, groups } });
  await w.forge.advance(MINUTE);
}

const AS = { as: ACCOUNTS.outsider };

describe('a refused caller', () => {
  it('costs Jira one look in panel and admin page, two at the desk, three where leads are named', async () => {
    const w = await testWorld();
    const issue = await failed(w);
    const looks = {
      panel: await asked(w, () => call(w, 'datev-panel', 'submission.view', { ...AS, issue })),
      admin: await asked(w, () => call(w, 'datev-admin', 'admin.view', AS)),
      desk: await asked(w, () => call(w, 'datev-desk', 'desk.view', { ...AS, payload: { show: 'all' } })),
    };
    expect(looks).toEqual({ panel: 1, admin: 1, desk: 3 });
    await save(w, { mappings: [] });
    expect(
      await asked(w, () => call(w, 'datev-desk', 'desk.view', { ...AS, payload: { show: 'all' } })),
    ).toBe(2);
    await w.forge.close();
  });

  it.each([
    ['datev-panel', 2],
    ['datev-desk', 6],
    ['datev-admin', 2],
  ])('costs Jira a handful of looks in a minute of 100 calls in %s: %i', async (module, handful) => {
    const w = await testWorld();
    const issue = await failed(w);
    const name = { 'datev-panel': 'submission.view', 'datev-desk': 'desk.view' }[module] ?? 'admin.view';
    const looks = await asked(w, async () => {
      for (let n = 0; n < 100; n++)
        expect((await call(w, module, name, { ...AS, issue, payload: { show: 'all' } })).ok).toBe(false);
    });
    expect(looks).toBe(handful);
    await w.forge.close();
  });

  it('is let in a minute after they got the right, at the latest, and nobody else ever waits', async () => {
    const w = await testWorld();
    const issue = await failed(w);
    const view = (as: string) => call(w, 'datev-panel', 'submission.view', { as, issue });
    for (let n = 0; n < 50; n++) expect(codeOf(await view(ACCOUNTS.outsider))).toBe('access.no-issue');
    expect(codeOf(await view(ACCOUNTS.accountant))).toBe('ok');
    w.jira.setPermission('BUCH', 'BROWSE_PROJECTS', ACCOUNTS.outsider, true);
    expect(codeOf(await view(ACCOUNTS.outsider))).toBe('access.no-issue');
    await w.forge.advance(MINUTE);
    expect(codeOf(await view(ACCOUNTS.outsider))).toBe('ok');
    await w.forge.close();
  });

  it('is not refused by the memory what they may, however the call names it', async () => {
    const { w, pipeline } = await bookedWorld('en');
    // Whoever may not read one Mandant reads another, in the same function.
    await save(w, { readersOf: { '455148-1': ['a0000000-0000-4000-8000-000000000000'] } });
    const desk = (name: string, payload: object) => call(w, 'datev-desk', name, { payload }).then(codeOf);
    for (let n = 0; n < 5; n++) {
      expect(await desk('accounts.view', { mandant: '455148-1' })).toBe('access.not-reader');
      expect(await desk('pipeline.view', { id: pipeline })).toBe('access.not-reader');
    }
    expect(await desk('accounts.view', { mandant: '455148-2' })).toBe('ok');
    expect(await desk('pipeline.view', { id: 'p000000000000' })).not.toMatch(/^access\./);
    const file = { name: 'EXTF_x.csv', bytes: 900, packedBytes: 300, sha256: 'a'.repeat(64) };
    for (let n = 0; n < 5; n++) {
      const target = { to: 'submission', submissionId: 's00000000000dead' };
      expect(await desk('file.begin', { ...file, target })).toBe('access.no-issue');
    }
    expect(await desk('file.begin', { ...file, target: { to: 'mandant', mandant: '455148-1' } })).toBe('ok');
    await w.forge.close();
  });
});

it('whoever may not read a Mandant does not get its pipeline by making it one of another Mandant', async () => {
  const { w, pipeline: id, connection } = await bookedWorld('en');
  await givePlan(w.forge, '455148-3');
  await save(w, { readersOf: { '455148-1': ['a0000000-0000-4000-8000-000000000000'] } });
  const draft = { ...bookingDraft(connection, '455148-3'), schedule: { on: 'manual' } };
  const lead = (name: string, payload: object) =>
    call(w, 'datev-desk', name, { as: ACCOUNTS.firmLead, payload }).then(codeOf);
  expect(await lead('pipeline.save', { id, version: 1, draft })).toBe('access.not-reader');
  expect(await lead('pipeline.changes', { id })).toBe('access.not-reader');
  // One of their own they make.
  expect(await lead('pipeline.save', { version: 0, draft })).toBe('ok');
  await w.forge.close();
});
