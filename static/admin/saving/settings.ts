import type { AdminAnswer } from '../../../src/contract/answers';

export type Settings = AdminAnswer['settings'];
export type Change = (change: (settings: Settings) => Settings) => void;
