import type { Plan } from './plan';

/** Lives that went wrong once, shrunk to what they take; their story is what `npm run simulate -- --seed N` told. */
export const FOUND: readonly (readonly [story: string, plan: Plan])[] = [
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
  ],
];
