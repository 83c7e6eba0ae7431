import { ACCOUNTS, call, must, type TestWorld } from './world';

type Item = { readonly code: string; readonly title: string; readonly remedy: string };

/** What the admin page says of the app's own life. */
export async function healthItems(w: TestWorld, lang: 'de' | 'en' = 'en'): Promise<readonly Item[]> {
  const asked = call<{ health: readonly Item[] }>(w, 'datev-admin', 'admin.view', {
    as: ACCOUNTS.admin,
    payload: { lang },
  });
  return (await must(asked)).health;
}

/** The codes of what it says, worst first; `health.well` alone when there is nothing to say. */
export async function healthOf(w: TestWorld): Promise<readonly string[]> {
  return (await healthItems(w)).map(({ code }) => code);
}
