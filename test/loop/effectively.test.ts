import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { effectively, meansOf } from '../../src/flows/effectively';
import { plusSeconds } from '../../src/kernel/instant';
import { changeWatch } from '../../src/mandanten/watch-store';
import { now } from '../../src/platform/clock';
import type { Settings } from '../../src/settings/settings';
import { loadSettings, saveSettings } from '../../src/settings/settings-store';
import type { SubmissionEvent } from '../../src/submissions/events';
import type { BeginEvent } from '../../src/submissions/life/begin';
import { append, byApp, create } from '../../src/submissions/record-store';
import type { Stored } from '../../src/submissions/stored';
import { SLICE } from '../../src/submissions/submission';
import { loadSubmission } from '../../src/submissions/submission-store';
import { loggedIn, MANDANT, onRecord, stored, watched } from '../effects/datev';
import { called, no, nothing, ok, type Says, SETTINGS, stage } from '../effects/stage';
import { DISCOVERED, ISSUE, order, UPLOADED, WITH_ISSUE } from '../submissions/life';
import { begun, made, makes } from '../submissions/run-life';
import { empty, json } from '../support/forge-globals';

const IMPORT = `POST accounting-extf-files/clients/${MANDANT}/extf-files/import`;
const GROUPS = 'GET /user/groups';
const PROPERTY = `PUT /issue/${ISSUE.id}/properties/datev`;
type Table = Readonly<Record<string, Says | readonly Says[]>>;

async function save(over: Partial<Settings> = {}): Promise<void> {
  const before = await loadSettings();
  await saveSettings(before, { ...SETTINGS, ...over }, { kind: 'app' });
}
async function staged(says: Table = {}, over: Partial<Settings> = {}): Promise<void> {
  stage({ [IMPORT]: () => empty(202), ...says });
  await save(over);
  await loggedIn();
  const { known } = watched();
  await changeWatch(MANDANT, (w) => ({ ...w, ...(known && { known }) }));
}
const read = async (id = 's1'): Promise<Stored> => {
  const on = await loadSubmission(id);
  if (on === undefined) throw new Error(`${id} is gone`);
  return on;
};
/** Does the first effect that is owed. The look began with these settings. */
async function does(
  how: 'try' | 'look' = 'try',
  begunWith: Partial<Settings> = {},
  on?: Stored,
): Promise<Stored> {
  const stored = on ?? (await read());
  const [pending] = stored.state.pendingEffects;
  if (pending === undefined) throw new Error('nothing is owed');
  return effectively(meansOf({ ...SETTINGS, ...begunWith }), stored, { do: how, pending });
}
const first = ({ state }: Stored) => state.pendingEffects[0];
/** A batch that this person ordered. */
async function ordered(by?: string): Promise<void> {
  const file = await stored(new TextEncoder().encode('"EXTF"'));
  await create('s1', { ...UPLOADED, file }, byApp());
  const actor = by === undefined ? { kind: 'app' as const } : { kind: 'person' as const, id: by };
  await append(await read(), order(1), { at: now(), actor });
}
const sends = () => called().filter((call) => call === IMPORT).length;

describe('before anything leaves for DATEV, all is asked anew', () => {
  it('it goes, and what DATEV said goes on record', async () => {
    await staged();
    await ordered();
    expect((await does()).state).toMatchObject({ attempts: [{ state: 'pending' }] });
    expect(sends()).toBe(1);
  });

  it('it stays where sending was stopped since the look began', async () => {
    const stopped = { at: now(), by: 'admin', reason: '' };
    await staged({}, { stopped });
    await ordered();
    expect(first(await does())).toMatchObject({ state: 'due', problem: { code: 'settings.stopped' } });
    expect(sends()).toBe(0);
  });

  it.each([
    ['goes by the word of whoever is in the group', ok([{ groupId: 'g1' }]), 1, undefined],
    ['stays where whoever ordered it may not send any more', ok([{ groupId: 'g2' }]), 0, 'access.orderer'],
    ['stays where Jira does not know them any more', no(404), 0, 'access.orderer'],
    ['waits while Jira does not say whether they may', no(503), 0, 'access.not-asked'],
  ] as const)('it %s', async (_what, says, count, code) => {
    await staged({ [GROUPS]: says }, { groups: { resubmit: ['g1'], mappings: [] } });
    await ordered('anna');
    const after = await does();
    expect(sends()).toBe(count);
    expect(first(after)?.problem?.code).toBe(code);
    if (code !== undefined) expect(first(after)?.state).toBe(code === 'access.orderer' ? 'held' : 'due');
  });

  it('it stays where a second person still has to approve the run that made it', async () => {
    await staged();
    await onRecord('r1', begun(), { ...made(), made: { ...makes(), needsApproval: true } });
    const file = await stored(new TextEncoder().encode('"EXTF"'));
    const from = { run: 'r1', pipeline: 'p0123456789ab', period: '2026-11', part: 2, of: 2 };
    const about = {
      what: 'produced',
      mandant: MANDANT,
      program: 'x',
      kind: 'extf',
      file,
      from,
    } as BeginEvent;
    await onRecord('s1', about, order(1));
    expect(first(await does())).toMatchObject({ state: 'held', problem: { code: 'run.not-approved' } });
    expect(sends()).toBe(0);
  });

  it('but what only happens in Jira knows what the look knows', async () => {
    await staged({ [PROPERTY]: nothing, [`PUT /issue/${ISSUE.id}`]: nothing }, { fields: {} });
    const events = WITH_ISSUE.map((event) =>
      event.what === 'done' && event.issue !== undefined ? { ...event, unwritten: true as const } : event,
    );
    await onRecord('s1', DISCOVERED, ...events);
    await does('try', { fields: { jobId: 'customfield_7' } });
    expect(called()).toEqual([`PUT /issue/${ISSUE.id}`]);
  });
});

