import type { Operation } from 'openapi-backend';
import type { ServiceRequest } from '../world/types';
import { readMultipart } from './multipart';

export type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Members = { [name: string]: Json };

/**
 * Answers that the documents of accounting:documents and accounting:dxso-jobs leave to the gateway. The documents of the
 * other two APIs name them one by one.
 */
export const OF_THE_GATEWAY: readonly number[] = [401, 405, 406, 413, 415, 429, 500, 502, 504];

export function isDcoDocument(document: Json): boolean {
  return schemasOf(document)['ErrorMessage'] !== undefined;
}

/**
 * The documents of the two APIs say less than they mean; this puts in what their own text and schemas say elsewhere:
 * names for operations (the validator wants them), the error's schema for all errors (they have examples only), and the
 * schema `DXSoJob`, which the document defines and does not use. Two members contradict their own description:
 * `accounting_month` (`format: date`, described and shown as `YYYY-MM`) and `document-id` (`format: guid`, unknown).
 */
export function completed(document: Json): Json {
  const whole = membersOf(structuredClone(document));
  for (const [path, operations] of Object.entries(membersOf(whole['paths']))) {
    for (const [method, operation] of Object.entries(membersOf(operations)))
      completeOperation(membersOf(operation), `${method} ${path}`);
  }
  const info = membersOf(schemasOf(whole)['DXSoJobCreationInfo']);
  const month = membersOf(membersOf(info['properties'])['accounting_month']);
  delete month['format'];
  month['pattern'] = String.raw`\d{4}-(0[1-9]|1[0-2])`;
  return whole;
}

function completeOperation(operation: Members, name: string): void {
  operation['operationId'] = name;
  for (const [status, answer] of Object.entries(membersOf(operation['responses']))) {
    const schema = Number(status) >= 400 ? reference('ErrorMessage') : MADE[name];
    if (Number(status) < 400 && (status !== '201' || schema === undefined)) continue;
    membersOf(answer)['content'] = { 'application/json': { schema: schema ?? {} } };
  }
  for (const parameter of listOf(operation['parameters'])) {
    const schema = membersOf(membersOf(parameter)['schema']);
    if (schema['format'] === 'guid') schema['format'] = 'uuid';
  }
  const content = membersOf(membersOf(operation['requestBody'])['content']);
  if (content[MERGE_PATCH] !== undefined) {
    // The validator reads `application/json` only.
    content['application/json'] = content[MERGE_PATCH];
    membersOf(operation['requestBody'])['x-sent-as'] = [MERGE_PATCH];
  }
}

const MERGE_PATCH = 'application/merge-patch+json';
const MADE: Readonly<Record<string, Json>> = {
  'post /clients/{client-id}/dxso-jobs': reference('DXSoJob'),
  'post /clients/{client-id}/dxso-jobs/{job-id}/files': { type: 'object', properties: {} },
};

function reference(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}

function schemasOf(document: Json): Members {
  return membersOf(membersOf(membersOf(document)['components'])['schemas']);
}

function membersOf(value: Json | undefined): Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

function listOf(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}

/** The media types an operation takes, as its document names them. */
export function sentAs(body: object & { readonly content: object }): readonly string[] {
  const named: unknown = 'x-sent-as' in body ? body['x-sent-as'] : undefined;
  return Array.isArray(named) ? named.map(String) : Object.keys(body.content);
}

/** Parts the document knows, the file among them; `metadata` and `custom_metadata` as the schemas of these names say. */
export function multipartFaults(
  request: ServiceRequest,
  operation: Operation,
  document: Json,
): readonly string[] {
  const body = operation.requestBody;
  if (body === undefined || '$ref' in body || !('multipart/form-data' in body.content)) return [];
  const schema = body.content['multipart/form-data']?.schema;
  const known = schema !== undefined && 'properties' in schema ? Object.keys(schema.properties ?? {}) : [];
  const parts = readMultipart(request.headers['content-type'], request.body);
  if (parts === undefined) return ['the body is no multipart/form-data'];
  const file = known.find((name) => name.startsWith('file'));
  return [
    ...parts.filter(({ name }) => !known.includes(name)).map(({ name }) => `unknown part "${name}"`),
    ...(parts.some(({ name, filename }) => name === file && (filename ?? '') !== '')
      ? []
      : [`the part "${file}" with a file name is missing`]),
    ...parts
      .filter(({ name }) => name.endsWith('metadata'))
      .flatMap(({ name, content }) => metadataFaults(name, content, membersOf(schemasOf(document)[name]))),
  ];
}

function metadataFaults(part: string, content: Uint8Array, schema: Members): readonly string[] {
  let value: Json;
  try {
    value = JSON.parse(new TextDecoder().decode(content));
  } catch {
    return [`the part "${part}" is no JSON`];
  }
  const properties = membersOf(schema['properties']);
  return Object.entries(membersOf(value)).flatMap(([name, given]) => {
    const property = membersOf(properties[name]);
    const fits =
      property['type'] === 'integer'
        ? Number.isInteger(given)
        : typeof given === 'string' && given.length <= Number(property['maxLength']);
    return fits ? [] : [`${part}/${name} is not as the schema says`];
  });
}

/** A JSON body for the validator; `wrong` where it is none. */
export function jsonBody(
  request: ServiceRequest,
  operation: Operation,
): { readonly body?: object; readonly wrong: readonly string[] } {
  const body = operation.requestBody;
  if (body === undefined || '$ref' in body) return { wrong: [] };
  // Parts are looked at by `multipartFaults`; the validator wants to see that there is something.
  if ('multipart/form-data' in body.content) return { body: {}, wrong: [] };
  if (!('application/json' in body.content)) return { wrong: [] };
  if (request.body.length === 0) return { wrong: [] };
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(request.body));
    if (typeof value === 'object' && value !== null) return { body: value, wrong: [] };
  } catch {
    // Told below.
  }
  return { wrong: ['the body is no JSON object'] };
}
