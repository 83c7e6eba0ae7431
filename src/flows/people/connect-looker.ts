import type { LookerAnswer, LookerSaved, LookerTest } from '../../contract/pipelines';
import { awaitAll } from '../../kernel/await-all';
import type { Lang } from '../../kernel/lang';
import type { Problem } from '../../kernel/problem';
import { fail, ok, type Result, withoutWords } from '../../kernel/result';
import { testConnection } from '../../looker/connection-test';
import { type LookerConnection, newConnection, readInstanceUrl } from '../../looker/login/connection';
import {
  loadConnection,
  loadConnections,
  saveConnection,
  setConnectionState,
} from '../../looker/login/connection-store';
import { logOut } from '../../looker/login/session-api';
import { monthOf } from '../../looker/meter';
import { loadLookerMeter } from '../../looker/meter-store';
import { lookerPorts } from '../../looker/ports-api';
import { allPipelines } from '../../pipelines/pipeline-store';
import { sha256 } from '../../platform/bytes';
import { now } from '../../platform/clock';
import { randomText } from '../../platform/random';
import { lookerView } from '../../views/admin/looker-view';

/** The connections with what they were used for this month. */
export async function showLooker(lang: Lang): Promise<LookerAnswer> {
  const [all, pipelines] = await awaitAll([loadConnections(), allPipelines()]);
  const at = now();
  return {
    connections: await awaitAll(
      all.map(async (connection) => {
        const meter = monthOf(await loadLookerMeter(connection.id), at);
        const count = pipelines.filter(({ pipeline }) => pipeline.connection === connection.id).length;
        return lookerView(connection, { queries: meter.dbQuery, pipelines: count, lang });
      }),
    ),
  };
}

const GONE: Problem = { code: 'run.no-connection', retry: 'after-fix' };

type LookerDraft = {
  readonly id: string | undefined;
  readonly secret: string | undefined;
  readonly by: string;
  readonly draft: {
    readonly name: string;
    readonly url: string;
    readonly clientId: string;
    readonly budget?: number;
  };
};

/** A key for another address or another client id is another key: without its secret it is not taken over. */
export async function saveLooker({
  id,
  secret,
  by,
  draft,
}: LookerDraft): Promise<Result<LookerSaved, Problem>> {
  const address = readInstanceUrl(draft.url);
  if (!address.ok) return address;
  const { url } = address.value;
  const before = id === undefined ? undefined : await loadConnection(id);
  if (id !== undefined && before === undefined) return fail(GONE);
  const isOther = before === undefined || before.url !== url || before.clientId !== draft.clientId;
  if (isOther && secret === undefined) return fail({ code: 'looker.secret-missing', retry: 'after-fix' });
  const key = id ?? `l${sha256(randomText()).slice(0, 12)}`;
  const made = newConnection(
    { ...draft, url },
    { id: key, at: before?.createdAt ?? now(), by: before?.createdBy ?? by },
  );
  if (isOther && before !== undefined) await logOut(before);
  const state = isOther || secret !== undefined ? 'connected' : before.state;
  const connection = { ...made, state };
  const saved = await saveConnection({ connection, secret, by: { kind: 'person', id: by } });
  return saved.ok ? ok({ id: key }) : saved;
}

/** Really asks: with the state out of the way that keeps others from asking. */
export async function testLooker(id: string): Promise<Result<LookerTest, Problem>> {
  const connection = await loadConnection(id);
  if (connection === undefined) return fail(GONE);
  const asked = lookerPorts({ ...connection, state: 'connected' });
  const seen = withoutWords(await testConnection(asked, await knownExplore(connection)));
  if (!seen.ok) return seen;
  await setConnectionState(connection.id, 'connected');
  const { user, models } = seen.value;
  return ok({ user, models });
}

/** Something that is known to be there: what a pipeline of this connection asks. */
async function knownExplore({ id }: LookerConnection) {
  const [source] = (await allPipelines()).flatMap(({ pipeline: { connection, source: one } }) =>
    connection === id && one.is === 'inline' ? [one] : [],
  );
  return source && { model: source.model, explore: source.explore };
}
