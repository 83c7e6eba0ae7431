import type { Random, ServiceRequest } from '../world/types';
import type { Answers } from './answers';
import type { Environment } from './environment';
import type { Pending } from './jobs';
import type { Grant, Mandant, State } from './model';
import type { Route } from './route';

export type Asked = {
  readonly request: ServiceRequest;
  readonly route: Route;
  readonly grant: Grant;
  readonly answers: Answers;
  readonly state: State;
  readonly now: number;
  readonly pending: Pending | undefined;
  readonly random: Random;
};
/** A call that concerns one Mandant and is allowed. */
export type DcoCall = Asked & {
  readonly mandant: Mandant;
  readonly at: { readonly environment: Environment; readonly mandant: string };
};