describe('who dies over and over again', () => {
  const died: SubmissionEvent = { what: 'trying', key: 'send:r1', leaseUntil: now(), lapses: 2 };

  it('is not begun once more: a person is asked, and it may have happened', async () => {
    await staged();
    await ordered();
    await append(await read(), died, byApp());
    expect(first(await does('look'))).toMatchObject({
      ...{ state: 'held', inDoubt: true, problem: { code: 'platform.dies', retry: 'after-fix' } },
    });
    expect(called()).toEqual([]);
  });

  it('while an issue is made tries again after a pause, for how else should anybody hear of it', async () => {
    await staged();
    await onRecord('s1', DISCOVERED, { ...died, key: 'issue' });
    const pending = first(await does('look'));
    expect(pending).toMatchObject({ state: 'doubtful', problem: { code: 'platform.dies' } });
    const wait = (Date.parse(pending?.notBefore ?? '') - Date.now()) / 1000;
    expect(wait).toBeGreaterThan(3590);
    expect(wait).toBeLessThanOrEqual(3601);
  });

  it('while a run is made ends its execution', async () => {
    await staged();
    await onRecord('s1', begun(), { ...died, key: 'make:r1' });
    const { state } = await does('look');
    expect(state.attempts.at(-1)).toMatchObject({
      state: 'refused',
      cause: { source: 'run', code: 'run.dies' },
    });
  });

  it('is left to whoever was faster', async () => {
    await staged();
    await ordered();
    await append(await read(), died, byApp());
    const before = await read();
    await append(before, { what: 'job-succeeded', revision: 1, jobId: 'j-1' }, byApp());
    expect((await does('look', {}, before)).state).toMatchObject({
      end: { as: 'delivered' },
      pendingEffects: [],
    });
  });
});

describe('an effect', () => {
  it('that wrote the property of its issue has it noted, with what it says', async () => {
    const says = {
      'GET /issue/createmeta/10000/issuetypes/10002': ok({ fields: [], total: 0 }),
      'POST /issue': ok({ id: ISSUE.id, key: ISSUE.key }),
      'GET /project/10000/statuses': ok([]),
    };
    await staged(says);
    await onRecord('s1', DISCOVERED);
    await does();
    expect((await read()).mirror).toMatchObject({ issue: ISSUE.id, wrote: { externalId: 's1' } });
  });

  it('without a look of its own is simply done again', async () => {
    await staged({ 'GET /field': ok([]) });
    await onRecord('s1', DISCOVERED, WITH_ISSUE[0] as SubmissionEvent, WITH_ISSUE[1] as SubmissionEvent);
    expect((await does('look')).state.pendingEffects).toEqual([]);
    expect(called()).toEqual(['GET /field']);
  });

  it('that Jira wants to be left alone after is noted for all that the app does there', async () => {
    const until = plusSeconds(now(), 100);
    await staged({ 'GET /field': () => json({}, 429, { 'retry-after': '120' }) });
    await onRecord('s1', DISCOVERED, WITH_ISSUE[0] as SubmissionEvent, WITH_ISSUE[1] as SubmissionEvent);
    await does();
    const { loadHealth } = await import('../../src/health/health-store');
    expect(((await loadHealth()).quiet?.until ?? '') > until).toBe(true);
  });
});

