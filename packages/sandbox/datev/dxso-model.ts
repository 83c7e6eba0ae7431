import type { Environment } from './environment';

export type ImportType =
  | 'accountsPayableLedgerImport'
  | 'accountsReceivableLedgerImport'
  | 'cashLedgerImport';
/** 0 open · 1 in progress · 2 processed · 3 not processed · 4 in part · 5 cancelled · 6 could not be cancelled. */
export type DxsoStatus = 0 | 1 | DxsoEndStatus;
export type DxsoEndStatus = 2 | 3 | 4 | 5 | 6;

export type DxsoFile = {
  /** As DATEV keeps it: characters outside its white list are underscores. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly at: number;
  /** Of `document.xml` only: what it says is needed when the job is processed. */
  readonly text?: string;
};
export type Notice = {
  readonly text: string;
  readonly type: 'information' | 'warning' | 'error';
  readonly context?: string;
  readonly filename?: string;
};
/** How somebody ordered a job to end. */
export type DxsoEnd = {
  readonly status: DxsoEndStatus;
  readonly entries?: readonly Notice[];
  readonly mandant?: string;
};
/** One document of a package that got into Belege online. */
export type DxsoTaken = {
  readonly environment: Environment;
  readonly mandant: string;
  readonly jobId: string;
  readonly datafile?: string;
  readonly guid?: string;
  readonly files: readonly string[];
};
export type StoredDxsoJob = {
  readonly environment: Environment;
  readonly mandant: string;
  /** Dashed, upper case. */
  readonly id: string;
  readonly importType?: ImportType;
  /** `YYYY-MM`. */
  readonly month?: string;
  readonly files: readonly DxsoFile[];
  readonly program: string;
  readonly createdAt: number;
  readonly finalisedAt?: number;
  readonly dueAt?: number;
  readonly forced?: DxsoEnd;
  readonly ended?: {
    readonly status: DxsoEndStatus;
    readonly at: number;
    readonly notices: readonly Notice[];
  };
  readonly protocolDropped?: boolean;
};
/** JSON, a part of the fake's state. */
export type DxsoState = {
  jobs: StoredDxsoJob[];
  ends: DxsoEnd[];
  taken: DxsoTaken[];
  /** Where a program did what DATEV's documents forbid and DATEV does not refuse. */
  breaches: string[];
};

export const noDxso = (): DxsoState => ({ jobs: [], ends: [], taken: [], breaches: [] });

/** What a look at the job says now. */
export function statusOf(job: StoredDxsoJob): DxsoStatus {
  if (job.ended !== undefined) return job.ended.status;
  return job.finalisedAt === undefined ? 0 : 1;
}

export function inMandant(environment: Environment, mandant: string) {
  return (one: { readonly environment: Environment; readonly mandant: string }): boolean =>
    one.environment === environment && one.mandant === mandant;
}
