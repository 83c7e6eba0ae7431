import type { FileView, WireFinding } from '../../../src/contract/answers';

/** What may be handed in; `any`: a batch or a package, by what is chosen. */
export type Takes = 'extf' | 'dxso' | 'document' | 'any';
/** A file as it was read. */
export type Chosen = { readonly name: string; readonly raw: Uint8Array<ArrayBuffer> };
/** What the check of a file found, as far as it is made here. */
export type Found = {
  readonly findings: readonly WireFinding[];
  readonly maySend: boolean;
  readonly needsMark?: true;
};
/** Decimal numbers. Ledger values: for the person at the screen only. */
export type Sums = readonly { readonly currency: string; readonly debit: string; readonly credit: string }[];
/** What a batch says of itself: for whom, for when, how much. */
export type About = {
  readonly mandant?: string;
  readonly label?: string;
  /** `YYYY-MM`, of its first day. */
  readonly period?: string;
  readonly rows: number;
  /** Control totals, one for each currency; for the person at the screen only. */
  readonly totals: Sums;
};
export type CheckedFile = { readonly chosen: Chosen; readonly found: Found };

/** What a file changes against the one that was sent. */
export type FileChanges = NonNullable<FileView['changes']>;
/** Told how much is done, between 0 and 1. */
export type Watch = (share: number) => void;
