import type { Problem } from '../../kernel/problem';
import { ok, type Result } from '../../kernel/result';
import { askAbout } from '../place-api';
import { listDocumentTypes } from './documents-api';

/** What a Mandant files images under, by DATEV. */
export async function documentTypesOf(mandant: string): Promise<Result<readonly string[], Problem>> {
  const types = await askAbout(mandant, listDocumentTypes);
  return types.ok ? ok(types.value.map(({ name }) => name)) : types;
}
