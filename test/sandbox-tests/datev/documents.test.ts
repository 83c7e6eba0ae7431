import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EICAR } from '../../../packages/sandbox/datev/file-check';
import type { Operation } from '../../../packages/sandbox/datev/route';
import { sharedPath } from '../../../packages/sandbox/shared-dir';
import type { Method } from '../../../packages/sandbox/world/types';
import { type Bench, bench, ifJudged } from './bench';
import {
  bytes,
  DOCUMENTS,
  DXSO,
  documents,
  documentXml,
  ended,
  MULTIPART,
  multipart,
  type PartOf,
  read,
  refusal,
} from './dco-bench';

const AT = '/clients/455148-1/documents';
const GUID = 'ac4d376f-d081-4cb3-98de-190fa93b500e';
const guid = (number: number): string => `ac4d376f-d081-4cb3-98de-${String(number).padStart(12, '0')}`;
const FILE: PartOf = {
  name: 'file',
  filename: 'Beleg.pdf',
  type: 'application/pdf',
  content: '%PDF-1.7',
};
const metadata = (value: unknown, name = 'metadata'): PartOf => ({ name, content: JSON.stringify(value) });

function put(on: Bench, parts: readonly PartOf[] = [FILE], id = GUID) {
  return documents(on, `${AT}/${id}`, { method: 'PUT', headers: MULTIPART, body: multipart(...parts) });
}
function post(on: Bench, ...parts: readonly PartOf[]) {
  return documents(on, AT, { method: 'POST', headers: MULTIPART, body: multipart(...parts) });
}
function staple(on: Bench, parts: readonly PartOf[]) {
  return documents(on, `${AT}/stapled`, { method: 'PUT', headers: MULTIPART, body: multipart(...parts) });
}
const stapled = (count: number, more: Partial<PartOf> = {}): PartOf[] =>
  Array.from({ length: count }, (_, at) => ({ ...FILE, name: 'files', filename: `${at}.pdf`, ...more }));

describe('what accounting:documents tells of a Mandant', () => {
  it('is the list, the basics, the document types and the version', () => {
    const on = bench();
    expect(read(documents(on, '/clients'))).toHaveLength(6);
    expect(read(documents(on, '/clients/455148-3'))).toMatchObject({
      id: '455148-3',
      is_document_management_available: true,
    });
    expect(read(documents(on, '/clients/455148-1/document-types'))).toEqual([
      { name: 'Rechnungseingang', category: 'invoices_received', debit_credit_identifier: 'debit' },
      { name: 'Rechnungsausgang', category: 'outgoing_invoices', debit_credit_identifier: 'credit' },
      { name: 'Sonstige', category: 'other_documents' },
    ]);
    const types: readonly { name: string }[] = read(documents(on, '/clients/455148-3/document-types'));
    expect(types.map(({ name }) => name)).toEqual([
      'Eingangsrechnung',
      'Ausgangsrechnung',
      'Belege sonstige',
    ]);
    expect(read(documents(on, '/clients/455148-1/duo-version')).staple_logic).toBe('logically');
    on.datev.setDocumentTypes('455148-1', []);
    expect(read(documents(on, '/clients/455148-1/document-types'))).toEqual([]);
    on.datev.setNewBelege('455148-1', true);
    expect(read(documents(on, '/clients/455148-1/duo-version')).allowed_staple_file_extensions).not.toContain(
      'xml',
    );
  });

  it.each([
    ['/clients/455148-6', '403'],
    ['/clients/455148-6/document-types', '403'],
    ['/clients/455148-99/document-types', '404'],
    ['/clients/x/duo-version', '404'],
  ])('is at %s %s', (path, status) => {
    expect(refusal(documents(bench(), path))).toBe(status);
  });

  it('needs its scope', () => {
    const on = bench();
    const grant = { environment: 'sandbox', clientId: '*', displayName: 'P', vendor: 'P' } as const;
    on.datev.addToken('read', { ...grant, scopes: ['accounting:clients:read'] });
    const headers = { authorization: 'Bearer read' };
    expect(documents(on, '/clients', { headers }).status).toBe(200);
    expect(documents(on, '/clients/455148-1/duo-version', { headers }).status).toBe(200);
    expect(refusal(documents(on, '/clients/455148-1/document-types', { headers }))).toBe('403 #DCO01005');
    const body = multipart(FILE);
    expect(refusal(documents(on, AT, { method: 'POST', headers: { ...MULTIPART, ...headers }, body }))).toBe(
      '403 #DCO01005',
    );
    expect(refusal(documents(on, AT))).toBe('405');
  });
});

