import * as v from 'valibot';
import { transactLogged } from '../audit/config-log-store';
import { type Authors, authorsAfter, withAuthor } from '../kernel/authors';
import { awaitAll } from '../kernel/await-all';
import { canonical } from '../kernel/canonical';
import { present } from '../kernel/present';
import { dueKeys, everyRow, NEVER, nextDue, pageByDue } from '../platform/by-due';
import { sha256 } from '../platform/bytes';
import * as kv from '../platform/kv';
import type { Pages } from '../platform/pages';
import { changeRecord, loadRecord, type RecordKind } from '../platform/records';
import { unknownVersion, unwrap } from '../platform/trouble';
import type { Actor } from '../submissions/events';
import { ApprovalOff, asksForApproval } from './approval-off';
import { PERIODS, type PeriodUnit, type Pipeline } from './pipeline';
import { pipelineChange } from './pipeline-change';
import { formOf, layDown, PipelineForm, type PipelineHead, wholePipeline } from './pipeline-form-store';

/** A pipeline with what the calendar has begun of it. */
export type KeptPipeline = {
  readonly pipeline: Pipeline;
  /** Where its mapping lies when it is too big for one key. */
  readonly pages?: Pages;
  /** Everything the calendar wanted up to this instant has begun. */
  readonly begunUntil: string;
  /** The next instant the calendar wants it; absent: never by itself. */
  readonly dueAt?: string;
  /** Who wrote it; absent in a record of an earlier version of the app, whose versions tell. */
  readonly authors?: Authors;
  /** What its runs have covered so far; absent in a record of an earlier version of the app: nobody noted it. */
  readonly units?: readonly PeriodUnit[];
  readonly approvalOff?: ApprovalOff;
  /** Its id never comes back, and its authors stay its authors. */
  readonly removed?: { readonly by: string; readonly at: string };
};
export type StoredPipeline = KeptPipeline & { readonly version: number };
/** A pipeline as a list knows it: its mapping is not read. */
type ListedPipeline = Omit<StoredPipeline, 'pipeline' | 'pages'> & { readonly pipeline: PipelineHead };

const Row = v.object({
  version: v.number(),
  data: v.object({
    pipeline: PipelineForm,
    begunUntil: v.string(),
    dueAt: v.exactOptional(v.string()),
    authors: v.exactOptional(v.record(v.string(), v.number())),
    units: v.exactOptional(v.array(v.picklist(PERIODS))),
    approvalOff: v.exactOptional(ApprovalOff),
    removed: v.exactOptional(v.object({ by: v.string(), at: v.string() })),
  }),
});

/** Reads a pipeline consistently; a removed one is none. */
export async function loadPipeline(id: string): Promise<StoredPipeline | undefined> {
  const found = await loadEvenRemoved(id);
  return found?.removed === undefined ? found : undefined;
}

async function loadEvenRemoved(id: string): Promise<StoredPipeline | undefined> {
  const row = await loadRow(id);
  if (row === undefined) return undefined;
  const { pipeline: form } = row;
  const pages = form.v === 1 ? undefined : form.mapping;
  return { ...row, ...present({ pages }), pipeline: await wholePipeline(form) };
}

/** The record as it lies there. */
async function loadRow(id: string) {
  const raw = await unwrap(kv.getEntity('pipeline', id));
  return raw === undefined ? undefined : readRow(id, raw);
}

function readRow(id: string, raw: unknown) {
  const row = v.safeParse(Row, raw);
  if (!row.success) throw unknownVersion(id, 'pipeline');
  return { ...row.output.data, version: row.output.version };
}

/** Notes under the version it was read with what the calendar has begun. The configuration stays what it is. */
export async function savePipeline(before: number, kept: KeptPipeline): Promise<'done' | 'conflict'> {
  return unwrap(kv.transact([setOp(before, kept)]));
}

function setOp(before: number, { pages, ...kept }: KeptPipeline) {
  const { pipeline, dueAt, removed } = kept;
  const value = {
    version: before + 1,
    kind: removed === undefined ? (pipeline.isActive ? 'active' : 'paused') : 'removed',
    dueAt: (pipeline.isActive && removed === undefined ? dueAt : undefined) ?? NEVER,
    data: { ...kept, pipeline: formOf(pipeline, pages) },
  };
  return { do: 'set', entity: 'pipeline', key: pipeline.id, value, when: { version: before } } as const;
}

/**
 * Accepts a configuration under its own number: in the same transaction as the record and the entry in the log, under the
 * version that was seen, so that of two who save at once only one writes, and what a run was made with can always be shown.
 * `by`: whoever else answers for it.
 */
