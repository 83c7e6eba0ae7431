import { describe, expect, it } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { MONTH } from '../support/booking';
import { atDesk, pressSend, sendAtDesk, theIssue } from '../support/desk';
import { as } from '../support/eyes-hands';
import { approveAs, begin, firm, runAs } from '../support/many-eyes';
import { ours } from '../support/story';
import {
  ACCOUNTS,
  call,
  DAY,
  fault,
  HOUR,
  issuesOf,
  MINUTE,
  must,
  type TestWorld,
  testWorld,
  upload,
} from '../support/world';

/** Whoever switches the settings to DATEV's other environment sends nothing there that was meant for this one. */
const MANDANT = '455148-1';

async function choose(w: TestWorld, environment: 'sandbox' | 'production') {
  const { version, settings } = await asAdmin<{ version: number; settings: object }>(
    w.forge,
    'admin.view',
    {},
  );
  const payload = { version, settings: { ...settings, environment } };
  return call(w, 'datev-admin', 'admin.save', { as: ACCOUNTS.admin, payload });
}
const chosen = async (w: TestWorld, environment: 'sandbox' | 'production') => must(choose(w, environment));

type Seen = {
  readonly state: string;
  readonly nextAction: string;
  readonly isTest?: true;
  readonly cause?: { readonly title: string };
  readonly actions: {
    readonly resubmit: { readonly allowed: boolean; readonly why?: string; readonly mode: string };
    readonly close: { readonly allowed: boolean };
  };
};
const WAS_CHOSEN = 'DATEV’s other environment was chosen';
const close = (w: TestWorld, submissionId: string) =>
  call(w, 'datev-desk', 'submission.close', { payload: { submissionId, reason: 'Nur zur Probe' } });

describe('after the environment was switched', () => {
  it('a file that was handed in before is not sent, and handed in anew it is', async () => {
    const w = await testWorld();
    await chosen(w, 'production');
    const file = correctFile();
    const { submissionId = '' } = await upload(w, file, { mandant: MANDANT });
    expect(await atDesk<Seen>(w, submissionId)).not.toHaveProperty('isTest');
    const { actions } = await atDesk<Seen & { actions: { resubmit: { goes: { sha256: string } } } }>(
      w,
      submissionId,
    );
    await chosen(w, 'sandbox');
    const seen = await atDesk<Seen>(w, submissionId);
    expect(seen).not.toHaveProperty('isTest');
    expect(seen.actions.resubmit.allowed).toBe(false);
    // What the button refuses, nothing next to it asks for.
    expect(seen.nextAction).toMatch(/^While DATEV’s other environment is chosen, it is not sent/);
    const { mode, goes } = actions.resubmit;
    const payload = { submissionId, mode, sha256: goes.sha256 };
    expect(await call(w, 'datev-desk', 'submission.resubmit', { payload })).toMatchObject({
      ...{ ok: false, problem: { code: 'click.other-environment' } },
    });
    const { submissionId: anew = '' } = await upload(w, file, { mandant: MANDANT });
    expect(anew).not.toBe(submissionId);
    expect(await atDesk<Seen>(w, anew)).toMatchObject({ isTest: true });
    await pressSend(w, anew);
    await w.forge.advance(HOUR);
    expect([(await atDesk<Seen>(w, anew)).state, ours(w).length]).toEqual(['delivered', 1]);
    expect(await close(w, submissionId)).toMatchObject({ ok: true });
    await w.forge.advance(HOUR);
    expect((await atDesk<Seen>(w, submissionId)).state).toBe('closed');
    await w.forge.close();
  });

  it('a file that was ordered before and waited is not sent either; its issue says why, and it can be closed', async () => {
    const w = await testWorld();
    await chosen(w, 'production');
    // An installation that is no production itself sends nothing there: it waits.
    const submissionId = await sendAtDesk(w, correctFile(), { mandant: MANDANT });
    await w.forge.advance(HOUR);
    expect([ours(w), issuesOf(w)]).toEqual([[], []]);
    await chosen(w, 'sandbox');
    await w.forge.advance(2 * HOUR);
    expect(ours(w)).toEqual([]);
    expect(theIssue(w).fields.summary).toContain('gewählt war die andere Umgebung von DATEV');
    const kept = await atDesk<Seen>(w, submissionId);
    expect([kept.cause?.title, kept.actions.resubmit.allowed]).toEqual([WAS_CHOSEN, false]);
    // Its own is chosen again: what the button allows, nothing denies.
    await chosen(w, 'production');
    const seen = await atDesk<Seen>(w, submissionId);
    expect([seen.cause?.title, seen.actions.resubmit.allowed]).toEqual([WAS_CHOSEN, true]);
    expect(await close(w, submissionId)).toMatchObject({ ok: true });
    await w.forge.close();
  });
});