describe('a document', () => {
  it('is put under its GUID with all that is said about it', () => {
    const on = bench();
    const more = metadata({
      document_type: 'Rechnungseingang',
      note: 'Skonto bis 10.12.',
      category: 'Jira',
      folder: 'Belege',
      register: '2026/12',
    });
    const custom = metadata({ sequence_first_guid: GUID, sequence_position: -1 }, 'custom_metadata');
    const answer = put(on, [{ ...FILE, filename: 'Süd: Beleg.pdf' }, more, custom]);
    expect([answer.status, answer.wrong]).toEqual([201, []]);
    expect(read(answer)).toEqual({
      id: GUID.toUpperCase(),
      files: [
        {
          id: GUID.toUpperCase(),
          name: 'Süd_ Beleg.pdf',
          size: 8,
          upload_date: '2026-12-01T09:00:00+01:00',
          media_type: 'application/pdf',
        },
      ],
      document_type: 'Rechnungseingang',
      note: 'Skonto bis 10.12.',
    });
    expect(on.datev.documents()).toMatchObject([
      {
        ...{ environment: 'sandbox', mandant: '455148-1', guid: GUID, name: 'Süd_ Beleg.pdf', bytes: 8 },
        ...{
          documentType: 'Rechnungseingang',
          program: 'DATEV for Jira',
          levels: ['Jira', 'Belege', '2026/12'],
        },
      },
    ]);
    expect(on.datev.wholeState().documents).toEqual(on.datev.documents());
  });

  it('may have no type, also an empty one', () => {
    const on = bench();
    expect(read(put(on, [FILE, metadata({ document_type: '' })]))).not.toHaveProperty('document_type');
  });

  it('is posted under a GUID of DATEV’s; the same name and type again is refused', () => {
    const on = bench();
    const first = post(on, FILE);
    expect([first.status, first.wrong]).toEqual([201, []]);
    expect(refusal(post(on, FILE))).toBe('400 #DCO01253');
    expect(post(on, FILE, metadata({ document_type: 'Sonstige' })).status).toBe(201);
    expect(post(on, { ...FILE, filename: 'b.pdf' }).status).toBe(201);
    expect(put(on).status).toBe(201);
    expect(new Set(on.datev.documents().map((one) => one.guid)).size).toBe(4);
  });

  it('is put once only, whatever case its GUID has, whoever brought it', () => {
    const on = bench();
    put(on);
    expect(refusal(put(on, [{ ...FILE, filename: 'b.pdf' }], GUID.toUpperCase()))).toBe('409 #DCO01012');
    ended(on, { 'a.pdf': 'x', 'document.xml': documentXml([{ guid: guid(7), file: 'a.pdf' }]) });
    expect(refusal(put(on, [FILE], guid(7)))).toBe('409 #DCO01012');
    expect(on.datev.documents()).toHaveLength(1);
  });

  it('is put again after an answer that was lost, and refused as known', () => {
    const on = bench();
    on.datev.answerNext(503, { operation: 'putDocument', afterEffect: true });
    expect(refusal(put(on))).toBe('503');
    expect(refusal(put(on))).toBe('409 #DCO01012');
    expect(put(on, [FILE], guid(2)).status).toBe(201);
  });

  it('has at most 20 MB', () => {
    const on = bench();
    expect(put(on, [{ ...FILE, content: bytes(20_000_000) }]).status).toBe(201);
    const over = { ...FILE, content: bytes(20_000_001) };
    expect(refusal(put(on, [over], guid(2)))).toBe('400 #DCO01016');
    on.datev.setNewBelege('455148-1', true);
    expect(refusal(put(on, [over], guid(2)))).toBe('400 #DCO01016');
    expect(refusal(post(on, over))).toBe('400 #DCO01216');
  });

  it.each([
    ['a package', [{ ...FILE, filename: 'a.zip', type: 'application/zip' }], '#DCO01015'],
    ['no extension', [{ ...FILE, filename: 'a' }], '#DCO01015'],
    ['a type that does not fit', [{ ...FILE, type: 'image/png' }], '#DCO01219'],
    ['a name of 256', [{ ...FILE, filename: `${'a'.repeat(252)}.pdf` }], '#DCO01222'],
    ['no name', [{ name: 'file', content: 'x' }], '#DCO01252'],
    ['an empty name', [{ ...FILE, filename: '' }], '#DCO01233'],
    ['an empty file', [{ ...FILE, content: '' }], '#DCO01001'],
    ['a virus', [{ ...FILE, content: EICAR }], '#DCO01243'],
    ['no file', [metadata({})], '#DCO01220'],
    ['two files', [FILE, FILE], '#DCO01004'],
    ['a part of another name', [FILE, metadata({}, 'more')], '#DCO01004'],
    ['metadata twice', [FILE, metadata({}), metadata({})], '#DCO01004'],
    ['metadata that is no object', [FILE, metadata([])], '#DCO01217'],
    ['an unknown member', [FILE, metadata({ colour: 'red' })], '#DCO01217'],
    ['a number for a note', [FILE, metadata({ note: 1 })], '#DCO01217'],
    ['an unknown type', [FILE, metadata({ document_type: 'Eingangsrechnung' })], '#DCO01010'],
    ['a long type', [FILE, metadata({ document_type: 'a'.repeat(31) })], '#DCO01227'],
    ['a long note', [FILE, metadata({ note: 'a'.repeat(256) })], '#DCO01223'],
    ['a long category', [FILE, metadata({ category: 'a'.repeat(31) })], '#DCO01224'],
    ['a long folder', [FILE, metadata({ folder: 'a'.repeat(31) })], '#DCO01225'],
    ['a long register', [FILE, metadata({ register: 'a'.repeat(31) })], '#DCO01226'],
    ['two levels of three', [FILE, metadata({ category: 'a', folder: 'b' })], '#DCO01017'],
    ['custom metadata that is none', [FILE, metadata('x', 'custom_metadata')], '#DCO01217'],
    ['a position in words', [FILE, metadata({ sequence_position: 'one' }, 'custom_metadata')], '#DCO01217'],
    [
      'a first GUID that is none',
      [FILE, metadata({ sequence_first_guid: 'x' }, 'custom_metadata')],
      '#DCO01234',
    ],
  ] as const)('is refused: %s', (_, parts, code) => {
    const on = bench();
    expect(refusal(put(on, parts))).toBe(`400 ${code}`);
    expect(refusal(post(on, ...parts))).toBe(`400 ${code}`);
    expect(on.datev.documents()).toEqual([]);
  });

  it.each(['x', GUID.slice(1), GUID.replaceAll('-', ''), 'ac4d376f-d081-4cb3-78de-190fa93b500e'])(
    'is refused under the GUID %s',
    (id) => {
      expect(refusal(put(bench(), [FILE], id))).toBe('400 #DCO01234');
    },
  );

  it('takes values at their limits', () => {
    const on = bench();
    on.datev.setDocumentTypes('455148-1', ['t'.repeat(30)]);
    const long = 'a'.repeat(30);
    const most = { document_type: 't'.repeat(30), note: 'n'.repeat(255), category: long, folder: long };
    const name = `${'a'.repeat(251)}.pdf`;
    expect(put(on, [{ ...FILE, filename: name }, metadata({ ...most, register: long })]).status).toBe(201);
  });

  it('is refused without a media type or in another one', () => {
    const on = bench();
    const send = (type: string | undefined) =>
      refusal(
        documents(on, AT, { method: 'POST', body: multipart(FILE), headers: { 'content-type': type } }),
      );
    expect(send(undefined)).toBe('400 #DCO01018');
    expect(send('application/pdf')).toBe('400 #DCO01004');
  });

  it('has fewer kinds on the new Belege online', () => {
    const on = bench();
    const sheet = { ...FILE, filename: 'a.docx', type: 'application/octet-stream' };
    expect(put(on, [sheet]).status).toBe(201);
    on.datev.setNewBelege('455148-1', true);
    expect(refusal(put(on, [sheet], guid(2)))).toBe('400 #DCO01215');
    expect(put(on, [FILE], guid(2)).status).toBe(201);
  });

  it('is looked at by the documents before it goes', () => {
    const on = bench();
    const wrongs = [
      put(on, [metadata({})]).wrong,
      put(on, [FILE, metadata({ note: 'n'.repeat(256) })]).wrong,
      put(on, [FILE, metadata({ colour: 'red' })]).wrong,
      put(on, [FILE], 'x').wrong,
    ];
    for (const wrong of wrongs) expect(Math.min(wrong.length, 1)).toBe(ifJudged(1));
  });
});

