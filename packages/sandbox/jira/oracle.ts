import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import Ajv4 from 'ajv-draft-04';
import type { Document, Operation } from 'openapi-backend';
import { type Documented, documentedBy, QUICKLY } from '../openapi';
import { type Json, type Members, resolved } from '../references';
import { sharedPath } from '../shared-dir';
import type { ServiceAnswer, ServiceRequest } from '../world/types';

type Judge = Documented & { readonly defects: ReadonlySet<string> };
type Asked = {
  method: string;
  path: string;
  query: Record<string, string | string[]>;
  headers: Record<string, string>;
  body?: Json;
};

const SPEC = ['specs', 'jira', 'jira-platform-v3.openapi.json.gz'] as const;
const ADF = ['specs', 'jira', 'adf-schema.json'] as const;
const DEFECTS = ['specs', 'jira', 'spec-known-defects.json'] as const;
/** What every operation may answer though the document rarely declares it: gateway, transport, and our own 501. */
const ALWAYS = new Set([401, 415, 429, 500, 501, 502, 503, 504]);
let judge: Judge | undefined;
let adf: ((value: unknown) => string[]) | undefined;

/** Why Jira's documents cannot be asked here; undefined when they can. */
export function jiraOracleMissing(): string | undefined {
  const there = [SPEC, ADF, DEFECTS].every((parts) => sharedPath(...parts) !== undefined);
  return there
    ? undefined
    : 'skipped: Jira’s OpenAPI document is not beside the project (SHARED_DIR/specs/jira)';
}

/**
 * Everything in which a request or an answer breaks Jira's OpenAPI document or a rich text breaks the ADF schema, each
 * line beginning `request: ` or `answer: `; empty when all is right or the documents are absent. Where an example in the
 * vendor's own document breaks its schema in the same way (spec-known-defects.json), the document is wrong, not the answer.
 */
export function checkJira(request: ServiceRequest, answer: ServiceAnswer): string[] {
  return [...checkJiraRequest(request), ...checkJiraAnswer(request, answer)];
}

export function checkJiraRequest(request: ServiceRequest): string[] {
  if (jiraOracleMissing() !== undefined) return [];
  const { validator, defects } = theJudge();
  const asked = asDocumented(request);
  const operation = operationOf(asked);
  if (!operation) return [`request: Jira has no operation ${request.method} ${request.path}`];
  const multipart = (request.headers['content-type'] ?? '').startsWith('multipart/');
  const errors = multipart ? [] : (validator.validateRequest(asked, operation).errors ?? []);
  const faults = errors.map(
    (error) => `${error.instancePath} ${error.message ?? 'is wrong'} ${JSON.stringify(error.params)}`,
  );
  const own = faults.filter((fault) => !defects.has(defectKey(operation, 'REQ', fault)));
  return [...own, ...missingBody(asked, operation), ...checkTexts(asked.body)].map(
    (fault) => `request: ${fault}`,
  );
}

export function checkJiraAnswer(request: ServiceRequest, answer: ServiceAnswer): string[] {
  if (jiraOracleMissing() !== undefined || ALWAYS.has(answer.status)) return [];
  const { validator, defects } = theJudge();
  const operation = operationOf(request);
  if (!operation)
    return answer.status === 404 ? [] : [`answer: ${answer.status} for an operation Jira does not have`];
  // Removed after the document was written (CHANGE-2046).
  if (answer.status === 410 && operation.path === '/rest/api/3/search') return [];
  const documented = operation.responses?.[String(answer.status)];
  // A refused bad request is in order even where the document forgets the 400.
  if (!documented && answer.status === 400 && checkJiraRequest(request).length > 0) return [];
  if (!documented || '$ref' in documented)
    return [`answer: ${operation.operationId ?? ''} does not document status ${answer.status}`];
  if (!(answer.headers['content-type'] ?? '').includes('json'))
    return documented.content && hasBody(answer) ? ['answer: the body is no JSON'] : [];
  const body = parsed(answer.body);
  if (body === undefined) return ['answer: the body is no JSON'];
  const errors = documented.content
    ? (validator.validateResponse(body, operation, answer.status).errors ?? [])
    : undocumentedBody(body, answer.status);
  const faults = errors.map(
    (error) =>
      `${error.instancePath ?? ''} ${error.message ?? 'is wrong'} ${JSON.stringify(error.params ?? {})}`,
  );
  const own = faults.filter((fault) => !defects.has(defectKey(operation, `RES ${answer.status}`, fault)));
  return own.map((fault) => `answer: ${operation.operationId ?? ''} ${answer.status} body${fault}`);
}

