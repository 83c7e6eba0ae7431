import '../support/forge-globals';
import { describe, expect, it } from 'vitest';
import { unpack } from '../../src/dxso/archive/zip';
import { deleteChunks, readFile } from '../../src/files/file-store';
import { berlinDay } from '../../src/kernel/berlin';
import { present } from '../../src/kernel/present';
import { periodBefore, rangeOf } from '../../src/pipelines/period';
import { loadPipeline } from '../../src/pipelines/pipeline-store';
import { sha256 } from '../../src/platform/bytes';
import { loadDetail } from '../../src/runs/run-store';
import { pictureOf } from '../../src/runs/source-api';
import type { EventOf } from '../../src/submissions/events';
import { idsBy } from '../../src/submissions/ids';
import type { RunProgress } from '../../src/submissions/run';
import type { StoredFile } from '../../src/submissions/stored-file';
import { DXSO } from '../runs/plans';
import { order, UPLOADED } from '../submissions/life';
import { begun } from '../submissions/run-life';
import { json } from '../support/forge-globals';
import { MANDANT, onRecord, stored } from './datev';
import { configured, execute, MAPPED, prepared, textOf } from './run-world';

const DASHBOARD = { from: 'dashboard', dashboard: '7', periodFilter: 'Buchungsmonat' } as const;
const LOOK = { from: 'look', look: '42' } as const;
const documents = (...sources: readonly (typeof DASHBOARD | typeof LOOK)[]) => ({
  documents: { type: 'Rechnung', sources: [...sources], byHand: false },
});
const asked = (calls: readonly string[]) => calls.filter((call) => call.includes('_render_task ')).length;
const progressIn = (outcome: object) => (outcome as { readonly progress: RunProgress }).progress;
type World = Awaited<ReturnType<typeof prepared>>;
/** Executes until it does not ask to come again, and answers what was in between. */
async function executed(looker: World, most = 9) {
  const between: { readonly afterSeconds: number; readonly pdfs: RunProgress['pdfs'] }[] = [];
  let progress: RunProgress | undefined;
  for (let n = 0; n < most; n++) {
    const outcome = await execute(progress === undefined ? {} : { progress });
    if (outcome.is !== 'not-yet') return { outcome, between };
    progress = progressIn(outcome);
    between.push({ afterSeconds: outcome.afterSeconds, pdfs: progress.pdfs });
    looker.later(60_000);
  }
  throw new Error('it never ended');
}
type Made = {
  readonly made: {
    readonly givenBy?: readonly string[];
    readonly files: readonly { readonly kind: string; readonly file: StoredFile }[];
  };
};

