/** DATEV's mock for trials, or the real thing. The administrator chooses; that a copy never sends to production: `settings/may-transmit`. */
export type DatevEnvironment = 'sandbox' | 'production';
export type DatevApi = keyof typeof VERSIONS;

/** The versions that DATEV's documents of these APIs describe. All hosts are in the manifest's egress. */
const VERSIONS = {
  'accounting-clients': 'v2',
  'accounting-extf-files': 'v3',
  'accounting-documents': 'v2',
  'accounting-dxso-jobs': 'v2',
} as const;

/** The address of an API without a slash at the end, e.g. `https://accounting-clients.api.datev.de/platform/v2`. */
export function datevBase(api: DatevApi, environment: DatevEnvironment): string {
  const platform = environment === 'production' ? 'platform' : 'platform-sandbox';
  return `https://${api}.api.datev.de/${platform}/${VERSIONS[api]}`;
}
