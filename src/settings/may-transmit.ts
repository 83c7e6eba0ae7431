import type { Problem } from '../kernel/problem';
import type { Settings } from './settings';

type Sending = Pick<Settings, 'stopped' | 'environment'>;

/** What keeps every file here: an admin stopped all sending, or this installation is none that sends to production; false: nothing does. */
export function keepsBack(
  { stopped, environment }: Sending,
  environmentType: string,
): false | 'stopped' | 'not-production' {
  if (stopped !== undefined) return 'stopped';
  return environment === 'production' && environmentType !== 'PRODUCTION' && 'not-production';
}

/** Nothing leaves for DATEV while sending is stopped, and never for production from an installation that is not one. */
export function mayTransmit(settings: Sending, environmentType: string): boolean {
  return keepsBack(settings, environmentType) === false;
}

/** What keeps a step that must not send now; it goes when it may. */
export function keptBy(settings: Sending, environmentType: string): Problem | undefined {
  const kept = keepsBack(settings, environmentType);
  return kept === false ? undefined : { code: `settings.${kept}`, retry: 'later' };
}
