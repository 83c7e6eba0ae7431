import type { Fault } from './catalogue';
import type { DxsoState } from './dxso-model';
import type { Environment } from './environment';
import type { OpenId } from './openid-state';

export type Service =
  | 'Buchungsdatenservice'
  | 'Belegbilderservice'
  | 'Rechnungsdatenservice 1.0'
  | 'Rechnungsdatenservice 2.0';

/** `id` is `<Beraternummer>-<Mandantennummer>`. */
export type Mandant = {
  readonly id: string;
  readonly consultant: number;
  readonly client: number;
  readonly name: string;
  readonly services: readonly Service[];
  /** False: files are taken but the job fails with 1008838. */
  readonly permitted: boolean;
  /** False: the user behind the token lost the right to see this Mandant (403, absent from the list). */
  readonly accessible: boolean;
  /** Fiscal years and ledgers, for accounting:documents and accounting:dxso-jobs. */
  readonly basics: Basics;
  /** Names of the document types (Belegtypen) in Belege online. */
  readonly documentTypes: readonly string[];
  /** On the new Belege online: no dxso-jobs any more, fewer file types. */
  readonly newBelege: boolean;
};

export type Ledgers = { readonly payable: boolean; readonly receivable: boolean; readonly cash: boolean };
/** Days are `YYYY-MM-DD`. */
export type FiscalYear = {
  readonly start: string;
  readonly end: string;
  readonly accountLength: number;
  readonly ledgers: Ledgers;
};
export type Basics = {
  /** Absent: as the services are booked. */
  readonly documentManagement?: boolean;
  readonly fiscalYears: readonly FiscalYear[];
  readonly payableFolders: readonly string[];
  readonly receivableFolders: readonly string[];
  readonly cashBooks: readonly string[];
};

/** A file that accounting:documents took into Belege online. */
export type StoredDocument = {
  readonly environment: Environment;
  readonly mandant: string;
  /** As the sender wrote it; given out by DATEV where the sender gave none. */
  readonly guid: string;
  readonly name: string;
  readonly documentType?: string;
  readonly note?: string;
  /** The three levels of the repository: category, folder, register. */
  readonly levels?: readonly string[];
  readonly bytes: number;
  readonly sha256: string;
  readonly program: string;
  readonly at: number;
};

/** What the fake's own reader finds in the rows of a Buchungsstapel; amounts in cents. */
export type Booked = { readonly rows: number; readonly soll: number; readonly haben: number };

/** What an access token stands for. */
export type Grant = {
  readonly environment: Environment;
  /** The OAuth client id that must come along as `X-DATEV-Client-Id`; `*` takes any. */
  readonly clientId: string;
  readonly displayName: string;
  readonly vendor: string;
  readonly scopes: readonly string[];
  /** Milliseconds since the epoch; from then on 401. */
  readonly expiresAt?: number;
  readonly revoked?: boolean;
  /** A long-term token holds for one Mandant only and not for lists of Mandanten. */
  readonly onlyMandant?: string;
};

/** What DATEV read out of a file; instants of the wire are dates `YYYY-MM-DD`. */
export type FileFacts = {
  readonly category: number;
  readonly label?: string;
  readonly records?: number;
  readonly dateFrom?: string;
  readonly dateTo?: string;
  readonly fiscalYearBegin?: string;
};
export type Outcome =
  | { readonly result: 'succeeded'; readonly facts: FileFacts }
  | { readonly result: 'failed'; readonly fault: Fault; readonly facts?: FileFacts };

export type StoredJob = {
  readonly id: string;
  readonly filename: string;
  readonly referenceId?: string;
  readonly version?: string;
  readonly displayName: string;
  readonly vendor: string;
  readonly receivedAt: number;
  /** Until then `pending`. */
  readonly dueAt: number;
  /** Until then absent from the list, although the job's own address answers. */
  readonly listedAt: number;
  /** Earliest instant DATEV asked to be looked at (`Retry-After`). */
  readonly lookFrom: number;
  /** Decided when the file came in, shown from `dueAt` on. */
  readonly sealed: Outcome;
  readonly settled?: Outcome;
  /** Its program has looked since: until then it waits for this job, ended or not. */
  readonly told?: true;
};

export type Accepted = {
  readonly environment: Environment;
  readonly mandant: string;
  readonly filename: string;
  readonly referenceId?: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Milliseconds since the epoch, virtual. */
  readonly at: number;
  readonly jobId: string;
  /** What stands in it by the fake's own reader. */
  readonly booked: Booked;
  /** `client_application_display_name` of the sender. */
  readonly program: string;
};

/** Calls of one program for one Mandant (`-` = calls that name none). */
export type Meter = {
  readonly gets: number;
  /** Every call that is no GET. */
  readonly posts: number;
  /** Looks at jobs before the `Retry-After` of one of the program's own jobs had passed of whose end it was not told. */
  readonly early: number;
  /** Answers 4xx and 5xx. DATEV wants them below a tenth. */
  readonly errors: number;
};
export type Meters = Readonly<Record<string, Readonly<Record<string, Meter>>>>;

export type JobFault = { readonly code: JobFaultCode; readonly mandant?: string; readonly says?: string };
export type JobFaultCode = '1008833' | '1008834' | '1008836' | '1008837' | '1008838';
export type AnswerFault = {
  /** Any HTTP status. */
  readonly status: number;
  /** A documented code (`#DCO…` or `10088…`); absent: the plain answer of that status. */
  readonly code?: string;
  readonly operation?: string;
  readonly mandant?: string;
  /** The call takes effect before the refusal goes out. */
  readonly afterEffect?: boolean;
  /** What `Retry-After` says of it; absent: the answer has none. */
  readonly retryAfterSeconds?: number;
};

export type Order = 'newest-first' | 'oldest-first' | 'unsorted';
/**
 * DATEV documents the header faults in three ways that do not agree; which one the wire shows is not known.
 * `nested` as the error table read like the paging example · `flat` the table's sentence as `detail` · `example` the
 * words of the schema's examples, without field numbers.
 */
export type Wording = 'nested' | 'flat' | 'example';

/** The whole of the fake, JSON. */
export type State = {
  v: 1;
  seed: number;
  serial: number;
  mandanten: Record<Environment, Mandant[]>;
  /** By environment and Mandant, in the order they came in. */
  jobs: Record<Environment, Record<string, StoredJob[]>>;
  grants: Record<string, Grant>;
  openid: OpenId;
  /** Absent: 8–40 s by chance. */
  pendingMs?: number;
  retryAfterSeconds: number;
  /** How an import that is taken is answered; absent: 202, as documented. */
  acceptedStatus?: 201 | 202;
  listDelayMs: number;
  order: Order;
  wording: Wording;
  jobFaults: JobFault[];
  answerFaults: AnswerFault[];
  accepted: Accepted[];
  dxso: DxsoState;
  documents: StoredDocument[];
  meters: Record<string, Record<string, Meter>>;
};

export const SCOPES = {
  clients: 'datev:accounting:clients',
  extf: 'datev:accounting:extf-files-import',
  // Without `datev:` in front: so it stands in the documents of these two APIs.
  clientsRead: 'accounting:clients:read',
  documents: 'accounting:documents',
  dxso: 'accounting:dxso-jobs',
} as const;
