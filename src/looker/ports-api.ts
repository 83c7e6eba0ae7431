import { ok } from '../kernel/result';
import type { Source } from '../pipelines/pipeline';
import { now } from '../platform/clock';
import type { LookerConnection } from './login/connection';
import { explore, look, me, models, savedQuery } from './metadata-api';
import type { LookerPorts } from './ports';
import { inlineDefinition } from './query';
import { createQuery, runInline } from './query-api';
import { createTask, readTaskResults, readTaskStatus } from './task-api';

/** The readings' ports for one connection. To test one that is paused, give a copy whose state is `connected`. */
export function lookerPorts(connection: LookerConnection): LookerPorts {
  return {
    now,
    definition: (source) => definitionFrom(connection, source),
    explore: (model, name) => explore(connection, model, name),
    run: (body, mayBeCached) => runInline(connection, body, mayBeCached),
    createQuery: (body) => createQuery(connection, body),
    createTask: (queryId) => createTask(connection, queryId),
    taskStatus: (taskId) => readTaskStatus(connection, taskId),
    taskResults: (taskId) => readTaskResults(connection, taskId),
    me: () => me(connection),
    models: () => models(connection),
  };
}

async function definitionFrom(
  connection: LookerConnection,
  source: Source,
): ReturnType<LookerPorts['definition']> {
  switch (source.is) {
    case 'inline':
      return ok(inlineDefinition(source));
    case 'query':
      return savedQuery(connection, source.query);
    case 'look': {
      const held = await look(connection, source.look);
      return held.ok ? ok(held.value.definition) : held;
    }
  }
}