export async function keepConfiguration(
  before: StoredPipeline | undefined,
  kept: Omit<KeptPipeline, 'pages'>,
  by: readonly string[] = [],
): Promise<'done' | 'conflict' | 'too-big'> {
  const { pipeline } = kept;
  const { id, version, changedBy, changedAt } = pipeline;
  if (packsGiven(pipeline)) await notePacker(pipeline);
  const laid = await layDown(pipeline);
  if (laid === undefined) return 'too-big';
  const units = withUnit(before, pipeline.unit);
  const next = { ...kept, ...present({ pages: laid.pages, units }) };
  const known = before === undefined ? {} : await authorsIn(before);
  const authors = [changedBy, ...by].reduce((all, one) => withAuthor(all, one, version), known);
  if (before === undefined) await makeRoom({ ...next, removed: { by: changedBy, at: changedAt } });
  const own = { do: 'set', key: versionKey(id, version), value: formOf(pipeline, laid.pages) } as const;
  return transactLogged([setOp(before?.version ?? 0, { ...next, authors }), own, ...laid.also], {
    by: { kind: 'person', id: changedBy },
    event: pipelineChange(before, kept, sha256),
  });
}

/** Of a pipeline that an earlier version of the app wrote they are not known, and stay so. */
function withUnit(before: StoredPipeline | undefined, unit: PeriodUnit): readonly PeriodUnit[] | undefined {
  const units = before === undefined ? [] : before.units;
  return units === undefined || units.includes(unit) ? units : [...units, unit];
}

/** What the runs of a pipeline may have covered; where nobody noted it, anything. */
export async function unitsOf(id: string): Promise<readonly PeriodUnit[]> {
  return (await loadRow(id))?.units ?? PERIODS;
}

/** Conditions hold for stored entities only (ADR 0005): a new pipeline is one that is not there, until it is accepted. */
async function makeRoom(kept: KeptPipeline): Promise<void> {
  const { value } = setOp(-1, kept);
  await unwrap(kv.setEntityIfAbsent('pipeline', kept.pipeline.id, value));
}

/** Notes a decision about the approval that leaves the configuration as it is. */
export function keepDecision(
  before: StoredPipeline,
  kept: KeptPipeline,
  by: Actor,
): Promise<'done' | 'conflict'> {
  return transactLogged([setOp(before.version, kept)], { by, event: pipelineChange(before, kept, sha256) });
}

/** A configuration as it was accepted under a number, and the SHA-256 of its canonical JSON. */
type KeptConfiguration = { readonly pipeline: Pipeline; readonly sha256: string };

export async function pipelineVersion(id: string, version: number): Promise<KeptConfiguration | undefined> {
  const raw = await unwrap(kv.get(versionKey(id, version)));
  const found = v.safeParse(PipelineForm, raw);
  if (!found.success) return undefined;
  const pipeline = await wholePipeline(found.output);
  return { pipeline, sha256: sha256(canonical(found.output.v === 1 ? raw : pipeline)) };
}

/** What a run is made with: the configuration as it is kept under its number, and whether the run needs approval. */
export async function pipelineForRun(
  id: string,
  begunAt: string,
): Promise<(KeptConfiguration & { readonly needsApproval: boolean }) | undefined> {
  const kept = await loadRow(id);
  if (kept === undefined || kept.removed !== undefined) return undefined;
  const { pipeline, authors } = kept;
  // An earlier version of the app could keep a save that was refused under the number of the accepted one.
  if (authors === undefined) await unwrap(kv.set(versionKey(id, pipeline.version), pipeline));
  const configuration = await pipelineVersion(id, pipeline.version);
  if (configuration === undefined) return undefined;
  return { ...configuration, needsApproval: asksForApproval(kept, begunAt) };
}

/** Everybody who wrote a version of a pipeline after this one, also of one that was removed. */
export async function pipelineAuthors(id: string, after: number): Promise<readonly string[]> {
  const kept = await loadRow(id);
  return authorsAfter(kept === undefined ? await authorsOfVersions(id) : await authorsIn(kept), after);
}

async function authorsIn({
  pipeline,
  authors,
}: Pick<ListedPipeline, 'pipeline' | 'authors'>): Promise<Authors> {
  const { id, changedBy, version } = pipeline;
  return authors ?? withAuthor(await authorsOfVersions(id), changedBy, version);
}

/** An earlier version of the app noted them in the versions only, and forgot the pipeline when it was removed. */
async function authorsOfVersions(id: string): Promise<Authors> {
  let authors: Authors = {};
  for (let version = 1; ; version++) {
    const found = await pipelineVersion(id, version);
    if (found === undefined) return authors;
    authors = withAuthor(authors, found.pipeline.changedBy, version);
  }
}

function versionKey(id: string, version: number): string {
  return `pipeline:${id}:${version}`;
}

/** Removes a pipeline; what it was, its authors, its runs and their audit stay. */
export async function removePipeline(
  id: string,
  removed: { readonly by: string; readonly at: string },
): Promise<void> {
  for (;;) {
    const kept = await loadPipeline(id);
    if (kept === undefined) return;
    const { version, ...rest } = kept;
    if (rest.pipeline.needsApproval) await guardMandant(rest.pipeline.mandant);
    const authors = await authorsIn(rest);
    const logged = {
      by: { kind: 'person', id: removed.by },
      event: pipelineChange(kept, undefined, sha256),
    } as const;
    if ((await transactLogged([setOp(version, { ...rest, authors, removed })], logged)) === 'done') return;
  }
}