describe('images that Looker makes', () => {
  it('are asked for all at once, stored as they come, and never asked for again; the bookings name the first', async () => {
    const looker = await prepared({ pipeline: documents(DASHBOARD, LOOK) });
    const { outcome, between } = await executed(looker);
    expect(between[0]).toMatchObject({ afterSeconds: 20, pdfs: [{ is: 'asked' }, { is: 'asked' }] });
    expect(between.at(-1)).toMatchObject({ afterSeconds: 0, pdfs: [{ is: 'there' }, { is: 'there' }] });
    expect(asked(looker.calls())).toBe(2);
    const { files } = (outcome as unknown as Made).made;
    expect(files.map(({ kind, file }) => [kind, file.name])).toEqual([
      ['document', 'Beleg_2026-11_1.pdf'],
      ['document', 'Beleg_2026-11_2.jpg'],
      ['extf', expect.stringMatching(/\.csv$/)],
    ]);
    const [first, , batch] = files.map(({ file }) => file);
    expect(first).toMatchObject({ kind: 'document', document: { type: 'Rechnung' } });
    const guid = idsBy(sha256).document(MANDANT, first?.sha256 ?? '');
    expect(between.at(-1)?.pdfs[0]).toMatchObject({ guid });
    if (batch === undefined) throw new Error('no batch');
    expect((await textOf(batch)).split(guid)).toHaveLength(18 + 1);
  });

  it('that are there are not asked for again while others are waited for', async () => {
    const looker = await prepared({ pipeline: documents(DASHBOARD, LOOK) });
    const there = { is: 'there', file: await stored(new Uint8Array([1])), guid: 'g-1' } as const;
    const outcome = await execute({ progress: { version: 3, pdfs: [there] } });
    expect(outcome).toMatchObject({ is: 'not-yet', afterSeconds: 20 });
    expect(progressIn(outcome).pdfs).toMatchObject([there, { is: 'asked', tries: 1 }]);
    expect(looker.calls().filter((call) => call.includes('_render_task '))).toEqual([
      'create_query_render_task 200',
    ]);
  });

  it('that Looker lost are asked for again, three times at most; then the run says which', async () => {
    const looker = await prepared({ pipeline: documents(DASHBOARD) });
    for (let n = 0; n < 9; n++) looker.looker.failNextTask('failure');
    const { outcome, between } = await executed(looker);
    expect(outcome).toMatchObject({ is: 'refused', cause: { code: 'run.no-picture', values: { part: 1 } } });
    expect(asked(looker.calls())).toBe(3);
    expect(between.flatMap(({ pdfs }) => pdfs)).toMatchObject([
      { is: 'asked', tries: 1 },
      { is: 'asked', id: '', tries: 2 },
      { is: 'asked', tries: 2 },
      { is: 'asked', id: '', tries: 3 },
      { is: 'asked', tries: 3 },
    ]);
  });

  it.each(['2026-11', '2026-09'])(
    'of a Look show the period of the run, whatever it filters: %s',
    async (period) => {
      const looker = await prepared({ pipeline: documents(LOOK) });
      const begins = (await execute({ period })) as { readonly progress?: RunProgress };
      looker.later(60_000);
      const { progress } = (await execute({
        period,
        ...present({ progress: begins.progress }),
      })) as never as {
        readonly progress: RunProgress;
      };
      const [pdf] = progress.pdfs;
      if (pdf?.is !== 'there') throw new Error('no picture');
      expect(pdf.file.name).toBe(`Beleg_${period}_1.jpg`);
      expect(await textOf(pdf.file)).toContain(`Zeitraum: ${period}\n`);
      expect(looker.violations).toEqual([]);
    },
  );

  it('of a Look that knows no date go with the period that has just ended, and stop the run of another one', async () => {
    const periodField = 'other.posting_date';
    const looker = await prepared({ pipeline: { ...documents(LOOK), periodField } });
    const about = {
      of: { definition: { model: 'finance', explore: 'big_ledger' } as never, fields: [], filterOnly: [] },
    };
    const pipeline = (await loadPipeline('p0123456789ab'))?.pipeline;
    if (pipeline === undefined) throw new Error('no pipeline');
    const last = periodBefore(berlinDay(new Date().toISOString()), 'month');
    expect(await pictureOf(pipeline, 0, { ...about, period: last })).toMatchObject({ is: 'asked' });
    expect(looker.calls()).toContain('create_look_render_task 200');
    const before = periodBefore(rangeOf(last).first, 'month');
    expect(await pictureOf(pipeline, 0, { ...about, period: before })).toMatchObject({
      is: 'fault',
      problem: { code: 'run.look-period', values: { part: 1 } },
    });
  });

  it('wait while Looker is away', async () => {
    const looker = await prepared({ pipeline: documents(DASHBOARD) });
    const outcome = await execute();
    looker.answerNext(json({}, 503));
    expect(await execute({ progress: progressIn(outcome) })).toMatchObject({
      is: 'problem',
      problem: { retry: 'later' },
    });
  });
});

/** An image that somebody handed in at the desk, and that DATEV has. */
async function handedIn(
  ...[id, name, bytes, guid, by = 'anna', at = '2026-11-10T08:00:00.000Z']: readonly [
    ...[id: string, name: string, bytes: Uint8Array, guid: string],
    ...[by?: string, at?: string],
  ]
): Promise<StoredFile> {
  const about = { kind: 'document', document: { type: 'Beleg' }, at } as const;
  const image = await stored(bytes, { ...about, name, by });
  await onRecord(id, { ...UPLOADED, file: image }, order(1), { what: 'done', key: 'put:r1', jobId: guid });
  return image;
}
const guid = (n: number) => `0000000${n}-fbaa-4054-af36-993d5d68f040`;
const PNG = (n: number) => new Uint8Array([0x89, 0x50, 0x4e, 0x47, n]);
const BY_HAND = { documents: { type: 'Rechnung', sources: [], byHand: true } };
const [NUMBER, OTHER] = ['RE-202611-000001', 'RE-202611-000013'];
const constant = (value: string) => ({ from: 'constant', value }) as const;
/** All invoices have one number, those of one partner or of all. */
const numbered = (account?: string) => ({
  ...BY_HAND,
  mapping: {
    ...MAPPED,
    documentNumber: constant('1001'),
    ...(account === undefined ? {} : { account: constant(account) }),
  },
});

