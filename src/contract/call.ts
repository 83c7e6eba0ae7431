import * as v from 'valibot';
import { Lang, Part } from './payloads';

/**
 * What the browser may ask and what it is answered: name → payload → answer. Every payload is checked against its schema in the
 * entry before its flow begins; handlers and the browser's `call` are checked against both by the compiler. The context of
 * a call (issue id, module) is only a hint and is checked again on the server.
 */

/** One call: the schema of its payload and, for the compiler alone, the type of its answer. */
type Call<E extends v.ObjectEntries, A> = {
  readonly payload: v.ObjectSchema<E & { readonly lang: typeof Lang }, undefined>;
  readonly answer: Answers<A>;
};
declare const answers: unique symbol;
type Answers<A> = { readonly [answers]?: A };

/** Says what a call asks and is answered; `lang` is asked of every one. */
export function call<const E extends v.ObjectEntries, A>(payload: E, answer: Answers<A>): Call<E, A> {
  return { payload: v.object({ ...payload, lang: Lang }), answer };
}

/** `null`: there is nothing to say but that it is done. */
export function answer<A>(): Answers<A> {
  return {};
}

/** A table of calls. */
export type Calls = Readonly<Record<string, Call<v.ObjectEntries, unknown>>>;
/** What a call hands in, as the browser writes it and as the handler gets it. */
export type Asked<C extends Calls[string]> = v.InferInput<C['payload']>;
export type Parsed<C extends Calls[string]> = v.InferOutput<C['payload']>;
/** What a call is answered. */
export type Answered<C> = C extends { readonly answer: Answers<infer A> } ? A : never;

/** What is too big for one message comes in parts before the call it belongs to (`kernel/parcel`). */
/** The issues of storms wait until somebody lets them go on; a reason for waiting. */
export const STORM_CALLS = {
  'storms.pause': call(
    { paused: v.boolean(), reason: v.pipe(v.string(), v.trim(), v.maxLength(200)) },
    answer<null>(),
  ),
} as const;

export const PARCEL_CALLS = {
  'parcel.part': call(Part, answer<null>()),
} as const;