/** The Mandanten that have, or once had, a pipeline with approval. */
const GUARDED: RecordKind<readonly string[]> = {
  key: 'approval-mandanten',
  schema: v.array(v.string()),
  fallback: [],
};

/** Before the pipeline itself: a list that says too much asks for one confirmation more, one that says too little for none. */
export async function guardMandant(mandant: string): Promise<void> {
  await changeRecord(GUARDED, (all) => (all.includes(mandant) ? all : [...all, mandant].toSorted()));
}

/** Whether a Mandant has, or once had, a pipeline with approval. Those of an earlier version of the app are in no list yet. */
export async function isGuarded(mandant: string): Promise<boolean> {
  if ((await loadRecord(GUARDED)).data.includes(mandant)) return true;
  return (await allPipelines()).some(
    ({ pipeline }) => pipeline.needsApproval && pipeline.mandant === mandant,
  );
}

/** Whether its packages carry images that people hand in. */
function packsGiven({ output, documents }: PipelineHead): boolean {
  return output.as === 'dxso' && documents?.byHand === true;
}

/** The pipelines of a Mandant that put, or once put, such images into their packages; absent: an earlier version of the app noted none. */
function packing(mandant: string): RecordKind<readonly string[] | null> {
  return { key: `packing:${mandant}`, schema: v.nullable(v.array(v.string())), fallback: null };
}

/** Before the pipeline itself: one that is named in vain costs a look at it, one that is missing costs the images. */
async function notePacker({ id, mandant }: PipelineHead): Promise<void> {
  const known = await packersNoted(mandant);
  if (known.includes(id)) return;
  await changeRecord(packing(mandant), (all) => {
    const noted = all ?? known;
    return noted.includes(id) ? all : [...noted, id].toSorted();
  });
}

async function packersNoted(mandant: string): Promise<readonly string[]> {
  const { data } = await loadRecord(packing(mandant));
  if (data !== null) return data;
  const all = (await allPipelines()).filter(({ pipeline }) => pipeline.mandant === mandant);
  const found = all.flatMap(({ pipeline }) => (packsGiven(pipeline) ? [pipeline.id] : [])).toSorted();
  return (await changeRecord(packing(mandant), (noted) => noted ?? found)) ?? found;
}

/** The pipelines of a Mandant whose packages carry images that people hand in, as they are now: also one just saved or removed. */
export async function packersOf(mandant: string): Promise<readonly PipelineHead[]> {
  const rows = await awaitAll((await packersNoted(mandant)).map(loadRow));
  return rows.flatMap((row) => {
    if (row === undefined || row.removed !== undefined) return [];
    return row.pipeline.mandant === mandant && packsGiven(row.pipeline) ? [row.pipeline] : [];
  });
}

/** All pipelines, without their mappings. Eventually consistent. */
export async function allPipelines(): Promise<readonly ListedPipeline[]> {
  const kinds = await awaitAll((['active', 'paused'] as const).map(ofKind));
  return kinds.flat();
}

/** All pipelines; of those that somebody has just saved or removed, what is true now and not what the index still says. */
export async function pipelinesWith(touched: readonly string[]): Promise<readonly ListedPipeline[]> {
  const [all, fresh] = await awaitAll([allPipelines(), awaitAll(touched.map(loadPipeline))]);
  const others = all.filter(({ pipeline }) => !touched.includes(pipeline.id));
  return [...others, ...fresh.flatMap((one) => (one === undefined ? [] : [one]))];
}

async function ofKind(partition: 'active' | 'paused'): Promise<readonly ListedPipeline[]> {
  const rows = await everyRow({ entity: 'pipeline', partition });
  return rows.map(({ key, value }) => readRow(key, value));
}

const ACTIVE = { entity: 'pipeline', partition: 'active' } as const;

/** Pipelines that the calendar wants now. */
export function duePipelines(now: string, waits?: (key: string) => boolean): Promise<readonly string[]> {
  return dueKeys(ACTIVE, now, waits);
}

/** Active pipelines by when the calendar wants them next, without their mappings, page by page; those that it never wants come last. */
export async function pipelinesByDue(
  limit: number,
  cursor?: string,
): Promise<{ readonly pipelines: readonly ListedPipeline[]; readonly cursor?: string }> {
  const page = await pageByDue<unknown>(ACTIVE, { limit, ...present({ cursor }) });
  const pipelines = page.rows.map(({ key, value }) => readRow(key, value));
  return { pipelines, ...present({ cursor: page.cursor }) };
}

/** The earliest instant, after this one, at which the calendar wants one. */
export function nextDuePipeline(after?: string): Promise<string | undefined> {
  return nextDue(ACTIVE, after);
}