describe('images that people gave', () => {
  it('are named by the bookings with their number, of two the newest', async () => {
    await prepared({ pipeline: BY_HAND });
    await handedIn('g1', `${NUMBER}.png`, PNG(1), guid(1));
    // The newer one began a moment later.
    await new Promise((resolve) => setTimeout(resolve, 5));
    await handedIn('g2', `${NUMBER}.png`, PNG(2), guid(2));
    await handedIn('g3', 'RE-other.png', PNG(3), guid(3));
    const outcome = (await execute()) as unknown as Made;
    const batch = outcome.made.files.find(({ kind }) => kind === 'extf');
    if (batch === undefined) throw new Error('no batch');
    const lines = (await textOf(batch.file)).split('\r\n').filter((line) => /0000000\d-fbaa/.test(line));
    expect(lines).toHaveLength(1);
    expect(lines[0]).toContain(guid(2));
    expect(lines[0]).toContain(NUMBER);
  });

  it('are linked to nobody’s booking while several partners have the number: nothing goes', async () => {
    await prepared({ pipeline: numbered() });
    await handedIn('g1', '1001.png', PNG(1), guid(1));
    const cause = { code: 'run.file-faults', values: { count: 18, rule: 'mapping.image-unclear' } };
    expect(await execute()).toMatchObject({ is: 'refused', cause });
  });

  it('go with the partner whose account their names have', async () => {
    await prepared({ pipeline: numbered() });
    const written = async () =>
      textOf(((await execute()) as unknown as Made).made.files[0]?.file as StoredFile);
    const partner = /;(100\d\d);/.exec(await written())?.[1] ?? '';
    await handedIn('g1', `1001_${partner}.png`, PNG(1), guid(1));
    const lines = (await written()).split('\r\n');
    const ofPartner = lines.filter((line) => line.includes(`;${partner};`));
    expect(ofPartner.length).toBeGreaterThan(0);
    expect(lines.filter((line) => line.includes(guid(1)))).toEqual(ofPartner);
  });

  it('and that a run of another month took for another partner are not taken once more', async () => {
    const linked = async (account: string) => {
      const before = (await loadPipeline('p0123456789ab'))?.pipeline;
      if (before === undefined) throw new Error('no pipeline');
      await configured({ ...before, ...numbered(account), version: before.version + 1 });
      const { made } = (await execute()) as unknown as Made;
      return { made, has: (await textOf(made.files[0]?.file as StoredFile)).includes(guid(1)) };
    };
    await prepared({ pipeline: numbered('10001') });
    await handedIn('g1', '1001.png', PNG(1), guid(1));
    const { made, has } = await linked('10001');
    expect(has).toBe(true);
    await onRecord('r-10', begun({ pipeline: 'p0123456789ab', period: '2026-10' }), {
      ...{ what: 'made', key: 'make:r1', report: await stored(PNG(9)) },
      made: made as unknown as EventOf<'made'>['made'],
    });
    expect((await linked('10002')).has).toBe(false);
    expect((await linked('10001')).has).toBe(true);
  });

  it.each([
    ['a month before the period may begin with it', '2026-10-02', true],
    ['longer before do not', '2026-09-30', false],
  ])('that were handed in %s', async (_, day, has) => {
    await prepared({ pipeline: numbered('10001') });
    await handedIn('g1', '1001.png', PNG(1), guid(1), 'anna', `${day}T08:00:00.000Z`);
    const { made } = (await execute()) as unknown as Made;
    expect((await textOf(made.files[0]?.file as StoredFile)).includes(guid(1))).toBe(has);
  });

  it('are left alone where the pipeline does not want them', async () => {
    await prepared();
    await handedIn('g1', `${NUMBER}.png`, PNG(1), guid(1));
    const { made } = (await execute()) as unknown as Made;
    expect(await textOf(made.files[0]?.file as StoredFile)).not.toContain(guid(1));
  });
});

