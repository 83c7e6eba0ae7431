import type { Problem } from '../kernel/problem';
import { fail, ok, type Result } from '../kernel/result';
import { latestFile } from '../submissions/parts';
import type { StoredFile } from '../submissions/stored-file';
import type { FileKind, Submission } from '../submissions/submission';
import type { Upload } from './upload';

/** Whose an uploaded file is and what it is checked as. */
export type Place = {
  readonly mandant: string;
  /** The submission that it is to correct. */
  readonly owner: Submission | undefined;
  readonly kind: FileKind;
  readonly document: StoredFile['document'];
};

/** Where a file belongs by its target, that submission and its first bytes; a file of another kind is no correction. */
export function placeOf(
  { target }: Pick<Upload, 'target'>,
  owner: Submission | undefined,
  isArchive: boolean,
): Result<Place, Problem> {
  const mandant = target.to === 'mandant' ? target.mandant : owner?.mandant;
  if (mandant === undefined) return fail({ code: 'file.gone', retry: 'never' });
  const document = target.document ?? latestDocument(owner);
  const kind = document !== undefined ? 'document' : isArchive ? 'dxso' : 'extf';
  if (owner !== undefined && owner.kind !== kind)
    return fail({ code: 'file.other-kind', retry: 'after-fix', values: { kind: owner.kind } });
  return ok({ mandant, owner, kind, document });
}

/** A corrected image is filed like the one before, unless somebody says otherwise. */
function latestDocument(owner: Submission | undefined): StoredFile['document'] {
  return owner && (latestFile(owner) ?? owner.candidate)?.document;
}
