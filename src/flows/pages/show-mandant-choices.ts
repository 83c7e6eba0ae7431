import type { MandantChoice } from '../../contract/answers';
import { listClients } from '../../datev/clients-api';
import { tokenFor } from '../../datev/login/token-store';
import { SERVICES } from '../../datev/preflight';
import type { Problem } from '../../kernel/problem';
import { ok, type Result, withoutWords } from '../../kernel/result';
import { allWatches } from '../../mandanten/watch-store';
import { loadSettings } from '../../settings/settings-store';

/** The Mandanten that the session shows, to choose from. */
export async function showMandantChoices(): Promise<Result<readonly MandantChoice[], Problem>> {
  const { environment } = (await loadSettings()).data;
  const token = await tokenFor(environment);
  if (!token.ok) return token;
  const found = withoutWords(await listClients({ environment, token: token.value }));
  if (!found.ok) return found;
  const watched = new Set((await allWatches()).filter((w) => w.watched).map((w) => w.mandant));
  return ok(
    found.value.map(({ id, name, services }) => ({
      id,
      name,
      service: services.includes(SERVICES.extf),
      watched: watched.has(id),
    })),
  );
}
