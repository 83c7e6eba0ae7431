import { describe, expect, it } from 'vitest';
import { bookingDraft, givePlan } from '../../packages/sandbox/world/booking';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { type Booked, bookedWorld, change, MANDANT, seeRun, start } from '../support/booking';
import { as, draftIn, PEOPLE, tries } from '../support/eyes-hands';
import { approveAs, begin, edit, firm } from '../support/many-eyes';
import { ours } from '../support/story';
import { HOUR, MINUTE } from '../support/world';

/** What a run was made with can be shown for good: ids are the server's, versions are written once, hashes prove it. */

type Configuration = {
  readonly name: string;
  readonly version: number;
  readonly proof?: {
    readonly pipeline: { readonly version: number; readonly sha256: string; readonly fits: boolean };
    readonly plan: { readonly version: number; readonly sha256: string; readonly fits: boolean };
    readonly text: string;
  };
  readonly plan?: { readonly version: number; readonly changedBy?: string };
};
const configuration = (b: Booked, submissionId: string) =>
  as<Configuration>(b, 'admin', 'run.configuration', { submissionId });
const draft = (b: Booked, name: string) => ({
  ...{ ...bookingDraft(b.connection, MANDANT), schedule: { on: 'manual' }, name },
});

/** A small pipeline with a delivered run. */
async function delivered() {
  const b = await firm();
  const run = await begin(b, 'accountant');
  expect(await approveAs(b, 'lead', run)).toBeUndefined();
  return { b, run };
}

describe('the id of a pipeline', () => {
  it('comes from the server: one that a client chose is refused', async () => {
    const b = await bookedWorld('en');
    const wish = { id: 'p0123456789ab', version: 0, draft: draft(b, 'Eigene') };
    const answer = await tries(b.w, 'admin', 'pipeline.save', wish);
    expect(answer).toMatchObject({ ok: false, problem: { code: 'run.no-pipeline' } });
    expect(await tries(b.w, 'admin', 'pipeline.view', { id: wish.id })).toMatchObject({ ok: false });
  });

  it('never comes back after a removal, and what its runs were made with stays', async () => {
    const { b, run } = await delivered();
    const before = await configuration(b, run);
    await as(b, 'lead', 'pipeline.remove', { id: b.pipeline });
    for (const version of [0, 1, 2, 3, 4])
      await tries(b.w, 'lead', 'pipeline.save', { id: b.pipeline, version, draft: draft(b, 'Gefälscht') });
    expect(await configuration(b, run)).toEqual(before);
    expect(await tries(b.w, 'lead', 'pipeline.view', { id: b.pipeline })).toMatchObject({ ok: false });
  });

  it('is a new one for what is imported; a second import changes the same pipeline', async () => {
    const b = await bookedWorld('en');
    const whole = await asAdmin<{ pipelines: { id: string; name: string }[] }>(
      b.w.forge,
      'configuration.export',
      {},
    );
    const elsewhere = 'pfedcba987654';
    const file = (name: string) =>
      JSON.stringify({
        ...whole,
        pipelines: whole.pipelines.map((one) => ({ ...one, id: elsewhere, name })),
      });
    await asAdmin(b.w.forge, 'configuration.import', { text: file('Eingeführt') });
    await b.w.forge.advance(MINUTE);
    await asAdmin(b.w.forge, 'configuration.import', { text: file('Noch einmal') });
    await b.w.forge.advance(MINUTE);
    const { pipelines } = await as<{ pipelines: { id: string; name: string }[] }>(
      b,
      'admin',
      'pipelines.view',
      {},
    );
    const [came, ...more] = pipelines.filter(({ id }) => id !== b.pipeline);
    expect(more).toEqual([]);
    expect(came?.name).toBe('Noch einmal');
    expect(came?.id).not.toBe(elsewhere);
  });
});

