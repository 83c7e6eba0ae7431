import type { DcoCode } from './dxso-jobs/dco-codes';
import type { PreflightCase } from './preflight';

/** What follows from one answer of DATEV; what is said about it stands in `locales/<lang>/datev-answers.json`. */
export type Decision = {
  /** Who can do something about it. */
  readonly who: 'accounting' | 'accounting-it' | 'firm' | 'admin' | 'support' | 'nobody';
  /** `file` = a corrected file helps · `outside` = the same bytes may go again once the cause is removed. */
  readonly where: 'file' | 'outside';
};

/** DATEV's documented codes (OpenAPI extf-files 3.0.1, clients 2.0). */
type CodeCase =
  `${1008828 | 1008829 | 1008831 | 1008832 | 1008833 | 1008834 | 1008835 | 1008836 | 1008837 | 1008838}`;

/** How the job of a package may end without all of it being delivered: DATEV's status, or a job DATEV no longer has. */
type DxsoCase = 'dxso-3' | 'dxso-4' | 'dxso-5' | 'dxso-lost';

/** What an answer without a code of DATEV means, by its HTTP status. */
type StatusCase =
  | `http-${401 | 403 | 404 | 405 | 406 | 413 | 415 | 429 | 500 | 502 | 503}`
  | 'not-understood'
  | 'unknown';

/** What DATEV's answers can mean: by its code, or by the HTTP status where it gave none; and what we found before asking. */
type DatevCase = CodeCase | DcoCode | DxsoCase | PreflightCase | StatusCase;

const OF_BATCHES: Readonly<Record<CodeCase, Decision>> = {
  '1008828': { who: 'support', where: 'outside' },
  '1008829': { who: 'admin', where: 'outside' },
  '1008831': { who: 'accounting', where: 'outside' },
  '1008832': { who: 'accounting', where: 'outside' },
  '1008833': { who: 'accounting', where: 'file' },
  '1008834': { who: 'accounting', where: 'file' },
  '1008835': { who: 'admin', where: 'outside' },
  '1008836': { who: 'accounting-it', where: 'file' },
  '1008837': { who: 'accounting', where: 'outside' },
  '1008838': { who: 'firm', where: 'outside' },
};

/** Documents and packages. */
const OF_DOCUMENTS: Readonly<Record<DcoCode, Decision>> = {
  DCO01001: { who: 'support', where: 'outside' },
  DCO01002: { who: 'firm', where: 'outside' },
  DCO01003: { who: 'accounting', where: 'outside' },
  DCO01004: { who: 'support', where: 'outside' },
  DCO01005: { who: 'admin', where: 'outside' },
  DCO01006: { who: 'admin', where: 'outside' },
  DCO01007: { who: 'nobody', where: 'outside' },
  DCO01008: { who: 'support', where: 'outside' },
  DCO01009: { who: 'firm', where: 'outside' },
  DCO01010: { who: 'accounting', where: 'file' },
  DCO01012: { who: 'accounting', where: 'outside' },
  DCO01013: { who: 'support', where: 'outside' },
  DCO01015: { who: 'accounting', where: 'file' },
  DCO01016: { who: 'accounting', where: 'file' },
  DCO01017: { who: 'support', where: 'outside' },
  DCO01018: { who: 'support', where: 'outside' },
  DCO01019: { who: 'firm', where: 'outside' },
  DCO01020: { who: 'nobody', where: 'outside' },
  DCO01127: { who: 'accounting', where: 'file' },
  DCO01215: { who: 'accounting', where: 'file' },
  DCO01216: { who: 'accounting', where: 'file' },
  DCO01217: { who: 'support', where: 'outside' },
  DCO01218: { who: 'support', where: 'outside' },
  DCO01219: { who: 'accounting', where: 'file' },
  DCO01220: { who: 'accounting', where: 'outside' },
  DCO01222: { who: 'accounting', where: 'file' },
  DCO01223: { who: 'accounting', where: 'file' },
  DCO01224: { who: 'support', where: 'outside' },
  DCO01225: { who: 'support', where: 'outside' },
  DCO01226: { who: 'support', where: 'outside' },
  DCO01227: { who: 'accounting', where: 'file' },
  DCO01228: { who: 'support', where: 'outside' },
  DCO01229: { who: 'support', where: 'outside' },
  DCO01230: { who: 'support', where: 'outside' },
  DCO01231: { who: 'firm', where: 'outside' },
  DCO01232: { who: 'accounting', where: 'file' },
  DCO01233: { who: 'support', where: 'outside' },
  DCO01234: { who: 'support', where: 'outside' },
  DCO01240: { who: 'support', where: 'outside' },
  DCO01241: { who: 'support', where: 'outside' },
  DCO01242: { who: 'support', where: 'outside' },
  DCO01243: { who: 'accounting-it', where: 'file' },
  DCO01245: { who: 'accounting', where: 'file' },
  DCO01246: { who: 'accounting', where: 'file' },
  DCO01247: { who: 'accounting', where: 'file' },
  DCO01248: { who: 'accounting', where: 'file' },
  DCO01249: { who: 'accounting', where: 'file' },
  DCO01250: { who: 'accounting', where: 'file' },
  DCO01251: { who: 'accounting', where: 'file' },
  DCO01252: { who: 'support', where: 'outside' },
  DCO01253: { who: 'accounting', where: 'file' },
  DCO01300: { who: 'accounting', where: 'file' },
  DCO01301: { who: 'accounting', where: 'outside' },
};