describe('what may have reached the other environment before the switch', () => {
  const stopped = { at: now(), by: 'admin', reason: '' };
  const tried = (key: string) =>
    ({ what: 'trying', key, leaseUntil: '2026-01-01T00:00:00.000Z' }) as const satisfies SubmissionEvent;
  const marked = { ...tried('send:r1'), marks: true } as const;
  const leaving = { ...tried('send:r1'), what: 'leaving' } as const;
  const doubted = (key: string) =>
    ({
      ...{ what: 'doubted', key, notBefore: now() },
      problem: { code: 'datev.unreachable', retry: 'look-up' },
    }) as const satisfies SubmissionEvent;
  const kept = [
    ...[tried('put:r1'), doubted('put:r1'), { ...tried('put:r1'), marks: true, earlier: 'may-have-gone' }],
    {
      ...{ what: 'postponed', key: 'put:r1', notBefore: now() },
      problem: { code: 'datev.reconnect', retry: 'later' },
    },
  ] as const satisfies readonly SubmissionEvent[];
  const image = { kind: 'document', document: { type: 'Beleg' } } as const;
  const pack = { kind: 'dxso', package: { ledger: 'cash', month: '2026-11', parts: SLICE + 1 } } as const;
  const opened = { what: 'done', key: 'open:r1:1', jobId: 'j1' } as const;

  /** What was ordered for production, with what happened since. */
  async function orderedThere(of: object, ...events: readonly SubmissionEvent[]): Promise<void> {
    const file = await stored(new TextEncoder().encode('"EXTF"'), of);
    await onRecord('s1', { ...UPLOADED, environment: 'production', file } as BeginEvent, order(1), ...events);
  }

  it.each<[string, 'try' | 'look', object, readonly SubmissionEvent[]]>([
    ['a batch in doubt', 'look', {}, [tried('send:r1'), doubted('send:r1')]],
    ['a batch that died in its call', 'look', {}, [marked, leaving]],
    ['a batch whose try says nothing of its call', 'look', {}, [tried('send:r1')]],
    ['a batch that goes once more after all looks', 'try', {}, [tried('send:r1'), doubted('send:r1')]],
    ['a document in doubt', 'look', image, [tried('put:r1'), doubted('put:r1')]],
    ['a document that died in its call', 'look', image, [tried('put:r1')]],
    ['a document in doubt whose next try stayed here', 'try', image, kept],
    [
      'a package that was finished, or was not',
      'look',
      { ...pack, package: { ...pack.package, parts: 2 } },
      [opened, tried('fill:r1:j1:0'), doubted('fill:r1:j1:0')],
    ],
  ])('is for a person to decide, also while sending is stopped: %s', async (_what, how, of, events) => {
    await staged({}, { stopped });
    await orderedThere(of, ...events);
    const { state } = await does(how);
    expect(state.attempts).toMatchObject([{ state: 'unknown' }]);
    expect(state.asks).toMatchObject({ what: 'decide-unknown' });
    expect(called()).toEqual([]);
  });

  it.each<[string, 'try' | 'look', object, readonly SubmissionEvent[]]>([
    ['was never begun', 'try', {}, []],
    ['died before its call', 'look', {}, [marked]],
    ['is a document that waited', 'try', image, []],
    ['is a package whose job may be there, empty', 'look', pack, [tried('open:r1:1'), doubted('open:r1:1')]],
  ])('says that nothing was transferred where it %s', async (_what, how, of, events) => {
    await staged();
    await orderedThere(of, ...events);
    expect((await does(how)).state.attempts).toMatchObject([
      { state: 'refused', cause: { code: 'preflight-environment' } },
    ]);
    expect(called()).toEqual([]);
  });

  it('is a job that was never finished, of which nothing is processed: the package is as if not sent', async () => {
    await staged();
    await orderedThere(pack, opened, tried('fill:r1:j1:0'), doubted('fill:r1:j1:0'));
    expect(first(await does('look'))).toMatchObject({ key: 'open:r1:2', state: 'due' });
    expect((await does()).state.attempts).toMatchObject([{ state: 'refused' }]);
  });

  it('stays in doubt while DATEV itself does not answer', async () => {
    const list = `GET accounting-extf-files/clients/${MANDANT}/extf-files/jobs`;
    await staged({ [list]: no(503) });
    const file = await stored(new TextEncoder().encode('"EXTF"'));
    await onRecord(
      's1',
      { ...UPLOADED, environment: 'sandbox', file } as BeginEvent,
      order(1),
      marked,
      leaving,
    );
    await save({ environment: 'production' });
    expect(first(await does('look'))).toMatchObject({ state: 'doubtful' });
  });
});
