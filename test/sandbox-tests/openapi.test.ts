import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { documentedBy } from '../../packages/sandbox/openapi';
import { sharedPath } from '../../packages/sandbox/shared-dir';

/* The judges compile schemas without holding them against the schema of schemas first: a document that is wrong must not judge. */

type Asked = Parameters<ReturnType<typeof documentedBy>['validator']['validateRequest']>[0];
const ASKED = { method: 'post', path: '/a', headers: { 'content-type': 'application/json' }, body: { a: 1 } };

function judging(schema: object): () => unknown {
  const content = { 'application/json': { schema } };
  const post = { operationId: 'x', requestBody: { required: true, content }, responses: {} };
  const { validator, operationOf } = documentedBy(
    { openapi: '3.0.3', info: { title: '', version: '' }, paths: { '/a': { post } } } as never,
    { strict: false, logger: false },
  );
  return () => validator.validateRequest(ASKED as Asked, operationOf('POST', '/a')).valid;
}

describe('a schema', () => {
  it('judges', () => {
    expect(judging({ type: 'object', required: ['a'] })()).toBe(true);
    expect(judging({ type: 'object', required: ['b'] })()).toBe(false);
  });

  it.each([
    ['a type that there is not', { type: 'strnig' }],
    ['a length in letters', { type: 'string', minLength: '3' }],
    ['one name where there are several', { type: 'object', required: 'a' }],
    ['no pattern', { type: 'string', pattern: '[' }],
    ['no value at all', { enum: [] }],
    ['properties in a row', { properties: [] }],
    ['a word where it is yes or no', { additionalProperties: 'no' }],
    ['items without a schema', { type: 'array', items: 7 }],
    ['alternatives without order', { oneOf: {} }],
  ])('with %s judges nothing', (_, schema) => {
    expect(judging(schema)).toThrow();
  });
});

const FOLDER = sharedPath('specs', 'datev', 'openapi');
const OTHERS = [
  sharedPath('specs', 'jira', 'jira-platform-v3.openapi.json.gz'),
  sharedPath('specs', 'looker', 'Looker.4.0.oas.json.gz'),
].filter((path) => path !== undefined);
const DOCUMENTS = [
  ...(FOLDER === undefined ? [] : readdirSync(FOLDER).map((name) => join(FOLDER, name))),
  ...OTHERS,
].filter((path) => /\.json(?:\.gz)?$/.test(path));

/** Every schema of a document, by whatever it is used. */
function schemasIn(node: unknown): readonly object[] {
  if (Array.isArray(node)) return node.flatMap(schemasIn);
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([key, value]) => {
    if (key === 'example' || key === 'examples') return [];
    if (key === 'schema') return [value as object];
    return key === 'schemas' ? Object.values(value as Record<string, object>) : schemasIn(value);
  });
}

/** Looker's document has a type “any”: no schema with it compiles, and its judge reads it as none. */
const withoutAny = (key: string, value: unknown) => (key === 'type' && value === 'any' ? undefined : value);

describe.skipIf(DOCUMENTS.length === 0)('the documents of the services', () => {
  it.each(DOCUMENTS.map((path) => [basename(path), path]))(
    '%s has nothing but schemas for schemas',
    (_, path) => {
      const bytes = readFileSync(path);
      const text = (path.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString();
      const document: unknown = JSON.parse(text, withoutAny);
      const ajv = new Ajv({ strict: false, logger: false, allErrors: true });
      const all = schemasIn(document);
      expect(all.length).toBeGreaterThan(10);
      const faults = all.flatMap((schema) => (ajv.validateSchema(schema) === true ? [] : (ajv.errors ?? [])));
      expect(faults.map(({ instancePath, message }) => `${instancePath} ${message}`)).toEqual([]);
    },
  );
});
