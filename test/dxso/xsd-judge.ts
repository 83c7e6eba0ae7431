import { readFileSync } from 'node:fs';
import { memoryPages, validateXML } from 'xmllint-wasm';
import { sharedPath } from '../../packages/sandbox/shared-dir';

/** DATEV's schemas; absent in a clone without the folder of facts. */
export const SCHEMAS = sharedPath('specs', 'datev', 'dxso', 'xsd');

const FILES = {
  ledger: ['Belegverwaltung_online_ledger_import_v060.xsd', 'Belegverwaltung_online_ledger_types_v060.xsd'],
  document: ['Document_v060.xsd', 'Document_types_v060.xsd'],
} as const;

export type Verdict = { readonly isValid: boolean; readonly errors: readonly string[] };

/** What libxml2 says of each text by DATEV's own schema. One call for many texts, because starting it takes longest. */
export async function judge(
  which: keyof typeof FILES,
  texts: readonly string[],
): Promise<readonly Verdict[]> {
  const [schema, types] = FILES[which].map((fileName) => ({
    fileName,
    contents: readFileSync(`${SCHEMAS}/${fileName}`, 'utf8'),
  }));
  if (schema === undefined || types === undefined) throw new Error('no schema');
  const { rawOutput } = await validateXML({
    xml: texts.map((contents, index) => ({ fileName: `${index}.xml`, contents })),
    schema: [schema],
    preload: [types],
    initialMemoryPages: 256,
    maxMemoryPages: memoryPages.GiB,
  });
  const lines = rawOutput.split('\n');
  const said = new Map<number, string[]>();
  for (const line of lines) {
    const index = /^(\d+)\.xml[: ]/.exec(line)?.[1];
    if (index !== undefined) said.set(Number(index), [...(said.get(Number(index)) ?? []), line]);
  }
  return texts.map((_, index) => {
    const about = said.get(index) ?? [];
    const isValid = about.includes(`${index}.xml validates`);
    if (!isValid && !about.some((line) => line.endsWith('fails to validate')))
      throw new Error(`no verdict on ${index}: ${about.join('\n') || rawOutput.slice(0, 400)}`);
    return { isValid, errors: about.slice(0, -1) };
  });
}
