import type { ConnectionTest } from '../../contract/answers';
import { getClient, listClients } from '../../datev/clients-api';
import { tokenFor } from '../../datev/login/token-store';
import type { Problem } from '../../kernel/problem';
import { ok, type Result, withoutWords } from '../../kernel/result';
import { loadSettings } from '../../settings/settings-store';

/** Whether DATEV answers a connection: `main`, the session, or the long-term approval of a Mandant. */
export async function testConnection(connection: string): Promise<Result<ConnectionTest, Problem>> {
  const { environment } = (await loadSettings()).data;
  const token = await tokenFor(environment, connection === 'main' ? undefined : connection);
  if (!token.ok) return token;
  const access = { environment, token: token.value };
  if (connection === 'main') {
    const found = withoutWords(await listClients(access));
    return found.ok ? ok({ mandanten: found.value.length }) : found;
  }
  // A long-term approval holds for one Mandant and not for the list.
  const found = withoutWords(await getClient(access, connection));
  return found.ok ? ok({ mandanten: 1 }) : found;
}
