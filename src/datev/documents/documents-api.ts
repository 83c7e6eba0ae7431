import * as v from 'valibot';
import { present } from '../../kernel/present';
import { ok, type Result } from '../../kernel/result';
import { sha256 } from '../../platform/bytes';
import { jsonOf } from '../../platform/http';
import { type MandantBasics, parseBasics } from '../basics';
import { type DatevCall, unreadable } from '../datev-http-api';
import { askOfMandant, type DatevPlace } from '../mandant-api';
import { multipart } from '../multipart';
import { codeOf, type DatevRefusal } from '../verbatim';

/** What the Mandant files images under in Belege online; other Mandanten have other names. */
type DocumentType = {
  readonly name: string;
  readonly category?: string | undefined;
};

/** One image for Belege online. */
type DocumentToPut = {
  /** Made of Mandant and content, so that the same image twice is one document. */
  readonly guid: string;
  /** Of DATEV's whitelist, at most 255 characters (src/dxso/file-name). */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** One of `listDocumentTypes`. */
  readonly type?: string;
  /** For the tax firm, at most 255 characters. */
  readonly note?: string;
  /** Category, folder and register in Belege online: all three or none. */
  readonly repository?: { readonly category: string; readonly folder: string; readonly register: string };
};

const Words = v.fallback(v.optional(v.string()), undefined);
const WireType = v.object({ name: v.pipe(v.string(), v.nonEmpty()), category: Words });

/** The Mandant's fiscal years and books, as this API tells them (`GET /clients/{client-id}`). */
export async function readDocumentsBasics(place: DatevPlace): Promise<Result<MandantBasics, DatevRefusal>> {
  const answer = await ask(place, '', { operation: 'readDocumentsClient', kind: 'read' });
  if (!answer.ok) return answer;
  const basics = parseBasics(jsonOf(answer.value));
  return basics === undefined ? unreadable(answer.value) : ok(basics);
}

/** The Mandant's document types; they differ from Mandant to Mandant and are asked for before anything is uploaded. */
export async function listDocumentTypes(
  place: DatevPlace,
): Promise<Result<readonly DocumentType[], DatevRefusal>> {
  const answer = await ask(place, '/document-types', { operation: 'listDocumentTypes', kind: 'read' });
  if (!answer.ok) return answer;
  const list = jsonOf(answer.value);
  if (!Array.isArray(list)) return unreadable(answer.value);
  return ok(list.flatMap((one) => (v.is(WireType, one) ? [v.parse(WireType, one)] : [])));
}

/**
 * Puts an image under its GUID. Done again it does no harm: DATEV answers 409 (`DCO01012`), and that is as good as 201, as
 * is `DCO01253` (the same file name and type is there already).
 */
export async function putDocument(
  place: DatevPlace,
  document: DocumentToPut,
): Promise<Result<{ readonly wasThere: boolean }, DatevRefusal>> {
  const text = new TextEncoder();
  const { bytes, guid, name } = document;
  const parts = [
    { name: 'file', fileName: name, contentType: typeByName(name), bytes },
    {
      name: 'metadata',
      contentType: 'application/json',
      bytes: text.encode(JSON.stringify(metadataOf(document))),
    },
  ];
  const form = multipart(parts, `dfj-${sha256(bytes).slice(0, 40)}`);
  const answer = await ask(place, `/documents/${guid}`, {
    operation: 'putDocument',
    kind: 'repeatable',
    method: 'PUT',
    headers: { 'content-type': form.contentType },
    body: form.body,
  });
  if (answer.ok) return ok({ wasThere: false });
  const { problem, verbatim } = answer.problem;
  const isThere = problem.status === 409 || codeOf(verbatim) === 'DCO01253';
  return isThere ? ok({ wasThere: true }) : answer;
}

function metadataOf({ type, note, repository }: DocumentToPut): Readonly<Record<string, string>> {
  return {
    ...present({ document_type: type, note }),
    ...repository,
  };
}

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  tif: 'image/tiff',
  tiff: 'image/tiff',
  xml: 'application/xml',
};

function typeByName(name: string): string {
  return TYPES[name.slice(name.lastIndexOf('.') + 1).toLowerCase()] ?? 'application/octet-stream';
}

function ask(place: DatevPlace, path: string, call: Omit<DatevCall, 'url' | 'token'>) {
  return askOfMandant('accounting-documents', place, { ...call, path });
}
