import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Document, Operation } from 'openapi-backend';
import { type Documented, documentedBy } from '../openapi';
import { type Json, resolved } from '../references';
import { sharedPath } from '../shared-dir';
import type { ServiceAnswer, ServiceRequest } from '../world/types';
import { TOLD } from './answers';
import { completed } from './oracle-schema';
import { API, routeOf } from './route';

const SPEC = ['specs', 'looker', 'Looker.4.0.oas.json.gz'] as const;
/** What every operation may answer though the document declares it nowhere, or not with its body. */
const ALWAYS: readonly number[] = [401, 403, 429, 500, 501, 502, 503, 504];
/** Typed "string" throughout: rows, SQL, files. */
const UNTYPED = /^(run_|query_task_results$|query_task_multi_results$|render_task_results$)/;
/** What the app may do towards Looker, and nothing else. */
const OF_THE_APP: readonly string[] = [
  ...['login', 'logout', 'alive', 'versions', 'session', 'me'],
  ...['all_lookml_models', 'lookml_model', 'lookml_model_explore', 'all_looks', 'search_looks', 'look'],
  ...['folder_looks', 'dashboard', 'search_dashboards', 'query', 'query_for_slug', 'create_query'],
  ...['create_query_task', 'query_task', 'query_task_results', 'query_task_multi_results'],
  ...['run_query', 'run_inline_query', 'run_look'],
  ...['create_look_render_task', 'create_query_render_task', 'create_dashboard_render_task'],
  ...['render_task', 'render_task_results'],
];
let judge: Documented | undefined;

/** Why Looker's document cannot be asked here; undefined when it can. */
export function lookerOracleMissing(): string | undefined {
  return sharedPath(...SPEC) === undefined
    ? 'skipped: Looker’s OpenAPI document is not beside the project (SHARED_DIR/specs/looker)'
    : undefined;
}

/**
 * Everything in which a request or an answer breaks Looker's OpenAPI document, each line beginning `request: ` or
 * `answer: `; empty when all is right or the document is absent. Stricter than the document: no members and no query
 * parameters it does not name, and a token on every call.
 */
export function checkLooker(request: ServiceRequest, answer: ServiceAnswer): string[] {
  return [...checkLookerRequest(request), ...checkLookerAnswer(request, answer)];
}

export function checkLookerRequest(request: ServiceRequest): string[] {
  if (lookerOracleMissing() !== undefined || request.path === '/alive') return [];
  const operation = operationOf(request);
  if (operation === undefined) return [`request: Looker has no operation ${request.method} ${request.path}`];
  const { body, wrong } = bodyOf(request, operation);
  const asked = {
    method: request.method,
    path: request.path.slice(API.length),
    query: queryOf(request),
    headers: { ...request.headers },
    ...(body === undefined ? {} : { body }),
  };
  const errors = theJudge().validator.validateRequest(asked, operation).errors ?? [];
  const faults = errors.map(
    (error) => `${error.instancePath} ${error.message ?? 'is wrong'} ${JSON.stringify(error.params)}`,
  );
  return [...faults, ...wrong, ...credentials(request, operation)].map((fault) => `request: ${fault}`);
}

export function checkLookerAnswer(request: ServiceRequest, answer: ServiceAnswer): string[] {
  if (lookerOracleMissing() !== undefined || request.path === '/alive') return [];
  if (ALWAYS.includes(answer.status) || answer.headers[TOLD] !== undefined) return [];
  const operation = operationOf(request);
  const name = operation?.operationId ?? '';
  if (operation === undefined)
    return answer.status === 404 ? [] : [`answer: ${answer.status} for an operation Looker does not have`];
  const documented = operation.responses?.[String(answer.status)];
  if (documented === undefined || '$ref' in documented)
    return [`answer: ${name} does not document status ${answer.status}`];
  if (answer.status === 204 || answer.status === 202)
    return answer.body.length === 0 ? [] : [`answer: ${name} ${answer.status} has a body`];
  if (answer.status < 300 && UNTYPED.test(name)) return [];
  return bodyFaults(request, answer, operation).map((fault) => `answer: ${name} ${answer.status} ${fault}`);
}

