/**
 * Whether this is `npm run simulate`: then the long spans and the full tables run, which take longer than all other tests
 * together. `npm test` runs the same stories over shorter spans.
 */
export const SIMULATES = process.env['SIMULATE'] !== undefined;
