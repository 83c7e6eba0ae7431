import type { Result } from '../kernel/result';
import type { Row } from '../mapping/source';
import type { Reading, Source } from '../pipelines/pipeline';
import type { Explore } from './explore';
import type { LookerFailure } from './failure';
import type { DayRange, QueryBody, QueryDefinition } from './query';
import type { TaskState, TaskStatus } from './task';

type Answered<T> = Promise<Result<T, LookerFailure>>;

/** What the readings of one connection need of the world. `lookerPorts` in `ports-api` hands out the real ones. */
export type LookerPorts = {
  now(): string;
  definition(source: Source): Answered<QueryDefinition>;
  explore(model: string, explore: string): Answered<Explore>;
  /** Bytes of Looker's `json` rows. */
  run(body: QueryBody, mayBeCached?: boolean): Answered<Uint8Array>;
  createQuery(body: QueryBody): Answered<{ readonly id: string; readonly canDownloadUnlimited: boolean }>;
  createTask(queryId: string): Answered<string>;
  taskStatus(taskId: string): Answered<TaskStatus>;
  taskResults(taskId: string): Answered<ReadTask>;
  me(): Answered<{ readonly id: string; readonly name: string }>;
  models(): Answered<readonly { readonly name: string }[]>;
};

type ReadTask =
  | { readonly is: 'rows'; readonly bytes: Uint8Array }
  | { readonly is: 'running'; readonly retryAfterSeconds?: number }
  | { readonly is: 'expired' };

/** What is to be read. */
export type ExtractRequest = {
  readonly source: Source;
  readonly reading: Reading;
  /** The columns of a row, in this order; distinct. */
  readonly fields: readonly string[];
  readonly period?: { readonly field: string; readonly days: DayRange };
  readonly timezone: string;
  /** Of a run that was looked at before: what it stored then. */
  readonly state?: ExtractState;
};

/** What a run stores between two looks; JSON. */
export type ExtractState = { readonly task?: TaskState };

export type OnRow = (row: Row) => void;

/** `running`: store `state`, come back later and give it back. */
export type Extracted =
  | { readonly is: 'done'; readonly rows: number }
  | { readonly is: 'running'; readonly state: ExtractState; readonly retryAfterSeconds?: number };
