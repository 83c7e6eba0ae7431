import { expect } from 'vitest';
import { correctFile } from '../../packages/sandbox/booking-files';
import { ACCOUNTS } from '../../packages/sandbox/jira/site';
import { asAdmin } from '../../packages/sandbox/world/set-up';
import type { CrossCheckAnswer, DiscrepancyView } from '../../src/contract/cross-check';
import { atDesk, sendAtDesk } from './desk';
import { call, HOUR, jiraCall, MINUTE, must, type TestWorld } from './hands';

/** The admin cross-checks now; what it found. */
export async function crossChecked(w: TestWorld): Promise<CrossCheckAnswer> {
  await must(call(w, 'datev-admin', 'discrepancies.begin', { as: ACCOUNTS.admin }));
  await w.forge.advance(10 * MINUTE);
  return viewed(w);
}

export function viewed(w: TestWorld): Promise<CrossCheckAnswer> {
  return must<CrossCheckAnswer>(call(w, 'datev-admin', 'discrepancies.view', { as: ACCOUNTS.admin }));
}

/** Kinds of discrepancies, each as often as it was found. */
export async function kindsFound(w: TestWorld): Promise<readonly string[]> {
  const { groups } = await crossChecked(w);
  return groups.flatMap(({ kind, items }) => items.map(() => kind));
}

/** What the page sends when somebody confirms a repair. */
export function wishOf({ kind, mandant, submission, job, issue }: DiscrepancyView): object {
  return { kind, mandant, submission, job, issueId: issue?.id };
}

/** The only discrepancy there is, of this kind. */
export async function theOnly(w: TestWorld, kind: string): Promise<DiscrepancyView> {
  const { groups } = await crossChecked(w);
  const [found, ...more] = groups.flatMap(({ items }) => items);
  if (found?.kind !== kind || more.length > 0)
    throw new Error(`Found ${JSON.stringify([found, ...more])} instead of ${kind}`);
  return found;
}

/** The admin has it put right, and what follows from that happens. */
export async function repaired(w: TestWorld, found: DiscrepancyView): Promise<unknown> {
  const payload = wishOf(found);
  const answer = await must(call(w, 'datev-admin', 'discrepancies.repair', { as: ACCOUNTS.admin, payload }));
  await w.forge.advance(10 * MINUTE);
  return answer;
}

/** The Mandant whose files are cross-checked. */
export const MANDANT = '455148-1';
export type View = { readonly submissionId: string; readonly state: string };

/** The mark of our issue, as its property says it. */
export const propertyOf = (w: TestWorld, key: string) =>
  jiraCall<{ value: Record<string, unknown> }>(w, 'GET', `/issue/${key}/properties/datev`, {
    as: ACCOUNTS.admin,
  }).value;

export const setProperty = (w: TestWorld, key: string, body: object) =>
  jiraCall(w, 'PUT', `/issue/${key}/properties/datev`, { as: ACCOUNTS.admin, body });

/** A file of that Mandant that DATEV has; its submission. */
export async function delivered(w: TestWorld, label = 'Geliefert'): Promise<string> {
  const id = await sendAtDesk(w, correctFile({ label }), { mandant: MANDANT });
  await w.forge.advance(2 * HOUR);
  expect(await atDesk<View>(w, id)).toMatchObject({ state: 'delivered' });
  return id;
}

/** An administrator saves other settings. */
export async function configure(
  w: TestWorld,
  to: (settings: Record<string, unknown>) => object,
): Promise<void> {
  const { version, settings } = await asAdmin<{ version: number; settings: Record<string, unknown> }>(
    w.forge,
    'admin.view',
    {},
  );
  await asAdmin(w.forge, 'admin.save', { version, settings: to(settings) });
}

/** Somebody's own issue gets the mark of another one. */
export async function copyOf(
  w: TestWorld,
  issue: { readonly key: string; readonly fields: Record<string, unknown> },
) {
  const { id: type } = issue.fields['issuetype'] as { id: string };
  const fields = { project: { key: 'BUCH' }, issuetype: { id: type }, summary: 'Kopie' };
  const copy = jiraCall<{ id: string; key: string }>(w, 'POST', '/issue', { body: { fields } });
  setProperty(w, copy.key, propertyOf(w, issue.key));
  await w.forge.advance(HOUR);
  return copy;
}

/** What is stored of it. */
export const recordOf = (w: TestWorld, entity: string, key: string) =>
  w.forge.storage.getEntity(entity, key) as { data: Record<string, unknown> };
