import type { Suggestion } from '../../shared/inputs/suggestions';

/** The time zones that this browser knows. */
export function zones(): readonly Suggestion[] {
  return Intl.supportedValuesOf('timeZone').map((zone) => ({ id: zone, text: zone }));
}
