import type { Plan } from './plan';

/** Lives that went wrong once, shrunk to what they take; their story is what `npm run simulate -- --seed N` told. */
export const FOUND: readonly (readonly [story: string, plan: Plan, still: RegExp])[] = [
  [
    'DATEV answers an import with 500, nobody finds the file, and the issue is deleted: nobody could decide any more (seed 24)',
    {
      seed: 24,
      pace: 'prompt',
      items: [
        { is: 'deed', deed: 'fail-elsewhere', dice: 61_061_648 },
        { is: 'wait', ms: 4_015_598 },
        { is: 'deed', deed: 'hand-in', dice: 4_259_057_718 },
        { is: 'fault', spec: { service: 'datev', operation: 'importExtfFile', fault: '500', times: 3 } },
        { is: 'deed', deed: 'move', dice: 1_705_395_858 },
        { is: 'wait', ms: 2_120_590 },
        { is: 'deed', deed: 'delete', dice: 167_819_380 },
      ],
    },
    /fault: .*Anna deletes/s,
  ],
  [
    'Jira makes no issue at first, the file is corrected at the desk and delivered: the late issue said that nobody knows whether DATEV has it (seed 558)',
    {
      seed: 558,
      pace: 'prompt',
      items: [
        {
          is: 'fault',
          spec: {
            ...{ service: 'jira', operation: 'createIssue', after: 1, fault: '503', times: 4 },
            match: { functionKey: 'work-fn' },
          },
        },
        { is: 'deed', deed: 'fail-elsewhere', dice: 991_796_334 },
        { is: 'wait', ms: 4_012_909 },
        { is: 'deed', deed: 'fail-elsewhere', dice: 1_748_843_661, hurried: true },
        { is: 'deed', deed: 'send', dice: 1_147_691_199 },
        { is: 'wait', ms: 139_535 },
        { is: 'deed', deed: 'hand-in', dice: 2_406_182_965 },
        { is: 'deed', deed: 'send', dice: 478_396_516, hurried: true },
      ],
    },
    /fault: 503 at jira createIssue.*clicks Send/s,
  ],
  [
    'storage says that it took another file and did not: the one that was there lost its bytes, and what was ordered was stuck for ever (seed 2967)',
    {
      seed: 2967,
      pace: 'prompt',
      items: [
        { is: 'deed', deed: 'hand-in-package', dice: 2_637_640_164 },
        { is: 'wait', ms: 144_813 },
        {
          is: 'fault',
          spec: { service: 'jira', operation: '*', after: 9, fault: '429', times: 1 },
        },
        { is: 'deed', deed: 'hand-in', dice: 2_066_653_022 },
        { is: 'wait', ms: 1_918_568, idle: true },
        {
          is: 'fault',
          spec: { service: 'kvs', operation: 'transact', fault: 'html', match: { key: 'submission/' } },
        },
        { is: 'deed', deed: 'hand-in', dice: 1_617_582_209 },
        { is: 'deed', deed: 'hand-in', dice: 647_474_304 },
        { is: 'wait', ms: 4529 },
      ],
    },
    /fault: html at kvs transact \+submission/,
  ],
];
