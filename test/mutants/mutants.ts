/**
 * Faults planted into the code that decides, one at a time: each has to be noticed by the tests that are named for it
 * (`npm run mutants`). A promise whose code can be broken without a test noticing is not held by anything.
 */
export type Mutant = Planting & {
  /** The tests that must fail, by path below test/; `only`: of those that say this in their name. */
  readonly killedBy: { readonly tests: readonly string[]; readonly only?: string };
};

/** What is planted. */
export type Planting = {
  readonly name: string;
  readonly file: string;
  /** Stands exactly once in the file. */
  readonly from: string;
  readonly to: string;
};

export type Verdict = {
  readonly name: string;
  readonly is: 'killed' | 'survived' | 'fails-without';
  readonly seconds: number;
};

export const MUTANTS: readonly Mutant[] = [
  {
    name: 'an event is appended whatever was written since',
    file: 'src/submissions/submission-store.ts',
    from: "when: { version: before.version, still: { attribute: 'counted', value: before.counted } },",
    to: '',
    killedBy: { tests: ['submissions/submission-store'] },
  },
  {
    name: 'the claim of a job is not taken',
    file: 'src/jira/claim-store.ts',
    from: 'if (await unwrap(kv.setIfAbsent(key, { submissionId: id }))) return true;',
    to: 'if (Date.now() > 0) return true;',
    killedBy: { tests: ['jira/claim'] },
  },
  {
    name: 'a comment does not carry its event',
    file: 'src/effects/comment.ts',
    from: 'const added = await addComment(issue.id, body, pending.key);',
    to: "const added = await addComment(issue.id, body, 'comment');",
    killedBy: { tests: ['flows/promises'], only: 'each comment' },
  },
  {
    name: 'a development installation transmits to production',
    file: 'src/settings/may-transmit.ts',
    from: "return environment === 'production' && environmentType !== 'PRODUCTION' && 'not-production';",
    to: "return environmentType === environment && 'not-production';",
    killedBy: { tests: ['flows/promises'], only: 'production' },
  },
  {
    name: 'whoever changed the pipeline approves',
    file: 'src/submissions/decisions/approval.ts',
    from: "if (authors.includes(by)) return 'author';",
    to: "if (authors.includes('')) return 'author';",
    killedBy: { tests: ['submissions/approval'] },
  },
  {
    name: 'discovery asks at any hour',
    file: 'src/mandanten/discovery-times.ts',
    from: '    hour >= hours.fromHour &&\n    hour < Math.max(hours.toHour, hours.fromHour + 1)',
    to: '    hour >= 0',
    killedBy: { tests: ['mandanten/discovery-times'] },
  },
  {
    name: 'an event does not lower the due hint',
    file: 'src/submissions/record-store.ts',
    from: 'return { ...stored, hintAt: await loweredHint(at) };',
    to: 'return { ...stored, hintAt: at };',
    killedBy: { tests: ['flows/promises'], only: 'hint' },
  },
  {
    name: 'whoever started the run approves it',
    file: 'src/submissions/decisions/approval.ts',
    from: "if (run.startedBy === by) return 'started';",
    to: "if (run.startedBy === '') return 'started';",
    killedBy: { tests: ['submissions/approval'] },
  },
  {
    name: 'whoever ordered an execution approves it',
    file: 'src/submissions/decisions/approval.ts',
    from: "if (run.attempts.some((attempt) => attempt.by === by)) return 'ordered';",
    to: '',
    killedBy: { tests: ['submissions/approval'] },
  },
  {
    name: 'whoever handed in the file approves it',
    file: 'src/submissions/decisions/approval.ts',
    from: "return file?.by === by || file?.author === by ? 'handed-in' : undefined;",
    to: "return file?.author === by ? 'handed-in' : undefined;",
    killedBy: { tests: ['submissions/approval'] },
  },
  {
    name: 'an approval holds for other bytes',
    file: 'src/submissions/decisions/approval.ts',
    from: 'files: made.files.map(({ file }) => file.sha256),',
    to: 'files,',
    killedBy: { tests: ['submissions/approval', 'submissions/run'] },
  },
  {
    name: 'an approval holds for another version of the pipeline',
    file: 'src/submissions/decisions/approval.ts',
    from: 'basis: made.basis,',
    to: 'basis,',
    killedBy: { tests: ['submissions/approval', 'submissions/run'] },
  },
  {
    name: 'a replaced file of a run needs no approval',
    file: 'src/submissions/decisions/approval.ts',
    from: 'return needsApproval(run) && run.run?.approval?.files[child.from.part - 1] !== file.sha256;',
    to: 'return false;',
    killedBy: { tests: ['submissions/approval', 'submissions/may'] },
  },
  {
    name: 'other bytes than the dialog showed are sent',
    file: 'src/submissions/decisions/click.ts',
    from: 'const isShown = goes?.mode === mode && goes.file.sha256 === sha256;',
    to: 'const isShown = goes?.mode === mode;',
    killedBy: { tests: ['flows/hostile'], only: 'dialog' },
  },
  {
    name: 'a file with errors is sent by a move',
    file: 'src/submissions/decisions/decide.ts',
    from: "if (!mayGo(goes.file)) return { what: 'sent-back', history, errors: goes.file.errors ?? 0 };",
    to: '',
    killedBy: { tests: ['submissions/decide'] },
  },
  {
    name: 'the same bytes are sent again by a move',
    file: 'src/submissions/decisions/decide.ts',
    from: "if (goes.mode === 'unchanged') return { what: 'unchanged-asked', history };",
    to: '',
    killedBy: { tests: ['submissions/decide'] },
  },
  {
    name: 'what was delivered is sent again by a move',
    file: 'src/submissions/decisions/decide.ts',
    from: "if (why === 'click.delivered') return { what: 'move-ignored', history, why: 'delivered' };",
    to: '',
    killedBy: { tests: ['submissions/decide'] },
  },
  {
    name: 'a doubtful outcome is not looked for, the effect is repeated',
    file: 'src/submissions/life/effort.ts',
    from: "state: 'doubtful',\n        notBefore: event.notBefore,\n        problem: event.problem,",
    to: "state: 'due',\n        notBefore: event.notBefore,\n        problem: event.problem,",
    killedBy: { tests: ['submissions/apply', 'submissions/next'] },
  },
  {
    name: 'what was released in doubt is done again without a look',
    file: 'src/submissions/life/effort.ts',
    from: "return { key, effect, state: 'doubtful', tries: pending.tries, looks: 0, ...since };",
    to: "return { key, effect, state: 'due', tries: pending.tries, looks: 0, ...since };",
    killedBy: { tests: ['submissions/apply', 'submissions/next'] },
  },
  {
    name: 'deaths in a row are not counted',
    file: 'src/submissions/life/effort.ts',
    from: 'return lapsesOf(pending) >= MAX_LAPSES;',
    to: 'return lapsesOf(pending) > 1000;',
    killedBy: { tests: ['flows/dying-steps'] },
  },
  {
    name: "DATEV's Retry-After does not bind the next poll",
    file: 'src/submissions/schedule.ts',
    from: 'return Math.max(retryAfterSeconds, Math.round(full * (0.75 + 0.25 * chance)));',
    to: 'return Math.round(full * (0.75 + 0.25 * chance));',
    killedBy: { tests: ['submissions/next', 'submissions/schedule'] },
  },
  {
    name: 'Retry-After does not bind the next try',
    file: 'src/submissions/schedule.ts',
    from: 'return Math.max(retryAfterSeconds, 5, Math.round(full * chance));',
    to: 'return Math.max(5, Math.round(full * chance));',
    killedBy: { tests: ['submissions/schedule'] },
  },
  {
    name: 'all looks fall on one instant',
    file: 'src/submissions/schedule.ts',
    from: 'const seconds = LOOK_AT_SECONDS[looks];',
    to: 'const seconds = looks > 3 ? undefined : LOOK_AT_SECONDS[0];',
    killedBy: { tests: ['submissions/schedule'] },
  },
  {
    name: 'a Retry-After of a month is obeyed',
    file: 'src/platform/retry-after.ts',
    from: 'return Math.min(MAX_SECONDS, Math.ceil(Number(text)));',
    to: 'return Math.ceil(Number(text));',
    killedBy: { tests: ['platform/retry-after'] },
  },
  {
    name: 'bytes are deleted while something is pending',
    file: 'src/submissions/retention.ts',
    from: ' || s.pendingEffects.some(({ effect }) => !isAtJira(effect))',
    to: '',
    killedBy: { tests: ['submissions/retention'] },
  },
  {
    name: 'bytes are deleted at once',
    file: 'src/submissions/retention.ts',
    from: 'if (at === undefined || at > c.now) return [];',
    to: 'if (at === undefined) return [];',
    killedBy: { tests: ['submissions/retention'] },
  },
  {
    name: 'an upload of somebody else is taken',
    file: 'src/flows/exception/receive-file.ts',
    from: 'found === undefined || found.upload.by !== by',
    to: 'found === undefined',
    killedBy: { tests: ['flows/hostile'], only: 'upload of somebody else' },
  },
  {
    name: 'an upload that lacks pieces is finished',
    file: 'src/flows/exception/receive-file.ts',
    from: 'if (have.length < upload.chunks)\n      return',
    to: 'if (have.length < 0)\n      return',
    killedBy: { tests: ['flows/uploads'] },
  },
  {
    name: 'assembled bytes are not held against their hash',
    file: 'src/files/file-store.ts',
    from: 'raw.value.length !== file.bytes || sha256(raw.value) !== file.sha256',
    to: 'raw.value.length !== file.bytes',
    killedBy: { tests: ['flows/uploads'] },
  },
  {
    name: 'the check of a finished upload is forgotten when its event is lost',
    file: 'src/flows/exception/receive-file.ts',
    from: '    await lowerHint(plusSeconds(at, CHECK_AGAIN_SECONDS));\n',
    to: '',
    killedBy: { tests: ['flows/uploads'] },
  },
  {
    name: "a job of DATEV's list is taken without our reference",
    file: 'src/effects/send-extf.ts',
    from: 'listed.value.jobs.find((j) => j.referenceId === referenceId)',
    to: 'listed.value.jobs[0]',
    killedBy: { tests: ['flows/crash', 'flows/promises'] },
  },
  {
    name: "a transmission that nobody found is sent again without an admin's word",
    file: 'src/effects/send-extf.ts',
    from: "settings.resendUnknown ? 'repeat' : 'give-up'",
    to: "settings.resendUnknown ? 'repeat' : 'repeat'",
    killedBy: { tests: ['flows/promises'], only: 'may have left' },
  },
  {
    name: 'whoever ordered a sending is not asked again',
    file: 'src/flows/effectively.ts',
    from: "return may.value ? undefined : { code: 'access.orderer', retry: 'after-fix' };",
    to: 'return undefined;',
    killedBy: { tests: ['flows/movers'] },
  },
  {
    name: 'what is not approved leaves all the same',
    file: 'src/flows/effectively.ts',
    from: 'if (!mayLeave(effect, { child, run })) return UNAPPROVED;',
    to: '',
    killedBy: { tests: ['flows/four-eyes'] },
  },
  {
    name: 'sending that was stopped goes on',
    file: 'src/settings/may-transmit.ts',
    from: "if (stopped !== undefined) return 'stopped';",
    to: '',
    killedBy: { tests: ['flows/promises'], only: 'stopped' },
  },
  {
    name: 'a try that never left is looked for, and a person asked',
    file: 'src/flows/once.ts',
    from: 'return marks === true && left !== true;',
    to: 'return marks === true && left !== true && Date.now() < 0;',
    killedBy: { tests: ['flows/promises'], only: 'a try that died' },
  },
  {
    name: 'what may have left is taken for what never left',
    file: 'src/flows/once.ts',
    from: 'return marks === true && left !== true;',
    to: 'return marks === true || left !== true;',
    killedBy: { tests: ['flows/promises'], only: 'may have left' },
  },
  {
    name: 'the mark of leaving is not made before the call',
    file: 'src/effects/send-extf.ts',
    from: "if (!(await leave())) return { is: 'overtaken' };",
    to: '',
    killedBy: { tests: ['flows/promises'], only: 'may have left' },
  },
  {
    name: 'whoever was overtaken sends all the same',
    file: 'src/submissions/life/effort.ts',
    from: 'return pending !== undefined && isTriedBy(pending, lease) && pending.left === true;',
    to: 'return pending !== undefined || lease.leaseUntil === undefined;',
    killedBy: { tests: ['submissions/effort'] },
  },
  {
    name: 'open pages are not told that something changed',
    file: 'src/submissions/record-store.ts',
    from: '  tellPages(id, ...(from === undefined ? [] : [from.run]));',
    to: '  if (from?.run === id) tellPages(id);',
    killedBy: { tests: ['flows/live'], only: 'come when' },
  },
];