it('a run that was made before is approved only when its environment is chosen again', async () => {
  const b = await firm('lead');
  const run = await begin(b, 'accountant');
  await chosen(b.w, 'production');
  expect(await approveAs(b, 'lead2', run)).toBe('click.other-environment');
  await chosen(b.w, 'sandbox');
  expect(await approveAs(b, 'lead2', run)).toBeUndefined();
  await b.w.forge.advance(HOUR);
  expect((await runAs(b, 'admin', run)).submission.state).toBe('run-delivered');
  expect(ours(b.w)).toHaveLength(1);
  await b.w.forge.close();
});

it('a period that was run for the sandbox is begun for production without a warning of booking it twice', async () => {
  const b = await firm('lead');
  const run = await begin(b, 'accountant');
  expect(await approveAs(b, 'lead2', run)).toBeUndefined();
  await b.w.forge.advance(2 * DAY);
  expect((await runAs(b, 'admin', run)).submission.state).toBe('run-delivered');
  const order = { id: b.pipeline, period: MONTH, isDry: false, anew: false };
  const beginAgain = () => as(b, 'accountant', 'pipeline.run', order);
  expect(await beginAgain()).toMatchObject({ is: 'already', further: 'sent' });
  await chosen(b.w, 'production');
  expect(await beginAgain()).toMatchObject({ is: 'already', further: 'nothing-sent' });
  await b.w.forge.close();
});

describe('the environment is switched', () => {
  it('only when DATEV has told the result of what was sent; what has none for a day is for people already', async () => {
    const w = await testWorld();
    w.datev.setPending(3 * DAY);
    await sendAtDesk(w, correctFile(), { mandant: MANDANT });
    await w.forge.advance(5 * MINUTE);
    expect(ours(w)).toHaveLength(1);
    expect(await choose(w, 'production')).toMatchObject({
      ok: false,
      problem: {
        code: 'settings.environment-busy',
        title: expect.stringMatching(/^(One file|Eine Datei)/),
        remedy: expect.stringMatching(/stop all sending first|zuerst alles Senden/),
      },
    });
    await w.forge.advance(DAY + HOUR);
    expect(await choose(w, 'production')).toMatchObject({ ok: true });
    await w.forge.close();
  });
});

/** DATEV took it, and its answer was lost. */
function answerIsLost(w: TestWorld, operation: string) {
  fault(w, { service: 'datev', operation, fault: 'lost-response', match: { functionKey: 'work-fn' } });
}
/** Nobody is logged in at DATEV any more, neither for all Mandanten nor for this one. */
async function disconnect(w: TestWorld) {
  for (const connection of [MANDANT, 'main'])
    await must(call(w, 'datev-admin', 'datev.disconnect', { as: ACCOUNTS.admin, payload: { connection } }));
}

describe('what may have reached DATEV before the switch', () => {
  it('is looked for before the environment is switched', async () => {
    const w = await testWorld();
    answerIsLost(w, 'importExtfFile');
    const submissionId = await sendAtDesk(w, correctFile(), { mandant: MANDANT });
    await w.forge.advance(30_000);
    expect((await atDesk<Seen>(w, submissionId)).state).toBe('doubtful');
    expect(await choose(w, 'production')).toMatchObject({
      ...{ ok: false, problem: { code: 'settings.environment-busy' } },
    });
    await w.forge.advance(HOUR);
    expect((await atDesk<Seen>(w, submissionId)).state).toBe('delivered');
    expect(await choose(w, 'production')).toMatchObject({ ok: true });
    await w.forge.close();
  });

  it('is for a person to decide where nobody can look for it any more', async () => {
    const w = await testWorld();
    answerIsLost(w, 'importExtfFile');
    const submissionId = await sendAtDesk(w, correctFile(), { mandant: MANDANT });
    await w.forge.advance(30_000);
    await disconnect(w);
    await w.forge.advance(5 * MINUTE);
    expect((await atDesk<Seen>(w, submissionId)).state).toBe('doubtful');
    await chosen(w, 'production');
    await w.forge.advance(2 * HOUR);
    expect((await atDesk<Seen>(w, submissionId)).state).toBe('unknown');
    expect(ours(w)).toHaveLength(1);
    const payload = { submissionId, decision: 'delivered' };
    expect(await call(w, 'datev-desk', 'submission.decide', { payload })).toMatchObject({ ok: true });
    expect((await atDesk<Seen>(w, submissionId)).state).toBe('delivered');
    await w.forge.close();
  });
});
