/**
 * DATEV's words. Source: the error tables and examples of the OpenAPI documents accounting:clients 2.0 and
 * accounting:extf-files 3.0.1. The tables write "detail - element - reason" in one line; the examples show that on the
 * wire this is `detail` plus `affected_elements[{name, reason}]`.
 */
export type Element = { readonly name: string; readonly reason: string };
export type Fault = {
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly elements?: readonly Element[];
};

/** Header fields DATEV checks, by number, with the name and reason its error table uses. */
export const HEADER_FIELDS: Readonly<Record<number, Element>> = {
  1: { name: 'DATEV Format Label', reason: 'must be EXTF' },
  2: { name: 'Version Number', reason: 'is invalid' },
  3: { name: 'Data Category', reason: 'is invalid' },
  4: { name: 'Format Name', reason: 'is invalid' },
  5: { name: 'Format Version', reason: 'is invalid' },
  6: { name: 'Created On', reason: 'is invalid' },
  7: { name: 'Imported', reason: 'is invalid' },
  11: { name: 'Consultant', reason: 'is invalid' },
  12: { name: 'Client', reason: 'is invalid' },
  13: { name: 'FY Begin', reason: 'is invalid' },
  14: { name: 'Length of Ledger Account', reason: 'is invalid' },
  15: { name: 'Date From', reason: 'is invalid' },
  16: { name: 'Date To', reason: 'is invalid' },
  23: { name: 'Reserved', reason: 'must be empty' },
  24: { name: 'Reserved', reason: 'must be empty' },
  25: { name: 'Reserved', reason: 'must be empty' },
  26: { name: 'Reserved', reason: 'must be empty' },
  29: { name: 'Reserved', reason: 'must be empty' },
  30: { name: 'Reserved', reason: 'must be empty' },
};

function header(detail: string): Fault {
  return { code: '1008834', title: 'EXTF-header', detail };
}
function file(detail: string): Fault {
  return { code: '1008833', title: 'Invalid file', detail };
}

export const JOB_FAULTS = {
  noPayload: file('No payload'),
  tooManyRows: file('More than 99999 postings'),
  encoding: file('Only Windows-1252, UTF-8, UTF16LE, and UTF16BE are supported'),
  missingColumns: header('Missing columns in EXTF-header'),
  headerTooLong: header('EXTF-header exceeds maximum length of 1000 characters'),
  combination: header('Invalid combination of data category, format name and format version'),
  dateOrder: header('DateFrom must not be greater than DateTo'),
  consultant: header('The consultant-number in the EXTF-header does not match with the upload request'),
  client: header('The client-number in the EXTF-header does not match with the upload request'),
  virus: { code: '1008836', title: 'Virus found', detail: 'The transferred EXTF-file contains a virus' },
  tryAgain: {
    code: '1008837',
    title: 'Try again',
    detail: 'An internal error occurred. Job failed. Try again.',
  },
  permission: {
    code: '1008838',
    title: 'Missing permission',
    detail:
      'Permission to transfer data for this client-id is missing or has expired. Please contact your tax consultant.',
  },
} as const satisfies Record<string, Fault>;

/** The fault for wrong header fields, all of them at once. */
export function headerFault(fields: readonly number[]): Fault {
  const elements = fields.map((nr) => {
    const known = HEADER_FIELDS[nr];
    if (known === undefined) throw new Error(`DATEV has no words for header field ${nr}`);
    return { name: known.name, reason: `${known.reason} (${nr})` };
  });
  return { ...header('Error in header field'), elements };
}

const PATTERN_TEXT = String.raw`[-0-9A-Za-z_äöüÄÖÜß_. +\\?;]{0,254}`;
function headerRule(name: string, detail: string): Fault {
  return { code: '1008832', title: 'Invalid header fields', detail, elements: [{ name, reason: detail }] };
}

export const REFUSALS = {
  noBody: { code: '1008831', title: 'Invalid message-body', detail: 'Message body for request is missing' },
  tooLarge: file('File size exceeds 50 MB'),
  filenameEmpty: headerRule('Filename', 'Filename is empty'),
  filename: headerRule('Filename', "Filename must conform to following pattern'EXTF_.{0,51}.csv"),
  referenceId: headerRule('Reference-Id', `Reference-Id must conform to following pattern'${PATTERN_TEXT}`),
  version: headerRule(
    'Client-Application-Version',
    `Client-Application-Version must conform to following pattern'${PATTERN_TEXT}`,
  ),
  unavailableImport: {
    code: '1008837',
    title: 'Try again',
    detail: 'An internal error occurred. Job failed. Try again',
  },
} as const satisfies Record<string, Fault>;

export function badPath(segment: 'client-id' | 'job-id', title = 'Invalid request URI path'): Fault {
  return {
    code: '1008835',
    title,
    detail: 'Request-URI contains one or more invalid path segments',
    elements: [{ name: segment, reason: `Path segment ${segment} is invalid` }],
  };
}
export function badQuery(detail: string, elements?: readonly Element[]): Fault {
  return {
    code: '1008828',
    title: 'Invalid query parameters',
    detail,
    ...(elements === undefined ? {} : { elements }),
  };
}
/** The table writes "Missing scope(s): …" for extf-files, the examples of both documents "Missing scope(s) are: …". */
export function missingScope(scope: string, are: boolean): Fault {
  return {
    code: '1008829',
    title: 'Missing required scope',
    detail: `Missing scope(s)${are ? ' are' : ''}: ${scope}`,
  };
}

/** The first fault of a code as the tables have it, for ordering it on a call. */
export function faultOf(code: string): Fault {
  const all: readonly Fault[] = [
    badQuery('Filter operators are invalid'),
    missingScope('datev:accounting:extf-files-import', false),
    ...Object.values(REFUSALS),
    badPath('client-id'),
    JOB_FAULTS.dateOrder,
    ...Object.values(JOB_FAULTS),
  ];
  const found = all.find((fault) => fault.code === code);
  if (found === undefined) throw new Error(`DATEV has no code ${code}`);
  return found;
}

export function helpUrl(code: string): string {
  return `http://www.datev.de/hilfe/${code}`;
}
