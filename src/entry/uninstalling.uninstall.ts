import { uninstall } from '../flows/people/uninstall';

/** The app is about to be removed. */
export async function uninstalling(): Promise<void> {
  await uninstall();
}
