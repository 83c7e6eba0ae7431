/** What the mapping asks of an account plan; `src/accounts/plan.ts` answers it. */
export type KnownAccounts = {
  /** Sachkontenlänge, 4 to 8. */
  readonly accountLength: number;
  kindOf(account: number): 'sachkonto' | 'personenkonto' | undefined;
  has(account: number): boolean;
  /** Whether the account finds its tax by itself (Automatikkonto). */
  isAutomatic(account: number): boolean;
};
