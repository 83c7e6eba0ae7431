import { ok, type Result } from '../kernel/result';
import { failed, type LookerFailure } from './failure';
import type { LookerPorts } from './ports';
import { bodyOf } from './reading/extract';
import { eachRow } from './reading/rows';

type Answered<T> = Promise<Result<T, LookerFailure>>;

/** What the test of a connection saw. `rows` is absent when no explore was known to query. */
type TestedConnection = {
  readonly user: string;
  readonly models: number;
  readonly rows?: number;
};

/**
 * Tests a connection for real: logs in, asks who we are and which models there are, and, where an explore is known, runs a
 * query of one row and one column. `looker.no-models` when the API user sees none.
 */
export async function testConnection(
  ports: Pick<LookerPorts, 'me' | 'models' | 'explore' | 'run'>,
  known?: { readonly model: string; readonly explore: string },
): Answered<TestedConnection> {
  const user = await ports.me();
  if (!user.ok) return user;
  const models = await ports.models();
  if (!models.ok) return models;
  if (models.value.length === 0) return failed({ code: 'looker.no-models', retry: 'after-fix' });
  const seen = { user: user.value.name, models: models.value.length };
  if (known === undefined) return ok(seen);
  const rows = await oneRow(ports, known);
  return rows.ok ? ok({ ...seen, rows: rows.value }) : rows;
}

async function oneRow(
  ports: Pick<LookerPorts, 'explore' | 'run'>,
  known: { readonly model: string; readonly explore: string },
): Answered<number> {
  const explore = await ports.explore(known.model, known.explore);
  if (!explore.ok) return explore;
  const { columns } = explore.value;
  const field = columns.find(({ isHidden, isMeasure }) => !isHidden && !isMeasure) ?? columns[0];
  if (field === undefined) return ok(0);
  const definition = { ...known, fields: [field.name], filters: {}, sorts: [], pivots: [] };
  const body = bodyOf(definition, { fields: [field.name], timezone: 'Europe/Berlin' }, { limit: 1 });
  if (!body.ok) return body;
  const bytes = await ports.run(body.value);
  return bytes.ok ? eachRow(bytes.value, [field.name], () => undefined) : bytes;
}