describe('stapled documents', () => {
  it('become one, each file with an id', () => {
    const on = bench();
    const answer = staple(on, [...stapled(3), metadata({ note: 'geheftet' })]);
    expect([answer.status, answer.wrong]).toEqual([201, []]);
    const { id, files, note } = read(answer);
    expect(note).toBe('geheftet');
    expect(files.map(({ name }: { name: string }) => name)).toEqual(['0.pdf', '1.pdf', '2.pdf']);
    expect(files[0].id).toBe(id);
    expect(on.datev.documents()).toHaveLength(3);
  });

  it('are at most fifty and 20 MB together', () => {
    const on = bench();
    expect(staple(on, stapled(50)).status).toBe(201);
    expect(refusal(staple(on, stapled(51)))).toBe('400 #DCO01127');
    expect(staple(on, stapled(2, { content: bytes(10_000_000) })).status).toBe(201);
    expect(refusal(staple(on, stapled(2, { content: bytes(10_000_001) })))).toBe('400 #DCO01016');
    expect(refusal(staple(on, [FILE]))).toBe('400 #DCO01004');
  });

  it('are at most ten and no XML on the new Belege online', () => {
    const on = bench();
    on.datev.setNewBelege('455148-1', true);
    expect(staple(on, stapled(10)).status).toBe(201);
    expect(refusal(staple(on, stapled(11)))).toBe('400 #DCO01232');
    expect(refusal(staple(on, stapled(2, { filename: 'a.xml', type: 'text/xml' })))).toBe('400 #DCO01248');
    expect(refusal(staple(on, stapled(2, { content: bytes(10_000_001) })))).toBe('400 #DCO01216');
  });
});

