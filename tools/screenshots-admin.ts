import { openShell } from '../test/support/shell';
import { LOOKS, picture, type Studio } from './screenshots-booking';

const SECTIONS = [
  ...['datev', 'mandanten', 'jira', 'looker', 'hooks', 'rights', 'operation', 'transfer', 'audit-log'],
] as const;
const STEPS = ['environment', 'datev', 'mandanten', 'jira'] as const;

/** Every section of the admin page as it is set up; then the steps of a fresh installation. */
export async function adminStates(studio: Studio): Promise<void> {
  for (const section of SECTIONS) await shootAt(studio, `admin-${section}`, `/admin/${section}`);
  await studio.sandbox.reset({ empty: true });
  for (const step of STEPS) await shootAt(studio, `admin-step-${step}`, `/admin/?step=${step}`);
}

async function shootAt(studio: Studio, name: string, path: string): Promise<void> {
  const { browser, sandbox } = studio;
  for (const [look, how] of LOOKS) {
    // Jira lets nobody ask so often in one second.
    await sandbox.advance(3);
    const page = await openShell(browser, sandbox.url + path, { as: 'admin', ...how });
    await page.frameLocator('iframe').first().locator('nav').waitFor();
    await picture(studio, page, `${name}-${look}`);
    await page.context().close();
  }
}
