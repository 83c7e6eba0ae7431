import { planForRun } from '../accounts/plan-store';
import { CHUNK_BYTES } from '../contract/payloads';
import type { HandOverPorts } from '../effects/hand-over';
import type { Fault, GivenImage, MakeRunPorts, Source } from '../effects/make-run';
import { readFile, storeBytes } from '../files/file-store';
import { writeDay } from '../kernel/day';
import { present } from '../kernel/present';
import type { Result } from '../kernel/result';
import { loadConnection } from '../looker/connection-store';
import { extract } from '../looker/extract';
import type { LookerFailure } from '../looker/failure';
import type { LookerPorts } from '../looker/ports';
import { lookerPorts } from '../looker/ports-api';
import type { DayRange } from '../looker/query';
import { periodFilter } from '../looker/query';
import { readRendered, readRenderStatus, startDashboardPdf, startLookPicture } from '../looker/render-api';
import { usedColumns } from '../mapping/columns';
import { type Period, rangeOf } from '../pipelines/period';
import type { Pipeline } from '../pipelines/pipeline';
import { pipelineForRun } from '../pipelines/pipeline-store';
import { sha256 } from '../platform/bytes';
import { now } from '../platform/clock';
import { deliveredBefore, keepDetail, loadDetail, noteApproved, noteDelivered } from '../runs/run-store';
import type { Submission } from '../submissions/submission';
import { listSubmissions, loadSubmission } from '../submissions/submission-store';
import { documentPorts, unfitFor } from './handlers-datev';

/** The real hands of an execution. */
export function makeRunPorts(): MakeRunPorts {
  return {
    pipeline: pipelineForRun,
    books: planForRun,
    source: sourceOf,
    image,
    store: async (name, bytes) => {
      const hash = sha256(bytes);
      const fileId = `${name}-${hash.slice(0, 12)}`;
      const { chunks } = await storeBytes(fileId, bytes, CHUNK_BYTES);
      return { fileId, chunks, sha256: hash };
    },
    given,
    unfit: unfitFor,
    read: readFile,
    guidFor: documentPorts().guidFor,
    history: deliveredBefore,
    keepDetail,
  };
}

/** Pages of a Mandant's submissions that are looked through, newest first. */
const MAX_PAGES = 20;

async function given(mandant: string): Promise<readonly GivenImage[]> {
  const found: GivenImage[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const listed = await listSubmissions({ mandant }, { limit: 100, ...present({ cursor }) });
    found.push(...listed.states.flatMap(givenImage));
    cursor = listed.cursor;
    if (cursor === undefined) break;
  }
  return found;
}

/** An image that a person handed in at the desk and that DATEV took; its GUID is the attempt's job id. */
function givenImage({ kind, origin, end, files, attempts }: Submission): readonly GivenImage[] {
  const file = files.at(-1);
  const guid = attempts.at(-1)?.jobId;
  if (kind !== 'document' || origin !== 'upload' || end?.as !== 'delivered') return [];
  if (file === undefined || guid === undefined) return [];
  return [{ number: file.name.replace(/\.[A-Za-z]+$/, ''), guid, file }];
}

function fault({ problem, verbatim }: LookerFailure): Fault {
  return { is: 'fault', problem, ...(verbatim === undefined ? {} : { verbatim }) };
}

const NO_CONNECTION: Fault = {
  is: 'fault',
  problem: { code: 'run.no-connection', retry: 'after-fix' },
};

/** What a pipeline asks, as Looker describes it now. Looker is asked once for each thing, also by the reading. */
export async function sourceOf(pipeline: Pipeline): Promise<({ readonly is: 'source' } & Source) | Fault> {
  const connection = await loadConnection(pipeline.connection);
  if (connection === undefined) return NO_CONNECTION;
  const ports = remembering(lookerPorts(connection));
  const definition = await ports.definition(pipeline.source);
  if (!definition.ok) return fault(definition.problem);
  const { model, explore } = definition.value;
  const fields = await ports.explore(model, explore);
  if (!fields.ok) return fault(fields.problem);
  const columns = usedColumns(pipeline);
  return {
    is: 'source',
    fields: fields.value.map(({ name, label, type }) => ({ name, label, type })),
    columns,
    async rows(period, task, take) {
      const wish = {
        source: pipeline.source,
        reading: pipeline.reading,
        fields: columns,
        period: { field: pipeline.periodField, days: daysOf(period) },
        timezone: pipeline.timezone,
        ...(task === undefined ? {} : { state: { task } }),
      };
      const read = await extract(ports, wish, take);
      if (!read.ok) return fault(read.problem);
      const { value } = read;
      if (value.is === 'done' || value.state.task === undefined) return { is: 'all' };
      return { is: 'running', task: value.state.task, afterSeconds: value.retryAfterSeconds ?? 20 };
    },
  };
}

