import type { AdfNode } from './adf';
import type { StatusView } from './issue-list';

export type Person = { readonly accountId: string; readonly displayName: string };
export type Issue = {
  readonly id: string;
  readonly key: string;
  readonly fields: {
    readonly summary: string;
    readonly description?: AdfNode | null;
    readonly status: StatusView & { readonly id: string };
    readonly issuetype: { readonly id: string; readonly name: string };
    readonly project: {
      readonly id: string;
      readonly key: string;
      readonly name: string;
      readonly projectTypeKey?: string;
    };
    readonly assignee?: Person | null;
    readonly reporter?: Person | null;
    readonly created: string;
    readonly updated: string;
    readonly attachment?: readonly Attachment[];
    readonly [id: string]: unknown;
  };
};
export type Attachment = {
  readonly id: string;
  readonly filename: string;
  readonly size: number;
  readonly author?: Person;
};

/** One part of the page: shows what it is about; called again at every look. */
export type Section = { readonly element: HTMLElement; refresh(issue: Issue): Promise<void> | void };
