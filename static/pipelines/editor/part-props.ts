import type { Step } from '../place';
import type { Column } from './columns';
import type { Form } from './form';
import type { EditorHands } from './use-editor';

/** What every part of the editor gets. */
export type PartProps = EditorHands & {
  readonly form: Form;
  readonly columns: readonly Column[];
  readonly set: (part: Partial<Form>) => void;
  /** To another step. */
  readonly goTo: (step: Step) => void;
};
