import * as v from 'valibot';
import { together } from '../kernel/together';
import { dueKeys, everyRow, NEVER, nextDue } from '../platform/by-due';
import * as kv from '../platform/kv';
import { must, unknownVersion } from '../platform/must';
import { Pipeline } from './pipeline';

/** A pipeline with what the calendar has begun of it. */
export type KeptPipeline = {
  readonly pipeline: Pipeline;
  /** Everything the calendar wanted up to this instant has begun. */
  readonly begunUntil: string;
  /** The next instant the calendar wants it; absent: never by itself. */
  readonly dueAt?: string;
};
export type StoredPipeline = KeptPipeline & { readonly version: number };

const Row = v.object({
  version: v.number(),
  data: v.object({ pipeline: Pipeline, begunUntil: v.string(), dueAt: v.exactOptional(v.string()) }),
});

/** Reads a pipeline consistently. */
export async function loadPipeline(id: string): Promise<StoredPipeline | undefined> {
  const raw = await must(kv.getEntity('pipeline', id));
  return raw === undefined ? undefined : readRow(id, raw);
}

function readRow(id: string, raw: unknown): StoredPipeline {
  const row = v.safeParse(Row, raw);
  if (!row.success) throw unknownVersion(id);
  return { ...row.output.data, version: row.output.version };
}

/**
 * Writes a pipeline under the version it was read with (0: it is new). Every accepted configuration is kept under its own
 * number, so that a run can always show the mapping it used.
 */
export async function savePipeline(before: number, kept: KeptPipeline): Promise<'done' | 'conflict'> {
  const { pipeline } = kept;
  const { pipeline: config, begunUntil, dueAt } = kept;
  const value = {
    version: before + 1,
    kind: pipeline.isActive ? 'active' : 'paused',
    dueAt: (pipeline.isActive ? dueAt : undefined) ?? NEVER,
    data: { pipeline: config, begunUntil, ...(dueAt === undefined ? {} : { dueAt }) },
  };
  await must(kv.set(versionKey(pipeline.id, pipeline.version), pipeline));
  if (before === 0)
    return (await must(kv.setEntityIfAbsent('pipeline', pipeline.id, value))) ? 'done' : 'conflict';
  return must(
    kv.transact([{ do: 'set', entity: 'pipeline', key: pipeline.id, value, when: { version: before } }]),
  );
}

/** A configuration as it was accepted under this number. */
export async function pipelineVersion(id: string, version: number): Promise<Pipeline | undefined> {
  const found = v.safeParse(Pipeline, await must(kv.get(versionKey(id, version))));
  return found.success ? found.output : undefined;
}

function versionKey(id: string, version: number): string {
  return `pipeline:${id}:${version}`;
}

/** Forgets a pipeline; its runs and their audit stay. */
export async function removePipeline(id: string): Promise<void> {
  await must(kv.removeEntity('pipeline', id));
}

/** All pipelines. Eventually consistent. */
export async function allPipelines(): Promise<readonly StoredPipeline[]> {
  const kinds = await together((['active', 'paused'] as const).map(ofKind));
  return kinds.flat();
}

async function ofKind(partition: 'active' | 'paused'): Promise<readonly StoredPipeline[]> {
  const rows = await everyRow({ entity: 'pipeline', partition });
  return rows.map(({ key, value }) => readRow(key, value));
}

const ACTIVE = { entity: 'pipeline', partition: 'active' } as const;

/** Pipelines that the calendar wants now. */
export function duePipelines(now: string): Promise<readonly string[]> {
  return dueKeys(ACTIVE, now);
}

/** The earliest instant at which the calendar wants one. */
export function nextDuePipeline(): Promise<string | undefined> {
  return nextDue(ACTIVE);
}
