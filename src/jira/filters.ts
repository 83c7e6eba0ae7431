/** Searches that the app offers to save as Jira filters; what they ask for: `docs/jql.md`. */
export const FILTERS = {
  accountant: 'datevNeeds = accountant ORDER BY datevNeedsSince',
  approver: 'datevNeeds = approver ORDER BY datevNeedsSince',
  'tax-firm': 'datevNeeds = tax-firm ORDER BY datevNeedsSince',
  admin: 'datevNeeds = admin ORDER BY datevNeedsSince',
  overdue: 'datevDue < now() AND datevNeeds is not EMPTY ORDER BY datevDue',
  moving: 'datevState = moving ORDER BY updated DESC',
} as const;

export type FilterName = keyof typeof FILTERS;
export const FILTER_NAMES = Object.keys(FILTERS) as readonly FilterName[];

/** Who else may use a filter: nobody · who sees the project of the issues · everybody who is signed in. */
export const SHARES = ['nobody', 'project', 'everybody'] as const;
export type Share = (typeof SHARES)[number];
