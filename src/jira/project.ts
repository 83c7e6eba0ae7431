import type { Present } from '../kernel/present';

/** A field of the create screen. */
export type CreateField = Present<{
  readonly id: string;
  readonly name: string;
  readonly required: boolean;
  readonly hasDefault: boolean;
  /** Jira's data type (`string`, `option`, `array`, `user`, …); `any` where Jira names none. */
  readonly schemaType: string;
  /** The field type's key for custom fields, e.g. `…customfieldtypes:textfield`. */
  readonly custom: string | undefined;
  readonly operations: readonly string[];
  /** The options to choose from, where the field has some. */
  readonly allowed: readonly { readonly id: string; readonly name: string }[] | undefined;
}>;

/** Fields of a create screen by id. */
export type CreateScreen = ReadonlyMap<string, CreateField>;

export type ProjectStatus = {
  readonly id: string;
  readonly name: string;
  readonly category: 'new' | 'indeterminate' | 'done';
};
