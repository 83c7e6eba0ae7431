import { expect } from 'vitest';
import type { Ask, Bench } from './bench';

export const DXSO = 'accounting-dxso-jobs.api.datev.de';
export const DOCUMENTS = 'accounting-documents.api.datev.de';
const BOUNDARY = '----kanzlei7MA4YWxk';
export const MULTIPART = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` };

export type PartOf = {
  readonly name: string;
  readonly filename?: string;
  readonly type?: string;
  readonly content: Uint8Array | string;
};

/** A multipart body as browsers and Node write it. */
export function multipart(...parts: readonly PartOf[]): Uint8Array {
  const pieces = parts.flatMap(({ name, filename, type, content }) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${
        filename === undefined ? '' : `; filename="${filename}"`
      }\r\n${type === undefined ? '' : `Content-Type: ${type}\r\n`}\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ]);
  return Buffer.concat([...pieces, Buffer.from(`--${BOUNDARY}--\r\n`)]);
}

export const json = (value: unknown): Uint8Array => Buffer.from(JSON.stringify(value));
export const bytes = (count: number): Uint8Array => new Uint8Array(count).fill(65);
export const read = (answer: { readonly body: string }) => JSON.parse(answer.body);
/** Status and code of an error; the other members are DATEV's form and looked at by the documents. */
export function refusal(answer: { readonly status: number; readonly body: string }): string {
  const { error, ...more } = read(answer);
  expect(Object.keys(more)).toContain('request_id');
  return error === undefined ? `${answer.status}` : `${answer.status} ${error}`;
}

export const dxso = (on: Bench, path: string, ask?: Ask) => on.send(DXSO, `/platform-sandbox/v2${path}`, ask);
export const documents = (on: Bench, path: string, ask?: Ask) =>
  on.send(DOCUMENTS, `/platform-sandbox/v2${path}`, ask);

export const JOBS = '/clients/455148-1/dxso-jobs';
type Wanted = { import_type?: unknown; accounting_month?: unknown };
export const PAYABLE: Wanted = { import_type: 'accountsPayableLedgerImport', accounting_month: '2026-10' };

export function createJob(on: Bench, wanted: unknown = PAYABLE, more: Ask = {}) {
  return dxso(on, JOBS, {
    method: 'POST',
    body: json(wanted),
    ...more,
    headers: { 'content-type': 'application/json', ...more.headers },
  });
}

export function uploadTo(on: Bench, id: string, file: Partial<PartOf> = {}) {
  return dxso(on, `${JOBS}/${id}/files`, {
    method: 'POST',
    headers: MULTIPART,
    body: multipart({ name: 'files', filename: 'rechnung.pdf', content: '%PDF-1.7', ...file }),
  });
}

export function finish(on: Bench, id: string, body: unknown = { ready: 'true' }) {
  return dxso(on, `${JOBS}/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/merge-patch+json' },
    body: json(body),
  });
}

type Doc = { readonly guid?: string; readonly datafile?: string; readonly file?: string };
export function documentXml(
  docs: readonly Doc[],
  header = '<consultantNumber>455148</consultantNumber><clientNumber>1</clientNumber>',
): string {
  const content = docs.map(
    ({ guid, datafile, file }) =>
      `<document${guid === undefined ? '' : ` guid="${guid}"`}>${
        datafile === undefined
          ? ''
          : `<extension xsi:type="accountsPayableLedger" datafile="${datafile}"><property key="1" value="2026-10"/></extension>`
      }${file === undefined ? '' : `<extension xsi:type="File" name="${file}"/>`}</document>`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<!-- Belege -->
<archive xmlns="http://xml.datev.de/bedi/tps/document/v06.0" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" version="6.0" generatingSystem="Test"><header><date>2026-11-01T08:00:00</date>${header}</header><content>${content.join('')}</content></archive>`;
}

/** A job with these files, finalised and ended. */
export function ended(on: Bench, files: Readonly<Record<string, string>>): string {
  const { id } = read(createJob(on));
  for (const [filename, content] of Object.entries(files))
    expect(uploadTo(on, id, { filename, content }).status).toBe(201);
  expect(finish(on, id).status).toBe(204);
  on.advance(6 * 3_600_000);
  return id;
}

export const statusAt = (on: Bench, id: string): number => read(dxso(on, `${JOBS}/${id}`)).status;
export type Entry = { time: string; text: string; type: string; context?: string; filename?: string };
export const protocolOf = (on: Bench, id: string): readonly Entry[] =>
  read(dxso(on, `${JOBS}/${id}/protocol-entries`));
