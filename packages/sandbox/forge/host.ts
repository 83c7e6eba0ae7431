/** What the server, the flow tests and the simulation take from the platform on this machine. */
export { RuleRefused, type RuleRun } from './automation';
export { createWorld } from './create-world';
export { EgressRefused } from './egress';
export { AgendaOverflow } from './engine';
export type { ForgeWorld } from './forge-world';
export { readOperationScopes } from './product';
export { NO_VERDICT } from './validators';
