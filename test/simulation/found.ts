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
    'Jira refuses the issue until the file is corrected at the desk and delivered: nobody was asked any more, and the issue never came (seed 9377)',
    {
      seed: 9377,
      pace: 'prompt',
      items: [
        { is: 'deed', deed: 'hide', dice: 321_740_064 },
        { is: 'deed', deed: 'fail-elsewhere', dice: 1_367_309_265 },
        { is: 'wait', ms: 2_018_768 },
        { is: 'deed', deed: 'hand-in', dice: 4_172_456_654 },
        { is: 'wait', ms: 1_031_203 },
        { is: 'deed', deed: 'send', dice: 3_152_389_379 },
      ],
    },
    /loses BROWSE_PROJECTS.*clicks Send/s,
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
