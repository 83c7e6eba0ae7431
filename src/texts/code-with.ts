import type { Messages } from './generated/messages';

/** The codes of which the catalogue has a text of this kind: `extf.empty` with `text`, because of `extf.empty.text`. */
export type CodeWith<Kind extends string> = keyof Messages extends infer Key
  ? Key extends `${infer Code}.${Kind}`
    ? Code
    : never
  : never;
