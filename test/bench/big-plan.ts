import * as v from 'valibot';
import { AccountPlan, knownAccounts, MAX_ACCOUNTS } from '../../src/accounts/plan';
import { canonical } from '../../src/kernel/canonical';
import { sha256 } from '../../src/platform/bytes';
import { packPages, unpackPages } from '../../src/platform/pages';

const ROUNDS = 7;
/** Forge counts what is read in units of 10 KB. */
const UNIT_BYTES = 10_000;

function planOf(count: number): AccountPlan {
  const accounts = Array.from({ length: count }, (_, n) => ({
    number: String(10_000 + n),
    name: `Müller & Söhne Großhandel ${sha256(String(n)).slice(0, 12)} GmbH`,
  }));
  const facts = { chart: 'SKR04', accountLength: 4, fiscalYearBegin: '01-01' } as const;
  return { v: 1, mandant: '455148-1', version: 1, ...facts, accounts };
}

/** What a run does before it asks its first account: unpack, prove, parse, hash for the record, make the index. */
function load(plan: AccountPlan, packed: NonNullable<ReturnType<typeof packPages>>): void {
  const accounts = unpackPages(packed.at, packed.texts);
  const parsed = v.parse(AccountPlan, { ...plan, accounts });
  sha256(canonical(parsed));
  if (!knownAccounts(parsed).has('10000')) throw new Error('the account is missing');
}

function median(deed: () => void): number {
  const times = Array.from({ length: ROUNDS + 1 }, () => {
    const begun = performance.now();
    deed();
    return performance.now() - begun;
  });
  return times.slice(1).toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
}

/** What the biggest account plan costs a run, in keys, units and times of the cheapest thing that could be done with it. */
export function bigPlanTable(): string {
  const plan = planOf(MAX_ACCOUNTS);
  const json = JSON.stringify(plan.accounts);
  const packed = packPages(plan.accounts);
  if (packed === undefined) throw new Error('the plan does not fit');
  const units = packed.texts.reduce((sum, text) => sum + Math.ceil(text.length / UNIT_BYTES), 0);
  const whole = Math.ceil(new TextEncoder().encode(json).length / UNIT_BYTES);
  const parse = median(() => JSON.parse(json));
  const ours = median(() => load(plan, packed));
  return [
    '## An account plan of 50,000 accounts, loaded for a run',
    '',
    `| | packed, in pages | as it is |`,
    '|---|---:|---:|',
    `| keys read | ${packed.texts.length} | does not fit |`,
    `| read units of storage (4,000 a minute) | ${units} | ${whole} |`,
    `| unpack, prove, parse, hash, index: times \`JSON.parse\` of the same | ${(ours / parse).toFixed(1)} | |`,
    '',
    'A run loads its plan once; of a pipeline whose value tables are in pages every look at the pipeline reads one page or more',
    '(`test/flows/big-configuration.test.ts` holds the count).',
  ].join('\n');
}
