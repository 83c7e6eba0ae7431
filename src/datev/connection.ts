import type { DatevEnvironment } from './hosts';

/** The approval a person gave at DATEV. The tokens themselves lie in secret storage under their generation. */
export type Connection = {
  readonly v: 1;
  readonly generation: number;
  readonly clientId: string;
  readonly environment: DatevEnvironment;
  readonly connectedAt: string;
  readonly connectedBy: string;
};
