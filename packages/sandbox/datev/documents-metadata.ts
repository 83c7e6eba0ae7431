import type { DcoCode } from './dco';
import { readObject } from './json-body';
import type { Mandant } from './model';
import type { Part } from './multipart';

export type Metadata = {
  readonly documentType?: string;
  readonly note?: string;
  readonly levels?: readonly string[];
};

/** Members of `metadata` with their most characters and the code for more. */
const MEMBERS: Readonly<Record<string, { readonly most: number; readonly code: DcoCode }>> = {
  document_type: { most: 30, code: '#DCO01227' },
  note: { most: 255, code: '#DCO01223' },
  category: { most: 30, code: '#DCO01224' },
  folder: { most: 30, code: '#DCO01225' },
  register: { most: 30, code: '#DCO01226' },
};
const LEVELS = ['category', 'folder', 'register'] as const;

/** DATEV's text asks for "format version 2 and variant 2"; its example is a version 4, so the version is left open. */
export function isGuid(text: string): boolean {
  return /^[\da-f]{8}-[\da-f]{4}-[1-8][\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i.test(text);
}

/** The parts `metadata` and `custom_metadata` as DATEV takes them, or the code of what is wrong. */
export function readMetadata(parts: readonly Part[], mandant: Mandant): Metadata | DcoCode {
  const custom = customFault(parts.find(({ name }) => name === 'custom_metadata'));
  if (custom !== undefined) return custom;
  const part = parts.find(({ name }) => name === 'metadata');
  if (part === undefined) return {};
  const read = readObject(part.content);
  if (read === undefined) return '#DCO01217';
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(read)) {
    if (typeof value !== 'string' || !Object.hasOwn(MEMBERS, name)) return '#DCO01217';
    texts[name] = value;
  }
  return lengthFault(texts) ?? taken(texts, mandant);
}

function lengthFault(texts: Readonly<Record<string, string>>): DcoCode | undefined {
  const found = Object.entries(MEMBERS).find(([name, { most }]) => (texts[name] ?? '').length > most);
  return found?.[1].code;
}

/** "If the value of document_type is empty, then the parameter will be ignored and will not be returned." */
function taken(texts: Readonly<Record<string, string>>, mandant: Mandant): Metadata | DcoCode {
  const levels = LEVELS.map((name) => texts[name] ?? '');
  const given = levels.filter((level) => level !== '').length;
  // "As soon as one of the repository levels is used, all three levels has to be entered."
  if (given !== 0 && given !== LEVELS.length) return '#DCO01017';
  const { document_type: documentType = '', note = '' } = texts;
  if (documentType !== '' && !mandant.documentTypes.includes(documentType)) return '#DCO01010';
  return {
    ...(documentType === '' ? {} : { documentType }),
    ...(note === '' ? {} : { note }),
    ...(given === 0 ? {} : { levels }),
  };
}

function customFault(part: Part | undefined): DcoCode | undefined {
  if (part === undefined) return undefined;
  const read = readObject(part.content);
  if (read === undefined) return '#DCO01217';
  const { sequence_first_guid: first, sequence_position: position, ...more } = read;
  if (Object.keys(more).length > 0) return '#DCO01217';
  if (position !== undefined && !Number.isInteger(position)) return '#DCO01217';
  if (first === undefined) return undefined;
  return typeof first === 'string' && isGuid(first) ? undefined : '#DCO01234';
}
