import type { ServiceAnswer } from '../world/types';
import { wireBasics } from './basics';
import { sha256, uuidOf } from './chance';
import type { DcoCall } from './dco-call';
import { EXTENSIONS, mediaTypeOf, NEW_EXTENSIONS, whiteName } from './dco-files';
import { filesFault, readUpload } from './documents-files';
import { isGuid, type Metadata, readMetadata } from './documents-metadata';
import { inMandant } from './dxso-model';
import { berlinTime } from './dxso-protocol';
import { isInBelege } from './dxso-settle';
import type { Mandant, StoredDocument } from './model';
import type { Part } from './multipart';

/** The operations of accounting:documents for one Mandant that is allowed. */
export function answerDocuments(call: DcoCall): ServiceAnswer {
  const { route, answers, mandant } = call;
  if (route.operation === 'getDocumentsClient') return answers.ok(wireBasics(mandant));
  if (route.operation === 'listDocumentTypes') return answers.ok(mandant.documentTypes.map(wireType));
  if (route.operation === 'getDuoVersion') return answers.ok(wireDuoVersion(mandant));
  return upload(call);
}

/** Category and side by the name: whoever names types in a test thinks of the name only. */
function wireType(name: string): Record<string, unknown> {
  if (/eingang/i.test(name)) return { name, category: 'invoices_received', debit_credit_identifier: 'debit' };
  if (/ausgang/i.test(name))
    return { name, category: 'outgoing_invoices', debit_credit_identifier: 'credit' };
  return { name, category: 'other_documents' };
}

/** "There is a difference between DuoNext and DuoNow"; of the logic only `logically` is shown anywhere. */
function wireDuoVersion({ newBelege }: Mandant): Record<string, unknown> {
  return {
    allowed_file_extensions: newBelege ? NEW_EXTENSIONS : EXTENSIONS,
    allowed_staple_file_extensions: newBelege ? NEW_EXTENSIONS.filter((one) => one !== 'xml') : EXTENSIONS,
    staple_logic: newBelege ? 'physically' : 'logically',
  };
}

function upload(call: DcoCall): ServiceAnswer {
  const { route, request, answers, mandant, state, at } = call;
  const { operation, documentId } = route;
  const wrong = (code: Parameters<typeof answers.dco>[1]): ServiceAnswer => answers.dco(400, code);
  if (operation === 'putDocument' && !isGuid(documentId ?? '')) return wrong('#DCO01234');
  const sent = readUpload(
    { contentType: request.headers['content-type'] ?? '', body: request.body },
    operation,
  );
  if (typeof sent === 'string') return wrong(sent);
  const bad = filesFault(sent.files, { operation, mandant });
  if (bad !== undefined) return wrong(bad);
  const metadata = readMetadata(sent.parts, mandant);
  if (typeof metadata === 'string') return wrong(metadata);
  if (documentId !== undefined && isInBelege(state, at, documentId)) return answers.dco(409, '#DCO01012');
  const [first] = sent.files;
  if (operation === 'postDocument' && first !== undefined && isDouble(call, first, metadata))
    return wrong('#DCO01253');
  return answers.created(take(call, sent.files, metadata));
}

/** "It already exists in Belege Online. Change the file name or document type". */
function isDouble({ state, at }: DcoCall, file: Part, { documentType }: Metadata): boolean {
  const name = whiteName(file.filename ?? '');
  return state.documents
    .filter(inMandant(at.environment, at.mandant))
    .some((one) => one.name === name && one.documentType === documentType);
}

/** Stores the files, each under an id of its own, and shows them as `Document`; its id is the first file's. */
function take(call: DcoCall, files: readonly Part[], metadata: Metadata): Record<string, unknown> {
  const { state, at, grant, now, route } = call;
  const stored = files.map(({ filename = '', content }): StoredDocument => {
    state.serial += 1;
    const guid = route.documentId ?? uuidOf(state.seed, 'document', state.serial).toUpperCase();
    return {
      ...{ ...at, guid, name: whiteName(filename), ...metadata },
      ...{ bytes: content.length, sha256: sha256(content), program: grant.displayName, at: now },
    };
  });
  state.documents.push(...stored);
  return {
    id: stored[0]?.guid.toUpperCase(),
    // The examples show `size` as text; the schema says integer, and the schema holds here.
    files: stored.map(({ guid, name, bytes }) => ({
      id: guid.toUpperCase(),
      name,
      size: bytes,
      upload_date: berlinTime(now),
      media_type: mediaTypeOf(name),
    })),
    ...(metadata.documentType === undefined ? {} : { document_type: metadata.documentType }),
    ...(metadata.note === undefined ? {} : { note: metadata.note }),
  };
}
