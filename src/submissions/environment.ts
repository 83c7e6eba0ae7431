/** DATEV's two worlds: one to try things out, and the one in which bookings count. */
export type Environment = 'sandbox' | 'production';

type Bound = { readonly environment?: Environment };

/** The environment that a submission belongs to for good. What earlier versions of the app began says none: it goes with what is chosen. */
export function environmentOf({ environment }: Bound, chosen: Environment): Environment {
  return environment ?? chosen;
}

/** Whether it was made for the other environment than the one that is chosen now: then nothing of it is sent. */
export function isElsewhere(s: Bound, chosen: Environment): boolean {
  return environmentOf(s, chosen) !== chosen;
}
