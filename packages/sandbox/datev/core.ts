import type { World } from '../world/types';
import type { Pending } from './jobs';
import type { State } from './model';

/** What the parts of the fake share; `state` is replaced as a whole on restore. */
export type Core = { state: State; pending: Pending | undefined; readonly world: World };