const CATALOGUE = sharedPath('specs', 'datev', 'errors.json');
if (CATALOGUE === undefined) console.warn('skipped: DATEV’s error catalogue is not beside the project');

type Listed = { readonly code: string; readonly name: string; readonly where: readonly string[] };
const OPERATIONS: Readonly<Record<string, Operation>> = {
  'documents GET /clients': 'listDocumentsClients',
  'documents GET /clients/{client-id}': 'getDocumentsClient',
  'documents GET /clients/{client-id}/document-types': 'listDocumentTypes',
  'documents POST /clients/{client-id}/documents': 'postDocument',
  'documents PUT /clients/{client-id}/documents/stapled': 'putStapledDocuments',
  'documents PUT /clients/{client-id}/documents/{document-id}': 'putDocument',
  'dxso-jobs GET /clients': 'listDxsoClients',
  'dxso-jobs GET /clients/{client-id}': 'getDxsoClient',
  'dxso-jobs POST /clients/{client-id}/dxso-jobs': 'createDxsoJob',
  'dxso-jobs POST /clients/{client-id}/dxso-jobs/{job-id}/files': 'uploadDxsoFile',
  'dxso-jobs GET /clients/{client-id}/dxso-jobs/{job-id}': 'getDxsoJob',
  'dxso-jobs PUT /clients/{client-id}/dxso-jobs/{job-id}': 'finishDxsoJob',
  'dxso-jobs DELETE /clients/{client-id}/dxso-jobs/{job-id}': 'deleteDxsoJob',
  'dxso-jobs GET /clients/{client-id}/dxso-jobs/{job-id}/protocol-entries': 'getDxsoProtocol',
};

describe.skipIf(CATALOGUE === undefined)('every code of DATEV’s catalogue', () => {
  const listed: readonly Listed[] =
    CATALOGUE === undefined ? [] : JSON.parse(readFileSync(CATALOGUE, 'utf8')).dco;

  it('is there: 53', () => {
    expect(listed).toHaveLength(53);
  });

  it.each(listed)('can be ordered: $code', ({ code, name, where }) => {
    const on = bench();
    for (const place of where) {
      const [, api = '', method = '', path = '', status = ''] = /^(\S+) (\S+) (\S+) (\d+)$/.exec(place) ?? [];
      const operation = OPERATIONS[`${api} ${method} ${path}`];
      expect(operation, place).toBeDefined();
      if (operation === undefined) continue;
      on.datev.refuseNext({ operation, code, status: Number(status) });
      const answer = on.send(api === 'documents' ? DOCUMENTS : DXSO, `/platform-sandbox/v2${filled(path)}`, {
        method: method as Method,
      });
      expect(refusal(answer), place).toBe(`${status} ${code}`);
      expect(read(answer).error_description).toBe(name);
      expect(read(answer).error_uri).toContain('https://apps.datev.de/knowledge/help/search?q=DCO');
    }
  });
});

function filled(path: string): string {
  return path.replace('{client-id}', '455148-1').replace('{job-id}', GUID).replace('{document-id}', GUID);
}
