import type { Act, Place } from './act';

/** What the iframe says to the shell. `sandbox` marks our messages among all others. */
export type FrameMessage =
  | { readonly sandbox: 'call'; readonly id: number; readonly op: string; readonly payload: unknown }
  | { readonly sandbox: 'height'; readonly height: number }
  | { readonly sandbox: 'acted'; readonly id: number; readonly place?: Place; readonly problem?: string }
  /** The app did what Forge does not know. */
  | { readonly sandbox: 'violation'; readonly rule: string; readonly message: string };

/** What the shell says to the iframe. */
export type ShellMessage =
  | {
      readonly sandbox: 'reply';
      readonly id: number;
      readonly result?: unknown;
      readonly error?: { readonly name: string; readonly message: string };
    }
  | { readonly sandbox: 'callback'; readonly fn: number; readonly args: readonly unknown[] }
  | { readonly sandbox: 'theme'; readonly attributes: Readonly<Record<string, string>> }
  /** The story, before the eyes of whoever watches. */
  | { readonly sandbox: 'act'; readonly id: number; readonly act: Act };

/** A function of the frame, as it travels. */
export type FunctionRef = { readonly __fn: number };

/** Where a page of the app stands, below its own address in the address bar. */
export type HistoryLocation = {
  readonly pathname: string;
  readonly search: string;
  readonly hash: string;
  readonly state: unknown;
  readonly key?: string;
};
export type HistoryAction = 'PUSH' | 'REPLACE' | 'POP';
