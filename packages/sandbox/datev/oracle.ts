import { readFileSync } from 'node:fs';
import type { Document, OpenAPIValidator, Operation } from 'openapi-backend';
import { type Documented, documentedBy } from '../openapi';
import { sharedPath } from '../shared-dir';
import type { ServiceAnswer, ServiceRequest } from '../world/types';
import { openidCall } from './openid';
import {
  completed,
  isDcoDocument,
  type Json,
  jsonBody,
  multipartFaults,
  OF_THE_GATEWAY,
  sentAs,
} from './oracle-dco';
import { resolved } from './oracle-schema';

type Judge = Documented & {
  readonly bases: readonly string[];
  readonly document: Json;
};

const DOCUMENTS = [
  'accounting-clients-2.0.json',
  'accounting_extf-files-3.0.1.json',
  'accounting_dxso-jobs-2.1.7.json',
  'accounting_documents-2.1.12.json',
] as const;
let judges: readonly Judge[] | undefined;

/** Why DATEV's documents cannot be asked here; undefined when they can. */
export function oracleMissing(): string | undefined {
  return sharedPath('specs', 'datev', 'openapi', DOCUMENTS[1]) === undefined
    ? 'skipped: DATEV’s OpenAPI documents are not beside the project (SHARED_DIR/specs/datev/openapi)'
    : undefined;
}

/**
 * Everything in which a request or an answer breaks DATEV's OpenAPI documents, each line beginning `request: ` or
 * `answer: `; empty when all is right or the documents are absent. Stricter than the documents in two points: patterns
 * hold for the whole value, and answers have no members the document does not name.
 */
export function checkDatev(request: ServiceRequest, answer: ServiceAnswer): string[] {
  return [...checkDatevRequest(request), ...checkDatevAnswer(request, answer)];
}

export function checkDatevRequest(request: ServiceRequest): string[] {
  const login = openidCall(request);
  if (login !== undefined) return loginFaults(request, login.what).map((fault) => `request: ${fault}`);
  if (oracleMissing() !== undefined) return [];
  const asked = asDocumented(request);
  if (asked === undefined)
    return [`request: no API of DATEV at ${request.headers['host'] ?? '(no host)'}${request.path}`];
  const operation = asked.judge.router.matchOperation(asked.request);
  if (operation === undefined) return [`request: DATEV has no operation ${request.method} ${request.path}`];
  const { body, wrong } = jsonBody(request, operation);
  const sent = body === undefined ? asked.request : { ...asked.request, body };
  const checked = asked.judge.validator.validateRequest(sent, operation);
  const faults = (checked.errors ?? []).map(
    (error) => `${error.instancePath} ${error.message ?? 'is wrong'}`,
  );
  const parts = multipartFaults(request, operation, asked.judge.document);
  return [...faults, ...wrong, ...parts, ...credentials(request), ...mediaType(request, operation)].map(
    (fault) => `request: ${fault}`,
  );
}

export function checkDatevAnswer(request: ServiceRequest, answer: ServiceAnswer): string[] {
  // The login has no OpenAPI document; its answers follow RFC 6749, 7009 and OpenID Connect.
  if (openidCall(request) !== undefined) return [];
  if (oracleMissing() !== undefined) return [];
  const asked = asDocumented(request);
  const operation = asked === undefined ? undefined : operationOfPath(asked);
  if (asked === undefined || operation === undefined) {
    const gateway = answer.status === 404 || answer.status === 401;
    return gateway ? [] : [`answer: ${answer.status} for an address DATEV does not have`];
  }
  const documented = operation.responses?.[documentedStatus(operation, answer.status)];
  const byGateway = isDcoDocument(asked.judge.document) && OF_THE_GATEWAY.includes(answer.status);
  if (documented === undefined && byGateway) return [];
  if (documented === undefined || '$ref' in documented)
    return [`answer: status ${answer.status} is not documented`];
  const place: Place = {
    validator: asked.judge.validator,
    operation,
    content: documented.content === undefined ? undefined : Object.keys(documented.content)[0],
    headers: Object.keys(documented.headers ?? {}),
  };
  const faults = [...bodyFaults(answer, place), ...headerFaults(answer, place)];
  return faults.map((fault) => `answer: ${fault}`);
}

/** Clients made from older documents of DATEV know 201 for a file that was taken; today's document knows 202. */
function documentedStatus({ operationId }: Operation, status: number): string {
  return String(operationId === 'importExtfFile' && status === 201 ? 202 : status);
}

/** DATEV's login: known addresses only, forms as forms, no secrets in addresses. */
function loginFaults(request: ServiceRequest, what: string): readonly string[] {
  const isForm = /^application\/x-www-form-urlencoded/.test(request.headers['content-type'] ?? '');
  return [
    ...(what === 'nothing' ? [`DATEV's login has nothing at ${request.path}`] : []),
    ...(request.method === 'POST' && !isForm ? ['a form has to be sent as one'] : []),
    ...(/token|secret|verifier/.test(request.query.toString()) ? ['a secret stands in the address'] : []),
  ];
}

