import type { Environment } from './environment';
import { APP_CLIENT_ID, PRODUCTION_APP_CLIENT_ID } from './fresh-state';

/** People of the tax firm who can log in at the fake DATEV. */
export const PERSONS = [
  { sub: 'petra', name: 'Petra Probe' },
  { sub: 'kai', name: 'Kai Kanzlei' },
] as const;

export type OAuthClient = {
  readonly id: string;
  readonly environment: Environment;
  /** Absent: a public client. */
  readonly secret?: string;
  readonly redirectUris: readonly string[];
};

/** The apps that are registered with DATEV. */
export const CLIENTS: readonly OAuthClient[] = [
  { id: APP_CLIENT_ID, environment: 'sandbox', redirectUris: [] },
  { id: 'datev-for-jira-confidential', environment: 'sandbox', secret: 'sandbox-secret', redirectUris: [] },
  {
    id: PRODUCTION_APP_CLIENT_ID,
    environment: 'production',
    redirectUris: ['https://relay.example.com/', 'http://localhost'],
  },
];
