import type { Problem } from '../kernel/problem';
import type { Settings } from './settings';

/** Nothing leaves for DATEV while sending is stopped, and never for production from an installation that is not one. */
export function mayTransmit({ stopped, environment }: Settings, environmentType: string): boolean {
  if (stopped !== undefined) return false;
  return environment === 'sandbox' || environmentType === 'PRODUCTION';
}

/** What keeps a step that must not send now; it goes when it may. */
export const STOPPED: Problem = { code: 'settings.stopped', retry: 'later' };
