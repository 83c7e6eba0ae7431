import type { Column } from './columns';
import type { Form } from './form';
import type { EditorHands } from './use-editor';

/** What every part of the editor gets. */
export type PartProps = EditorHands & {
  readonly form: Form;
  readonly columns: readonly Column[];
  readonly set: (part: Partial<Form>) => void;
};
