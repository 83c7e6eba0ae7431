import type { RuleRun } from '../../packages/sandbox/forge/host';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import { ACCOUNTS, type Issue, MINUTE, type TestWorld } from './world';

/** Rules of Jira Automation with our actions, as somebody builds and runs them. */

type Settings = Readonly<Record<string, unknown>>;

/** The administration lets rules send, or no longer. */
export async function admitRules(w: TestWorld, automationMayTransition = true): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: Settings }>(
    w.forge,
    'admin.view',
    {},
  );
  await asAdmin(w.forge, 'admin.save', { version, settings: { ...settings, automationMayTransition } });
  await w.forge.advance(MINUTE);
}

type How = { readonly as?: string; readonly inputs?: Readonly<Record<string, string>>; readonly on?: Issue };

/** Builds a rule with one of our actions, as a person's connection, and runs it once. */
export function runRule(w: TestWorld, action: string, how: How = {}): Promise<RuleRun> {
  const { as = ACCOUNTS.accountant, on, inputs = { issue: '{{issue.key}}' } } = how;
  const { id } = w.forge.automation.save({ name: action, action, connection: as, inputs });
  return w.forge.automation.run(id, on === undefined ? undefined : { id: on.id, key: on.key });
}