describe('a package carries its images itself', () => {
  const PACKAGE = { output: DXSO, mapping: { ...MAPPED } };
  const namesIn = async (outcome: object) => {
    const [file] = (outcome as Made).made.files.map((one) => one.file);
    const bytes = file && (await readFile(file));
    const unpacked = bytes?.ok ? unpack(bytes.value, 50_000_000) : undefined;
    if (unpacked?.is !== 'package') throw new Error(JSON.stringify(outcome));
    return unpacked.files.map(({ name }) => name);
  };
  const images = async (outcome: object) => (await namesIn(outcome)).filter((name) => !name.endsWith('.xml'));

  it('those for all, which DATEV gets in no other way', async () => {
    const looker = await prepared({ pipeline: { ...PACKAGE, ...documents(DASHBOARD) } });
    const { outcome } = await executed(looker);
    expect((outcome as unknown as Made).made.files.map(({ kind }) => kind)).toEqual(['dxso']);
    expect(await images(outcome)).toHaveLength(1);
  });

  it('and those whose document is among its lines; where the bytes of one are gone nothing goes, and it is named', async () => {
    await prepared({ pipeline: { ...PACKAGE, ...BY_HAND } });
    expect(await images(await execute())).toEqual([]);
    await handedIn('g1', `${NUMBER}.png`, PNG(1), guid(1));
    await handedIn('g2', `${NUMBER}.png`, PNG(2), guid(2));
    await handedIn('g3', 'RE-other.png', PNG(3), guid(3));
    const lost = await handedIn('g4', `${OTHER}.png`, PNG(4), guid(4));
    expect(await images(await execute())).toHaveLength(3);
    await deleteChunks(lost.fileId, lost.chunks);
    const cause = { code: 'run.images-gone', values: { count: 1 } };
    expect(await execute()).toMatchObject({ is: 'refused', cause });
    const detail = await loadDetail('r1', 1);
    expect(detail).toMatchObject({
      rows: 18,
      findings: [{ code: 'mapping.image-gone', value: `${OTHER}.png` }],
    });
    expect(detail?.faults).toMatchObject([{ rows: 1, met: [{ value: `${OTHER}.png` }] }]);
  });

  it('and does not go without one that Looker made', async () => {
    await prepared({ pipeline: { ...PACKAGE, ...documents(DASHBOARD) } });
    const file = await stored(new Uint8Array([1]), { name: 'Beleg_2026-11_1.pdf' });
    await deleteChunks(file.fileId, file.chunks);
    const outcome = await execute({ progress: { version: 3, pdfs: [{ is: 'there', file, guid: 'g-1' }] } });
    expect(outcome).toMatchObject({ is: 'refused', cause: { code: 'run.images-gone' } });
  });

  it('and says who handed those in that are in it, where somebody has to approve', async () => {
    const givenBy = async () => ((await execute()) as unknown as Made).made.givenBy;
    await prepared({ pipeline: { ...PACKAGE, ...BY_HAND } });
    await handedIn('g1', `${NUMBER}.png`, PNG(1), guid(1), 'bernd');
    expect(await givenBy()).toBeUndefined();
    await prepared({ pipeline: { ...PACKAGE, ...BY_HAND, needsApproval: true } });
    expect(await givenBy()).toBeUndefined();
    await handedIn('g1', `${NUMBER}.png`, PNG(1), guid(1), 'bernd');
    await handedIn('g2', `${OTHER}.png`, PNG(2), guid(2), 'anna');
    await handedIn('g3', 'RE-other.png', PNG(3), guid(3), 'berta');
    expect(await givenBy()).toEqual(['anna', 'bernd']);
  });

  it('and no batch does', async () => {
    await prepared({ pipeline: { ...BY_HAND, needsApproval: true } });
    await handedIn('g1', `${NUMBER}.png`, PNG(1), guid(1));
    const { made } = (await execute()) as unknown as Made;
    expect(made.files.map(({ kind }) => kind)).toEqual(['extf']);
    expect(made).not.toHaveProperty('givenBy');
  });
});
