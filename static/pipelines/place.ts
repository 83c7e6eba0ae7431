/** The steps of the editor, in the order things need each other. */
export const STEPS = ['mandant', 'source', 'mapping', 'values', 'output', 'calendar'] as const;
export type Step = (typeof STEPS)[number];

/** A page of the tab of pipelines. */
export type Place =
  | { readonly is: 'list' }
  | { readonly is: 'edit'; readonly id?: string; readonly step?: Step }
  | { readonly is: 'run'; readonly submissionId: string }
  | { readonly is: 'accounts'; readonly mandant: string };
export type Open = (place: Place) => void;

/** Where the tab begins. */
export const ROOT = 'pipelines';

/** The address of a page, as it is sent to a colleague. */
export function pathOf(place: Place): readonly string[] {
  switch (place.is) {
    case 'list':
      return [ROOT];
    case 'edit':
      return [ROOT, place.id ?? 'new', ...(place.step === undefined ? [] : [place.step])];
    case 'run':
      return [ROOT, 'runs', place.submissionId];
    case 'accounts':
      return [ROOT, 'accounts', place.mandant];
  }
}

/** The page of an address; what nobody wrote here is the list. */
export function placeIn([root, first = '', second]: readonly string[]): Place {
  if (root !== ROOT) return { is: 'list' };
  if (first === 'runs' && second !== undefined) return { is: 'run', submissionId: second };
  if (first === 'accounts' && second !== undefined) return { is: 'accounts', mandant: second };
  const step = STEPS.find((each) => each === second);
  const at = step === undefined ? {} : { step };
  if (first === 'new') return { is: 'edit', ...at };
  return /^p[0-9a-f]{12}$/.test(first) ? { is: 'edit', id: first, ...at } : { is: 'list' };
}
