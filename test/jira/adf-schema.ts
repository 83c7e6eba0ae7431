import { readFileSync } from 'node:fs';
import Ajv from 'ajv-draft-04';
import { sharedPath } from '../../packages/sandbox/shared-dir';

const SCHEMA = sharedPath('specs', 'jira', 'adf-schema.json');
const validate =
  SCHEMA === undefined
    ? undefined
    : new Ajv({ strict: false }).compile(JSON.parse(readFileSync(SCHEMA, 'utf8')) as object);

/** Behind the name of a test that needs the schema. */
export const SCHEMA_NOTE =
  SCHEMA === undefined ? ' (without Atlassian’s schema: not beside the project)' : '';

/** What Atlassian's own schema says against a document; nothing where the schema is not beside the project. */
export function objections(document: unknown): readonly unknown[] {
  if (validate === undefined) return [];
  validate(document);
  return validate.errors ?? [];
}
