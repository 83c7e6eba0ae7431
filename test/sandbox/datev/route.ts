import type { ServiceRequest } from '../world/types';
import type { Environment } from './model';

export type Operation = 'listClients' | 'getClient' | 'importExtfFile' | 'listExtfJobs' | 'getExtfJob';
export type Route = {
  readonly environment: Environment;
  readonly operation: Operation;
  readonly method: 'GET' | 'POST';
  readonly clientId?: string;
  readonly jobId?: string;
};

const APIS: Readonly<Record<string, 'clients' | 'extf'>> = {
  'accounting-clients.api.datev.de': 'clients',
  'accounting-extf-files.api.datev.de': 'extf',
};
const BASE = /^\/(platform|platform-sandbox)\/v(\d+)(\/.*)$/;

/** Which operation a host and path mean, whatever the method; undefined where DATEV has nothing. */
export function routeOf(request: ServiceRequest): Route | undefined {
  const api = APIS[(request.headers['host'] ?? '').replace(/:\d+$/, '').toLowerCase()];
  const [, platform, version, rest] = BASE.exec(request.path) ?? [];
  if (api === undefined || rest === undefined || version !== (api === 'clients' ? '2' : '3'))
    return undefined;
  const environment = platform === 'platform' ? 'production' : 'sandbox';
  const segments = rest.split('/').slice(1).map(decoded);
  const found = api === 'clients' ? clientsRoute(segments) : extfRoute(segments);
  return found === undefined ? undefined : { environment, ...found };
}

function clientsRoute([first, clientId, ...more]: readonly string[]): Omit<Route, 'environment'> | undefined {
  if (first !== 'clients' || more.length > 0) return undefined;
  if (clientId === undefined) return { operation: 'listClients', method: 'GET' };
  return clientId === '' ? undefined : { operation: 'getClient', method: 'GET', clientId };
}

function extfRoute(segments: readonly string[]): Omit<Route, 'environment'> | undefined {
  const [first, clientId, files, what, jobId, ...more] = segments;
  if (first !== 'clients' || clientId === undefined || files !== 'extf-files' || more.length > 0)
    return undefined;
  if (what === 'import' && jobId === undefined)
    return { operation: 'importExtfFile', method: 'POST', clientId };
  if (what !== 'jobs') return undefined;
  if (jobId === undefined) return { operation: 'listExtfJobs', method: 'GET', clientId };
  return jobId === '' ? undefined : { operation: 'getExtfJob', method: 'GET', clientId, jobId };
}

/** A segment with broken percent encoding stays as it is: it will not be a valid id. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