describe('a version of a pipeline', () => {
  it('is that of the save that was accepted, when two save at once', async () => {
    const { b } = await delivered();
    const seen = await as<{ version: number; pipeline: Parameters<typeof draftIn>[0] }>(
      b,
      'admin',
      'pipeline.view',
      { id: b.pipeline },
    );
    // Saved at once, again and again: in some of the turns the one that is refused writes last.
    for (let turn = 0; turn < 12; turn++) {
      const { version } = await as<{ version: number }>(b, 'admin', 'pipeline.view', { id: b.pipeline });
      const wish = (name: string) => ({
        ...{ id: b.pipeline, version },
        draft: { ...draftIn(seen.pipeline), name },
      });
      const answers = await Promise.all([
        tries(b.w, 'lead', 'pipeline.save', wish(`Eins ${turn}`)),
        tries(b.w, 'lead2', 'pipeline.save', wish(`Zwei ${turn}`)),
      ]);
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
      const accepted = `${answers[0]?.ok ? 'Eins' : 'Zwei'} ${turn}`;
      const now = await as<{ pipeline: { name: string; version: number } }>(b, 'admin', 'pipeline.view', {
        id: b.pipeline,
      });
      expect(now.pipeline.name).toBe(accepted);
      expect(kept(b, `pipeline:${b.pipeline}:${now.pipeline.version}`)).toMatchObject({ name: accepted });
    }
  });

  it('and of the account plan are proved by hash, with their authors', async () => {
    const { b, run } = await delivered();
    await edit(b, 'lead', (one) => ({ ...one, name: 'Später' }));
    const shown = await configuration(b, run);
    expect(shown.name).toBe('Erlöse und Kosten je Kostenstelle');
    expect(shown.proof).toMatchObject({
      pipeline: { version: shown.version, sha256: expect.stringMatching(/^[0-9a-f]{64}$/), fits: true },
      plan: { version: 1, fits: true },
    });
    expect(shown.plan).toMatchObject({ version: 1, changedBy: PEOPLE.admin });
  });

  it.each([
    ['pipeline', (b: Booked) => `pipeline:${b.pipeline}:2`],
    ['plan', () => `plan:${MANDANT}:1`],
  ] as const)('says so when what is kept of the %s is not what the run was made with', async (what, key) => {
    const { b, run } = await delivered();
    tamper(b, key(b));
    const { proof } = await configuration(b, run);
    expect(proof?.[what].fits).toBe(false);
    expect(proof?.[what === 'plan' ? 'pipeline' : 'plan'].fits).toBe(true);
    expect(proof?.text).toContain('Do not rely on it');
  });
});

it('of an earlier app that kept a refused save as the version: what was accepted runs, and its author stays one', async () => {
  const b = await firm('lead');
  const id = `pipeline:${b.pipeline}:2`;
  tamper(b, id, { name: 'Abgelehnt', changedBy: PEOPLE.lead2 });
  tamper(b, b.pipeline, NOTHING);
  const run = await begin(b, 'accountant');
  const { name, proof } = await configuration(b, run);
  expect([name, proof?.pipeline.fits]).toEqual(['Erlöse und Kosten je Kostenstelle', true]);
  expect(await approveAs(b, 'lead', run)).toBe('run.same-person');
});

/** A plain value as it lies in storage. */
function kept({ w }: Booked, key: string): unknown {
  return w.forge.storage.dump({ maskSecrets: true }).find((one) => one.key === key)?.value;
}

const NOTHING = {};

/** Changes a stored value behind the app's back; with nothing to change it loses what earlier versions did not note. */
function tamper(
  { w }: Booked,
  key: string,
  change: Readonly<Record<string, string>> = { name: 'Gefälscht' },
): void {
  const state = structuredClone(w.forge.snapshot());
  const found: { value: Record<string, unknown> & { data?: Record<string, unknown> } }[] = [];
  JSON.stringify(state, (_, inner) => {
    if (inner !== null && typeof inner === 'object' && inner.key === key && 'value' in inner)
      found.push(inner);
    return inner;
  });
  expect(found.length).toBeGreaterThan(0);
  for (const { value } of found)
    if (change === NOTHING) delete value.data?.['authors'];
    else Object.assign(value, change);
  w.forge.restore(state);
}

it('a run stays with its Mandant: a pipeline that is of another one by now makes nothing for it', async () => {
  const b = await bookedWorld('en');
  const other = '455148-3';
  await givePlan(b.w.forge, other);
  b.w.looker.answerNext({
    ...{ operation: 'run_inline_query', status: 429 },
    headers: { 'retry-after': '60' },
  });
  const run = await start(b);
  await b.w.forge.advance(20_000);
  await change(b, (one) => ({ ...one, ...bookingDraft(b.connection, other), schedule: { on: 'manual' } }));
  await b.w.forge.advance(HOUR);
  expect(await seeRun(b, run)).toMatchObject({
    submission: { state: 'rejected', cause: { code: 'run.no-pipeline' } },
  });
  expect(ours(b.w)).toEqual([]);
  const { version } = (await seeRun(b, run)).actions.remap;
  const column = 'general_ledger.cost_object';
  const remap = { id: b.pipeline, submissionId: run, version, renames: [{ from: column, to: column }] };
  expect(await tries(b.w, 'admin', 'pipeline.remap', remap)).toMatchObject({
    ok: false,
    problem: { code: 'access.not-allowed' },
  });
  await b.w.forge.close();
});
