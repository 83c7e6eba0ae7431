/** A page of the tab of pipelines; each stands on the one it was opened from. */
export type Place =
  | { readonly is: 'edit'; readonly id?: string }
  | { readonly is: 'run'; readonly submissionId: string }
  | { readonly is: 'accounts'; readonly mandant: string };
export type Open = (place: Place) => void;
