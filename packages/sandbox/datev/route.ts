import type { ServiceRequest } from '../world/types';
import type { Environment } from './environment';

type ClientsOperation = 'listClients' | 'getClient';
type ExtfOperation = 'importExtfFile' | 'listExtfJobs' | 'getExtfJob';
export type DxsoOperation =
  | 'listDxsoClients'
  | 'getDxsoClient'
  | 'createDxsoJob'
  | 'uploadDxsoFile'
  | 'finishDxsoJob'
  | 'getDxsoJob'
  | 'deleteDxsoJob'
  | 'getDxsoProtocol';
export type DocumentsOperation =
  | 'listDocumentsClients'
  | 'getDocumentsClient'
  | 'listDocumentTypes'
  | 'getDuoVersion'
  | 'postDocument'
  | 'putDocument'
  | 'putStapledDocuments';
export type Operation = ClientsOperation | ExtfOperation | DxsoOperation | DocumentsOperation;
export type Api = 'clients' | 'extf' | 'dxso' | 'documents';
export type Route = {
  readonly api: Api;
  readonly environment: Environment;
  readonly operation: Operation;
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly clientId?: string;
  readonly jobId?: string;
  /** The GUID of a document in accounting:documents. */
  readonly documentId?: string;
};
type Found = Omit<Route, 'environment' | 'api'>;

const APIS: Readonly<Record<string, { readonly api: Api; readonly version: string }>> = {
  'accounting-clients.api.datev.de': { api: 'clients', version: '2' },
  'accounting-extf-files.api.datev.de': { api: 'extf', version: '3' },
  'accounting-dxso-jobs.api.datev.de': { api: 'dxso', version: '2' },
  'accounting-documents.api.datev.de': { api: 'documents', version: '2' },
};
const BASE = /^\/(platform|platform-sandbox)\/v(\d+)(\/.*)$/;

/**
 * Which operation a host and path mean; undefined where DATEV has nothing. Where a path has several methods the request's
 * chooses, and for a method it does not have the path's first one stands.
 */
export function routeOf(request: ServiceRequest): Route | undefined {
  const host = APIS[(request.headers['host'] ?? '').replace(/:\d+$/, '').toLowerCase()];
  const [, platform, version, rest] = BASE.exec(request.path) ?? [];
  if (host === undefined || rest === undefined || version !== host.version) return undefined;
  const environment = platform === 'platform' ? 'production' : 'sandbox';
  const found = ROUTES[host.api](rest.split('/').slice(1).map(decoded), request.method);
  return found === undefined ? undefined : { api: host.api, environment, ...found };
}

type Reader = (segments: readonly string[], method: string) => Found | undefined;
const ROUTES: Readonly<Record<Api, Reader>> = {
  clients: clientsRoute('listClients', 'getClient'),
  extf: extfRoute,
  dxso: dxsoRoute,
  documents: documentsRoute,
};

/** `/clients` and `/clients/{client-id}`, which three of the APIs have. */
function clientsRoute(list: Operation, one: Operation): Reader {
  return ([first, clientId, ...more]) => {
    if (first !== 'clients' || more.length > 0) return undefined;
    if (clientId === undefined) return { operation: list, method: 'GET' };
    return clientId === '' ? undefined : { operation: one, method: 'GET', clientId };
  };
}

function extfRoute(segments: readonly string[]): Found | undefined {
  const [first, clientId, files, what, jobId, ...more] = segments;
  if (first !== 'clients' || clientId === undefined || files !== 'extf-files' || more.length > 0)
    return undefined;
  if (what === 'import' && jobId === undefined)
    return { operation: 'importExtfFile', method: 'POST', clientId };
  if (what !== 'jobs') return undefined;
  if (jobId === undefined) return { operation: 'listExtfJobs', method: 'GET', clientId };
  return jobId === '' ? undefined : { operation: 'getExtfJob', method: 'GET', clientId, jobId };
}

const OF_DXSO_JOB: readonly Pick<Route, 'operation' | 'method'>[] = [
  { operation: 'getDxsoJob', method: 'GET' },
  { operation: 'finishDxsoJob', method: 'PUT' },
  { operation: 'deleteDxsoJob', method: 'DELETE' },
];

function dxsoRoute(segments: readonly string[], method: string): Found | undefined {
  const [first, clientId, jobs, jobId, what, ...more] = segments;
  if (jobs === undefined) return clientsRoute('listDxsoClients', 'getDxsoClient')(segments, method);
  if (first !== 'clients' || !clientId || jobs !== 'dxso-jobs' || more.length > 0) return undefined;
  if (jobId === undefined) return { operation: 'createDxsoJob', method: 'POST', clientId };
  if (jobId === '') return undefined;
  if (what === 'files') return { operation: 'uploadDxsoFile', method: 'POST', clientId, jobId };
  if (what === 'protocol-entries') return { operation: 'getDxsoProtocol', method: 'GET', clientId, jobId };
  const found = OF_DXSO_JOB.find((one) => one.method === method) ?? OF_DXSO_JOB[0];
  return what === undefined && found !== undefined ? { ...found, clientId, jobId } : undefined;
}

function documentsRoute(segments: readonly string[], method: string): Found | undefined {
  const [first, clientId, what, documentId, ...more] = segments;
  if (what === undefined) return clientsRoute('listDocumentsClients', 'getDocumentsClient')(segments, method);
  if (first !== 'clients' || !clientId || more.length > 0) return undefined;
  if (documentId === undefined) {
    if (what === 'document-types') return { operation: 'listDocumentTypes', method: 'GET', clientId };
    if (what === 'duo-version') return { operation: 'getDuoVersion', method: 'GET', clientId };
    return what === 'documents' ? { operation: 'postDocument', method: 'POST', clientId } : undefined;
  }
  if (what !== 'documents' || documentId === '') return undefined;
  if (documentId === 'stapled') return { operation: 'putStapledDocuments', method: 'PUT', clientId };
  return { operation: 'putDocument', method: 'PUT', clientId, documentId };
}

/** A segment with broken percent encoding stays as it is: it will not be a valid id. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
