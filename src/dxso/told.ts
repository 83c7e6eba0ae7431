import type { Text } from '../kernel/problem';

/**
 * What a person is told: what is wrong, the rule behind it, what to do. `{label}` is DATEV's name of the value with that of
 * the element, `{row}` the booking, `{file}` the file.
 */
export type DxsoWords = { readonly text: Text; readonly rule: Text; readonly remedy: Text };