/** Our own rules for what the app sends: the documented scheme, and no operation beyond what it needs. */
export function checkLookerOfApp(request: ServiceRequest): string[] {
  const operation = request.path === '/alive' ? 'alive' : routeOf(request)?.operation;
  if (operation === undefined || !OF_THE_APP.includes(operation))
    return [`request: the app has no business with ${request.method} ${request.path}`];
  if (operation === 'login' || operation === 'alive') return [];
  const isToken = /^token \S+$/.test(request.headers['authorization'] ?? '');
  return isToken ? [] : ['request: Authorization has to be "token …", as the document writes it'];
}

function bodyFaults(request: ServiceRequest, answer: ServiceAnswer, operation: Operation): readonly string[] {
  const body = parsed(answer.body);
  if (!(answer.headers['content-type'] ?? '').includes('json') || body === undefined)
    return ['the body is no JSON'];
  const errors = theJudge().validator.validateResponse(body, operation, answer.status).errors ?? [];
  // `fields` takes members away, the required ones too.
  const cut = request.query.has('fields');
  return errors
    .filter((error) => !(cut && error.keyword === 'required'))
    .map(
      (error) => `body${error.instancePath} ${error.message ?? 'is wrong'} ${JSON.stringify(error.params)}`,
    );
}

/** The document declares no security at all; its text to `login` does. */
function credentials(request: ServiceRequest, operation: Operation): readonly string[] {
  if (operation.operationId === 'login')
    return /secret|client_id/.test(request.query.toString()) ? ['a secret stands in the address'] : [];
  return /^(token|Bearer) \S+$/.test(request.headers['authorization'] ?? '')
    ? []
    : ['Authorization is missing'];
}

function queryOf(request: ServiceRequest): Record<string, string | string[]> {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(request.query.keys())) {
    const values = request.query.getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? '');
  }
  return query;
}

/** A JSON body for the validator; forms are looked at here, whose schema says no more than "object". */
function bodyOf(
  request: ServiceRequest,
  { operationId, requestBody }: Operation,
): { readonly body?: object; readonly wrong: readonly string[] } {
  const text = new TextDecoder().decode(request.body);
  const type = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  if (requestBody === undefined || '$ref' in requestBody)
    return { wrong: text === '' ? [] : ['a body where none is documented'] };
  const takes = Object.keys(requestBody.content);
  if (!takes.includes(type)) return { wrong: [`Content-Type "${type}" is not documented`] };
  if (operationId === 'login') {
    const names = [...new URLSearchParams(text).keys()].sort().join();
    return { wrong: names === 'client_id,client_secret' ? [] : [`the form has ${names}`] };
  }
  const body = parsed(request.body);
  if (typeof body === 'object' && body !== null) return { body, wrong: [] };
  return { wrong: ['the body is no JSON object'] };
}

function parsed(body: Uint8Array | string): Json | undefined {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body)) as Json;
  } catch {
    return undefined;
  }
}

function operationOf(request: ServiceRequest): Operation | undefined {
  if (!request.path.startsWith(`${API}/`)) return undefined;
  return theJudge().operationOf(request.method, request.path.slice(API.length));
}

function theJudge(): Documented {
  if (judge !== undefined) return judge;
  const path = sharedPath(...SPEC);
  if (path === undefined) throw new Error(lookerOracleMissing());
  const raw = completed(JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Json);
  const definition = {
    ...raw,
    ...{ components: {}, servers: [], paths: resolved(raw['paths'] ?? {}, { root: raw, memo: new Map() }) },
  } as unknown as Document;
  judge = documentedBy(definition, { strict: false, allErrors: true, logger: false });
  return judge;
}
