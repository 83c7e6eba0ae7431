import * as v from 'valibot';
import type * as kv from '../platform/kv';
import { Pages, packPages, readPages, writePages } from '../platform/pages';
import { unknownVersion } from '../platform/trouble';
import { Pipeline } from './pipeline';

/** A pipeline whose value tables are too big for one key: its mapping lies in pages. */
const PagedPipeline = v.object({ ...Pipeline.entries, v: v.literal(2), mapping: Pages });

/** A pipeline as it lies in storage. */
export const PipelineForm = v.union([Pipeline, PagedPipeline]);
export type PipelineForm = v.InferOutput<typeof PipelineForm>;

/** What is known of a pipeline without its mapping. */
export type PipelineHead = Omit<Pipeline, 'mapping' | 'v'>;

/** Forge stores 240 KiB under one key; the rest is for what stands around a pipeline. */
const BYTES_IN_ONE_KEY = 200_000;

/** The pipeline with its mapping, from wherever that lies. */
export async function wholePipeline(form: PipelineForm): Promise<Pipeline> {
  if (form.v === 1) return form;
  const found = v.safeParse(Pipeline, { ...form, v: 1, mapping: await readPages(form.mapping) });
  if (!found.success) throw unknownVersion(`pipeline:${form.id}`);
  return found.output;
}

/** The pipeline as it lies in storage where `pages` hold its mapping. */
export function formOf(pipeline: Pipeline, pages: Pages | undefined): PipelineForm {
  return pages === undefined ? pipeline : { ...pipeline, v: 2, mapping: pages };
}

/**
 * Writes what of a pipeline does not fit under one key; the operation belongs into the transaction that points to it. `undefined`: too
 * big even so.
 */
export async function layDown(
  pipeline: Pipeline,
): Promise<{ readonly pages?: Pages; readonly also: readonly kv.Op[] } | undefined> {
  if (new TextEncoder().encode(JSON.stringify(pipeline)).length <= BYTES_IN_ONE_KEY) return { also: [] };
  const packed = packPages(pipeline.mapping);
  return packed && { pages: packed.at, also: [await writePages(packed)] };
}
