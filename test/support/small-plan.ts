import type { ForgeWorld } from '../../packages/sandbox/forge/host';
import { atDesk } from '../../packages/sandbox/world/booking';

type Plan = {
  readonly chart: string;
  readonly accountLength: number;
  readonly fiscalYearBegin: string;
  readonly accounts: readonly { readonly number: string; readonly name: string }[];
};
const USED = /^(?:82[0123]0|10001|70001)$/;

/** The plan is read and hashed at every turn: of a thousand accounts only those that few rows need are left. */
export async function shrinkPlan(forge: ForgeWorld, mandant: string): Promise<void> {
  const seen = await atDesk<{ version: number; plan: Plan }>(forge, 'accounts.view', { mandant });
  const { chart, accountLength, fiscalYearBegin, accounts } = seen.plan;
  const used = accounts.filter(({ number }) => USED.test(number));
  const plan = { chart, accountLength, fiscalYearBegin, accounts: used };
  await atDesk(forge, 'accounts.save', { mandant, version: seen.version, plan });
}