/** Faults of a rich text against the published ADF schema. */
export function checkAdf(value: unknown): string[] {
  if (jiraOracleMissing() !== undefined) return [];
  adf ??= compileAdf();
  return adf(value);
}
function compileAdf(): (value: unknown) => string[] {
  const ajv = new Ajv4({ strict: false, logger: false, ...QUICKLY });
  const validate = ajv.compile(readJson(ADF) as Members);
  // The schema is a tree of alternatives: the first error says where, the rest is noise.
  return (value) =>
    validate(value)
      ? []
      : [
          `not ADF: ${(validate.errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`)[0] ?? ''}`,
        ];
}

/** Every document (`type: doc`) anywhere in a request. */
function checkTexts(value: Json | undefined): string[] {
  if (value === undefined || value === null || typeof value !== 'object') return [];
  if (Array.isArray(value)) return value.flatMap(checkTexts);
  return value['type'] === 'doc' ? checkAdf(value) : Object.values(value).flatMap(checkTexts);
}
/** Errors without a schema in the document still have Jira's error shape. */
function undocumentedBody(
  body: Json,
  status: number,
): readonly { instancePath?: string; message?: string; params?: unknown }[] {
  const shape =
    typeof body === 'object' &&
    body !== null &&
    !Array.isArray(body) &&
    Array.isArray(body['errorMessages']) &&
    typeof body['errors'] === 'object';
  return status < 400 || shape ? [] : [{ message: 'is no error collection' }];
}
function missingBody(asked: Asked, operation: Operation): readonly string[] {
  const body = operation.requestBody;
  const required = body !== undefined && !('$ref' in body) && body.required === true;
  const json = body !== undefined && !('$ref' in body) && 'application/json' in body.content;
  return required && json && asked.body === undefined ? ['the JSON body is missing'] : [];
}
function hasBody(answer: ServiceAnswer): boolean {
  return answer.body.length > 0;
}
function parsed(body: Uint8Array | string): Json | undefined {
  try {
    return JSON.parse(typeof body === 'string' ? body : Buffer.from(body).toString('utf8')) as Json;
  } catch {
    return undefined;
  }
}
function asDocumented(request: ServiceRequest): Asked {
  const query: Record<string, string | string[]> = {};
  for (const name of new Set(request.query.keys())) {
    const values = request.query.getAll(name);
    query[name] = values.length > 1 ? values : (values[0] ?? '');
  }
  const json = /\bjson\b/.test(request.headers['content-type'] ?? '') ? parsed(request.body) : undefined;
  return {
    method: request.method,
    path: request.path,
    query,
    headers: { ...request.headers },
    // The validator reads a text once more as JSON, so a JSON text goes in as it was sent.
    ...(json === undefined ? {} : { body: typeof json === 'string' ? JSON.stringify(json) : json }),
  };
}

function theJudge(): Judge {
  if (judge) return judge;
  const raw = readJson(SPEC) as Members;
  repair(raw);
  const memo = new Map<string, Json>();
  const definition = {
    ...raw,
    components: {},
    paths: resolved(raw['paths'] ?? {}, { root: raw, memo }),
  } as unknown as Document;
  judge = {
    ...documentedBy(definition, { strict: false, allErrors: true, logger: false }),
    defects: knownDefects(),
  };
  return judge;
}
function operationOf(request: { readonly method: string; readonly path: string }): Operation | undefined {
  return theJudge().operationOf(request.method, request.path);
}
function readJson(parts: readonly string[]): Json {
  const path = sharedPath(...parts);
  if (path === undefined) throw new Error(`absent: ${parts.join('/')}`);
  const bytes = readFileSync(path);
  return JSON.parse((path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')) as Json;
}

/** Repairs the examples do not show: a changelog's words are null where its ids are, and security is the caller's part. */
function repair(raw: Members): void {
  const schemas = at(raw, 'components', 'schemas');
  for (const name of ['from', 'fromString', 'to', 'toString'])
    Object.assign(at(schemas, 'ChangeDetails', 'properties', name), { nullable: true });
  for (const name of ['AssociationContextObject', 'FieldIdentifierObject'])
    Object.assign(at(schemas, name, 'properties'), { identifier: {} });
  for (const item of Object.values(at(raw, 'paths')))
    for (const operation of Object.values(item as Members))
      if (typeof operation === 'object' && operation !== null && !Array.isArray(operation))
        delete operation['security'];
}
function at(value: Members, ...names: readonly string[]): Members {
  return names.reduce((inner, name) => inner[name] as Members, value);
}

function defectKey(operation: Operation, kind: string, fault: string): string {
  return `${kind} ${operation.method} ${operation.path} ${fault.replace(/\/\d+/g, '/#')}`;
}
function knownDefects(): ReadonlySet<string> {
  const all = readJson(DEFECTS) as { kind: string; method: string; path: string; error: string }[];
  return new Set(
    all.flatMap((one) =>
      one.error
        .split(' ; ')
        .map((error) => `${one.kind} ${one.method} ${one.path} ${error.replace(/\/\d+/g, '/#')}`),
    ),
  );
}