function credentials(request: ServiceRequest): readonly string[] {
  return [
    ...(/^Bearer \S+$/.test(request.headers['authorization'] ?? '')
      ? []
      : ['Authorization: Bearer is missing']),
    ...((request.headers['x-datev-client-id'] ?? '') === '' ? ['X-DATEV-Client-Id is missing'] : []),
  ];
}

function mediaType(request: ServiceRequest, operation: Operation): readonly string[] {
  const body = operation.requestBody;
  if (body === undefined || '$ref' in body) return [];
  const sent = (request.headers['content-type'] ?? '').split(';')[0]?.trim() ?? '';
  // A body that may be absent says no type when it is.
  if (body.required !== true && request.body.length === 0) return [];
  return [
    ...(sentAs(body).includes(sent) ? [] : [`Content-Type "${sent}" is not documented`]),
    ...(body.required === true && request.body.length === 0 ? ['the body is missing'] : []),
  ];
}

/** What the document says about answers of this status. */
type Place = {
  readonly validator: OpenAPIValidator;
  readonly operation: Operation;
  readonly content: string | undefined;
  readonly headers: readonly string[];
};

function bodyFaults(answer: ServiceAnswer, { validator, operation, content }: Place): readonly string[] {
  const text = typeof answer.body === 'string' ? answer.body : new TextDecoder().decode(answer.body);
  if (content === undefined)
    return answer.status < 300 && text !== '' ? ['a body where none is documented'] : [];
  const type = (answer.headers['content-type'] ?? '').replaceAll(' ', '');
  if (!type.startsWith(content)) return [`Content-Type "${type}" is not documented`];
  let value: Json;
  try {
    value = JSON.parse(text);
  } catch {
    return ['the body is no JSON'];
  }
  const checked = validator.validateResponse(value, operation, answer.status);
  return (checked.errors ?? []).map(
    (error) => `body${error.instancePath} ${error.message ?? 'is wrong'} ${JSON.stringify(error.params)}`,
  );
}

/** `Link` may be absent (a single page); every other documented header must be there. */
function headerFaults(answer: ServiceAnswer, { validator, operation, headers }: Place): readonly string[] {
  const missing = headers.filter(
    (name) => name !== 'Link' && answer.headers[name.toLowerCase()] === undefined,
  );
  const checked = validator.validateResponseHeaders({ ...answer.headers }, operation, {
    statusCode: answer.status,
  });
  return [
    ...missing.map((name) => `header ${name} is missing`),
    ...(checked.errors ?? []).map((error) => `header ${error.instancePath} ${error.message ?? 'is wrong'}`),
    ...(answer.headers['x-global-transaction-id'] === undefined
      ? ['X-Global-Transaction-ID is missing']
      : []),
  ];
}

type Asked = {
  readonly judge: Judge;
  readonly request: {
    method: string;
    path: string;
    query: Record<string, string>;
    headers: Record<string, string>;
  };
};

/** The request as the document at its host names it, without the server's base path. */
function asDocumented(request: ServiceRequest): Asked | undefined {
  const address = `https://${(request.headers['host'] ?? '').replace(/:\d+$/, '')}${request.path}`;
  for (const judge of all()) {
    const base = judge.bases.find((one) => address.startsWith(`${one}/`));
    // The validator's router would take a trailing slash for none.
    if (base === undefined || address.endsWith('/')) continue;
    const query = Object.fromEntries(request.query);
    return {
      judge,
      request: {
        method: request.method,
        path: address.slice(base.length),
        query,
        headers: { ...request.headers },
      },
    };
  }
  return undefined;
}

/** The operation, or, for a method that does not exist there, any operation of the path (its 405 is documented). */
function operationOfPath({ judge, request }: Asked): Operation | undefined {
  for (const method of [request.method, 'GET', 'POST', 'PUT', 'DELETE']) {
    const found = judge.router.matchOperation({ ...request, method });
    if (found !== undefined) return found;
  }
  return undefined;
}

function all(): readonly Judge[] {
  judges ??= DOCUMENTS.flatMap((name) => {
    const path = sharedPath('specs', 'datev', 'openapi', name);
    return path === undefined ? [] : [judgeOf(path)];
  });
  return judges;
}

function judgeOf(path: string): Judge {
  const raw: Json = JSON.parse(readFileSync(path, 'utf8'));
  const document = isDcoDocument(raw) ? completed(raw) : raw;
  const definition = resolved(document, document) as unknown as Document;
  const bases = (definition.servers ?? []).map((server) => server.url);
  return { ...documentedBy(definition), bases, document };
}
