import { ACCOUNTS, call, must, type TestWorld } from './world';

/** The administration names other groups; the rest stays as it is. */
export async function saveGroups(w: TestWorld, groups: object): Promise<void> {
  const as = ACCOUNTS.admin;
  const { version, settings } = await must<{ version: number; settings: { groups: object } }>(
    call(w, 'datev-admin', 'admin.view', { as }),
  );
  const payload = { version, settings: { ...settings, groups: { ...settings.groups, ...groups } } };
  await must(call(w, 'datev-admin', 'admin.save', { as, payload }));
}
