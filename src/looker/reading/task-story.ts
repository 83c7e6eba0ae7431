import { ok, type Result } from '../../kernel/result';
import { failed, type LookerFailure } from '../failure';
import type { Extracted, ExtractRequest, LookerPorts, OnRow } from '../ports';
import type { QueryBody } from '../query';
import { lookGapSeconds, onExpired, type TaskState } from '../task';
import { eachRow } from './rows';

type Answered<T> = Promise<Result<T, LookerFailure>>;
type Story = {
  readonly onRow: OnRow;
  /** Asked only when a task is made. */
  query(): Answered<QueryBody>;
};

/** Whether it is true is known after a minute. */
const EXPIRED_GAP_SECONDS = 20;
/** Looker's own end for results it cannot stream (table calculations), which it does not mention. */
const NOT_STREAMED = 100_000;

/**
 * The next step of a reading by task. A task is made once, its id handed out at once for the caller to store; later looks only
 * ask how it stands. `expired` has to last a minute before it is believed; then the task is made again, twice at most.
 */
export async function extractByTask(
  ports: LookerPorts,
  wish: ExtractRequest,
  story: Story,
): Answered<Extracted> {
  const task = wish.state?.task;
  if (task === undefined) return make(ports, story, 1);
  const status = await ports.taskStatus(task.id);
  if (!status.ok) return status;
  switch (status.value) {
    case 'running':
      return ok(running(ports, seen(task)));
    case 'killed':
      return failed({ code: 'looker.task-killed', retry: 'after-fix' });
    case 'expired':
      return expired(ports, task, story);
    case 'complete':
    case 'error':
      return collect(ports, task, { ...story, fields: wish.fields, hasFailed: status.value === 'error' });
  }
}

function running(ports: LookerPorts, task: TaskState, retryAfterSeconds?: number): Extracted {
  const gap = retryAfterSeconds ?? lookGapSeconds(task, ports.now());
  return { is: 'running', state: { task }, retryAfterSeconds: gap };
}

/** It is there: what was said about having expired was not true. */
function seen({ expiredSince: _, ...task }: TaskState): TaskState {
  return task;
}

async function make(ports: LookerPorts, story: Story, tries: number): Answered<Extracted> {
  const body = await story.query();
  if (!body.ok) return body;
  const query = await ports.createQuery(body.value);
  if (!query.ok) return query;
  // Without the right Looker would cut off at 5,000 rows and say nothing.
  if (!query.value.canDownloadUnlimited) return failed({ code: 'looker.no-unlimited', retry: 'after-fix' });
  const id = await ports.createTask(query.value.id);
  return id.ok ? ok(running(ports, { id: id.value, tries, since: ports.now() })) : id;
}

async function expired(ports: LookerPorts, task: TaskState, story: Story): Answered<Extracted> {
  const now = ports.now();
  switch (onExpired(task, now)) {
    case 'wait':
      return ok(running(ports, { ...task, expiredSince: task.expiredSince ?? now }, EXPIRED_GAP_SECONDS));
    case 'again':
      return make(ports, story, task.tries + 1);
    case 'give-up':
      return failed({ code: 'looker.task-expired', retry: 'after-fix' });
  }
}

type Collect = Story & { readonly fields: readonly string[]; readonly hasFailed: boolean };

/** The results; those of a failed task are its error message. */
async function collect(
  ports: LookerPorts,
  task: TaskState,
  { hasFailed, ...story }: Collect,
): Answered<Extracted> {
  const results = await ports.taskResults(task.id);
  if (!results.ok) return results;
  if (results.value.is === 'expired') return expired(ports, task, story);
  if (results.value.is === 'running') return ok(running(ports, seen(task), results.value.retryAfterSeconds));
  const rows = eachRow(results.value.bytes, story.fields, hasFailed ? () => undefined : story.onRow);
  if (!rows.ok) return rows;
  if (hasFailed) return failed({ code: 'looker.query-failed', retry: 'after-fix' });
  if (rows.value === NOT_STREAMED)
    return failed({ code: 'looker.truncated', retry: 'after-fix', values: { most: NOT_STREAMED } });
  return ok({ is: 'done', rows: rows.value });
}