const OF_PACKAGES: Readonly<Record<DxsoCase, Decision>> = {
  'dxso-3': { who: 'accounting', where: 'file' },
  'dxso-4': { who: 'accounting', where: 'file' },
  'dxso-5': { who: 'firm', where: 'outside' },
  'dxso-lost': { who: 'accounting', where: 'outside' },
};

/** What we saw in time, so that nothing was sent. */
const OF_PREFLIGHT: Readonly<Record<PreflightCase, Decision>> = {
  'preflight-extf-service': { who: 'firm', where: 'outside' },
  'preflight-dxso-service': { who: 'firm', where: 'outside' },
  'preflight-documents-service': { who: 'firm', where: 'outside' },
  'preflight-fiscal-year': { who: 'accounting', where: 'file' },
  'preflight-account-length': { who: 'accounting', where: 'file' },
  'preflight-ledger': { who: 'firm', where: 'outside' },
  'preflight-environment': { who: 'accounting', where: 'outside' },
};

const OF_STATUS: Readonly<Record<StatusCase, Decision>> = {
  'http-401': { who: 'admin', where: 'outside' },
  'http-403': { who: 'firm', where: 'outside' },
  'http-404': { who: 'firm', where: 'outside' },
  'http-405': { who: 'support', where: 'outside' },
  'http-406': { who: 'support', where: 'outside' },
  'http-413': { who: 'accounting', where: 'file' },
  'http-415': { who: 'support', where: 'outside' },
  'http-429': { who: 'nobody', where: 'outside' },
  'http-500': { who: 'nobody', where: 'outside' },
  'http-502': { who: 'nobody', where: 'outside' },
  'http-503': { who: 'nobody', where: 'outside' },
  'not-understood': { who: 'nobody', where: 'outside' },
  unknown: { who: 'accounting', where: 'file' },
};

/** What has a code, of DATEV or of ours. */
const CODED = { ...OF_BATCHES, ...OF_DOCUMENTS, ...OF_PACKAGES, ...OF_PREFLIGHT } as const;

/** DATEV's service is away for a while, which it also says with a 400: the same call later. */
const COMES_BACK: ReadonlySet<string> = new Set<CodeCase | DcoCode>(['1008837', 'DCO01020']);

/** Whether an answer with this code of DATEV's only means "later". */
export function comesBack(code: string): boolean {
  return COMES_BACK.has(code);
}

/** A case without a decision does not compile; one without a text neither (`answer.<case>.title`). */
export const DECISIONS: Readonly<Record<DatevCase, Decision>> = { ...CODED, ...OF_STATUS };

/**
 * Which entry explains an answer: DATEV's code first, then the HTTP status. A 2xx that is a cause at all was not
 * understood; a code that is not documented is unknown.
 */
export function caseOf(code: string, status?: number): DatevCase {
  if (Object.hasOwn(CODED, code)) return code as keyof typeof CODED;
  if (code !== 'unknown' || status === undefined) return 'unknown';
  if (status === 502 || status === 504 || status === 408) return 'http-502';
  const byStatus = `http-${status}`;
  if (Object.hasOwn(OF_STATUS, byStatus)) return byStatus as StatusCase;
  if (status >= 500) return 'http-500';
  return status >= 200 && status < 400 ? 'not-understood' : 'unknown';
}
