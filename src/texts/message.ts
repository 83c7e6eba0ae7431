/** What a place in a text may be given. A number is a count and gets the language's separators; an identifier is a string. */
export type Value = string | number | undefined;

/** What a text is given that leaves nothing open. */
export type None = Readonly<Record<never, never>>;

/** A piece of a compiled text: words, a place for a value, or a choice by a value (the generator writes these). */
export type Part =
  | string
  | readonly [name: string]
  | readonly [name: string, by: 'plural' | 'select', cases: Readonly<Record<string, readonly Part[]>>];

/** A compiled text; one without places is its words. */
export type Message = string | readonly Part[];

/** Compiled texts by key. */
export type Room = Readonly<Record<string, Message>>;
