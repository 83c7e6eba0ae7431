import { noteShort } from '../health/health-store';
import type { Problem } from '../kernel/problem';
import { ok, type Result, withoutWords } from '../kernel/result';
import { remainingMs } from '../platform/context';
import { catchTrouble } from '../platform/trouble';
import type { Settings } from '../settings/settings';
import { loadSettings } from '../settings/settings-store';
import type { DatevEnvironment } from './hosts';
import type { ManyTokens } from './login/many-tokens-store';
import { REDEEM_SECONDS } from './login/redeem-store';
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

/** Where a look at a Mandant asks, with the tokens of its invocation. That there was no time for one is told in health. */
export async function placeToLook(
  { environment, tokens }: { readonly environment: DatevEnvironment; readonly tokens: ManyTokens },
  mandant: string,
): Promise<Result<DatevPlace, Problem>> {
  const seconds = remainingMs() / 1000;
  const token = await tokens.of(mandant);
  if (token.ok) return ok({ environment, mandant, token: token.value });
  if (token.problem.code === 'platform.no-time-left') await noteShort({ seconds, needs: REDEEM_SECONDS });
  return token;
}

/** `gone`: DATEV does not know it (any more). That is an answer, not a failure. */
export function orGone<T>(answer: Result<T, Problem>): Result<T | 'gone', Problem> {
  if (answer.ok || answer.problem.code !== 'datev.not-found') return answer;
  return ok('gone');
}