export function daysOf(period: Period): DayRange {
  const { first, last } = rangeOf(period);
  return { first: writeDay(first, 'iso'), last: writeDay(last, 'iso') };
}

/** Description and reading of one execution see the same definition, and Looker is not asked twice for it. */
function remembering(ports: LookerPorts): LookerPorts {
  const definitions = new Map<string, ReturnType<LookerPorts['definition']>>();
  const explores = new Map<string, ReturnType<LookerPorts['explore']>>();
  return {
    ...ports,
    definition: (source) => remembered(definitions, JSON.stringify(source), () => ports.definition(source)),
    explore: (model, name) => remembered(explores, `${model} ${name}`, () => ports.explore(model, name)),
  };
}

function remembered<T>(memory: Map<string, T>, key: string, ask: () => T): T {
  const known = memory.get(key);
  if (known !== undefined) return known;
  const asked = ask();
  memory.set(key, asked);
  return asked;
}

const image: MakeRunPorts['image'] = async (pipeline, which, { period, asked }) => {
  const connection = await loadConnection(pipeline.connection);
  const source = pipeline.documents?.sources[which];
  if (connection === undefined || source === undefined) return NO_CONNECTION;
  if (asked === undefined) {
    const begun =
      source.from === 'look'
        ? await startLookPicture(connection, source.look)
        : await startDashboardPdf(connection, source.dashboard, filtersFor(source.periodFilter, period));
    return begun.ok ? { is: 'asked', id: begun.value } : fault(begun.problem);
  }
  const status = await readRenderStatus(connection, asked);
  if (!status.ok) return lostOr(status);
  if (status.value === 'running') return { is: 'asked', id: asked };
  if (status.value === 'failed') return { is: 'lost' };
  const rendered = await readRendered(connection, asked);
  if (!rendered.ok) return lostOr(rendered);
  const { value } = rendered;
  return value.is === 'running' ? { is: 'asked', id: asked } : { ...value, is: 'image', ending: value.is };
};

function filtersFor(name: string | undefined, period: Period): Readonly<Record<string, string>> {
  return name === undefined ? {} : { [name]: periodFilter(daysOf(period)) };
}

/** Looker forgets what it rendered after a while. */
function lostOr(answer: Extract<Result<unknown, LookerFailure>, { ok: false }>): Fault | { is: 'lost' } {
  return answer.problem.problem.code === 'looker.not-found' ? { is: 'lost' } : fault(answer.problem);
}

/** The real hands of giving files of a run their own lives; what begins and orders submissions comes from the wiring. */
export function handOverPorts(
  core: Pick<HandOverPorts, 'naming' | 'create' | 'append' | 'queueLook'> & { idOf(what: string): string },
): HandOverPorts {
  return {
    ...core,
    now,
    childId: (run, revision, part) => core.idOf(`produced|${run}|${revision}|${part}`),
    load: loadSubmission,
    remember,
  };
}

async function remember({ id, run }: Submission): Promise<void> {
  const basis = run?.made?.needsApproval === true ? run.made.basis : undefined;
  if (run !== undefined && basis !== undefined) {
    const { pipeline, plan } = basis;
    await noteApproved(run.pipeline, { run: id, pipeline: pipeline.version, plan: plan.version });
  }
  const detail = run?.made === undefined ? undefined : await loadDetail(id, run.made.revision);
  if (run === undefined || detail?.made === undefined) return;
  const { soll = '0', haben = '0' } = detail.made;
  const total = String(BigInt(soll) + BigInt(haben));
  await noteDelivered(run.pipeline, present({ run: id, period: run.period, rows: detail.rows, total }));
}
