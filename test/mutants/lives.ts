import type { FaultSpec } from '../../packages/sandbox/forge/world-told';
import { MUTANTS, type Planting } from './mutants';

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

/** The told life, or the story, that brings a fault out for certain, and what has to strike it besides; or people at four eyes by chance. */
export type Telling =
  | { readonly by: 'life'; readonly life: string; readonly strikes?: FaultSpec }
  | { readonly by: 'four-eyes' };

const told = (life: string): Telling => ({ by: 'life', life });
/** This is what whoever works in the background meets in that life. */
const struck = (life: string, strikes: Pick<FaultSpec, 'service' | 'operation' | 'fault'>): Telling => ({
  ...{ by: 'life', life },
  strikes: { ...strikes, match: { functionKey: 'work-fn' } },
});
const FOUR_EYES: Telling = { by: 'four-eyes' };

const TELLINGS: Readonly<Record<string, Telling>> = {
  'the claim of a job is not taken': told('a job without its reference'),
  'a comment does not carry its event': told('batch'),
  'a development installation transmits to production': told("DATEV's production"),
  'whoever changed the pipeline approves': FOUR_EYES,
  'discovery asks at any hour': told('a night'),
  'whoever started the run approves it': FOUR_EYES,
  'whoever ordered an execution approves it': FOUR_EYES,
  'whoever handed in the file approves it': FOUR_EYES,
  'a replaced file of a run needs no approval': FOUR_EYES,
  'other bytes than the dialog showed are sent': told('a dialog that is out of date'),
  'a file with errors is sent by a move': told('correction'),
  'a doubtful outcome is not looked for, the effect is repeated': struck('login and refresh', {
    ...{ service: 'datev', operation: 'importExtfFile', fault: 'lost-response' },
  }),
  'what was released in doubt is done again without a look': told('a click on what may have left'),
  'deaths in a row are not counted': told('a step that dies each time'),
  "DATEV's Retry-After does not bind the next poll": told('a long wait for the first poll'),
  'Retry-After does not bind the next try': told('a long wait for the next try'),
  'all looks fall on one instant': told('an index that is late'),
  'a Retry-After of a month is obeyed': told('a wait of a month'),
  'bytes are deleted at once': told('bytes of a file that went'),
  'an upload of somebody else is taken': told('an upload of somebody else'),
  'an upload that lacks pieces is finished': told('an upload that lacks its pieces'),
  'assembled bytes are not held against their hash': told('other bytes than were named'),
  "a job of DATEV's list is taken without our reference": told('the job of somebody else'),
  "a transmission that nobody found is sent again without an admin's word": struck('login and refresh', {
    ...{ service: 'datev', operation: 'importExtfFile', fault: 'timeout' },
  }),
  'whoever ordered a sending is not asked again': told('a right that ends'),
  'sending that was stopped goes on': told('batch'),
  'a try that never left is looked for, and a person asked': told('a try that never left'),
  'what may have left is taken for what never left': struck('login and refresh', {
    ...{ service: 'datev', operation: 'importExtfFile', fault: 'crash-after' },
  }),
  'the mark of leaving is not made before the call': struck('login and refresh', {
    ...{ service: 'datev', operation: 'importExtfFile', fault: 'crash-after' },
  }),
  'whoever was overtaken sends all the same': told('a mark that is not on record'),
  'the issue of a lost answer is not looked for': struck('batch', {
    ...{ service: 'jira', operation: 'createIssue', fault: 'lost-response' },
  }),
  'the comment of a lost answer is not looked for': struck('batch', {
    ...{ service: 'jira', operation: 'addComment', fault: 'lost-response' },
  }),
  'a refresh token that may be spent is redeemed again': struck('login and refresh', {
    ...{ service: 'datev', operation: 'token', fault: 'crash-after' },
  }),
  'a move counts as often as it is looked at': told('rights'),
  'a failed try comes again never': struck('login and refresh', {
    ...{ service: 'datev', operation: 'importExtfFile', fault: '429' },
  }),
  'after all looks a doubtful effect is given up in silence': struck('batch', {
    ...{ service: 'jira', operation: 'createIssue', fault: 'crash-before' },
  }),
  'a lost lease is not found again': struck('batch', {
    ...{ service: 'jira', operation: 'createIssue', fault: 'crash-after' },
  }),
  'an image is put under another name each time': struck('document', {
    ...{ service: 'datev', operation: 'putDocument', fault: 'lost-response' },
  }),
};

/** Faults that break no promise that shows outside, and why. */
const ALIKE: Readonly<Record<string, string>> = {
  'an event does not lower the due hint':
    'every hour the hint is repaired: what is due comes within the hour, and nothing promises it sooner',
  'an approval holds for other bytes':
    'it names the execution as well, and what an execution made is written once: there are no other bytes of the same one',
  'an approval holds for another version of the pipeline':
    'it names the execution as well, which is made with one version: there is no other one of the same execution',
  'the same bytes are sent again by a move':
    'the order names a corrected file that there is not, and orders nothing (`submissions/life/apply-send`)',
  'what was delivered is sent again by a move':
    'the rule behind it ignores the move as well and says another reason in the history only',
  'bytes are deleted while something is pending':
    'once a file has its end, only a job of DATEV that is to be thrown away is pending, which takes no bytes',
  'the check of a finished upload is forgotten when its event is lost':
    'every hour the due hint is repaired: the check comes within the hour, and nothing promises it sooner',
  'what is not approved leaves all the same':
    'hand-over and click have asked before; only what an earlier version approved without saying what comes as far as here, and that somebody did approve',
  'open pages are not told that something changed':
    'a page that is not told asks by itself from time to time, and nothing promises it sooner',
  'a move by the app itself counts':
    'the app moves an issue to where moves mean something only when what it is about has ended',
};

type ByLives = Planting & { readonly telling?: Telling; readonly alike?: string };
/** All that tests of their own notice, and more: a life has to bring each out as well, where it shows outside. */
export const BY_LIVES: readonly ByLives[] = [...MUTANTS, ...OWN].map((planting) => {
  const [telling, alike] = [TELLINGS[planting.name], ALIKE[planting.name]];
  return {
    ...planting,
    ...(telling === undefined ? {} : { telling }),
    ...(alike === undefined ? {} : { alike }),
  };
});

/** `by`: the life, or the number of the one by chance, that goes wrong with the fault; `wrong`: what the auditor says of it. */
export type FoundBy = {
  readonly name: string;
  readonly by?: string;
  readonly wrong?: string;
  readonly alike?: string;
};
