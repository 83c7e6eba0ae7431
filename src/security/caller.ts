/** Who calls, as Forge's backend vouches for it; everything else in the context is only a hint from the browser. */
export type Caller = {
  readonly accountId: string;
  readonly issueId?: string;
  /** What Jira said of the caller during this call. */
  readonly heard: Map<string, unknown>;
  /** A ticket that Jira was asked for within the minute (ticket-store). */
  readonly pass?: { readonly id?: string | undefined };
};
