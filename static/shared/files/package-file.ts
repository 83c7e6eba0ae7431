import { MAX_RAW_BYTES } from '../../../src/contract/upload-limits';
import { pack, unpack } from '../../../src/dxso/archive/zip';
import { checkPackage } from '../../../src/dxso/check';
import { DOCUMENT_XML } from '../../../src/dxso/package-write';
import type { Chosen, Found } from './file-types';

/** Several files, document.xml, or an archive: a package. */
export function isPackage(names: readonly string[]): boolean {
  const [only = ''] = names;
  return names.length > 1 || names.includes(DOCUMENT_XML) || /\.zip$/i.test(only);
}

/** The files of a package as one file; an archive stays as it is. */
export async function packed(files: readonly File[]): Promise<Chosen> {
  const read = await Promise.all(
    files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })),
  );
  const [only] = read;
  if (read.length === 1 && only !== undefined && only.name !== DOCUMENT_XML)
    return { name: only.name, raw: only.bytes };
  return { name: 'Paket.zip', raw: new Uint8Array(pack(read)) };
}

/** The check that the backend makes again. What is no archive the backend explains. */
export function checkPackageFile(raw: Uint8Array, mandant: string): Found {
  const unpacked = unpack(raw, MAX_RAW_BYTES);
  if (unpacked.is !== 'package') return { findings: [], maySend: true };
  const files = unpacked.files.map(({ name, bytes }) => ({ name, size: bytes.length, bytes: () => bytes }));
  const { findings, errors } = checkPackage(files, { mandant });
  return { findings, maySend: errors === 0 };
}
