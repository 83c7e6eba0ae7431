import type { FaultSpec } from '../../packages/sandbox/forge/world-told';
import { MUTANTS, type Planting } from './mutants';

/** Of the faults that tests of their own notice, those that a whole life has to bring out as well. */
const OF_THE_TABLE: readonly string[] = [
  'a comment does not carry its event',
  'whoever started the run approves it',
  'what is not approved leaves all the same',
  'a file with errors is sent by a move',
  'the same bytes are sent again by a move',
  'what was delivered is sent again by a move',
  'a doubtful outcome is not looked for, the effect is repeated',
  'what was released in doubt is done again without a look',
  "a job of DATEV's list is taken without our reference",
  "a transmission that nobody found is sent again without an admin's word",
  'sending that was stopped goes on',
  'what may have left is taken for what never left',
  'the mark of leaving is not made before the call',
  'the check of a finished upload is forgotten when its event is lost',
];

/** Faults that show in a whole life only. */
const OWN: readonly Planting[] = [
  {
    name: 'the issue of a lost answer is not looked for',
    file: 'src/effects/create-issue.ts',
    from: "if (first === undefined) return { is: 'absent' };",
    to: "if (first === undefined || first !== undefined) return { is: 'absent' };",
  },
  {
    name: 'the comment of a lost answer is not looked for',
    file: 'src/effects/comment.ts',
    from: "return found.value ? { is: 'found', ...settling(subject, pending.effect.note, issue) } : { is: 'absent' };",
    to: "return { is: 'absent' };",
  },
  {
    name: 'a refresh token that may be spent is redeemed again',
    file: 'src/datev/login/redeem-store.ts',
    from: '  return { held, app, refreshToken: tokens.refreshToken };',
    to: '  const early = await redeemRefresh(app, connection.endpoints, tokens.refreshToken);\n  if (early.ok) {\n    await keepTokens(connection.id, connection.generation + 1, early.value);\n    const after = advanced(connection, early.value);\n    await saveConnection(held, after);\n    return ok(tokenFrom(after, early.value));\n  }\n  return { held, app, refreshToken: tokens.refreshToken };',
  },
  {
    name: 'a move counts as often as it is looked at',
    file: 'src/jira/moves.ts',
    from: '|| !isNewer(newest.id, known.handledHistory)) return undefined;',
    to: ') return undefined;',
  },
  {
    name: 'a move by the app itself counts',
    file: 'src/jira/moves.ts',
    from: 'newest.authorId === undefined || newest.authorId === known.appAccountId',
    to: 'newest.authorId === undefined',
  },
  {
    name: 'a failed try comes again never',
    file: 'src/submissions/schedule.ts',
    from: 'return Math.max(retryAfterSeconds, 5, Math.round(full * chance));',
    to: 'return Math.max(retryAfterSeconds, 9_000_000, Math.round(full * chance));',
  },
  {
    name: 'after all looks a doubtful effect is given up in silence',
    file: 'src/flows/once.ts',
    from: "return then === 'repeat' ? once(work, on, 'try') : book.note(on, { what: 'gave-up', key });",
    to: "return then === 'repeat' ? on : book.note(on, { what: 'gave-up', key });",
  },
  {
    name: 'a lost lease is not found again',
    file: 'src/submissions/schedule.ts',
    from: 'export const LEASE_SECONDS = 180;',
    to: 'export const LEASE_SECONDS = 9_000_000;',
  },
  {
    name: 'an image is put under another name each time',
    file: 'src/datev/documents/documents-api.ts',
    from: 'const isThere = problem.status === 409',
    to: 'const isThere = problem.status === 999',
  },
];

/** Where a told life brings a fault out for certain: which one, and what it takes besides. */
export type Telling = { readonly life: string; readonly strikes?: FaultSpec };
const AT_WORK = { match: { functionKey: 'work-fn' } } as const;
const TELLINGS: Readonly<Record<string, Telling>> = {
  'a comment does not carry its event': { life: 'batch' },
  'a file with errors is sent by a move': { life: 'correction' },
  'whoever started the run approves it': { life: 'run' },
  'a doubtful outcome is not looked for, the effect is repeated': {
    life: 'login and refresh',
    strikes: { service: 'datev', operation: 'importExtfFile', fault: 'lost-response', ...AT_WORK },
  },
  'what may have left is taken for what never left': {
    life: 'login and refresh',
    strikes: { service: 'datev', operation: 'importExtfFile', fault: 'crash-after', ...AT_WORK },
  },
  'the mark of leaving is not made before the call': {
    life: 'login and refresh',
    strikes: { service: 'datev', operation: 'importExtfFile', fault: 'crash-after', ...AT_WORK },
  },
  'the issue of a lost answer is not looked for': {
    life: 'batch',
    strikes: { service: 'jira', operation: 'createIssue', fault: 'lost-response', ...AT_WORK },
  },
  'the comment of a lost answer is not looked for': {
    life: 'batch',
    strikes: { service: 'jira', operation: 'addComment', fault: 'lost-response', ...AT_WORK },
  },
  'a refresh token that may be spent is redeemed again': {
    life: 'login and refresh',
    strikes: { service: 'datev', operation: 'token', fault: 'crash-after', ...AT_WORK },
  },
  'a failed try comes again never': {
    life: 'login and refresh',
    strikes: { service: 'datev', operation: 'importExtfFile', fault: '429', ...AT_WORK },
  },
  'a lost lease is not found again': {
    life: 'batch',
    strikes: { service: 'jira', operation: 'createIssue', fault: 'crash-after', ...AT_WORK },
  },
  'sending that was stopped goes on': { life: 'batch' },
  'a move counts as often as it is looked at': { life: 'rights' },
  "a transmission that nobody found is sent again without an admin's word": {
    life: 'login and refresh',
    strikes: { service: 'datev', operation: 'importExtfFile', fault: 'timeout', ...AT_WORK },
  },
  'after all looks a doubtful effect is given up in silence': {
    life: 'batch',
    strikes: { service: 'jira', operation: 'createIssue', fault: 'crash-before', ...AT_WORK },
  },
  'an image is put under another name each time': {
    life: 'document',
    strikes: { service: 'datev', operation: 'putDocument', fault: 'lost-response', ...AT_WORK },
  },
};

/** Faults that break no promise that shows outside, and why. */
const ALIKE: Readonly<Record<string, string>> = {
  'what was delivered is sent again by a move':
    'the rule behind it ignores the move as well and says another reason in the history only',
  'the same bytes are sent again by a move':
    'the order names a corrected file that there is not, and orders nothing (`submissions/life/apply-send`)',
  'the check of a finished upload is forgotten when its event is lost':
    'every hour the due hint is repaired: the check comes within the hour, and nothing promises it sooner',
};

type ByLives = Planting & { readonly telling?: Telling; readonly alike?: string };
export const BY_LIVES: readonly ByLives[] = [
  ...MUTANTS.filter(({ name }) => OF_THE_TABLE.includes(name)),
  ...OWN,
].map((planting) => {
  const [telling, alike] = [TELLINGS[planting.name], ALIKE[planting.name]];
  return {
    ...planting,
    ...(telling === undefined ? {} : { telling }),
    ...(alike === undefined ? {} : { alike }),
  };
});

/** `by`: the seed of the first life that goes wrong with the fault, or the told one; `wrong`: what the auditor says of it. */
export type FoundBy = {
  readonly name: string;
  readonly by?: string;
  readonly wrong?: string;
  readonly alike?: string;
};
