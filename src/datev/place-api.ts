import type { Problem } from '../kernel/problem';
import { ok, type Result, withoutWords } from '../kernel/result';
import { catchTrouble } from '../platform/trouble';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';
import { tokenFor } from './login/token-store';
import type { DatevPlace } from './mandant-api';
import type { DatevRefusal } from './verbatim';

/** Where and as whom DATEV is asked for one Mandant. */
export async function placeOf(
  { environment }: Pick<Settings, 'environment'>,
  mandant: string,
): Promise<Result<DatevPlace, Problem>> {
  const token = await tokenFor(environment, mandant);
  return token.ok ? ok({ environment, mandant, token: token.value }) : token;
}

/** The same in an effect: trouble of the platform is a problem, because nothing happened yet. */
export function placeFor(
  settings: Pick<Settings, 'environment'>,
  mandant: string,
): Promise<Result<DatevPlace, Problem>> {
  return catchTrouble(() => placeOf(settings, mandant));
}

/** Asks DATEV something about one Mandant, by the settings of now. */
export async function askAbout<T>(
  mandant: string,
  ask: (place: DatevPlace) => Promise<Result<T, DatevRefusal>>,
): Promise<Result<T, Problem>> {
  const place = await placeOf((await loadSettings()).data, mandant);
  if (!place.ok) return place;
  return withoutWords(await ask(place.value));
}

/** `gone`: DATEV does not know it (any more). That is an answer, not a failure. */
export function orGone<T>(answer: Result<T, Problem>): Result<T | 'gone', Problem> {
  if (answer.ok || answer.problem.code !== 'datev.not-found') return answer;
  return ok('gone');
}
